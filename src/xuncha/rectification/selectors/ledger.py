"""The rectification ledger: its columns, the rows as they stand, and a workbook that came back, judged row by row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db.models import Sum

from xuncha.core.errors import Reason, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, Say, say
from xuncha.foundation.documents.sheet_values import as_text
from xuncha.foundation.documents.workbooks import Table, cell_name, read_table
from xuncha.foundation.imports.checking import CellError, Complains, reader
from xuncha.foundation.imports.kinds import Context, Kind, SheetColumn
from xuncha.foundation.imports.mapping import bare
from xuncha.foundation.reach import Reach
from xuncha.rectification.models import LedgerUpload, Measure, MoneyOutcome, Plan
from xuncha.rectification.rules.doing import PROGRESS_LENGTH
from xuncha.rectification.rules.ledger import (
    NOTHING,
    ChangeFacts,
    Fate,
    RowValues,
    code_of,
    differing,
    fate_of,
    reasons_not_to_apply,
    stale,
)
from xuncha.rectification.workflow import ItemState

LEDGERS = Reach(
    LedgerUpload,
    "rectification.ledger",
    "整改台账",
    P.RECT_FOLLOW,
    unit="plan__inspection__organisation_id",
    inspected="plan__inspection__organisation_id",
    around=("plan__inspection__organisation", "plan__inspection__round__term__jurisdiction"),
)
KINDS: dict[str, str] = {
    "cleared": MoneyOutcome.Kind.CLEARED,
    "recovered": MoneyOutcome.Kind.RECOVERED,
    "avoided": MoneyOutcome.Kind.AVOIDED,
}
WHOLE = N_("这个问题的累计数，填在它第一条措施的那一行。")
COLUMNS: tuple[SheetColumn, ...] = (
    SheetColumn("number", N_("编号"), required=True, hint=N_("不要改。"), width=14),
    SheetColumn("title", N_("整改问题"), hint=N_("只供对照，不能在这里改。"), width=28),
    SheetColumn("position", N_("措施序号"), Kind.INTEGER, required=True, hint=N_("不要改。")),
    SheetColumn("text", N_("整改措施"), limit=1000, hint=N_("只供对照，不能在这里改。"), width=36),
    SheetColumn("department", N_("责任部门"), hint=N_("只供对照，不能在这里改。")),
    SheetColumn("due_on", N_("完成时限"), Kind.DATE, hint=N_("只供对照，不能在这里改。")),
    SheetColumn("progress", N_("进展情况"), limit=PROGRESS_LENGTH, hint=N_("写做了什么、做到多少。"), width=44),
    SheetColumn("done_on", N_("完成日期"), Kind.DATE, hint=N_("做完了才填。")),
    SheetColumn("cleared", N_("已清退（元）"), Kind.MONEY, hint=WHOLE),
    SheetColumn("recovered", N_("已追缴（元）"), Kind.MONEY, hint=WHOLE),
    SheetColumn("avoided", N_("已挽回损失（元）"), Kind.MONEY, hint=WHOLE),
    SheetColumn("paid_on", N_("入账日期"), Kind.DATE, hint=N_("金额比已登记的多了才填。")),
    SheetColumn("code", N_("核对码"), required=True, hint=N_("不要改。系统用它看出哪几行是您填的。"), width=14),
)
FOR_REFERENCE = ("title", "text")  # never change once the plan is accepted
LABELS = {column.field: column.label for column in COLUMNS}


@dataclass(frozen=True, slots=True)
class Entry:
    """One measure as it stands on record; `first` of its item."""

    measure: Measure
    values: RowValues
    first: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """One row of a workbook that came back; `columns` are those it changes."""

    row: int
    entry: Entry | None
    typed: RowValues
    paid_on: date | None
    fate: Fate | None
    errors: tuple[CellError, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(slots=True)
class Reading:
    """A workbook, judged: what it would change, what is wrong with it, how many rows say nothing new."""

    changes: list[Judged] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    quiet: int = 0
    places: dict[str, int] = field(default_factory=dict)

    def cell(self, error: CellError) -> str:
        """The cell of a mistake, as Excel calls it."""
        return cell_name(error.row, self.places[error.column])


def entries_of(plan: Plan) -> list[Entry]:
    """Every measure of the plan with the values of its row; two queries."""
    sums: dict[tuple[int, str], Decimal] = {
        (item, kind): amount
        for item, kind, amount in MoneyOutcome.objects.filter(item__plan=plan)
        .order_by()
        .values_list("item_id", "kind")
        .annotate(sum=Sum("amount"))
    }
    found: list[Entry] = []
    for measure in Measure.objects.filter(item__plan=plan).select_related("item").order_by("item__number", "position"):
        first = not found or found[-1].measure.item_id != measure.item_id
        money = {name: sums.get((measure.item_id, kind), NOTHING) for name, kind in KINDS.items()} if first else {}
        found.append(Entry(measure, RowValues(as_text(measure.progress), measure.done_on, **money), first))
    return found


def line_of(entry: Entry) -> list[Any]:
    """The entry as a row of the workbook."""
    measure, values = entry.measure, entry.values
    return [
        measure.item.number,
        measure.item.title,
        measure.position,
        measure.text,
        measure.department or measure.item.department,
        measure.due_on or measure.item.due_on,
        values.progress,
        values.done_on,
        *(getattr(values, name) or None for name in KINDS),
        None,
        code_of(values),
    ]


def columns_in(table: Table) -> dict[str, int]:
    """
    {field: column of the workbook}.

    Raises:
        RuleViolated: a column of the ledger is not there.

    """
    places = {bare(heading): n for n, heading in enumerate(table.headers)}
    missing = [label for label in LABELS.values() if bare(label) not in places]
    if missing:
        words = say("表里没有这几列：{labels}。请用这里下载的整改台账填。", labels=[say(label) for label in missing])
        raise RuleViolated(Reason(words, "file"))
    return {name: places[bare(label)] for name, label in LABELS.items()}


def open_ledger(path: Path) -> Table:
    """
    The table of a workbook.

    Raises:
        WorkbookRefused: it cannot be read as a workbook.

    """
    return read_table(path, set(LABELS.values()))


def judge_ledger(plan: Plan, path: Path, today: date) -> Reading:
    """Every row of a workbook that came back, against what is on record now."""
    table = open_ledger(path)
    places = columns_in(table)
    readers = {column.field: reader(column, Context()) for column in COLUMNS}
    entries = {(e.measure.item.number, e.measure.position): e for e in entries_of(plan)}
    found, seen = Reading(places={LABELS[name]: n for name, n in places.items()}), dict[tuple[str, int], int]()
    for number, cells in table.rows():
        judged = _judged(number, {name: cells[place] for name, place in places.items()}, readers, entries, today)
        if judged.entry is not None:
            key = (judged.entry.measure.item.number, judged.entry.measure.position)
            if seen.setdefault(key, number) != number:
                found.errors.append(_error(number, "number", say("与第 {row} 行重复，请删去其中一行。", row=seen[key])))
        found.errors += judged.errors
        if judged.fate is Fate.CHANGED and not judged.errors:
            found.changes.append(judged)
        elif not judged.errors:
            found.quiet += 1
    return found


def _error(row: int, name: str, text: Say) -> CellError:
    return CellError(row, LABELS[name], text)


def _judged(
    row: int,
    cells: Mapping[str, Any],
    readers: Mapping[str, Any],
    entries: Mapping[tuple[str, int], Entry],
    today: date,
) -> Judged:
    values: dict[str, Any] = {}
    errors = []
    for name, cell in cells.items():
        try:
            values[name] = readers[name](cell)
        except Complains as complaint:
            errors.append(_error(row, name, complaint.text))
    entry = entries.get((values.get("number", ""), values.get("position", 0)))
    typed = RowValues(
        values.get("progress") or "", values.get("done_on"), *(values.get(name) or NOTHING for name in KINDS)
    )
    paid_on = values.get("paid_on")
    if errors:
        return Judged(row, entry, typed, paid_on, None, tuple(errors))
    if entry is None:
        absent = say("没有编号 {number} 的第 {n} 条措施。", number=values["number"], n=values["position"])
        return Judged(row, None, typed, paid_on, None, (_error(row, "number", absent),))
    errors += _altered(row, values, entry)
    fate = fate_of(typed, entry.values, values["code"])
    if fate is Fate.STALE:
        errors.append(_error(row, "code", stale()))
    columns = tuple(differing(typed, entry.values))
    if fate is Fate.CHANGED:
        state = ItemState(entry.measure.item.state)
        due = entry.measure.item.money_due
        facts = ChangeFacts(state, typed, entry.values, paid_on, entry.first, today, due)
        errors += [_error(row, why.field, why.text) for why in reasons_not_to_apply(facts)]
    return Judged(row, entry, typed, paid_on, fate, tuple(errors), columns)


def _altered(row: int, values: Mapping[str, Any], entry: Entry) -> Iterator[CellError]:
    """Columns for reference whose text is another."""
    measure = entry.measure
    for name, kept in zip(FOR_REFERENCE, (measure.item.title, measure.text), strict=True):
        if values[name] != as_text(kept):
            yield _error(row, name, say("这一列只供对照，不能在台账里改，请改回原样。"))
