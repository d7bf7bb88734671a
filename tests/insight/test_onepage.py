"""The leader's one page: every answer from the records, every number leads to its rows."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from tests.conftest import NOW
from xuncha.core.permissions import Role
from xuncha.feedback.models import FedBackFinding, Instruction
from xuncha.findings.models import Classification, Finding
from xuncha.foundation.regulations.models import Category, Taxonomy
from xuncha.insight.selectors import one_page
from xuncha.insight.selectors.onepage import Gathered, Pace, Slow
from xuncha.insight.views import drawing
from xuncha.rectification.workflow import ItemState

pytestmark = pytest.mark.django_db
TODAY = date(2022, 8, 1)


def test_slow_units_are_told_by_what_is_not_settled(world, rectifying):
    for due in (TODAY - timedelta(days=1), TODAY - timedelta(days=9), TODAY, TODAY + timedelta(days=10)):
        rectifying.item(due=due)
    rectifying.item(due=TODAY + timedelta(days=11))
    for state in (ItemState.DECLARED, ItemState.CLOSED, ItemState.LONG_TERM, ItemState.BASICALLY):
        rectifying.item(state, due=TODAY - timedelta(days=5))
    seen = one_page(world.term, TODAY)
    assert seen.slow == (Slow(world.units[0].pk, world.units[0].name, 2, 2, 3),)
    assert seen.open == 7  # declared is not asked to be closed; basically completed goes on
    assert seen.twice_late == list(seen.slow)
    assert seen.values["rectification.overdue"] == 3


def test_the_pace_is_the_median_from_withdrawal_to_feedback(world, rectifying):
    assert one_page(world.term, TODAY).pace == (Pace(world.round.pk, world.round.number, 21, 1),)
    assert one_page(world.term, date(2022, 6, 30)).pace == ()


def test_a_unit_below_the_threshold_is_named_when_its_period_is_over(world, rectifying):
    for state in (ItemState.CLOSED, ItemState.CLOSED, ItemState.IN_PROGRESS):
        rectifying.item(state)
    rectifying.plan.ends_on = TODAY
    rectifying.plan.save()
    assert one_page(world.term, TODAY).below == ()
    found = one_page(world.term, TODAY + timedelta(days=1)).below
    assert [(b.name, round(b.rate, 4)) for b in found] == [(world.units[0].name, Decimal("0.6667"))]
    rectifying.item(ItemState.LONG_TERM)
    assert one_page(world.term, TODAY + timedelta(days=1)).below == ()


def test_kinds_are_gathered_from_the_findings_behind_the_items(world, rectifying):
    frame = Taxonomy.objects.create(code="t", edition="1", name="领域", axis="topic", valid_from=date(2018, 1, 1))
    kinds = [Category.objects.create(taxonomy=frame, code=str(n), name=f"类{n}") for n in range(7)]
    for n, kind in enumerate([*kinds, kinds[0]]):
        finding = Finding.objects.create(
            inspection=rectifying.inspection, number=f"WT-{n}", title="问题", text="事实", state="confirmed",
            state_since=NOW, **rectifying.made,
        )  # fmt: skip
        Classification.objects.create(finding=finding, taxonomy=frame, category=kind)
        FedBackFinding.objects.create(item=rectifying.item().opinion_item, finding=finding)
    found = one_page(world.term, TODAY).gathered
    assert found[0] == Gathered(kinds[0].pk, "类0", 2, 0.25)
    assert [kind.count for kind in found] == [2, 1, 1, 1, 1, 2]
    assert found[-1].category is None


def test_instructions_are_followed_until_accepted(world, rectifying):
    for n, (state, due) in enumerate((("open", TODAY - timedelta(days=1)), ("open", None), ("accepted", TODAY))):
        done = {
            "answered_by": world.founder,
            "answered_at": NOW,
            "accepted_by": rectifying.reviewer,
            "accepted_at": NOW,
        }
        Instruction.objects.create(
            term=world.term, number=f"PS-{n}", kind="written", leader="书记", on=date(2022, 7, 1), text="请办",
            assigned_to="巡察办", due_on=due, state=state, state_since=NOW, **(done if state == "accepted" else {}),
            **rectifying.made,
        )  # fmt: skip
    followed = one_page(world.term, TODAY).followed
    assert (followed.total, followed.accepted, followed.open, followed.late) == (3, 1, 2, 1)


def test_the_page_answers_and_every_number_leads_to_its_rows(world, rectifying, at_desk):
    client = at_desk(Role.SECRETARY)
    rectifying.opinion.delivered_on = date(2022, 4, 1)
    rectifying.opinion.save()
    for state in (ItemState.CLOSED, ItemState.IN_PROGRESS, ItemState.IN_PROGRESS, ItemState.IN_PROGRESS):
        rectifying.item(state, due=date(2022, 4, 20), asked=date(2022, 4, 10))
    page = client.get(reverse("insight:leader")).content.decode()
    assert "反馈 4 项，完成 1，经审核销号 1。" in page
    assert "有 3 项整改超期，建议约谈主要负责人" in page
    assert "25.0%" in page
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/desk/insight/figures/[^"]+)"', page)}
    assert len(links) >= 7
    for link in links:
        assert client.get(link).status_code == 200, link
    overdue = next(link for link in links if "overdue" in link and "unit=" in link)
    assert "共 3 条记录" in client.get(overdue).content.decode()


def test_rows_can_be_narrowed_only_where_they_know_the_thing(world, rectifying, at_desk):
    rectifying.item()
    client = at_desk(Role.SECRETARY)
    asked = {"jurisdiction": world.city.pk, "begin": "2022-01-01", "end": "2022-12-31", "as_of": ""}
    rows = reverse("insight:figure-rows", args=["rectification.items", "self"])
    for narrow, n in (
        ({"unit": world.units[0].pk}, 1),
        ({"unit": world.units[1].pk}, 0),
        ({"batch": world.round.pk}, 1),
    ):
        assert f"共 {n} 条记录" in client.get(rows, asked | narrow).content.decode()
    people = reverse("insight:figure-rows", args=["pool.members", "self"])
    assert "共 0 条记录" in client.get(people, asked | {"unit": world.units[0].pk}).content.decode()
    none = reverse("insight:figure-rows", args=["checklist.areas", "self"])
    assert "共 0 条记录" in client.get(none, asked | {"category": 1}).content.decode()
    rate = client.get(reverse("insight:figure-rows", args=["rectification.closed_rate", "self"]), asked)
    assert "分子 0，分母 1。" in rate.content.decode()


def test_the_cost_is_the_same_for_one_item_and_for_many(world, rectifying, django_assert_max_num_queries):
    for _n in range(20):
        rectifying.item(due=TODAY - timedelta(days=3))
    with django_assert_max_num_queries(40):
        one_page(world.term, TODAY)


def test_bars_begin_at_zero_and_the_longest_fills_the_room():
    rows = drawing.bars([("a", 200, "bar"), ("b", 50, "bar"), ("c", 0, "bar")], left=92, room=210)
    assert [(row.pieces[0].x, row.pieces[0].width, row.value) for row in rows] == [
        (92, 210, 200),
        (92, 52.5, 50),
        (92, 0, 0),
    ]
    assert drawing.bars([], left=0, room=1) == []


def test_stacked_bars_leave_out_what_is_not_there():
    row, other = drawing.stacked([Slow(1, "一个名字很长很长的单位", 2, 0, 2), Slow(2, "短", 0, 1, 0)])
    assert [(piece.shape, piece.width) for piece in row.pieces] == [("bar-ok", 95.0), ("bar-late", 95.0)]
    assert row.name == "一个名字很长很长…"
    assert [piece.shape for piece in other.pieces] == ["bar-near"]


def test_one_round_alone_is_a_dot_without_a_line():
    (dot,) = drawing.pace_line([Pace(1, 1, 70, 3)])
    assert (dot.x, dot.y) == (40.0, 34.0)
    assert drawing.points([dot]) == "40.0,34.0"


def test_a_term_without_rounds_draws_no_curve(world):
    world.term.targets.all().delete()
    curve = drawing.coverage_curve(one_page(world.term, TODAY).coverage)
    assert (curve.begun, curve.ahead, curve.area, curve.now) == ("", "", "", None)


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.UNIT_LIAISON, Role.AUDIT_ADMIN])
def test_the_page_is_for_those_who_read_figures(at_desk, role):
    assert at_desk(role).get(reverse("insight:leader")).status_code == 403


def test_nobody_is_led_to_a_page_they_may_not_open(world, rectifying, at_desk):
    for role, name in ((Role.SECRETARY, "inspections"), (Role.ORGANISATION, "rounds")):
        client = at_desk(role)
        page = client.get(reverse("insight:leader")).content.decode()
        assert f'class="fig" href="{reverse(f"rounds:{name}")}"' in page
        assert client.get(reverse(f"rounds:{name}")).status_code == 200
