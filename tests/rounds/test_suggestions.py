"""Departments suggest, the office answers; the approved scheme is filed with the upper office."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.conftest import NOW
from xuncha.core.errors import Denied, InvalidTransition, RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.inbox.sources import counted
from xuncha.foundation.journal.models import JournalRecord
from xuncha.rounds.models import Department, Inspection, Suggestion
from xuncha.rounds.rules import (
    SuggestingFacts,
    hints_about_suggestions,
    reasons_against_answer,
    reasons_not_to_adopt,
    reasons_not_to_file,
    reasons_not_to_suggest,
)
from xuncha.rounds.services import (
    adopt_suggestion,
    approve_round,
    cancel_round,
    decline_suggestion,
    note_filing,
    return_round,
    submit_round,
    suggest_inspection,
)
from xuncha.rounds.workflow import RoundState

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def suggested(office, acting):
    def make(role=Role.DISCIPLINE, batch=None) -> Suggestion:
        return suggest_inspection(
            acting(role), batch or office.draft(), organisation=office.target(), text="信访反映集中"
        )

    return make


def test_each_department_suggests_and_the_office_is_asked(suggested, office):
    batch = office.draft()
    given = [suggested(role, batch) for role in (Role.DISCIPLINE, Role.ORGANISATION)]
    assert [s.department for s in given] == [Department.DISCIPLINE, Department.ORGANISATION]
    assert counted(actor_of(office.clerk, NOW))["巡察对象建议待答复"] == 2
    assert JournalRecord.objects.filter(event="suggestion.given").count() == 2


@pytest.mark.parametrize("role", [Role.OFFICE_CLERK, Role.SECRETARY, Role.INSPECTOR])
def test_others_do_not_suggest(suggested, role):
    with pytest.raises(Denied):
        suggested(role)


def test_a_unit_is_suggested_once_by_a_department(office, acting):
    batch, unit = office.draft(), office.target()
    suggest_inspection(acting(Role.DISCIPLINE), batch, organisation=unit, text="甲")
    suggest_inspection(acting(Role.ORGANISATION), batch, organisation=unit, text="乙")
    with pytest.raises(RuleViolated, match="只提一次"):
        suggest_inspection(acting(Role.DISCIPLINE), batch, organisation=unit, text="丙")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"round_state": RoundState.APPROVED}, "方案已批准"),
        ({"closed": True}, "已撤销"),
        ({"within_reach": False}, "不属于本级"),
        ({"listed": True}, "已在本轮"),
        ({"suggested": True}, "只提一次"),
    ],
)
def test_what_cannot_be_suggested(fields, sentence):
    assert reasons_not_to_suggest(SuggestingFacts("某局", RoundState.SUBMITTED)) == []
    (found,) = reasons_not_to_suggest(SuggestingFacts(**{"unit": "某局", "round_state": RoundState.DRAFT, **fields}))
    assert sentence in str(found.text)


def test_adopting_lists_the_unit(suggested, office):
    given = suggested()
    adopted = adopt_suggestion(office.act(), given)
    assert (adopted.state, adopted.answered_by) == ("adopted", office.clerk)
    assert Inspection.objects.filter(round=given.round, organisation=given.organisation).exists()
    with pytest.raises(InvalidTransition):
        decline_suggestion(office.act(), given, reason="不行")


def test_a_listed_unit_is_not_listed_twice(suggested, office):
    given = suggested()
    office.add(given.round, given.organisation)
    adopt_suggestion(office.act(), given)
    assert given.round.inspections.count() == 1


def test_declining_needs_a_short_reason(suggested, office, acting):
    given = suggested()
    with pytest.raises(RuleViolated, match="写明理由"):
        decline_suggestion(office.act(), given, reason=" ")
    with pytest.raises(Denied):
        decline_suggestion(acting(Role.ORGANISATION), given, reason="不")
    assert decline_suggestion(office.act(), given, reason="去年刚巡察过").answer == "去年刚巡察过"
    assert reasons_against_answer("字" * 501)
    assert reasons_against_answer("字" * 500) == []


def test_a_cancelled_round_answers_what_is_open(suggested, office):
    given = suggested()
    cancel_round(office.act(), given.round, reason="并入下一轮")
    given.refresh_from_db()
    assert (given.state, given.answer) == ("declined", "并入下一轮")


def test_after_the_draft_only_listed_units_are_adopted():
    assert reasons_not_to_adopt(RoundState.SUBMITTED, unit="某局", listed=False)
    assert reasons_not_to_adopt(RoundState.SUBMITTED, unit="某局", listed=True) == []
    assert hints_about_suggestions(0) == []
    assert len(hints_about_suggestions(2)) == 1


def test_the_pages_from_suggesting_to_the_answer(office, hire, at_desk):
    batch, unit, giver = office.draft(), office.target(), hire(Role.DISCIPLINE)
    desk = at_desk(giver)
    page = reverse("rounds:round", args=[batch.pk])
    assert "提出建议" in desk.get(page).content.decode()
    sent = desk.post(reverse("rounds:round-suggest", args=[batch.pk]), {"organisation": unit.pk, "text": "反映集中"})
    assert sent.status_code == 302
    given = Suggestion.objects.get()
    desk = at_desk(office.clerk)
    shown = desk.get(page).content.decode()
    assert "采纳或不采纳" in shown
    assert "还有 1 条巡察对象建议没有答复" in shown
    assert "反映集中" in desk.get(reverse("rounds:suggestion", args=[given.pk])).content.decode()
    step = reverse("rounds:suggestion-step", args=[given.pk, "adopt"])
    assert "巡察类型" in desk.post(step).content.decode()
    assert desk.post(step, {"sent": "1", "type": "routine"}).status_code == 302
    assert "已采纳" in at_desk(giver).get(page).content.decode()


def test_a_refusal_is_answered_on_the_page(suggested, office, at_desk):
    given = suggested()
    step = reverse("rounds:suggestion-step", args=[given.pk, "decline"])
    assert at_desk(office.clerk).post(step, {"reason": "去年刚巡察过"}).status_code == 302
    page = at_desk(Role.DISCIPLINE).get(reverse("rounds:round", args=[given.round_id])).content.decode()
    assert "去年刚巡察过" in page


def approved(office):
    batch = office.complete()
    submit_round(office.act(), batch)
    return approve_round(office.act(office.secretary), batch)


def test_the_filing_is_noted_and_a_returned_scheme_is_filed_anew(office):
    batch = approved(office)
    noted = note_filing(office.act(), batch, filed_on=TODAY, filed_to="上级巡察办", filing_no="1号")
    assert (noted.filed_on, noted.filed_by) == (TODAY, office.clerk)
    assert JournalRecord.objects.filter(event="round.filed").exists()
    back = return_round(office.act(office.secretary), batch, reason="改对象")
    assert (back.filed_on, back.filed_by, back.approved_on) == (None, None, None)
    with pytest.raises(RuleViolated, match="批准后才能报备"):
        note_filing(office.act(), batch, filed_on=TODAY, filed_to="上级巡察办")


def test_only_who_runs_the_round_notes_the_filing(office):
    with pytest.raises(Denied):
        note_filing(office.act(office.secretary), approved(office), filed_on=TODAY, filed_to="上级巡察办")


@pytest.mark.parametrize(
    ("filed_on", "sentence"),
    [(TODAY + timedelta(days=1), "不能晚于今天"), (date(2000, 1, 1), "不早于批准日期")],
)
def test_days_of_filing_that_cannot_be(filed_on, sentence):
    (found,) = reasons_not_to_file(state=RoundState.APPROVED, filed_on=filed_on, approved_on=TODAY, today=TODAY)
    assert sentence in str(found.text)


def test_the_filing_is_shown_and_its_letter_printed(office, at_desk):
    batch = approved(office)
    desk, page = at_desk(office.clerk), reverse("rounds:round", args=[batch.pk])
    assert "登记报备" in desk.get(page).content.decode()
    form = {"filed_on": TODAY.isoformat(), "filed_to": "上级巡察办", "filing_no": "1号", "filing_note": ""}
    assert desk.post(reverse("rounds:round-file", args=[batch.pk]), form).status_code == 302
    assert "上级巡察办" in desk.get(page).content.decode()
    letter = desk.get(reverse("rounds:round-document", args=[batch.pk, "filing", "docx"]))
    assert letter.status_code == 200
