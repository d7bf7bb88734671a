"""Workbooks that go out: the empty template, the records as they stand, the report of an import."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.documents.marking import unmarked
from xuncha.foundation.documents.workbooks import Cell, Column, Sheet, notes_sheet, write_workbook
from xuncha.foundation.imports.checking import Fate
from xuncha.foundation.imports.kinds import Context, Kind, SheetColumn, SheetKind, Values
from xuncha.foundation.imports.models import ImportBatch
from xuncha.foundation.imports.selectors import created_records, rows_of
from xuncha.foundation.orgs.models import Jurisdiction

CELLS = {Kind.DATE: Cell.DATE, Kind.MONEY: Cell.MONEY, Kind.INTEGER: Cell.INTEGER}
Target = Path | IO[bytes]


def _options(column: SheetColumn, context: Context) -> Mapping[str, Any]:
    return column.choices if column.choices is not None else context.references.get(column.field, {})


def _labels(column: SheetColumn, context: Context) -> dict[Any, str]:
    """{stored value: the label that is preferred for it}: the first one of each."""
    labels: dict[Any, str] = {}
    for label, value in _options(column, context).items():
        labels.setdefault(value, label)
    return labels


def _columns(kind: SheetKind, context: Context) -> list[Column]:
    columns = []
    for column in kind.columns:
        choices: list[str] = []
        if column.kind is Kind.YES_NO:
            choices = ["是", "否"]
        elif column.kind is Kind.CHOICE:
            choices = list(_labels(column, context).values())
        columns.append(
            Column(column.label, CELLS.get(column.kind, Cell.TEXT), column.width, tuple(choices), column.required)
        )
    return columns


def _shown(column: SheetColumn, context: Context) -> Callable[[Any], Any]:
    """How a stored value is written so that it reads back as the same value."""
    if column.kind is Kind.YES_NO:
        return lambda value: "" if value is None else "是" if value else "否"
    if column.kind is Kind.WORDS:
        return lambda value: "、".join(value or [])
    if column.kind in {Kind.CHOICE, Kind.CHOICES}:
        labels = _labels(column, context)
        if column.kind is Kind.CHOICES:
            return lambda value: "、".join(labels[one] for one in value or [])
        return lambda value: labels.get(value, "")
    return lambda value: value


def _notes(kind: SheetKind) -> Sheet:
    return notes_sheet(
        [c.label, "必填" if c.required else "", c.hint or _usual_hint(c), c.example] for c in kind.columns
    )


def _usual_hint(column: SheetColumn) -> str:
    return {
        Kind.TEXT: f"文字，最多 {column.limit} 字。",
        Kind.DATE: "日期，如 2022-03-05。",
        Kind.MONEY: "金额，单位元；也可写 3.5万元。",
        Kind.INTEGER: "整数。",
        Kind.YES_NO: "填“是”或“否”。",
        Kind.CHOICE: "从下拉选项里选。",
        Kind.CHOICES: "可填几项，用顿号分开。",
        Kind.WORDS: "可填几项，用顿号分开。",
    }[column.kind]


def write_template(target: Target, kind: SheetKind, actor: Actor, jurisdiction: Jurisdiction) -> None:
    """The empty workbook to fill in, with today's choices in its dropdowns."""
    context = kind.context(actor, jurisdiction)
    with unmarked():
        write_workbook(target, [Sheet(kind.label, _columns(kind, context)), _notes(kind)])


def write_export(target: Target, kind: SheetKind, actor: Actor, jurisdiction: Jurisdiction) -> int:
    """The records as they stand, in the columns of the template; returns how many."""
    context = kind.context(actor, jurisdiction)
    shown = [(column.field, _shown(column, context)) for column in kind.columns]

    def line(values: Values) -> list[Any]:
        return [show(values.get(name)) for name, show in shown]

    rows = (line(values) for values in kind.records(actor, jurisdiction))
    return write_workbook(target, [Sheet(kind.label, _columns(kind, context), rows)])


def write_report(target: Target, kind: SheetKind, actor: Actor, batch: ImportBatch) -> int:
    """What became of an import: the records it made, or every mistake with its row and column."""
    with unmarked():  # it answers an upload of one's own
        if batch.created:
            heads = [Column("行", Cell.INTEGER), Column("记录", width=60)]
            made = ((number, str(record)) for number, record in enumerate(created_records(batch), start=1))
            return write_workbook(target, [Sheet("导入结果", heads, made)])
        heads = [Column("行", Cell.INTEGER), Column("列"), Column("情况", width=10), Column("应当怎么填", width=70)]
        return write_workbook(target, [Sheet("核对结果", heads, _mistakes(actor, batch))])


def _mistakes(actor: Actor, batch: ImportBatch) -> Iterator[list[Any]]:
    for judged in rows_of(actor, batch):
        for error in judged.errors:
            yield [error.row, error.column, "错误", str(error.text)]
        for note in judged.notes:
            yield [note.row, note.column, "不同", str(note.text)]
        if judged.fate is Fate.SAME:
            yield [judged.row, "", "已有", "与已有记录相同，跳过。"]
