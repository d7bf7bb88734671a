"""A sheet from the first point to the settled result: checked by another person, objected to, reproducible."""

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.db import DatabaseError, transaction

from tests.conftest import NOW
from tests.evaluation.telling import WHY
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.core.scoring import score
from xuncha.evaluation.models import Follow, Subject
from xuncha.evaluation.rules.definitions import scheme_from
from xuncha.evaluation.rules.sheets import digest_of, given_from
from xuncha.evaluation.selectors import sheet_of
from xuncha.evaluation.selectors.sheets import items_of, results_for
from xuncha.evaluation.services import (
    confirm_follow,
    decide_objection,
    dismiss_follow,
    enter_objection,
    give_mark,
    hand_in_sheet,
    note_case,
    object_to_sheet,
    return_sheet,
    settle_result,
    show_sheet,
    take_rates,
    withdraw_mark,
)

LATER = NOW + timedelta(days=30)
LATE = {"code": "duty", "part": "late", "points": D("2.5"), **WHY}


@pytest.fixture
def subject(closed) -> Subject:
    return closed.subjects.first()


@pytest.fixture
def shown(acting, subject) -> Subject:
    """Scored by a clerk, checked by another."""
    give_mark(acting(Role.OFFICE_CLERK), subject, **LATE)
    take_rates(acting(Role.OFFICE_CLERK), subject)
    handed = hand_in_sheet(acting(Role.OFFICE_CLERK), subject)
    return show_sheet(acting(Role.OFFICE_CLERK), handed)


def test_the_settled_result_is_worked_out_again_from_what_was_stored(acting, shown):
    # 40 − 2.5; nothing was due: 40; of staff alone 20 × 7.8/10; no points on top
    settled = settle_result(acting(Role.OFFICE_DIRECTOR, now=LATER), shown)
    assert (settled.total, settled.grade_label) == (D("93.10"), "好")
    stored = Subject.objects.get(pk=settled.pk)
    again = score(scheme_from(stored.run.scheme.definition), given_from(stored.inputs))
    assert (again.total, again.band.code) == (stored.total, stored.grade)
    assert digest_of(stored.run.scheme.definition, stored.inputs) == stored.digest
    stored.marks.update(points=D(9))  # whatever happens behind it
    assert sheet_of(stored).total == stored.total


def test_a_settled_result_stands_even_in_the_database(acting, shown):
    settled = settle_result(acting(Role.OFFICE_DIRECTOR, now=LATER), shown)
    for change in ({"total": 99}, {"state": "scoring"}, {"inputs": {}}):
        with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
            Subject.objects.filter(pk=settled.pk).update(**change)


def test_points_have_a_reason_and_are_withdrawn_never_erased(acting, subject):
    mark = give_mark(acting(Role.OFFICE_CLERK), subject, **LATE)
    with pytest.raises(RuleViolated, match="最多 10 分，已有"):
        give_mark(acting(Role.OFFICE_CLERK), subject, **{**LATE, "points": D(8)})
    with pytest.raises(RuleViolated, match="写明理由"):
        give_mark(acting(Role.OFFICE_CLERK), subject, **{**LATE, "reason": " "})
    with pytest.raises(RuleViolated, match="撤回的理由"):
        withdraw_mark(acting(Role.OFFICE_CLERK), mark, why="")
    withdraw_mark(acting(Role.OFFICE_CLERK), mark, why="收文日期有误")
    assert sheet_of(subject).lines[0].value == D("40.00")
    assert subject.marks.count() == 1
    with pytest.raises(RuleViolated, match="已经撤回"):
        withdraw_mark(acting(Role.OFFICE_CLERK), mark, why="再撤")


def test_a_veto_wins_when_its_cases_are_there(acting, subject):
    note_case(acting(Role.OFFICE_CLERK), subject, code="false", **WHY)
    assert sheet_of(subject).vetoed == ()
    note_case(acting(Role.OFFICE_CLERK), subject, code="false", **WHY)
    sheet = sheet_of(subject)
    assert (sheet.total, sheet.band.label, len(sheet.vetoed)) == (0, "差", 1)
    with pytest.raises(RuleViolated, match="否决项"):
        note_case(acting(Role.OFFICE_CLERK), subject, code="duty", **WHY)


def test_a_sheet_is_handed_in_whole_and_checked_by_another(acting, hire, opened, subject):
    with pytest.raises(RuleViolated, match="任务完成"):
        hand_in_sheet(acting(Role.OFFICE_CLERK), subject)
    take_rates(acting(Role.OFFICE_CLERK), subject)
    clerk = hire(Role.OFFICE_CLERK)
    handed = hand_in_sheet(acting(clerk), subject)
    with pytest.raises(RuleViolated, match="不再取数"):
        take_rates(acting(Role.OFFICE_CLERK), handed)
    with pytest.raises(RuleViolated, match="另一个人复核"):
        show_sheet(acting(clerk), handed)
    back = return_sheet(acting(Role.DISCIPLINE), handed, reason="少一条")
    assert back.state == "scoring"
    with pytest.raises(InvalidTransition):
        show_sheet(acting(Role.DISCIPLINE), back)


