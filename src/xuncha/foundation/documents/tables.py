"""Lists as workbooks, written row by row so that a hundred thousand rows fit into little memory."""

import tempfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from django.conf import settings

from xuncha.foundation.documents.sheet_rows import any_cell, lines, pour


def write_table(title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]], *, note: str = "") -> IO[bytes]:
    """
    A workbook with one sheet: title and conditions in the first line, heads in the second, then the rows.

    Text stays text (a cell never becomes a formula), numbers and dates keep their kind. Returns an open file that
    disappears when it is closed.
    """
    folder = Path(settings.XUNCHA_HOME) / "tmp"
    folder.mkdir(parents=True, exist_ok=True)
    file: IO[bytes] = tempfile.TemporaryFile(dir=folder, suffix=".xlsx")  # noqa: SIM115 - handed to the caller
    pour(_frame(title, heads, note), file, [lambda styles: lines(3, rows, [any_cell(*styles)] * len(heads))])
    file.seek(0)
    return file


def _frame(title: str, heads: Sequence[str], note: str) -> IO[bytes]:
    frame = BytesIO()
    with xlsxwriter.Workbook(frame, {"in_memory": True}) as book:
        sheet = book.add_worksheet(title[:31].translate({ord(c): None for c in "[]:*?/\\"}) or "台账")
        bold = book.add_format({"bold": True, "bg_color": "#EDEAE2", "border": 1, "text_wrap": True, "valign": "top"})
        sheet.write_string(0, 0, f"{title}　{note}".strip())
        for column, head in enumerate(heads):
            sheet.write_string(1, column, head, bold)
        sheet.freeze_panes(2, 0)
        sheet.set_column(0, max(0, len(heads) - 1), 18)
        for column, pattern in enumerate(("yyyy-mm-dd", "yyyy-mm-dd hh:mm")):
            sheet.write_blank(2, column, None, book.add_format({"num_format": pattern}))
    return frame
