"""Papers about one item: the request for more time, the return slip, the close-out review. (§1.5)"""

from decimal import Decimal

from xuncha.foundation.documents.content import (
    Align,
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
from xuncha.rectification.documents.parts import NUMBER, day
from xuncha.rectification.models import Evidence, Extension, Item
from xuncha.rectification.rules.gate import conditions
from xuncha.rectification.selectors import close_facts, live_evidence, verdicts
from xuncha.rectification.workflow import ExtensionState, ItemState

VERDICTS = {"original": "已核原件", "accepted": "认可", "doubtful": "存疑", "rejected": "不认可", "": "未核验"}


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
            Sign("审批人", signer, day(extension.decided_at)),
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
            Sign("申请人", str(item.requested_by or ""), day(item.requested_at)),
            Sign("审核人", str(item.settled_by or ""), day(item.settled_at), item.opinion_text),
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


def _yuan(amount: Decimal | None) -> str:
    return f"{amount:,.2f}元" if amount else "无"
