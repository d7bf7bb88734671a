"""Papers about a unit's rectification as a whole: plan with three lists, reports, register. (§1.5)"""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from xuncha.foundation.documents.content import (
    Align,
    Annex,
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
from xuncha.rectification.models import Item, Plan, UnitReport
from xuncha.rectification.selectors import figures_of
from xuncha.rectification.selectors.drafts import Filled, as_drafted, handed_in, items_as_drafted
from xuncha.rectification.selectors.figures import told
from xuncha.rectification.workflow import ItemState, PlanState, UnitReportState


@in_chinese
def rectification_plan(plan: Plan, issuer: Issuer) -> Document:
    """The unit's plan as it was handed in: who does what until when, and the three lists."""
    return _plan(plan, handed_in(plan), issuer)


@in_chinese
def drafted_plan(plan: Plan, issuer: Issuer) -> Document:
    """The same as the unit is writing it, for its own people."""
    return _plan(as_drafted(plan), items_as_drafted(plan), issuer)


def _plan(plan: Plan, filled: Sequence[Filled], issuer: Issuer) -> Document:
    items = [one.item for one in filled]
    unit = plan.inspection.organisation.name
    blocks: list[Block] = [
        Paragraph(
            f"根据{issuer.short_committee}巡察组{full_date(plan.opinion.delivered_on)}反馈的意见，结合实际，制定本方案。"
            f"本方案经{full_date(plan.party_meeting_on)}党委（党组）会议研究通过。"
        ),
        Heading(1, "组织安排"),
        Paragraph(f"第一责任人：{plan.principal}。"),
        *([Paragraph(plan.overall)] if plan.overall else []),
        Heading(1, "整改任务"),
        Paragraph(
            f"共反馈问题{len(items)}个，制定措施{sum(len(one.measures) for one in filled)}条，"
            f"集中整改期至{full_date(plan.ends_on)}。问题清单、任务清单、责任清单附后。"
        ),
    ]
    return Document(
        f"{unit}巡察整改方案",
        tuple(blocks),
        subtitle="" if plan.state == PlanState.ACCEPTED else f"（{plan.get_state_display()}）",
        annexes=("问题清单", "任务清单", "责任清单"),
        closing=Closing(unit, day(plan.submitted_at)),
        blocks_after=(
            Annex("问题清单", 1),
            _problems(items),
            Annex("任务清单", 2),
            _tasks(filled),
            Annex("责任清单", 3),
            _responsibilities(items),
        ),
    )


def _problems(items: Sequence[Item]) -> Table:
    columns = (NUMBER, Column("编号", 3), Column("反馈问题", 3), Column("具体内容", 7))
    return Table(columns, tuple((str(n), i.number, i.title, i.text) for n, i in enumerate(items, 1)))


def _tasks(filled: Sequence[Filled]) -> Table:
    columns = (NUMBER, Column("问题", 3), Column("整改目标", 3), Column("整改措施和完成标准", 6), Column("时限", 2))
    rows = [
        (str(n), one.item.title, one.item.objective, _measures(one), full_date(one.item.due_on))
        for n, one in enumerate(filled, 1)
    ]
    return Table(columns, tuple(rows))


def _measures(one: Filled) -> str:
    lines = []
    for measure in one.measures:
        standard = f"（{measure.standard}）" if measure.standard else ""
        lines.append(f"{measure.position}. {measure.text}{standard}")
    return "\n".join(lines) or one.item.uncovered


def _responsibilities(items: Sequence[Item]) -> Table:
    columns = (NUMBER, Column("问题", 4), Column("责任领导", 3), Column("责任部门", 3), Column("联系人", 2))
    rows = [(str(n), i.title, i.leader, i.department, i.contact) for n, i in enumerate(items, 1)]
    return Table(columns, tuple(rows))


def day_of_report(report: UnitReport, now: datetime) -> date:
    """The day a report bears: that of handing it in, until then today."""
    return localdate(report.submitted_at or now)


@in_chinese
def unit_report_document(report: UnitReport, issuer: Issuer) -> Document:
    """One of the unit's two reports; its figures are those of the records when it was submitted."""
    plan = report.plan
    unit = plan.inspection.organisation.name
    submitted = day(report.submitted_at)
    figures = report.figures or figures_of(plan, issuer.on)
    rows = tuple((str(n), label, value, name) for n, (label, value, name) in enumerate(told(figures), 1))
    columns = (NUMBER, Column("项目", 5), Column("数量", 3, Align.RIGHT), Column("单位", 2, Align.CENTRE))
    about = "集中整改进展情况" if report.kind == UnitReport.Kind.PROGRESS else "主要负责人组织落实巡察整改情况"
    blocks: list[Block] = [
        Paragraph(f"本报告经{full_date(report.party_meeting_on)}党委（党组）会议审议通过。"),
        Heading(1, "总体情况"),
        Paragraph(report.text),
        Heading(1, "有关数据"),
        Paragraph(f"下列数据取自整改台账，截至{full_date(submitted or issuer.on)}。"),
        Table(columns, rows),
    ]
    made = report.state not in {UnitReportState.DRAFT, UnitReportState.RETURNED}
    return Document(
        f"{unit}关于{about}的报告",
        tuple(blocks),
        subtitle="" if made else f"（{report.get_state_display()}）",
        to=issuer.office,
        closing=Closing(unit, submitted),
    )


@in_chinese
def closeout_register(plan: Plan, issuer: Issuer) -> Document:
    """Every problem fed back against what became of it (对账销号表)."""
    items = list(plan.items.select_related("settled_by").order_by("number"))
    columns = (
        NUMBER,
        Column("编号", 3),
        Column("反馈问题", 5),
        Column("责任领导", 2),
        Column("时限", 2),
        Column("状态", 2, Align.CENTRE),
        Column("办结日期", 2),
        Column("审核人", 1.5),
    )
    rows = tuple(
        (
            str(n),
            item.number,
            item.title,
            item.leader,
            f"{item.due_on:%Y-%m-%d}" if item.due_on else "",
            item.get_state_display(),
            f"{localdate(item.settled_at):%Y-%m-%d}" if item.settled_at else "",
            str(item.settled_by or ""),
        )
        for n, item in enumerate(items, 1)
    )
    closed = sum(item.state == ItemState.CLOSED for item in items)
    unit = plan.inspection.organisation.name
    return Document(
        f"{unit}巡察整改对账销号表",
        (
            Line(f"反馈日期：{full_date(plan.opinion.delivered_on)}　　集中整改期至：{full_date(plan.ends_on)}"),
            Table(columns, rows),
            Paragraph(f"共反馈问题{len(items)}个，截至{full_date(issuer.on)}已销号{closed}个。"),
        ),
    )
