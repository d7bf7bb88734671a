"""The text by either channel, in the pattern units publish. (domain §1.5, §5.8)"""

from xuncha.disclosure.models import Channel, Disclosure, Section
from xuncha.disclosure.selectors import continuing, told_in
from xuncha.foundation.documents.content import Block, Closing, Document, Heading, Paragraph
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import day_of
from xuncha.foundation.documents.profile import Issuer

COMMENTS = "欢迎广大干部群众对巡察整改落实情况进行监督。如有意见建议，请及时反映。"


def _parts(text: Disclosure, sections: list[Section]) -> list[tuple[str, list[Block]]]:
    told: list[Block] = []
    for section in sections:
        told += [Heading(2, section.heading), Paragraph(section.text)]
    lasting = continuing(text)
    later = "、".join(f"“{section.heading}”" for section in sections if section.item_id in lasting)
    outlook: list[Block] = [Paragraph(text.outlook)] if text.outlook else []
    if later:
        outlook.append(Paragraph(f"需要持续整改的事项：{later}，进展情况另行公开。"))
    return [
        ("党组织和主要负责人组织落实情况", [Paragraph(text.leading)] if text.leading else []),
        ("反馈问题整改情况", told),
        ("下一步打算", outlook),
    ]


def _document(text: Disclosure, channel: str) -> Document:
    sections = told_in(text, channel)
    blocks: list[Block] = [Paragraph(text.opening)]
    for title, said in _parts(text, sections):
        if said:
            blocks += [Heading(1, title), *said]
    contact = f"联系方式：{text.contact}" if text.contact else ""
    blocks.append(Paragraph(COMMENTS + contact))
    published = next((one for one in text.publications.all() if one.channel == channel), None)
    told_to = published.place if published and channel == Channel.INSIDE else ""
    approved = text.approved_at is not None
    return Document(
        text.title,
        tuple(blocks),
        subtitle="" if approved else f"（{text.get_state_display()}）",
        note=f"党内通报范围：{told_to}" if told_to else "",
        closing=Closing(
            text.plan.inspection.organisation.name,
            published.on if published else day_of(text.approved_at) if text.approved_at else None,
            seal=approved,
        ),
    )


@in_chinese
def inside_document(text: Disclosure, issuer: Issuer) -> Document:
    """What is told to the circle that heard the feedback: all but what nobody may read."""
    return _document(text, Channel.INSIDE)


@in_chinese
def public_document(text: Disclosure, issuer: Issuer) -> Document:
    """What everybody reads: without what was left out on a ground."""
    return _document(text, Channel.PUBLIC)
