"""Putting facts to the unit: drawn up from papers, approved by the leader, sent, answered, closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.files.base import File
from django.utils import timezone

from xuncha.core.errors import RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.fieldwork.models import FactItem, FactSheet, WorkingPaper
from xuncha.fieldwork.rules import (
    LIMITS,
    AnswerFacts,
    reasons_not_to_answer,
    reasons_not_to_approve,
    reasons_not_to_close,
    reasons_not_to_send,
)
from xuncha.fieldwork.selectors import FACT_SHEETS, PAPERS, default_reply_by, sheet_facts
from xuncha.fieldwork.services.numbers import SHEET, next_number
from xuncha.fieldwork.workflow import FACT, FactState, PaperState
from xuncha.foundation.files.services import store
from xuncha.foundation.leaks.selectors import reasons_to_wait
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS

NOT_CONFIRMED = frozenset({PaperState.SUPERSEDED, PaperState.VOID})


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as its author writes it: what the unit will read, and the papers it comes from."""

    text: str
    papers: Sequence[WorkingPaper]


@dataclass(frozen=True, slots=True)
class UnitAnswer:
    """What the unit says to one statement."""

    answer: str
    comment: str = ""
    file: "File[bytes] | None" = None


@use_case(P.FACT_WRITE, within=INSPECTIONS, lock=False)
def create_fact_sheet(act: Act, inspection: Inspection, *, title: str, statements: Sequence[Statement]) -> FactSheet:
    """Draw up a fact-confirmation sheet from papers of one inspection."""
    _check(act, inspection, title, statements)
    sheet = FactSheet(inspection=inspection, number=next_number(act, SHEET, inspection), title=title.strip())
    act.create(sheet, "fact.created")
    _put(act, sheet, statements)
    return sheet


@use_case(P.FACT_WRITE, within=FACT_SHEETS)
def save_fact_sheet(
    act: Act, sheet: FactSheet, *, base_version: int | None, title: str, statements: Sequence[Statement]
) -> FactSheet:
    """Rewrite a sheet that has not been approved yet."""
    _must_be(sheet, FactState.DRAFT)
    _check(act, sheet.inspection, title, statements)
    act.change(sheet, "fact.saved", base_version=base_version, title=title.strip())
    _put(act, sheet, statements)
    return sheet


def _check(act: Act, inspection: Inspection, title: str, statements: Sequence[Statement]) -> None:
    found = []
    if not 0 < len(title.strip()) <= LIMITS["sheet_title"]:
        found.append(reason("确认单名称要写，最多 {n} 字。", field="title", mend="#id_title", n=LIMITS["sheet_title"]))
    if not statements:
        found.append(reason("至少写一条事实。", field="items", mend="#items"))
    reachable = set(PAPERS.visible_to(act.actor).filter(inspection=inspection).values_list("pk", flat=True))
    for position, statement in enumerate(statements, 1):
        where = f"#item-{position}"
        if not 0 < len(statement.text.strip()) <= LIMITS["item_text"]:
            found.append(
                reason("第 {p} 条要写内容，最多 {n} 字。", field="items", mend=where, p=position, n=LIMITS["item_text"])
            )
        if not statement.papers:
            found.append(reason("第 {p} 条没有对应的底稿。", field="items", mend=where, p=position))
        if any(paper.pk not in reachable or paper.state in NOT_CONFIRMED for paper in statement.papers):
            found.append(reason("第 {p} 条只能对应本次巡察的有效底稿。", field="items", mend=where, p=position))
    RuleViolated.unless_empty(found)


