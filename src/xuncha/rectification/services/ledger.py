"""The rectification ledger in by workbook: handed in, written in one piece, taken back."""

from pathlib import Path
from typing import Any

from django.utils.timezone import localdate

from xuncha.core.errors import Reason, RuleViolated
from xuncha.core.given import against
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, say
from xuncha.foundation.documents.workbooks import XLSX
from xuncha.foundation.files.contents import keep, path_of
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import LedgerUpload, Measure, MoneyOutcome, Plan, Progress
from xuncha.rectification.rules.doing import reasons_not_to_touch
from xuncha.rectification.rules.ledger import MONEY, values_told
from xuncha.rectification.selectors import PLANS
from xuncha.rectification.selectors.ledger import KINDS, LEDGERS, Judged, columns_in, judge_ledger, open_ledger
from xuncha.rectification.services.doing import report_progress
from xuncha.rectification.services.outcomes import record_money, remove_outcome
from xuncha.rectification.workflow import WORKED_ON, ItemState

NAMED = 20  # mistakes that a refusal names
UNDECLARED = WORKED_ON - {ItemState.DECLARED}
"""States in which nothing rests yet on a measure being done."""


@use_case(P.RECT_WRITE, within=PLANS)
def upload_ledger(act: Act, plan: Plan, *, name: str, path: Path) -> LedgerUpload:
    """
    Hand in a filled ledger; nothing of it counts yet.

    Raises:
        WorkbookRefused: it cannot be read as a workbook.
        RuleViolated: it is not the ledger that was taken out here.

    """
    columns_in(open_ledger(path))
    return act.create(LedgerUpload(plan=plan, file=keep(path, XLSX), name=name[:200]), "rectification.ledger_uploaded")


@use_case(P.RECT_WRITE, within=LEDGERS)
def apply_ledger(act: Act, upload: LedgerUpload) -> LedgerUpload:
    """
    Write every row that changes something, or none.

    The workbook is read and judged once more while it is written: records may have changed since it was looked at.

    Raises:
        RuleViolated: a cell is wrong, a row is out of date, nothing is new, or it was written before.

    """
    if upload.applied_at is not None:
        raise RuleViolated(say("这份台账已经写入过。"))
    act.lock(upload.plan)
    found = judge_ledger(upload.plan, path_of(upload.file), localdate(act.now))
    sentence = N_("单元格 {cell}（第 {row} 行「{column}」）：{text}")
    RuleViolated.unless_empty(
        [
            Reason(say(sentence, cell=found.cell(e), row=e.row, column=say(e.column), text=e.text))
            for e in found.errors[:NAMED]
        ]
    )
    if not found.changes:
        raise RuleViolated(say("台账里没有新填的内容，不用写入。"))
    written = [_write(act, judged) for judged in found.changes]
    return act.change(
        upload, "rectification.ledger_applied", written=written, applied_by=act.actor.user, applied_at=act.now
    )


def _write(act: Act, judged: Judged) -> dict[str, Any]:
    """Write one row through the acts that a person would perform by hand; what was made, for taking it back."""
    entry = judged.entry
    if entry is None:
        raise LookupError(f"row {judged.row} names no measure")  # a row that changes something has one
    measure, item = entry.measure, entry.measure.item
    progress = None
    if {"progress", "done_on"} & set(judged.columns):
        progress = report_progress(
            act,
            item,
            text=judged.typed.progress,
            on=localdate(act.now),
            measure=measure,
            done_on=judged.typed.done_on,
        )
    money = [
        record_money(
            act,
            item,
            kind=KINDS[name],
            amount=getattr(judged.typed, name) - getattr(entry.values, name),
            on=judged.paid_on or localdate(act.now),
            counted=True,
        ).pk
        for name in MONEY
        if name in judged.columns
    ]
    return {
        "row": judged.row,
        "measure": measure.pk,
        "name": f"{item.number} {measure.position}",
        "columns": list(judged.columns),
        "old": entry.values.told(),
        "new": judged.typed.told(),
        "progress": progress.pk if progress else None,
        "money": money,
    }


@use_case(P.RECT_WRITE, within=LEDGERS)
def undo_ledger(act: Act, upload: LedgerUpload, *, reason: str) -> LedgerUpload:
    """
    Take back everything a ledger wrote, as long as nothing has been built on it.

    Raises:
        RuleViolated: a row was changed since, or its item was declared done; the reasons name the rows.

    """
    if upload.applied_at is None or upload.undone_at is not None:
        raise RuleViolated(say("这份台账没有写入，或者已经撤销。"))
    act.lock(upload.plan)
    RuleViolated.unless_empty(against(reason, 300, N_("撤销理由"), "reason"))
    RuleViolated.unless_empty([why for row in upload.written for why in _in_the_way(row)])
    for row in upload.written:
        _take_back(act, row, reason)
    return act.change(
        upload, "rectification.ledger_undone", detail={"reason": reason}, undone_by=act.actor.user, undone_at=act.now
    )


def _in_the_way(row: dict[str, Any]) -> list[Reason]:
    measure = Measure.objects.select_related("item").get(pk=row["measure"])
    new = values_told(row["new"])
    changed = row["progress"] is not None and (measure.progress, measure.done_on) != (new.progress, new.done_on)
    if changed or MoneyOutcome.objects.filter(pk__in=row["money"], version=1).count() != len(row["money"]):
        return [Reason(say("第 {row} 行（{name}）写入以后又有人改过，不能撤销。", row=row["row"], name=row["name"]))]
    touched = reasons_not_to_touch(ItemState(measure.item.state), UNDECLARED)
    return [
        Reason(say("第 {row} 行（{name}）：{why}", row=row["row"], name=row["name"], why=why.text)) for why in touched
    ]


def _take_back(act: Act, row: dict[str, Any], reason: str) -> None:
    measure = act.lock(Measure.objects.select_related("item").get(pk=row["measure"]))
    if row["progress"] is not None:
        old = values_told(row["old"])
        report = Progress.objects.get(pk=row["progress"])
        act.record("rectification.progress_taken_back", report, reason=reason)
        report.delete()
        act.change(measure, "rectification.measure_restored", progress=old.progress, done_on=old.done_on)
        act.record("rectification.item_progress_taken_back", measure.item, reason=reason)
    for pk in row["money"]:
        remove_outcome(act, measure.item, MoneyOutcome.objects.get(pk=pk), reason=reason)
