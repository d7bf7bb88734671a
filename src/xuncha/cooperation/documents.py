"""An agreement as it is signed, and the minutes of a conference with what it decided. (feature D02)"""

from xuncha.cooperation.models import Agreement, Conference
from xuncha.cooperation.workflow import CONCLUDED, ConferenceState
from xuncha.foundation.documents.content import (
    Align,
    Block,
    Closing,
    Column,
    Document,
    Heading,
    Imprint,
    Line,
    Paragraph,
    Table,
)
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import day_of, full_date
from xuncha.foundation.documents.profile import Issuer

BLANK = "____________"
PARTNERS = (Column("序号", 1, Align.CENTRE), Column("部门（单位）", 5), Column("参加身份", 4))
DECISIONS = (
    Column("序号", 1, Align.CENTRE),
    Column("议定事项", 6),
    Column("承办", 3),
    Column("时限", 2.4, Align.CENTRE),
)
VIEWS = (Column("部门（单位）", 3), Column("意见", 8))


@in_chinese
def agreement_document(agreement: Agreement, issuer: Issuer) -> Document:
    """Between whom, about what, since when and until when."""
    concluded = agreement.state in CONCLUDED
    rows = tuple(
        (str(n), partner.organisation.name, str(partner.get_part_display()))
        for n, partner in enumerate(agreement.partners.select_related("organisation"), 1)
    )
    lasts = (
        f"有效期至{full_date(agreement.until)}，期满前协商续签"
        if agreement.until
        else "长期有效，需要终止的书面通知各方"
    )
    blocks: list[Block] = [
        Paragraph(
            f"为加强巡察与有关监督力量的协作配合，{issuer.office}与下列部门（单位）建立{agreement.get_frame_display()}机制。"
        ),
        Table(PARTNERS, rows),
        Heading(1, "协作事项"),
        *(Paragraph(line) for line in agreement.matters.splitlines() if line.strip()),
        Heading(1, "期限"),
        Paragraph(f"本机制自{full_date(agreement.from_on)}起执行，{lasts}。"),
    ]
    return Document(
        agreement.title,
        tuple(blocks),
        organ=issuer.office if concluded else "",
        subtitle="" if concluded else f"（{agreement.get_state_display()}）",
        closing=Closing(
            issuer.office, day_of(agreement.approved_at) if agreement.approved_at else issuer.on, seal=concluded
        ),
    )


@in_chinese
def minutes_document(conference: Conference, issuer: Issuer) -> Document:
    """Who met, what each department said, what was decided; one that was not held yet is its notice."""
    held = conference.state in (ConferenceState.HELD, ConferenceState.DONE)
    invited = list(conference.invited.select_related("organisation"))
    blocks: list[Block] = [
        Line(f"时间：{full_date(conference.on)}"),
        Line(f"地点：{conference.place or BLANK}"),
        Line(f"主持：{conference.chair or BLANK}"),
        Line(f"参加：{'、'.join(one.organisation.name for one in invited)}"),
        Heading(1, "议题"),
        *(Paragraph(line) for line in conference.agenda.splitlines() if line.strip()),
    ]
    views = tuple((one.organisation.name, one.view) for one in invited if one.view)
    if views:
        blocks += [Heading(1, "部门意见"), Table(VIEWS, views)]
    if held:
        blocks += [Heading(1, "会议情况"), Paragraph(conference.minutes)]
        decided = tuple(
            (str(one.position), one.text, one.owner.name if one.owner else issuer.office, full_date(one.due_on))
            for one in conference.decisions.select_related("owner")
        )
        blocks += [Heading(1, "议定事项"), Table(DECISIONS, decided) if decided else Paragraph("无。")]
    return Document(
        f"{conference.title}{'纪要' if held else '的通知'}",
        tuple(blocks),
        organ=issuer.office,
        subtitle=str(conference.get_kind_display()),
        closing=Closing(issuer.office, conference.on if held else issuer.on, seal=held),
        imprint=Imprint((), issuer.office, issuer.on) if held else None,
    )
