"""The regular ledger of one unit, and the sheet on which the office has all units of a period. (周报、月报、月调度)"""

from collections.abc import Sequence
from typing import Any

from xuncha.foundation.documents.content import (
    Align,
    Block,
    Closing,
    Column,
    Document,
    Heading,
    Line,
    Paragraph,
    Table,
)
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import full_date
from xuncha.foundation.documents.profile import Issuer
from xuncha.rectification.documents.parts import NUMBER, day
from xuncha.rectification.selectors.figures import compared
from xuncha.rectification.selectors.periods import PROBLEM_LABEL, Dispatch, Filled, dispatch_row, is_late, measure_words
from xuncha.rectification.workflow import PeriodState


@in_chinese
def period_report_document(filled: Filled, issuer: Issuer) -> Document:
    """What a unit did in one period: measures, figures, problems met, what comes next."""
    report, content = filled.report, filled.content
    unit = report.plan.inspection.organisation.name
    blocks: list[Block] = [
        Line(f"周期：{full_date(report.from_on)}至{full_date(report.to_on)}"),
        Heading(1, "本期工作进展"),
        *_done(content["done"]),
        Heading(1, "本期和累计数据"),
        Table(
            (
                NUMBER,
                Column("项目", 5),
                *(Column(name, 3, Align.RIGHT) for name in ("本期", "累计")),
                Column("单位", 1.4),
            ),
            tuple((str(n), *row) for n, row in enumerate(compared(content["period"], content["total"]), 1)),
        ),
        Heading(1, "存在问题"),
        *_problems(content["problems"]),
        Heading(1, "下一步安排"),
        *_next(content["next"]),
    ]
    if report.note:
        blocks += [Heading(1, "补充说明"), Paragraph(report.note)]
    made = report.state == PeriodState.HANDED_IN
    return Document(
        f"{unit}巡察整改台账",
        tuple(blocks),
        subtitle="" if made else f"（{report.get_state_display()}）",
        to=issuer.office,
        closing=Closing(unit, day(report.submitted_at)),
    )


def _done(rows: Sequence[dict[str, Any]]) -> list[Block]:
    if not rows:
        return [Paragraph("本期没有报告进展。")]
    columns = (NUMBER, Column("编号", 2.4), Column("整改措施", 4), Column("进展情况", 6), Column("完成日期", 2))
    told = ((row["number"], measure_words(row), row["text"], row["done_on"]) for row in rows)
    return [Table(columns, tuple((str(n), *row) for n, row in enumerate(told, 1)))]


def _problems(rows: Sequence[dict[str, str]]) -> list[Block]:
    if not rows:
        return [Paragraph("无。")]
    columns = (NUMBER, Column("编号", 2.4), Column("整改问题", 4), Column("情形", 2, Align.CENTRE), Column("说明", 6))
    told = ((row["number"], row["title"], PROBLEM_LABEL[row["kind"]], row["text"]) for row in rows)
    return [Table(columns, tuple((str(n), *row) for n, row in enumerate(told, 1)))]


def _next(rows: Sequence[dict[str, Any]]) -> list[Block]:
    if not rows:
        return [Paragraph("整改措施均已完成。")]
    columns = (NUMBER, Column("编号", 2.4), Column("整改措施", 7), Column("责任人", 2.4), Column("时限", 2))
    told = ((row["number"], measure_words(row), row["owner"], row["due_on"]) for row in rows)
    return [Table(columns, tuple((str(n), *row) for n, row in enumerate(told, 1)))]


@in_chinese
def dispatch_sheet(dispatch: Dispatch, issuer: Issuer) -> Document:
    """All units of a period on one sheet: who handed in, who is late, and what the ledgers say (整改调度表)."""
    reports = dispatch.reports
    columns = (
        NUMBER,
        Column("被巡察单位", 5),
        Column("报送", 2.4, Align.CENTRE),
        *(Column(name, 1.5, Align.RIGHT) for name in ("反馈", "累计销号", "本期销号", "本期完成措施")),
        Column("本期清退、追缴（元）", 2.4, Align.RIGHT),
        Column("问题", 1.2, Align.RIGHT),
    )
    rows = tuple((str(n), *dispatch_row(report, issuer.on)) for n, report in enumerate(reports, 1))
    handed = sum(report.state == PeriodState.HANDED_IN for report in reports)
    late = [str(r.plan.inspection.organisation) for r in reports if is_late(r, issuer.on)]
    blocks: list[Block] = [
        Paragraph(
            f"周期止于{full_date(dispatch.until)}，应报{len(reports)}家，已报{handed}家，未报{len(reports) - handed}家"
            + (f"，其中逾期{len(late)}家：{'、'.join(late)}。" if late else "。")
        ),
        Table(columns, rows),
    ]
    return Document("巡察整改调度表", tuple(blocks), closing=Closing(issuer.office, issuer.on, seal=False))
