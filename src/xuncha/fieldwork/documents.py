"""Working papers and fact-confirmation sheets as official forms. (domain §1.5, §3.2 2c 3b, §8.5)"""

from decimal import Decimal

from xuncha.fieldwork.models import (
    ORIGINAL,
    FactItem,
    FactSheet,
    Place,
    Responsibility,
    Signature,
    Source,
    WorkingPaper,
)
from xuncha.fieldwork.workflow import PaperState
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
from xuncha.foundation.documents.numerals import day_of, full_date, span
from xuncha.foundation.documents.profile import Issuer

Piece = tuple[str, str, str, str, str, str]
MADE_GOOD = {PaperState.SIGNED, PaperState.FILED}
SIGN_LABELS = {Place.HANDLER: "经办人", Place.DEPUTY: "副组长复核", Place.LEADER: "组长审签"}


@in_chinese
def working_paper(paper: WorkingPaper, issuer: Issuer) -> Document:
    """The paper as the form that is signed and filed. One that is not signed says so under its title."""
    inspection = paper.inspection
    fields = (
        Field("被巡察单位", inspection.organisation.name),
        Field("巡察组", inspection.team.name if inspection.team else ""),
        Field("问题标题", paper.title, wide=True),
        Field("问题分类", paper.category.name if paper.category else ""),
        Field("对照条目", paper.checklist_item.code if paper.checklist_item else ""),
        Field("问题来源", _labels(paper.sources, Source), wide=True),
        Field("问题事实", paper.facts, wide=True, lines=8),
        Field("问题定性", paper.characterisation, wide=True, lines=2),
        Field("政治偏差", paper.why_political, wide=True, lines=2),
        Field("定性依据", paper.basis, wide=True, lines=2),
        Field("原因分析", paper.cause, wide=True, lines=2),
        Field("责任主体", _labels(paper.responsibility, Responsibility), wide=True),
        Field("涉及金额", _yuan(paper.amount)),
        Field("涉及人数", f"{paper.persons}人" if paper.persons is not None else ""),
        Field("发生时间", _period(paper), wide=True),
    )
    number = paper.number or f"{paper.provisional_no}（临时）"
    blocks: list[Block] = [
        Line(f"编号：{number}　　　　填表日期：{full_date(day_of(paper.created_at))}"),
        Form(fields),
        *_evidence(paper),
        _signatures(paper),
    ]
    if paper.state not in MADE_GOOD:
        subtitle = f"（{paper.get_state_display()}，未经组长审签不得作为正式底稿使用）"
    else:
        subtitle = ""
    note = f"本底稿替代{paper.supersedes.number}" if paper.supersedes else ""
    return Document("巡察问题底稿", tuple(blocks), subtitle=subtitle, note=note)


@in_chinese
def fact_sheet(sheet: FactSheet, issuer: Issuer) -> Document:
    """
    The facts put to the unit and room for its answer.

    It carries the statements and the unit's own words alone: no working paper, no source, no name of anybody who
    reported, and not how the team weighs the answer (domain §8.5).
    """
    inspection = sheet.inspection
    team = f"{issuer.short_committee}{inspection.team.name if inspection.team else '巡察组'}"
    reply = f"请于{full_date(sheet.reply_by)}前" if sheet.reply_by else "请在规定时间内"
    columns = (
        Column("序号", 1, Align.CENTRE),
        Column("需要确认的事实", 6),
        Column("单位意见", 2.2, Align.CENTRE),
        Column("说明", 3),
    )
    items = sheet.items.order_by("position")
    rows = tuple((str(n), item.text, _answer(item), item.comment) for n, item in enumerate(items, 1))
    blocks: list[Block] = [
        Line(f"编号：{sheet.number}"),
        Paragraph(
            f"现就巡察中了解的下列事实征求你单位意见。{reply}逐项核对，在“单位意见”栏勾选；部分属实或者有异议的，"
            "在“说明”栏写明并附证明材料，由主要负责人签字、加盖公章后交巡察组。事实确认不是对责任的认定。"
        ),
        Table(columns, rows, sheet.title),
    ]
    if sheet.answer_note:
        blocks += [Heading(1, "单位补充说明"), Paragraph(sheet.answer_note)]
    answered = str(sheet.answered_by) if sheet.answered_by else ""
    blocks.append(
        Signs(
            (
                Sign("单位主要负责人（签字、盖章）"),
                Sign("单位经办人", answered, day_of(sheet.answered_at) if sheet.answered_at else None),
            )
        )
    )
    return Document(
        "巡察事实确认单",
        tuple(blocks),
        to=inspection.organisation.name,
        closing=Closing(team, issuer.on),
    )


