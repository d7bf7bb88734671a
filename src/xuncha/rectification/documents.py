"""Rectification as official documents: plan with three lists, reports, extension, return, review, register. (§1.5)"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localdate

from xuncha.foundation.documents.content import (
    Align,
    Annex,
    Block,
    Closing,
    Column,
    Document,
    Field,
    Form,
    Heading,
    Line,
    Paragraph,
    Sign,
    Signs,
    Table,
)
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import day_of, full_date
from xuncha.foundation.documents.profile import Issuer
from xuncha.rectification.models import Evidence, Extension, Item, Plan, UnitReport
from xuncha.rectification.rules.gate import conditions
from xuncha.rectification.selectors import close_facts, figures_of, live_evidence, verdicts
from xuncha.rectification.selectors.figures import told
from xuncha.rectification.workflow import ExtensionState, ItemState, PlanState, UnitReportState

NUMBER = Column("序号", 1, Align.CENTRE)
VERDICTS = {"original": "已核原件", "accepted": "认可", "doubtful": "存疑", "rejected": "不认可", "": "未核验"}


@in_chinese
def rectification_plan(plan: Plan, issuer: Issuer) -> Document:
    """The unit's plan: how the work is organised, and the lists of problems, tasks and responsibilities."""
    items = list(plan.items.prefetch_related("measures").order_by("number"))
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
            f"共反馈问题{len(items)}个，制定措施{sum(len(item.measures.all()) for item in items)}条，"
            f"集中整改期至{full_date(plan.ends_on)}。问题清单、任务清单、责任清单附后。"
        ),
    ]
    return Document(
        f"{unit}巡察整改方案",
        tuple(blocks),
        subtitle="" if plan.state == PlanState.ACCEPTED else f"（{plan.get_state_display()}）",
        annexes=("问题清单", "任务清单", "责任清单"),
        closing=Closing(unit, _day(plan.submitted_at)),
        blocks_after=(
            Annex("问题清单", 1),
            _problems(items),
            Annex("任务清单", 2),
            _tasks(items),
            Annex("责任清单", 3),
            _responsibilities(items),
        ),
    )


def _problems(items: Sequence[Item]) -> Table:
    columns = (NUMBER, Column("编号", 3), Column("反馈问题", 3), Column("具体内容", 7))
    return Table(columns, tuple((str(n), i.number, i.title, i.text) for n, i in enumerate(items, 1)))


def _tasks(items: Sequence[Item]) -> Table:
    columns = (NUMBER, Column("问题", 3), Column("整改目标", 3), Column("整改措施和完成标准", 6), Column("时限", 2))
    rows = [
        (str(n), item.title, item.objective, _measures(item), full_date(item.due_on)) for n, item in enumerate(items, 1)
    ]
    return Table(columns, tuple(rows))


def _measures(item: Item) -> str:
    lines = []
    for measure in item.measures.all():
        standard = f"（{measure.standard}）" if measure.standard else ""
        lines.append(f"{measure.position}. {measure.text}{standard}")
    return "\n".join(lines)


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
    submitted = _day(report.submitted_at)
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
    made = report.state in {UnitReportState.SUBMITTED, UnitReportState.ACCEPTED}
    return Document(
        f"{unit}关于{about}的报告",
        tuple(blocks),
        subtitle="" if made else f"（{report.get_state_display()}）",
        to=issuer.office,
        closing=Closing(unit, submitted),
    )


@in_chinese
def extension_sheet(extension: Extension, issuer: Issuer) -> Document:
    """The request for more time and what was decided."""
    item = extension.item
    decided = extension.state in {ExtensionState.GRANTED, ExtensionState.REFUSED}
    fields = (
        Field("整改事项编号", item.number),
        Field("申请单位", item.plan.inspection.organisation.name),
        Field("整改问题", item.title, wide=True),
        Field("原定时限", full_date(extension.from_on)),
        Field("延期至", full_date(extension.to_on)),
        Field("延期理由", extension.reason, wide=True, lines=6),
        Field("附件", "、".join(file.name for file in extension.files.all()), wide=True),
        Field("审批结果", extension.get_state_display(), wide=True),
        Field("审批意见", extension.decision, wide=True, lines=4),
    )
    signer = str(extension.decided_by) if decided else ""
    signs = Signs(
        (
            Sign("申请单位（盖章）", str(extension.created_by), day_of(extension.created_at)),
            Sign("审批人", signer, _day(extension.decided_at)),
        )
    )
    return Document("巡察整改延期申请审批表", (Form(fields), signs))


