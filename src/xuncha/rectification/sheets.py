"""The unit's rectification ledger as a workbook: one row for each measure, filled in as the records stand."""

from pathlib import Path
from typing import IO

from xuncha.foundation.documents.workbooks import Cell, Column, Sheet, notes_sheet, write_workbook
from xuncha.foundation.imports.kinds import Kind
from xuncha.rectification.models import Plan
from xuncha.rectification.selectors.ledger import COLUMNS, entries_of, line_of

CELLS = {Kind.DATE: Cell.DATE, Kind.MONEY: Cell.MONEY, Kind.INTEGER: Cell.INTEGER}
TITLE = "整改台账"


def write_ledger(target: Path | IO[bytes], plan: Plan) -> int:
    """Write the ledger of a plan and return the number of its rows."""
    columns = [Column(c.label, CELLS.get(c.kind, Cell.TEXT), c.width, required=c.required) for c in COLUMNS]
    notes = notes_sheet([c.label, "必填" if c.required else "", c.hint, c.example] for c in COLUMNS)
    return write_workbook(target, [Sheet(TITLE, columns, map(line_of, entries_of(plan))), notes])
