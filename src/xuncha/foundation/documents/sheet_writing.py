"""Workbooks out: one row at a time, so that a hundred thousand rows take no more memory than one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from xuncha.core.permissions import Leaving
from xuncha.foundation.documents.marking import mark_for, mark_workbook

LONGEST = 32_767  # characters Excel holds in one cell
DROPDOWN_ROWS = 5_000  # rows of an empty template that get the dropdown
INLINE_CHOICES = 255  # characters Excel allows in a dropdown written into the rule itself
CHOICE_SHEET = "选项"
NOTES_SHEET = "填写说明"
FONT: dict[str, object] = {"font_name": "宋体", "font_size": 11}


class Cell(StrEnum):
    """How a column's values are written."""

    TEXT = "text"
    DATE = "date"
    MONEY = "money"
    INTEGER = "integer"


WIDTHS = {Cell.TEXT: 18, Cell.DATE: 13, Cell.MONEY: 16, Cell.INTEGER: 10}
FORMATS: dict[Cell, dict[str, object]] = {
    Cell.TEXT: {"text_wrap": True, "valign": "top", "num_format": "@"},
    Cell.DATE: {"num_format": "yyyy-mm-dd", "valign": "top"},
    Cell.MONEY: {"num_format": "#,##0.00", "valign": "top"},
    Cell.INTEGER: {"num_format": "0", "valign": "top"},
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, how values are written, how wide (characters; 0: by kind), what may be chosen."""

    label: str
    kind: Cell = Cell.TEXT
    width: int = 0
    choices: Sequence[str] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: frozen heading with filter, then the rows, which may come from a generator."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]] = field(default_factory=tuple)


def cell_name(row: int, column: int) -> str:
    """A cell as Excel calls it: the row as Excel numbers it, the column counted from 0."""
    return str(xl_rowcol_to_cell(row - 1, column))


def notes_sheet(lines: Iterable[Sequence[str]]) -> Sheet:
    """The sheet 填写说明: per column what goes in, whether it must, and an example."""
    headings = [Column("列名", width=18), Column("必填", width=8), Column("怎么填", width=60), Column("示例", width=30)]
    return Sheet(NOTES_SHEET, headings, lines)


def write_workbook(target: Path | IO[bytes], sheets: Sequence[Sheet]) -> int:
    """
    Write the sheets and return the number of data rows.

    Text stays text whatever it begins with: = + - @ make no formula, http makes no link, digits make no number.
    Where somebody takes it away it carries their mark.
    """
    mark = mark_for(Leaving.LEDGER)
    destination = str(target) if isinstance(target, Path) else target
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False}
    book = Workbook(destination, options)
    formats = {kind: book.add_format({**FONT, **look}) for kind, look in FORMATS.items()}
    heading = book.add_format({**FONT, "bold": True, "bg_color": "#E7ECF3", "border": 1, "valign": "vcenter"})
    needed = book.add_format({**FONT, "bold": True, "bg_color": "#F6E3DC", "border": 1, "valign": "vcenter"})
    long_lists = [c for s in sheets for c in s.columns if len(",".join(c.choices)) > INLINE_CHOICES]
    total = 0
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        _head(page, sheet, formats, (heading, needed), long_lists)
        total += _body(page, sheet, formats)
    if long_lists:
        page = book.add_worksheet(CHOICE_SHEET)
        page.hide()
        for row in range(max(len(c.choices) for c in long_lists)):
            for number, column in enumerate(long_lists):
                if row < len(column.choices):
                    page.write_string(row, number, column.choices[row])
    mark_workbook(book, book.worksheets(), mark)
    if mark is not None:
        mark.rows += total
    book.close()
    return total


def _head(page: Any, sheet: Sheet, formats: dict[Cell, Any], headings: tuple[Any, Any], lists: list[Column]) -> None:
    heading, needed = headings
    page.set_row(0, 22)
    page.freeze_panes(1, 0)
    if sheet.columns:
        page.autofilter(0, 0, DROPDOWN_ROWS, len(sheet.columns) - 1)
    for number, column in enumerate(sheet.columns):
        width = column.width or max(WIDTHS[column.kind], 2 * len(column.label) + 4)
        page.set_column(number, number, width, formats[column.kind])
        page.write_string(0, number, column.label, needed if column.required else heading)
        if column.choices:
            source: Any = list(column.choices)
            if column in lists:
                letter = chr(ord("A") + lists.index(column))
                source = f"={CHOICE_SHEET}!${letter}$1:${letter}${len(column.choices)}"
            rule = {"validate": "list", "source": source, "error_type": "warning", "error_title": column.label[:32]}
            page.data_validation(1, number, DROPDOWN_ROWS, number, rule)


def _body(page: Any, sheet: Sheet, formats: dict[Cell, Any]) -> int:
    writers = [_writer(page, column.kind, formats[column.kind], n) for n, column in enumerate(sheet.columns)]
    row = 0
    for row, values in enumerate(sheet.rows, start=1):
        for write, value in zip(writers, values, strict=False):
            if value is not None and value != "":
                write(row, value)
    return row


def _writer(page: Any, kind: Cell, look: Any, column: int) -> Callable[[int, Any], Any]:
    """A function that writes one value of this column."""
    write_string, write_number, write_datetime = page.write_string, page.write_number, page.write_datetime

    def text(row: int, value: Any) -> None:
        write_string(row, column, (value if value.__class__ is str else str(value))[:LONGEST], look)

    def number(row: int, value: Any) -> None:
        write_number(row, column, value, look)

    def day(row: int, value: Any) -> None:
        write_datetime(row, column, value, look)

    return {Cell.TEXT: text, Cell.DATE: day, Cell.MONEY: number, Cell.INTEGER: number}[kind]