@in_chinese
def return_slip(item: Item, issuer: Issuer) -> Document:
    """The slip by which a request for close-out went back, with what is wanting."""
    unit = item.plan.inspection.organisation.name
    pieces = list(live_evidence(item).order_by("pk"))
    found = verdicts(pieces)
    doubted = [(piece, found.get(piece.pk, "")) for piece in pieces if found.get(piece.pk) in {"doubtful", "rejected"}]
    blocks: list[Block] = [
        Paragraph(f"你单位对“{item.title}”（{item.number}）的销号申请收悉。经审核，退回继续整改，有关情况如下："),
        Heading(1, "退回理由"),
        Paragraph(item.opinion_text),
    ]
    if doubted:
        columns = (NUMBER, Column("佐证材料", 6), Column("核验结论", 2, Align.CENTRE), Column("说明", 4))
        rows = tuple(
            (str(n), str(piece), VERDICTS[verdict], _note(piece)) for n, (piece, verdict) in enumerate(doubted, 1)
        )
        blocks += [Heading(1, "存疑和不认可的佐证"), Table(columns, rows)]
    blocks += [
        Heading(1, "有关要求"),
        Paragraph(
            f"请按退回理由逐条整改，补充佐证材料后重新申请销号。整改时限仍为{full_date(item.due_on)}，"
            f"本事项已退回{item.times_returned}次。"
        ),
    ]
    return Document(
        "巡察整改退回单",
        tuple(blocks),
        subtitle=item.number,
        to=unit,
        closing=Closing(issuer.office, day_of(item.state_since) if item.state == ItemState.RETURNED else None),
    )


def _note(piece: Evidence) -> str:
    reviews = piece.reviews.order_by("-pk")
    return str(reviews.values_list("note", flat=True).first() or "")


@in_chinese
def closeout_review(item: Item, issuer: Issuer) -> Document:
    """The review of a request: what was asked, each condition, each piece of evidence, the verdict."""
    pieces = list(live_evidence(item).order_by("pk"))
    found = verdicts(pieces)
    columns = (NUMBER, Column("佐证材料", 6), Column("对应措施", 2, Align.CENTRE), Column("核验结论", 2, Align.CENTRE))
    rows = tuple(
        (
            str(n),
            str(piece),
            str(piece.measure.position) if piece.measure else "整体",
            VERDICTS[found.get(piece.pk, "")],
        )
        for n, piece in enumerate(pieces, 1)
    )
    gate = conditions(close_facts(item, item.settled_by_id or 0))
    fields = (
        Field("编号", item.number),
        Field("被巡察单位", item.plan.inspection.organisation.name),
        Field("反馈问题", item.title, wide=True),
        Field("整改目标", item.objective, wide=True, lines=2),
        Field("完成情况", item.statement, wide=True, lines=6),
        Field("同类问题清查", item.similar, wide=True, lines=2),
        Field("单位会议研究", f"{full_date(item.unit_meeting_on)} {item.unit_meeting_note}".strip(), wide=True),
        Field("应追缴清退", _yuan(item.money_due)),
        Field("完成时限", full_date(item.due_on)),
    )
    lines = tuple((str(n), str(c.text), "满足" if c.met else "不满足") for n, c in enumerate(gate, 1))
    checks = Table((NUMBER, Column("销号条件", 9), Column("结果", 2, Align.CENTRE)), lines, "销号条件")
    signs = Signs(
        (
            Sign("申请人", str(item.requested_by or ""), _day(item.requested_at)),
            Sign("审核人", str(item.settled_by or ""), _day(item.settled_at), item.opinion_text),
        )
    )
    blocks: list[Block] = [
        Line(f"审核结果：{item.get_state_display()}"),
        Form(fields),
        checks,
        *([Table(columns, rows, f"佐证材料（{len(rows)}件）")] if rows else []),
        signs,
    ]
    return Document("巡察整改销号审核表", tuple(blocks))


def _day(moment: datetime | None) -> date | None:
    return day_of(moment) if moment else None


def _yuan(amount: Decimal | None) -> str:
    return f"{amount:,.2f}元" if amount else "无"


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
