"""The answer to a unit that disputes a problem fed back to it. (C19)"""

from xuncha.foundation.documents.content import Block, Closing, Document, Heading, Paragraph
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import day_of, full_date
from xuncha.foundation.documents.profile import Issuer
from xuncha.rectification.documents.parts import day
from xuncha.rectification.models import Dispute
from xuncha.rectification.workflow import Verdict

ENDS: dict[str, str] = {
    Verdict.UPHELD: "经研究，维持原反馈。请你单位按整改方案继续整改，整改时限不变。",
    Verdict.CORRECTED: "经研究，更正表述如下。整改以更正后的表述为准，整改时限不变。",
    Verdict.ANNULLED: "经研究，撤销这个问题，不再列入整改，已经开展的工作予以保留。",
}


@in_chinese
def dispute_answer(dispute: Dispute, issuer: Issuer) -> Document:
    """What was disputed, what became of it and why; a correction with the words before and after."""
    item, given = dispute.item, dispute.verdict in ENDS
    blocks: list[Block] = [
        Paragraph(
            f"你单位{full_date(day_of(dispute.created_at))}对反馈问题“{dispute.was_title or item.title}”"
            f"（{item.number}）提出的异议收悉。经核查，答复如下："
        ),
        Heading(1, "异议理由"),
        Paragraph(dispute.grounds),
        Heading(1, "核查情况和答复理由"),
        Paragraph(dispute.decision),
        Heading(1, "答复结论"),
        Paragraph(ENDS.get(dispute.verdict, "")),
    ]
    if dispute.new_text:
        blocks += [
            Heading(2, "原表述"),
            Paragraph(f"{dispute.was_title}。{dispute.was_text}"),
            Heading(2, "更正后的表述"),
            Paragraph(f"{dispute.new_title}。{dispute.new_text}"),
        ]
    return Document(
        "异议答复书",
        tuple(blocks),
        organ=issuer.office if given else "",
        number=issuer.number if given else "",
        subtitle=dispute.number if given else "（待答复）",
        to=item.plan.inspection.organisation.name,
        closing=Closing(issuer.office, day(dispute.decided_at) or issuer.on, seal=given),
    )