def test_before_the_voting_is_over_nothing_is_handed_in(acting, opened):
    subject = opened.subjects.first()
    with pytest.raises(RuleViolated, match="还没有截止"):
        hand_in_sheet(acting(Role.OFFICE_CLERK), subject)


def test_the_unit_objects_within_its_days_and_somebody_else_decides(acting, hire, shown):
    # five working days after 10 May 2022
    assert str(shown.objectable_until) == "2022-05-17"
    with pytest.raises(RuleViolated, match="异议期到 2022-05-17"):
        settle_result(acting(Role.OFFICE_DIRECTOR), shown)
    said = object_to_sheet(acting(Role.UNIT_LIAISON), shown, text="方案按期送达", code="duty")
    with pytest.raises(RuleViolated, match="同样的内容"):
        object_to_sheet(acting(Role.UNIT_LIAISON), shown, text="方案按期送达", code="duty")
    with pytest.raises(RuleViolated, match="没有答复"):
        settle_result(acting(Role.OFFICE_DIRECTOR, now=LATER), shown)
    with pytest.raises(RuleViolated, match="请选采纳"):
        decide_objection(acting(Role.SECRETARY), said, verdict="", decision="属实")
    decide_objection(acting(Role.SECRETARY), said, verdict="upheld", decision="属实")
    shown.refresh_from_db()
    assert (shown.state, shown.objectable_until) == ("scoring", None)
    with pytest.raises(RuleViolated, match="已经答复"):
        decide_objection(acting(Role.SECRETARY), said, verdict="upheld", decision="属实")


def test_who_scored_does_not_decide_on_the_objection(acting, hire, subject):
    director = hire(Role.OFFICE_DIRECTOR)
    give_mark(acting(director), subject, **LATE)
    take_rates(acting(Role.OFFICE_CLERK), subject)
    shown = show_sheet(acting(Role.OFFICE_CLERK), hand_in_sheet(acting(Role.OFFICE_CLERK), subject))
    with pytest.raises(RuleViolated, match="谁提出"):
        enter_objection(acting(Role.OFFICE_CLERK), shown, text="不对", said_by="")
    said = enter_objection(acting(Role.OFFICE_CLERK), shown, text="不对", said_by="第1局 办公室主任")
    with pytest.raises(RuleViolated, match="参加了"):
        decide_objection(acting(director), said, verdict="rejected", decision="不成立")
    decide_objection(acting(Role.LEADING_GROUP), said, verdict="rejected", decision="登记簿有签收")
    shown.refresh_from_db()
    assert shown.state == "shown"


def test_what_follows_is_proposed_and_decided_by_somebody_else(acting, hire, subject):
    for _ in range(2):
        note_case(acting(Role.OFFICE_CLERK), subject, code="false", **WHY)
    take_rates(acting(Role.OFFICE_CLERK), subject)
    shown = show_sheet(acting(Role.OFFICE_CLERK), hand_in_sheet(acting(Role.OFFICE_CLERK), subject))
    director = hire(Role.OFFICE_DIRECTOR)
    settle_result(acting(director, now=LATER), shown)
    letter, talk = Follow.objects.order_by("what")
    assert {letter.state, talk.state} == {"proposed"}
    with pytest.raises(RuleViolated, match="另一个人决定"):
        confirm_follow(acting(director), letter)
    assert confirm_follow(acting(Role.SECRETARY), letter).state == "confirmed"
    with pytest.raises(RuleViolated, match="写明理由"):
        dismiss_follow(acting(Role.SECRETARY), talk, reason="")
    assert dismiss_follow(acting(Role.SECRETARY), talk, reason="已经谈过").decision == "已经谈过"


def test_whose_rectification_counts(world, acting, subject):
    assert results_for(subject, NOW)["total"] == 0
    team = Subject(run=subject.run, team=world.teams[0])
    office = Subject(run=subject.run, office=world.city)
    assert list(items_of(team)) == list(items_of(office)) == []


def test_denials(acting, shown):
    with pytest.raises(Denied):
        settle_result(acting(Role.OFFICE_CLERK), shown)
    with pytest.raises(OutOfReach):
        object_to_sheet(acting(Role.UNIT_LIAISON, which=1), shown, text="不对")
    with pytest.raises(OutOfReach):
        give_mark(acting(Role.OFFICE_CLERK, which=1), shown, **LATE)
    with pytest.raises(Denied):
        give_mark(acting(Role.INSPECTOR), shown, **LATE)


@pytest.mark.parametrize(
    ("total", "told"), [(None, None), (D("96.0800"), "96.08"), (D("90.0000"), "90.00"), (D("86.1250"), "86.125")]
)
def test_a_total_is_told_as_the_sheet_prints_it(total, told):
    assert Subject(total=total).score == (told and D(told))
    assert told is None or str(Subject(total=total).score) == told
