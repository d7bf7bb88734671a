"""Fact confirmation: drawn up from papers, approved, sent, answered and closed; what the unit sees and never sees."""

from datetime import date

import pytest
from django.core.files.base import ContentFile

from tests.conftest import NOW
from xuncha.core.errors import Denied, InvalidTransition, OutOfReach, RuleViolated, StaleEdit
from xuncha.core.permissions import Role
from xuncha.fieldwork.models import FactItem
from xuncha.fieldwork.selectors import FACT_SHEETS, confirmations
from xuncha.fieldwork.services import (
    Statement,
    UnitAnswer,
    answer_fact_sheet,
    approve_fact_sheet,
    close_fact_sheet,
    create_fact_sheet,
    save_fact_sheet,
    send_fact_sheet,
    withdraw_fact_sheet,
)
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.regulations.models import DeadlineRule

REPLY_BY = date(2022, 5, 20)
TEXT = "该局防汛物资台账与实物不符，短少物资折合11.38万元。"


@pytest.fixture
def sheet_in(desk, acting, cast, world):
    """A sheet of two statements over two papers, moved to a state."""

    def make(state: str = "draft"):
        one, two = desk.checked(), desk.signed()
        statements = [Statement(TEXT, [one, two]), Statement("部分物资未办理出库手续。", [one])]
        sheet = create_fact_sheet(acting(cast.handler), world.inspections[0], title="防汛物资", statements=statements)
        for name, move in (
            ("approved", lambda: approve_fact_sheet(acting(cast.leader), sheet)),
            ("sent", lambda: send_fact_sheet(acting(cast.handler), sheet, reply_by=REPLY_BY)),
            ("answered", lambda: answer_fact_sheet(acting(cast.unit), sheet, answers=ANSWERS, note="详见附件")),
            ("closed", lambda: close_fact_sheet(acting(cast.handler), sheet, conclusion="采纳第 2 条，已改底稿")),
        ):
            if sheet.state == state:
                break
            move()
            sheet.refresh_from_db()
            assert sheet.state == name
        return sheet

    return make


ANSWERS = {1: UnitAnswer("agreed"), 2: UnitAnswer("disputed", "已于当月补办")}


def test_from_draft_to_close(sheet_in, cast):
    sheet = sheet_in("closed")
    assert [(i.answer, i.comment) for i in sheet.items.all()] == [("agreed", ""), ("disputed", "已于当月补办")]
    assert (sheet.answered_by, sheet.answer_note, sheet.reply_by) == (cast.unit, "详见附件", REPLY_BY)
    kept = set(JournalRecord.objects.filter(subject_kind="fieldwork.fact").values_list("event", flat=True))
    assert kept == {"fact.created", "fact.approved", "fact.sent", "fact.answered", "fact.closed"}


def test_papers_and_statements_are_many_to_many_and_the_comment_stands_beside_the_paper(sheet_in):
    sheet = sheet_in("answered")
    one = sheet.items.get(position=2).papers.get()
    assert [(i.position, i.answer) for i in confirmations(one)] == [(1, "agreed"), (2, "disputed")]
    assert sheet.items.get(position=1).papers.count() == 2


@pytest.mark.parametrize(
    ("title", "text", "papers"), [("", TEXT, 1), ("名", "", 1), ("名", "长" * 4001, 1), ("名", TEXT, 0)]
)
def test_a_sheet_needs_a_name_and_statements_from_papers(desk, acting, title, text, papers):
    cast, world = desk.cast, desk.world
    statement = Statement(text, [desk.checked() for _ in range(papers)])
    with pytest.raises(RuleViolated) as caught:
        create_fact_sheet(acting(cast.handler), world.inspections[0], title=title, statements=[statement])
    assert [r.field for r in caught.value.reasons] == ["items" if title else "title"]


def test_an_empty_sheet_is_refused(acting, cast, world):
    with pytest.raises(RuleViolated, match="至少写一条"):
        create_fact_sheet(acting(cast.handler), world.inspections[0], title="名", statements=[])


def test_papers_of_another_inspection_or_given_up_are_refused(desk, acting, cast, world):
    from xuncha.fieldwork.services import void_paper

    gone = void_paper(acting(cast.handler), desk.draft(), reason="重复")
    with pytest.raises(RuleViolated, match="有效底稿"):
        create_fact_sheet(acting(cast.handler), world.inspections[0], title="名", statements=[Statement(TEXT, [gone])])
    elsewhere = acting(Role.INSPECTOR, which=1)
    with pytest.raises(RuleViolated, match="有效底稿"):
        create_fact_sheet(elsewhere, world.inspections[1], title="名", statements=[Statement(TEXT, [desk.checked()])])


def test_a_draft_is_rewritten(sheet_in, acting, cast):
    sheet = sheet_in()
    one = sheet.items.get(position=2).papers.get()
    changed = save_fact_sheet(
        acting(cast.handler),
        sheet,
        base_version=sheet.version,
        title="改名",
        statements=[Statement("改过的事实。", [one])],
    )
    assert [(i.position, i.text, list(i.papers.all())) for i in changed.items.all()] == [(1, "改过的事实。", [one])]
    with pytest.raises(StaleEdit):
        save_fact_sheet(
            acting(cast.second), sheet, base_version=1, title="再改", statements=[Statement("别的事实。", [one])]
        )
    assert JournalRecord.objects.filter(event="fact.item_removed").count() == 1


