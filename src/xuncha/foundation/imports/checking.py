"""
Going through a workbook row by row: every cell read, every mistake named with row, column and what it should be.

One pass, in constant memory: a row is judged and handed on before the next one is read.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from xuncha.core.legible import reason_not_to_read, trimmed
from xuncha.core.text import Say, packed, say, unpacked
from xuncha.foundation.documents.sheet_values import (
    NotUnderstood,
    as_date,
    as_integer,
    as_money,
    as_text,
    as_words,
    as_yes_no,
)
from xuncha.foundation.documents.sheet_writing import LONGEST
from xuncha.foundation.documents.workbooks import Table
from xuncha.foundation.imports.kinds import Context, Kind, SheetColumn, SheetKind, Values
from xuncha.foundation.imports.mapping import scale_of

LISTED = 12  # choices that an error names
REMEMBERED = 5_000  # distinct cells per column whose reading is kept
Read = Callable[[Any], Any]


class Fate(StrEnum):
    """What becomes of a row."""

    FRESH = "fresh"
    SAME = "same"
    DIFFERING = "differing"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class CellError:
    """A mistake: the row as Excel numbers it, the heading as the file has it, and what it should be."""

    row: int
    column: str
    text: Say

    def as_json(self) -> list[Any]:
        """[row, column, sentence]."""
        return [self.row, self.column, packed(self.text)]

    @classmethod
    def of_json(cls, stored: Sequence[Any]) -> "CellError":
        """What `as_json` made."""
        return cls(stored[0], stored[1], unpacked(stored[2]))


@dataclass(frozen=True, slots=True)
class Judged:
    """One row after its check. `notes` say in which fields a row differs from its record."""

    row: int
    values: Values
    fate: Fate
    errors: tuple[CellError, ...] = ()
    notes: tuple[CellError, ...] = ()


class Complains(Exception):  # noqa: N818 - an answer about a cell
    """A cell is not what its column asks for."""

    def __init__(self, text: Say) -> None:
        super().__init__(str(text))
        self.text = text


def judge(
    kind: SheetKind, context: Context, table: Table, mapping: Mapping[str, int], on_record: Mapping[Hashable, Any]
) -> Iterator[Judged]:
    """Every row that is not empty, judged. `on_record` is what `fingerprints` made of the existing records."""
    plan = [
        (column.field, table.headers[mapping[column.field]], mapping[column.field], reader(column, context, scale))
        for column in kind.columns
        if column.field in mapping
        for scale in [scale_of(table.headers[mapping[column.field]])]
    ]
    absent = {column.field: column.default for column in kind.columns if column.field not in mapping}
    headings = {name: heading for name, heading, _, _ in plan}
    labels = {column.field: headings.get(column.field, column.label) for column in kind.columns}
    first_label = labels[kind.columns[0].field]
    seen: dict[Hashable, int] = {}
    check, key_of = kind.check, kind.key_of
    for number, cells in table.rows():
        values: Values = dict(absent)
        errors: list[CellError] = []
        for name, heading, index, read in plan:
            try:
                values[name] = read(cells[index])
            except Complains as complaint:
                errors.append(CellError(number, heading, complaint.text))
        if not errors:
            errors += [CellError(number, labels.get(name, first_label), text) for name, text in check(values, context)]
        if not errors:
            key = key_of(values)
            if key in seen:
                errors.append(CellError(number, first_label, say("与第 {row} 行重复，请删去其中一行。", row=seen[key])))
            seen.setdefault(key, number)
        if errors:
            yield Judged(number, values, Fate.BAD, tuple(errors))
        elif key in on_record:
            yield _compared(kind, number, values, on_record[key], labels)
        else:
            yield Judged(number, values, Fate.FRESH)


def fingerprints(kind: SheetKind, records: Iterator[Values]) -> dict[Hashable, tuple[int, ...]]:
    """{key: a number per column}: enough to tell whether and where a row differs, without keeping the texts."""
    return {kind.key_of(values): _fingerprint(kind, values) for values in records}


def _fingerprint(kind: SheetKind, values: Values) -> tuple[int, ...]:
    return tuple(_number(values.get(column.field)) for column in kind.columns)


def _number(value: Any) -> int:
    return hash(tuple(value)) if isinstance(value, list) else hash(None if value == "" else value)


def _compared(kind: SheetKind, row: int, values: Values, record: tuple[int, ...], labels: Mapping[str, str]) -> Judged:
    mine = _fingerprint(kind, values)
    if mine == record:
        return Judged(row, values, Fate.SAME)
    notes = tuple(
        CellError(row, labels[column.field], say("与已有记录不同。导入不改已有记录，请在记录里修改。"))
        for column, a, b in zip(kind.columns, mine, record, strict=True)
        if a != b
    )
    return Judged(row, values, Fate.DIFFERING, notes=notes)


# --- one reader per column ----------------------------------------------------------------------------------------


def reader(column: SheetColumn, context: Context, scale: int = 1) -> Read:
    """The function that reads one cell of this column, or complains."""
    read = _remembering(_of_kind(column, context, scale)) if column.kind is not Kind.TEXT else _text(column, context)
    missing = say("必填，不能为空。")
    required, default = column.required, column.default

    def one(cell: Any) -> Any:
        value = read(cell)
        if value is None or value in ("", []):
            if required:
                raise Complains(missing)
            return default if default is not None else value
        return value

    return one


def _remembering(read: Read) -> Read:
    """The same words come back in thousands of rows: read them once."""
    memory: dict[Any, Any] = {}

    def remembered(cell: Any) -> Any:
        token = (cell.__class__, cell)
        if token in memory:
            return memory[token]
        value = read(cell)
        if len(memory) < REMEMBERED:
            memory[token] = value
        return value

    return remembered


def _of_kind(column: SheetColumn, context: Context, scale: int) -> Read:
    simple: dict[Kind, tuple[Read, Say]] = {
        Kind.DATE: (as_date, say("应当是日期，如 2022-03-05 或 2022年3月5日。")),
        Kind.MONEY: (lambda cell: as_money(cell, scale), say("应当是金额，如 12345.60 或 3.5万元，单位元。")),
        Kind.INTEGER: (as_integer, say("应当是整数，如 12。")),
        Kind.YES_NO: (as_yes_no, say("应当填“是”或“否”。")),
    }
    if column.kind in simple:
        read, should_be = simple[column.kind]

        def understood(cell: Any) -> Any:
            try:
                return read(cell)
            except NotUnderstood:
                raise _not(cell, should_be) from None

        return understood
    if column.kind is Kind.WORDS:
        return lambda cell: as_words(_legible(cell))
    options = column.choices if column.choices is not None else context.references[column.field]
    one = _choice(options)
    if column.kind is Kind.CHOICE:
        return lambda cell: one(text) if (text := as_text(cell)) else None
    return lambda cell: [one(word) for word in as_words(cell)]


def _choice(options: Mapping[str, Any]) -> Read:
    loose = {label.replace(" ", ""): value for label, value in options.items()}

    def choose(text: str) -> Any:
        if text in options:
            return options[text]
        if text.replace(" ", "") in loose:
            return loose[text.replace(" ", "")]
        raise _not(text, _should_be(text, options))

    return choose


def _should_be(text: str, options: Mapping[str, Any]) -> Say:
    if not options:
        return say("这里还没有可选的记录，请先建立。")
    if len(options) <= LISTED:
        return say("应当是其中之一：{options}。", options=list(options))
    near = get_close_matches(text, options, 1, 0.5)
    if near:
        return say("没有这一项，最接近的是「{near}」。", near=near[0])
    return say("没有这一项。可填的见模板的下拉选项。")


def _text(column: SheetColumn, context: Context) -> Read:
    limit = min(column.limit, LONGEST)

    def read(cell: Any) -> str:
        _legible(cell)
        text = as_text(cell)
        if len(text) > limit:
            raise Complains(say("最多 {limit} 字，这里有 {length} 字。", limit=limit, length=len(text)))
        return text

    return read


def _legible(cell: Any) -> Any:
    """The cell, if what it says is what one sees."""
    why = reason_not_to_read(trimmed(cell)) if isinstance(cell, str) else None
    if why is not None:
        raise Complains(why)
    return cell


def _not(cell: Any, should_be: Say) -> Complains:
    shown = as_text(cell)
    return Complains(
        say("「{shown}」{should_be}", shown=shown if len(shown) <= 30 else f"{shown[:30]}…", should_be=should_be)
    )
