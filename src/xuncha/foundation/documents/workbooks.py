"""
Workbooks: the one door to Excel. Written by XlsxWriter row by row, read by calamine behind bounds.

    write_workbook(path, [Sheet("问题", columns, rows)])
    with open_table(path, known={"单位名称", "单位类型"}) as table: table.headers, table.rows()
"""

from xuncha.foundation.documents.sheet_reading import (
    MAX_COLUMNS,
    MAX_ROWS,
    Table,
    WorkbookRefused,
    read_table,
    read_tables,
)
from xuncha.foundation.documents.sheet_values import NotUnderstood
from xuncha.foundation.documents.sheet_writing import Cell, Column, Sheet, cell_name, notes_sheet, write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

__all__ = [
    "MAX_COLUMNS",
    "MAX_ROWS",
    "XLSX",
    "Cell",
    "Column",
    "NotUnderstood",
    "Sheet",
    "Table",
    "WorkbookRefused",
    "cell_name",
    "notes_sheet",
    "read_table",
    "read_tables",
    "write_workbook",
]
