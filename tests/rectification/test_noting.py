"""Warnings: each step once, dated with its own day, to the people it concerns; they lapse when nothing waits."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.conftest import NOW
from tests.rectification.conftest import ENDS, TODAY, days
from xuncha.core.errors import Denied, OutOfReach
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.jobs.worker import Worker
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.regulations.models import DeadlineRule
from xuncha.foundation.regulations.services import adopt_preset, set_parameter
from xuncha.rectification import services
from xuncha.rectification.models import DueNotice, Item
from xuncha.rectification.selectors import NOTICES, who_is_told
from xuncha.rectification.selectors.pages import light_on

LEFT = (ENDS - TODAY).days


def at(left: int):
    """The moment with so many days left."""
    return days(LEFT - left)


def note(rect, left: int) -> int:
    return services.note_due_dates(rect.office(at(left)), rect.world.city)


def given() -> set[tuple[str, str, date]]:
    return set(DueNotice.objects.values_list("level", "role", "on"))


def test_each_step_goes_to_other_people_once(rect):
    rect.accepted("一个问题")
    assert note(rect, 21) == 0
    assert note(rect, 20) == 1
    first = ("note", Role.UNIT_LIAISON, ENDS - timedelta(days=20))
    assert given() == {first}
    assert note(rect, 15) == 0
    assert note(rect, 10) == 1
    assert {role for level, role, _ in given() if level == "near"} == {Role.UNIT_LIAISON, Role.UNIT_HEAD}
    assert note(rect, 0) == 0
    assert note(rect, -1) == 1
    late = {row for row in given() if row[0] == "late"}
    told = {Role.UNIT_LIAISON, Role.UNIT_HEAD, Role.OFFICE_CLERK, Role.OFFICE_DIRECTOR}
    assert {role for _, role, _ in late} == told
    assert note(rect, -30) == 0


def test_a_later_reminder_takes_the_place_of_those_nobody_read(rect):
    rect.accepted("一个问题")
    note(rect, 20)
    services.see_notice(rect.unit(at(15)), DueNotice.objects.get())
    note(rect, 10)
    note(rect, -1)
    states = set(DueNotice.objects.values_list("level", "role", "state"))
    assert ("note", Role.UNIT_LIAISON, "seen") in states
    assert {("near", Role.UNIT_HEAD, "replaced"), ("late", Role.UNIT_HEAD, "given")} <= states
    waiting = DueNotice.objects.filter(state="given")
    assert set(waiting.values_list("level", flat=True)) == {"late"}
    assert JournalRecord.objects.filter(event="notice.replaced").count() == 2  # the liaison's and the principal's


def test_a_late_run_dates_each_step_with_its_own_day(rect):
    rect.accepted("一个问题")
    assert note(rect, -40) == 3
    assert {(level, on) for level, _, on in given()} == {
        ("note", ENDS - timedelta(days=20)),
        ("near", ENDS - timedelta(days=10)),
        ("late", ENDS + timedelta(days=1)),
    }
    event = JournalRecord.objects.get(event="rectification.item_late")
    assert "2022-07-11" in event.body


def test_an_extension_begins_a_new_round_and_the_old_event_stays(rect):
    item = rect.under_way()
    asked = services.ask_extension(rect.unit(at(30)), item, to_on=ENDS + timedelta(days=90), reason="难")
    note(rect, 20)
    services.grant_extension(rect.acting(rect.director, now=at(15)), asked)
    note(rect, 10)
    mine = DueNotice.objects.filter(item=item)
    assert [(n.due_on, n.state) for n in mine] == [(ENDS, "lapsed")]
    note(rect, -70)
    assert {n.due_on for n in mine.filter(state="given")} == {ENDS + timedelta(days=90)}


def test_what_was_asked_to_be_closed_is_not_warned_of_and_notices_lapse(rect):
    item = rect.under_way()
    note(rect, 20)
    rect.requested(item, now=at(12))
    note(rect, -5)
    mine = DueNotice.objects.filter(item=item)
    assert {(n.level, n.state) for n in mine} == {("note", "lapsed")}
    assert DueNotice.objects.exclude(item=item).filter(level="late").count() == 4


def test_a_rule_changed_in_mid_period_leaves_running_warnings_alone(rect, world):
    rect.accepted("一个问题")
    DeadlineRule.objects.create(
        code="item_overdue", name="整改事项", trigger="item.due", offset=0, deliverable="办结", owner=Role.UNIT_LIAISON,
        warn_days=[40], valid_from=TODAY + timedelta(days=1), jurisdiction=world.city,
    )  # fmt: skip
    assert note(rect, 30) == 0
    DeadlineRule.objects.filter(code="item_overdue").delete()
    assert note(rect, 20) == 0
    assert note(rect, -1) == 1


def test_whom_a_step_is_said_to_is_the_offices_rule_of_the_day_it_is_reached(rect, world):
    rect.accepted("一个问题")
    value = {"note": ["team_leader"], "near": ["discipline"], "late": ["unit_head"]}
    day = ENDS - timedelta(days=10)
    set_parameter(rect.office(), world.city, code="rectification.addressees", value=value, valid_from=day)
    assert note(rect, 10) == 2
    assert {(level, role) for level, role, _ in given()} == {("note", Role.UNIT_LIAISON), ("near", Role.DISCIPLINE)}
    rule, told = who_is_told(DueNotice.objects.get(level="near"))
    assert (rule.valid_from, rule.jurisdiction, told) == (day, world.city, ["纪检监察机关人员"])
    assert who_is_told(DueNotice.objects.get(level="note"))[0].jurisdiction is None


def test_hard_items_are_warned_of_earlier_where_the_office_says_so(rect, world):
    value = {"hard": [40, 5]}
    day = TODAY - timedelta(days=30)
    set_parameter(rect.office(), world.city, code="rectification.warn_days", value=value, valid_from=day)
    rect.accepted()
    Item.objects.filter(pk=rect.item(0).pk).update(difficulty="hard")
    assert note(rect, 40) == 1
    assert DueNotice.objects.get().item == rect.item(0)
    assert light_on(rect.item(0), at(40).date()).level == "note"
    assert light_on(rect.item(1), at(40).date()).level == "ok"
    assert note(rect, 20) == 1, "of the other the rule counts"


def test_seen_by_the_addressee_and_by_nobody_else(rect, acting, actor):
    rect.accepted("一个问题")
    note(rect, 10)
    notice = DueNotice.objects.get(level="near", role=Role.UNIT_HEAD)
    with pytest.raises(OutOfReach):
        services.see_notice(rect.unit(), notice)
    for role, which in ((Role.UNIT_HEAD, 1), (Role.OFFICE_CLERK, 0), (Role.TEAM_LEADER, 0)):
        assert not NOTICES.visible_to(actor(role, which=which)).exists()
    assert NOTICES.visible_to(actor_of(rect.liaison, NOW)).count() == 2
    assert services.see_notice(acting(Role.UNIT_HEAD), notice).state == "seen"


def test_the_daily_run_needs_no_account_and_does_not_repeat_itself(rect):
    rect.accepted("一个问题")
    now = {"day": at(-1)}
    worker = Worker(lambda: now["day"])
    worker.begin_day()
    assert DueNotice.objects.count() == 7
    assert set(DueNotice.objects.values_list("created_by", flat=True)) == {None}
    assert JournalRecord.objects.get(event="rectification.due_dates_noted").actor == "#system"
    worker.begin_day()
    assert JournalRecord.objects.filter(event="rectification.due_dates_noted").count() == 1
    now["day"] = at(-2)
    worker.begin_day()
    assert DueNotice.objects.count() == 7
    assert JournalRecord.objects.filter(event="rectification.due_dates_noted").count() == 2


def test_daily_work_that_fails_keeps_from_nothing_else(monkeypatch, caplog):
    done = []

    def broken(_now):
        raise ValueError("not today")

    monkeypatch.setattr("xuncha.foundation.jobs.worker.DAILY", [broken, done.append])
    Worker(lambda: NOW).begin_day()
    assert done == [NOW]
    assert "daily work" in caplog.text


def test_who_may_not(rect, acting, world):
    with pytest.raises(Denied):
        services.note_due_dates(acting(Role.UNIT_LIAISON), world.city)
    with pytest.raises(OutOfReach):
        services.note_due_dates(acting(Role.OFFICE_CLERK, which=1), world.city)


def test_the_supervising_leader_is_warned_of_a_unit_and_reads_it(rect, hire, at_desk):
    adopt_preset(rect.office(), rect.world.city, preset="three_colours", valid_from=TODAY)
    item = rect.accepted("一个问题").items.get()
    note(rect, 20)
    assert note(rect, 10) == 1
    assert {role for level, role, _ in given() if level == "near"} == {Role.UNIT_LIAISON, Role.SUPERVISING_LEADER}
    leader, other = hire(Role.SUPERVISING_LEADER), hire(Role.SUPERVISING_LEADER, which=1)
    [notice] = NOTICES.visible_to(actor_of(leader, at(9)))
    assert not NOTICES.visible_to(actor_of(other, at(9))).exists()
    assert not NOTICES.visible_to(actor_of(leader, at(9))).exclude(role=Role.SUPERVISING_LEADER).exists()
    desk = at_desk(leader)
    assert notice.item.title in desk.get(reverse("inbox:inbox")).content.decode()
    assert item.title in desk.get(reverse("rectification_unit:item", args=[item.pk])).content.decode()
    assert desk.get(reverse("rectification_unit:item-progress", args=[item.pk])).status_code == 403


def test_more_plans_of_one_feedback_day_cost_no_more_queries(rect, hire, django_assert_num_queries):
    rect.accepted("一个问题")
    with CaptureQueriesContext(connection) as one:
        note(rect, 21)
    liaison = hire(Role.UNIT_LIAISON, which=1)
    replace(rect, liaison=liaison, which=1).accepted("邻居的问题")
    with django_assert_num_queries(len(one)):
        assert note(rect, 21) == 0
