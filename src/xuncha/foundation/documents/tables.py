"""Lists as workbooks, written row by row so that a hundred thousand rows fit into little memory."""

import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from django.conf import settings


def write_table(title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]], *, note: str = "") -> IO[bytes]:
    """
    A workbook with one sheet: title and conditions in the first line, heads in the second, then the rows.

    Text stays text (a cell never becomes a formula), numbers and dates keep their kind. Returns an open file that
    disappears when it is closed.
    """
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
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row):
            if isinstance(value, bool):
                sheet.write_string(number, column, "是" if value else "否")
            elif isinstance(value, int | float | Decimal):
                sheet.write_number(number, column, value)
            elif isinstance(value, datetime):
                sheet.write_datetime(number, column, value.replace(tzinfo=None), moment)
            elif isinstance(value, date):
                sheet.write_datetime(number, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
            elif value is not None:
                sheet.write_string(number, column, str(value)[:32767])
    book.close()
    file.seek(0)
    return file
