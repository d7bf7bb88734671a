"""Rectification as workbooks: the unit's ledger with a row for each measure, and the regular ledgers of periods."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO, Any

from xuncha.foundation.documents.workbooks import Cell, Column, Sheet, notes_sheet, write_workbook
from xuncha.foundation.imports.kinds import Kind
from xuncha.rectification.models import Plan
from xuncha.rectification.selectors.figures import compared
from xuncha.rectification.selectors.ledger import COLUMNS, entries_of, line_of
from xuncha.rectification.selectors.periods import PROBLEM_LABEL, Dispatch, dispatch_row, measure_words

CELLS = {Kind.DATE: Cell.DATE, Kind.MONEY: Cell.MONEY, Kind.INTEGER: Cell.INTEGER}
TITLE = "整改台账"


def write_ledger(target: Path | IO[bytes], plan: Plan) -> int:
    """Write the ledger of a plan and return the number of its rows."""
    columns = [Column(c.label, CELLS.get(c.kind, Cell.TEXT), c.width, required=c.required) for c in COLUMNS]
    notes = notes_sheet([c.label, "必填" if c.required else "", c.hint, c.example] for c in COLUMNS)
    return write_workbook(target, [Sheet(TITLE, columns, map(line_of, entries_of(plan))), notes])


DONE = (
    Column("编号", width=18),
    Column("整改措施", width=40),
    Column("进展情况", width=60),
    Column("完成日期", width=12),
)
FIGURES = (Column("项目", width=24), Column("本期", width=16), Column("累计", width=16), Column("单位", width=8))
PROBLEMS = (Column("编号", width=18), Column("整改问题", width=40), Column("情形", width=14), Column("说明", width=60))
NEXT = (Column("编号", width=18), Column("整改措施", width=60), Column("责任人", width=16), Column("时限", width=12))
DISPATCH = (
    Column("被巡察单位", width=30),
    *(Column(name, width=14) for name in ("报送", "反馈", "累计销号", "本期销号", "本期完成措施")),
    Column("本期清退、追缴（元）", width=20),
    Column("问题", width=8),
)


def write_period(target: Path | IO[bytes], content: dict[str, Any]) -> int:
    """Write the regular ledger of one unit: progress, figures, problems, what comes next."""
    problems = ([row["number"], row["title"], PROBLEM_LABEL[row["kind"]], row["text"]] for row in content["problems"])
    steps = ([row["number"], measure_words(row), row["owner"], row["due_on"]] for row in content["next"])
    sheets = [
        Sheet("本期进展", DONE, _done(content)),
        Sheet("数据", FIGURES, compared(content["period"], content["total"])),
        Sheet("存在问题", PROBLEMS, problems),
        Sheet("下一步", NEXT, steps),
    ]
    return write_workbook(target, sheets)


def _done(content: dict[str, Any]) -> Iterator[list[str]]:
    for row in content["done"]:
        yield [row["number"], measure_words(row), row["text"], row["done_on"]]


def write_dispatch(target: Path | IO[bytes], dispatch: Dispatch, on: date) -> int:
    """Write all units of a period: a row for each, then everything they reported, measure by measure."""
    handed_in = (report for report in dispatch.reports if report.content)
    progress = ([str(r.plan.inspection.organisation), *row] for r in handed_in for row in _done(r.content))
    sheets = [
        Sheet("调度表", DISPATCH, (dispatch_row(report, on) for report in dispatch.reports)),
        Sheet("各单位进展", (DISPATCH[0], *DONE), progress),
    ]
    return write_workbook(target, sheets)