def _put(act: Act, sheet: FactSheet, statements: Sequence[Statement]) -> None:
    """Make the sheet's items those statements, in that order; each difference leaves its record."""
    before = {item.position: item for item in sheet.items.all()}
    for position, statement in enumerate(statements, 1):
        item = before.pop(position, None)
        if item is None:
            item = act.create(FactItem(sheet=sheet, position=position, text=statement.text.strip()), "fact.item_added")
        elif item.text != statement.text.strip():
            act.change(item, "fact.item_changed", text=statement.text.strip())
        old = {paper.pk: paper for paper in item.papers.all()}
        new = {paper.pk: paper for paper in statement.papers}
        if old.keys() != new.keys():
            item.papers.set(new.values())
            changes = {"papers": [[str(p) for p in old.values()], [str(p) for p in new.values()]]}
            act.record("fact.item_papers_set", item, changes=changes)
    for item in before.values():
        act.record("fact.item_removed", item, text=item.text)
        item.delete()


def _must_be(sheet: FactSheet, state: FactState) -> None:
    """Refuse what belongs to another state: the step whose only source this state is, names both."""
    FACT.step({FactState.DRAFT: "approve", FactState.SENT: "answer"}[state], FactState(sheet.state))


@use_case(FACT.steps["approve"].permission, within=FACT_SHEETS)
def approve_fact_sheet(act: Act, sheet: FactSheet) -> FactSheet:
    """Let a sheet go out to the unit; done by the leader, never by its author."""
    FACT.step("approve", FactState(sheet.state))
    RuleViolated.unless_empty(reasons_not_to_approve(sheet_facts(sheet, act.actor)) or reasons_to_wait(sheet))
    return act.step(sheet, FACT, "approve")


@use_case(FACT.steps["send"].permission, within=FACT_SHEETS)
def send_fact_sheet(act: Act, sheet: FactSheet, *, reply_by: date | None = None) -> FactSheet:
    """Hand an approved sheet to the unit with the day by which it answers; by default the one the rules give."""
    FACT.step("send", FactState(sheet.state))
    today = timezone.localdate(act.now)
    if reply_by is None:
        due = default_reply_by(sheet, today)
        reply_by = due.on if due else None
    RuleViolated.unless_empty(reasons_not_to_send(reply_by, today))
    return act.step(sheet, FACT, "send", reply_by=reply_by)


@use_case(FACT.steps["answer"].permission, within=FACT_SHEETS)
def answer_fact_sheet(act: Act, sheet: FactSheet, *, answers: Mapping[int, UnitAnswer], note: str = "") -> FactSheet:
    """Say for the unit, statement by statement, whether it is so. `answers` by position."""
    _must_be(sheet, FactState.SENT)
    items = list(sheet.items.all())
    given = [answers.get(item.position, UnitAnswer("")) for item in items]
    said = [AnswerFacts(item.position, a.answer, a.comment) for item, a in zip(items, given, strict=True)]
    RuleViolated.unless_empty(reasons_not_to_answer(said))
    for item, answer in zip(items, given, strict=True):
        act.change(
            item,
            "fact.item_answered",
            answer=FactItem.Answer(answer.answer),
            comment=answer.comment.strip(),
            attachment=store(act, answer.file, answer.file.name or "") if answer.file else None,
        )
    return act.step(sheet, FACT, "answer", answer_note=note.strip(), answered_by=act.actor.user, answered_at=act.now)


@use_case(FACT.steps["close"].permission, within=FACT_SHEETS)
def close_fact_sheet(act: Act, sheet: FactSheet, *, conclusion: str) -> FactSheet:
    """Write how the team took the unit's comments into account; they stay beside the papers."""
    FACT.step("close", FactState(sheet.state))
    RuleViolated.unless_empty(reasons_not_to_close(conclusion))
    return act.step(sheet, FACT, "close", conclusion=conclusion.strip())


@use_case(FACT.steps["withdraw"].permission, within=FACT_SHEETS)
def withdraw_fact_sheet(act: Act, sheet: FactSheet, *, reason: str) -> FactSheet:
    """Take a sheet back that has not been answered, with the reason; the unit no longer sees it."""
    return act.step(sheet, FACT, "withdraw", reason=reason)
