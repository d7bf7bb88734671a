"""A deadline that stands still on a granted ground, the chain of extensions, and how a date explains itself."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.at_once import at_once
from tests.conftest import NOW
from tests.rectification.conftest import ENDS, TODAY, at, days, draft, text_of
from tests.rectification.test_joint import refused, set_rule
from xuncha.core.deadlines import Level
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.inbox.sources import waiting_for
from xuncha.foundation.regulations.models import DeadlineRule
from xuncha.rectification import services
from xuncha.rectification.models import DueNotice, Extension, Suspension
from xuncha.rectification.rules.stopping import Moved, way_of_date
from xuncha.rectification.selectors.pages import light_on
from xuncha.rectification.selectors.stopping import way_of
from xuncha.rectification.workflow import ExtensionState, SuspensionState

FIRST, LAST = TODAY + timedelta(days=10), TODAY + timedelta(days=19)


def asked(rect, item=None, *, first=FIRST, last=LAST, now=NOW, **other) -> Suspension:
    values = {"ground": "court", "reason": "（2022）某民初 12 号尚未审结。", "from_on": first, "to_on": last, **other}
    return services.ask_suspension(rect.unit(now), item or rect.under_way(), **values)


def granted(rect, **other) -> Suspension:
    return services.grant_suspension(rect.acting(rect.director), asked(rect, **other), decision="属实。")


def test_granted_the_clock_stands_still_and_the_date_moves_by_as_many_days(rect):
    stopped = granted(rect)
    item = rect.item()
    assert (stopped.state, stopped.days, stopped.decided_by) == (SuspensionState.GRANTED, 10, rect.director)
    assert (item.due_on, item.planned_due_on, item.dated_on) == (ENDS + timedelta(days=10), ENDS, LAST + timedelta(1))
    lights = [light_on(item, day).level for day in (FIRST - timedelta(1), FIRST, LAST, LAST + timedelta(1))]
    assert lights[1:3] == [Level.STOP, Level.STOP]
    assert Level.STOP not in (lights[0], lights[3])
    explained = "".join(str(line) for line in way_of(item))
    assert (
        f"因「诉讼、仲裁尚未审结」从 {FIRST} 到 {LAST} 暂停计时 10 天，时限顺延到 {item.due_on}，钱主任同意"
        in explained
    )
    assert "钱主任" not in "".join(str(line) for line in way_of(item, named=False))


def test_nothing_is_warned_of_while_it_stands_still(rect):
    first = ENDS - timedelta(days=15)
    granted(rect, first=first, last=first + timedelta(days=29))
    services.note_due_dates(rect.office(days((ENDS - TODAY).days + 5)), rect.world.city)
    assert not DueNotice.objects.filter(item=rect.item()).exists()
    services.note_due_dates(rect.office(days((ENDS - TODAY).days + 31)), rect.world.city)
    assert {notice.level for notice in DueNotice.objects.filter(item=rect.item())} >= {"late"}


def test_ended_before_its_time_the_days_not_used_are_taken_back(rect):
    stopped = granted(rect)
    early = rect.acting(rect.director, now=days(14))
    with pytest.raises(Denied):
        services.end_suspension(rect.office(days(14)), stopped, reason="已审结。")
    ended = services.end_suspension(early, stopped, reason="已审结。")
    item = rect.item()
    assert (ended.state, ended.to_on, ended.days) == (SuspensionState.ENDED, TODAY + timedelta(13), 4)
    assert (item.due_on, item.dated_on) == (ENDS + timedelta(4), TODAY + timedelta(14))
    assert not item.stands_still(TODAY + timedelta(14))
    with pytest.raises(InvalidTransition):
        services.end_suspension(rect.acting(rect.director, now=days(15)), ended, reason="再来")


def test_it_is_not_ended_before_it_began_or_after_it_is_over(rect):
    stopped = granted(rect)
    for day in (10, 20):
        act = rect.acting(rect.director, now=days(day))
        assert "现在不在暂停期间" in refused(lambda act=act: services.end_suspension(act, stopped, reason="提前"))


def test_what_is_wrong_with_a_request_is_said_at_once(rect):
    set_rule(rect, "suspension_most", 30)
    item = rect.under_way()
    said = refused(lambda: asked(rect, item, first=TODAY - timedelta(1), last=TODAY - timedelta(2), reason=" "))
    for wanted in ("请写暂停理由", "止日不能早于起日", "起日不能早于今天"):
        assert wanted in said
    said = refused(lambda: asked(rect, item, first=ENDS + timedelta(1), last=ENDS + timedelta(60)))
    assert "起日晚于现在的时限" in said
    assert "一次最多暂停 30 天，申请的是 60 天" in said
    asked(rect, item)
    assert "已有一份暂停计时申请待审批" in refused(lambda: asked(rect, item))


def test_no_day_stands_still_twice_and_no_clock_that_does_not_run(rect):
    granted(rect)
    assert f"已经同意暂停到 {LAST}" in refused(lambda: asked(rect, rect.item(), first=LAST))
    closed = rect.closed(rect.item())
    assert "没有计时" in refused(lambda: asked(rect, closed, first=LAST + timedelta(1), last=LAST + timedelta(2)))


def test_another_person_decides_and_the_unit_may_take_it_back(rect, acting):
    waiting = asked(rect)
    assert "暂停计时申请待审批" in {todo.ask for todo in waiting_for(actor_of(rect.director, NOW))}
    for role in (Role.OFFICE_CLERK, Role.UNIT_LIAISON, Role.DISCIPLINE):
        with pytest.raises((Denied, OutOfReach)):
            services.grant_suspension(acting(role), waiting)
    with pytest.raises(OutOfReach):
        services.withdraw_suspension(acting(Role.UNIT_LIAISON, which=1), waiting)
    Suspension.objects.filter(pk=waiting.pk).update(created_by=rect.director)
    for decide in (
        lambda: services.grant_suspension(rect.acting(rect.director), waiting),
        lambda: services.refuse_suspension(rect.acting(rect.director), waiting, reason="不属实"),
    ):
        assert "要由另一个人审批" in refused(decide)
    assert services.withdraw_suspension(rect.unit(), waiting).state == SuspensionState.WITHDRAWN
    again = asked(rect, rect.item())
    services.refuse_suspension(rect.acting(rect.leader), again, reason="与整改无关。")
    again.refresh_from_db()
    assert (again.state, again.decision, rect.item().due_on) == (SuspensionState.REFUSED, "与整改无关。", ENDS)


def test_what_was_settled_meanwhile_is_not_stopped(rect):
    waiting = asked(rect)
    rect.closed(rect.item())
    assert "已经不在计时" in refused(lambda: services.grant_suspension(rect.acting(rect.director), waiting))


def test_a_date_explains_every_step():
    moves = [
        Moved(date(2022, 7, 10), date(2022, 8, 10), by="甲"),
        Moved(date(2022, 7, 20), date(2022, 7, 24), 5, "审计", "乙"),
    ]
    lines = [str(line) for line in way_of_date(date(2022, 7, 10), moves, date(2022, 9, 1))]
    assert lines == [
        "方案定的时限是 2022-07-10。",
        "第 1 次延期到 2022-08-10，甲同意。",
        "因「审计」从 2022-07-20 到 2022-07-24 暂停计时 5 天，时限顺延到 2022-08-15，乙同意。",
        "重新打开时定的时限是 2022-09-01。",
    ]
    assert len(way_of_date(date(2022, 7, 10), [], date(2022, 7, 10))) == 1


def extended(rect, n: int, act=None) -> Extension:
    """Ask for another month, and have it granted."""
    item = rect.item()
    extension = services.ask_extension(rect.unit(), item, to_on=item.due_on + timedelta(30), reason=f"第 {n} 次")
    return services.grant_extension(act or rect.acting(rect.director), extension) if act is not False else extension


def test_the_second_extension_goes_to_a_higher_approver_and_a_third_is_too_many(rect):
    set_rule(rect, "extensions_raised", 2)
    set_rule(rect, "extensions_most", 2)
    rect.under_way()
    extended(rect, 1)
    second = extended(rect, 2, act=False)
    assert second.state == ExtensionState.RAISED
    assert "已有一份延期申请待审批" in refused(lambda: extended(rect, 3, act=False))
    with pytest.raises(Denied):
        services.grant_raised_extension(rect.acting(rect.director), second)
    with pytest.raises(InvalidTransition):
        services.grant_extension(rect.acting(rect.leader), second)
    assert "再次延期申请待审批" in {todo.ask for todo in waiting_for(actor_of(rect.leader, NOW))}
    assert services.grant_raised_extension(rect.acting(rect.leader), second).state == ExtensionState.GRANTED
    assert rect.item().due_on == ENDS + timedelta(60)
    assert "已经延期 2 次，按规定最多 2 次" in refused(lambda: extended(rect, 3, act=False))


def test_a_raised_request_is_refused_or_taken_back(rect):
    set_rule(rect, "extensions_raised", 1)
    rect.under_way()
    first = extended(rect, 1, act=False)
    refused_one = services.refuse_raised_extension(rect.acting(rect.leader), first, reason="没有必要。")
    assert (refused_one.state, refused_one.decision) == (ExtensionState.REFUSED, "没有必要。")
    assert services.withdraw_extension(rect.unit(), extended(rect, 2, act=False)).state == ExtensionState.WITHDRAWN


def test_the_pages_of_a_suspension(rect, at_desk):
    item = rect.under_way()
    client = at_desk(rect.liaison)
    url = at("item-suspension", item.pk)
    assert client.get(url).status_code == 200
    wrong = client.post(url, {"ground": "court", "reason": "等判决", "from_on": "2022-05-01", "to_on": "2022-05-20"})
    assert wrong.status_code == 422
    client.post(url, {"ground": "court", "reason": "等判决", "from_on": str(FIRST), "to_on": str(LAST)})
    assert "待审批" in text_of(client.get(at("item", item.pk)))
    client.post(at("suspension-withdraw", Suspension.objects.get().pk))
    client.post(url, {"ground": "audit", "reason": "等审计", "from_on": str(TODAY), "to_on": str(LAST)})
    waiting = Suspension.objects.get(state="asked")
    desk = at_desk(rect.director)
    assert "等审计" not in text_of(desk.get(reverse("rectification:suspensions"), {"chip": "none"}))
    own_page = reverse("rectification:suspension", args=[waiting.pk])
    assert "等审计" in text_of(desk.get(own_page))
    desk.post(reverse("rectification:suspension-step", args=[waiting.pk, "grant"]))
    assert "审计、鉴定尚未作出结论" in text_of(desk.get(reverse("rectification:item", args=[item.pk])))
    assert "暂停计时" in text_of(desk.get(reverse("rectification:items")))
    assert at_desk(rect.liaison).get(own_page).status_code == 302


def test_the_page_of_a_second_extension_shows_the_first(rect, at_desk):
    set_rule(rect, "extensions_raised", 2)
    rect.under_way()
    extended(rect, 1)
    second = extended(rect, 2, act=False)
    client = at_desk(rect.leader)
    shown = text_of(client.get(reverse("rectification:extension", args=[second.pk])))
    assert "以前的延期" in shown
    assert "第 1 次延期到" in shown
    client.post(
        reverse("rectification:extension-grant", args=[second.pk]), {"to_on": str(second.to_on), "decision": "同意"}
    )
    second.refresh_from_db()
    assert second.state == ExtensionState.GRANTED


@pytest.mark.usefixtures("several_connections")
def test_two_people_decide_at_the_same_moment(rect):
    waiting = asked(rect)
    director, leader = rect.acting(rect.director), rect.acting(rect.leader)
    outcomes = at_once(
        lambda: services.grant_suspension(director, waiting), lambda: services.grant_suspension(leader, waiting)
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["InvalidTransition", "Suspension"]
    assert rect.item().due_on == ENDS + timedelta(days=10)


def test_a_difficulty_has_a_latest_date_by_a_dated_rule(rect):
    DeadlineRule.objects.create(
        code="item_hard",
        name="疑难事项最迟",
        trigger="feedback.held",
        offset=3,
        unit="month",
        deliverable="整改完成",
        owner="unit_liaison",
        valid_from=date(2022, 1, 1),
        jurisdiction=rect.world.city,
    )
    plan = rect.written("一个问题", difficulty="hard", due_on=date(2022, 8, 11), beyond="要等规划批复。")
    assert "难易程度是「疑难」，按规则最迟 2022-08-10" in refused(lambda: services.submit_plan(rect.unit(), plan))
    on_time = draft(difficulty="hard", due_on=date(2022, 8, 10), beyond="要等规划批复。")
    services.fill_item(rect.unit(), rect.item(), base_version=2, draft=on_time)
    assert services.submit_plan(rect.unit(), plan).times == 1