def test_an_approved_sheet_is_no_longer_rewritten(sheet_in, acting, cast):
    sheet = sheet_in("approved")
    with pytest.raises(InvalidTransition):
        save_fact_sheet(acting(cast.handler), sheet, base_version=None, title="改名", statements=[])


def test_a_source_is_never_put_to_the_unit(desk, acting, cast, world):
    statements = [Statement("据群众反映，该局物资短少。", [desk.checked()])]
    sheet = create_fact_sheet(acting(cast.handler), world.inspections[0], title="物资", statements=statements)
    with pytest.raises(RuleViolated, match="反映"):
        approve_fact_sheet(acting(cast.leader), sheet)


def test_facts_that_nobody_checked_are_not_put_to_the_unit(desk, acting, cast, world):
    statements = [Statement(TEXT, [desk.submitted()])]
    sheet = create_fact_sheet(acting(cast.handler), world.inspections[0], title="物资", statements=statements)
    with pytest.raises(RuleViolated, match="没有复核"):
        approve_fact_sheet(acting(cast.leader), sheet)


def test_the_author_does_not_approve(desk, acting, cast, world):
    statements = [Statement(TEXT, [desk.checked()])]
    sheet = create_fact_sheet(acting(cast.leader), world.inspections[0], title="物资", statements=statements)
    with pytest.raises(RuleViolated, match="由您起草"):
        approve_fact_sheet(acting(cast.leader), sheet)
    with pytest.raises(Denied):
        approve_fact_sheet(acting(cast.deputy), sheet)


def test_the_unit_gets_a_day_that_lies_ahead(sheet_in, acting, cast):
    sheet = sheet_in("approved")
    with pytest.raises(RuleViolated) as caught:
        send_fact_sheet(acting(cast.handler), sheet, reply_by=NOW.date())
    assert caught.value.reasons[0].field == "reply_by"


def test_the_rule_in_force_gives_the_day_and_without_one_it_must_be_named(sheet_in, acting, cast):
    sheet = sheet_in("approved")
    rules = DeadlineRule.objects.filter(trigger="fact.sent")
    kept = list(rules)
    rules.delete()
    with pytest.raises(RuleViolated, match="请填答复期限"):
        send_fact_sheet(acting(cast.handler), sheet)
    DeadlineRule.objects.bulk_create(kept)
    assert send_fact_sheet(acting(cast.handler), sheet).reply_by > NOW.date()


def test_every_statement_gets_an_answer_and_a_no_says_why(sheet_in, acting, cast):
    sheet = sheet_in("sent")
    with pytest.raises(RuleViolated) as caught:
        answer_fact_sheet(acting(cast.unit), sheet, answers={1: UnitAnswer("partly", " ")})
    assert [r.field for r in caught.value.reasons] == ["answer-1", "answer-2"]
    assert not FactItem.objects.exclude(answer="").exists()


def test_the_unit_attaches_its_proof(sheet_in, acting, cast):
    sheet, proof = sheet_in("sent"), ContentFile(b"proof", "补办单.txt")
    answers = {1: UnitAnswer("agreed"), 2: UnitAnswer("partly", "已补办", proof)}
    answer_fact_sheet(acting(cast.unit), sheet, answers=answers)
    assert str(sheet.items.get(position=2).attachment) == "补办单.txt"


def test_an_answer_is_given_once(sheet_in, acting, cast):
    sheet = sheet_in("answered")
    with pytest.raises(InvalidTransition):
        answer_fact_sheet(acting(cast.unit), sheet, answers=ANSWERS)


def test_closing_needs_a_conclusion(sheet_in, acting, cast):
    sheet = sheet_in("answered")
    with pytest.raises(RuleViolated, match="是否采纳"):
        close_fact_sheet(acting(cast.handler), sheet, conclusion=" ")


@pytest.mark.parametrize(
    ("state", "seen"), [("draft", False), ("approved", False), ("sent", True), ("answered", True), ("closed", True)]
)
def test_the_unit_sees_a_sheet_from_the_day_it_was_sent(sheet_in, cast, hire, state, seen):
    sheet = sheet_in(state)
    assert FACT_SHEETS.visible_to(actor_of(cast.unit, NOW)).filter(pk=sheet.pk).exists() is seen
    other = hire(Role.UNIT_LIAISON, which=1)
    assert not FACT_SHEETS.visible_to(actor_of(other, NOW)).exists()


def test_another_unit_cannot_answer(sheet_in, acting):
    with pytest.raises(OutOfReach):
        answer_fact_sheet(acting(Role.UNIT_LIAISON, which=1), sheet_in("sent"), answers=ANSWERS)


def test_a_withdrawn_sheet_is_gone_for_the_unit(sheet_in, acting, cast):
    sheet = sheet_in("sent")
    with pytest.raises(RuleViolated, match="理由"):
        withdraw_fact_sheet(acting(cast.leader), sheet, reason="")
    withdraw_fact_sheet(acting(cast.leader), sheet, reason="表述有误")
    assert not FACT_SHEETS.visible_to(actor_of(cast.unit, NOW)).exists()
    assert not confirmations(sheet.items.first().papers.first()).exists()
    with pytest.raises(OutOfReach):
        answer_fact_sheet(acting(cast.unit), sheet, answers=ANSWERS)
