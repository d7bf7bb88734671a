"""Lists as workbooks, written row by row so that a hundred thousand rows fit into little memory."""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from django.conf import settings
from django.utils.timezone import is_aware, make_naive

from xuncha.core.permissions import Leaving
from xuncha.foundation.documents.marking import mark_for, mark_workbook


def write_table(title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]], *, note: str = "") -> IO[bytes]:
    """
    A workbook with one sheet: title and conditions in the first line, heads in the second, then the rows.

    Text stays text (a cell never becomes a formula), numbers and dates keep their kind. Returns an open file that
    disappears when it is closed. Where somebody takes it away it carries their mark.
    """
    mark = mark_for(Leaving.LEDGER)
    folder = Path(settings.XUNCHA_HOME) / "tmp"
    folder.mkdir(parents=True, exist_ok=True)
    file: IO[bytes] = tempfile.TemporaryFile(dir=folder, suffix=".xlsx")  # noqa: SIM115 - handed to the caller
    book = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "tmpdir": str(folder)}
    )
    sheet = book.add_worksheet(title[:31].translate({ord(c): None for c in "[]:*?/\\"}) or "台账")
    bold = book.add_format({"bold": True, "bg_color": "#EDEAE2", "border": 1, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet.write_string(0, 0, f"{title}　{note}".strip())
    for column, head in enumerate(heads):
        sheet.write_string(1, column, head, bold)
    sheet.freeze_panes(2, 0)
    sheet.set_column(0, max(0, len(heads) - 1), 18)
    write = _Writers(sheet, day, moment)
    number = 1
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row):
            if value is not None and value != "":
                write[value.__class__](number, column, value)
    mark_workbook(book, [sheet], mark)
    if mark is not None:
        mark.rows += number - 1
    book.close()
    file.seek(0)
    return file


Write = Callable[[int, int, Any], Any]


class _Writers(dict[type, Write]):
    """How a value of a class is written: yes and no as words, numbers and dates as their kind, the rest as text."""

    def __init__(self, sheet: Any, day: Any, moment: Any) -> None:
        def text(row: int, column: int, value: Any) -> None:
            sheet.write_string(row, column, str(value))

        def at(row: int, column: int, value: datetime) -> None:
            """A moment, as the clock on the wall shows it."""
            sheet.write_datetime(row, column, make_naive(value) if is_aware(value) else value, moment)

        super().__init__(
            {
                str: sheet.write_string,  # which cuts off what is longer than a cell
                bool: lambda row, column, value: text(row, column, "是" if value else "否"),
                int: sheet.write_number,
                float: sheet.write_number,
                Decimal: sheet.write_number,
                datetime: at,
                date: lambda row, column, value: sheet.write_datetime(row, column, value, day),
                object: text,
            }
        )

    def __missing__(self, kind: type) -> Write:
        """The way of the nearest class that has one, remembered."""
        self[kind] = next(self[base] for base in kind.__mro__ if base in self)
        return self[kind]