def _labels(codes: list[str], choices: type[Source] | type[Responsibility]) -> str:
    return "、".join(str(choices(code).label) for code in codes)


def _yuan(amount: Decimal | None) -> str:
    """Yuan with two digits; from ten thousand on also in 万元, as reports quote it."""
    if amount is None:
        return ""
    text = f"{amount:,.2f}元"
    return f"{text}（{(amount / 10000).quantize(Decimal('0.01'))}万元）" if amount >= 10000 else text


def _period(paper: WorkingPaper) -> str:
    if paper.period_from is None and paper.period_to is None:
        return ""
    if paper.period_from is None or paper.period_to is None:
        return full_date(paper.period_from or paper.period_to)
    return span(paper.period_from, paper.period_to)


def _evidence(paper: WorkingPaper) -> list[Block]:
    pieces = paper.evidence.filter(removed_at__isnull=True).exclude(kind=ORIGINAL).select_related("attachment")
    columns = (
        Column("序号", 1, Align.CENTRE),
        Column("佐证材料", 5),
        Column("种类", 2),
        Column("页码", 1.5),
        Column("支撑的表述", 4),
        Column("核对原件", 1.5, Align.CENTRE),
    )
    rows = tuple(
        (str(n), piece.attachment.name, piece.kind, piece.pages, piece.quote, "是" if piece.original_checked else "否")
        for n, piece in enumerate(pieces, 1)
    )
    rows = (*rows, *_cited(paper, len(rows)))
    return [Table(columns, rows, f"佐证材料（{len(rows)}件）")] if rows else []


def _cited(paper: WorkingPaper, before: int) -> list[Piece]:
    """Results of squads with their quantities; of talks only how many there are: more people read the form."""
    cited = paper.citations.filter(removed_at__isnull=True)
    talks = cited.filter(talk__isnull=False).count()
    rows = [(one.told, "小分队结果", "", one.quote, "是") for one in cited.filter(result__isnull=False)]
    rows += [(f"谈话记录 {talks} 份", "谈话记录", "", "", "是")] if talks else []
    return [(f"{n}", *row) for n, row in enumerate(rows, before + 1)]


def _signatures(paper: WorkingPaper) -> Signs:
    """The signatures in force; both handlers share the first box, what is missing stays blank."""
    valid: dict[str, list[Signature]] = {}
    for signature in paper.signatures.filter(voided_at__isnull=True).select_related("signed_by"):
        valid.setdefault(signature.place, []).append(signature)
    return Signs(tuple(_sign(label, valid.get(place, [])) for place, label in SIGN_LABELS.items()))


def _sign(label: str, signatures: list[Signature]) -> Sign:
    if not signatures:
        return Sign(label)
    names = "、".join(signature.signed_by.name for signature in signatures)
    last = signatures[-1]
    return Sign(label, names, day_of(last.signed_at), last.opinion)


def _answer(item: FactItem) -> str:
    """The three answers as boxes to tick; the given one is ticked."""
    return "\n".join(f"{'☑' if item.answer == answer else '☐'}{answer.label}" for answer in FactItem.Answer)
