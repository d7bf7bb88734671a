"""The outline of a talk and its record, to be read over and signed on paper. (domain §1.5)"""

from itertools import groupby

from xuncha.foundation.documents.content import Block, Document, Field, Form, Heading, Line, Paragraph, Sign, Signs
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import day_of, full_date
from xuncha.foundation.documents.profile import Issuer
from xuncha.gathering.models import Place, TalkRecord
from xuncha.gathering.selectors import live_signatures

UNNAMED = "补充的问题"


@in_chinese
def talk_outline(record: TalkRecord, issuer: Issuer) -> Document:
    """What is to be asked, area by area; carries no answer."""
    blocks: list[Block] = []
    n = 0
    for area, lines in groupby(record.lines, key=lambda line: line["area"] or UNNAMED):
        blocks.append(Heading(1, area))
        for line in lines:
            n += 1
            blocks.append(Paragraph(f"{n}．{line['question']}"))
    return Document("谈话提纲", (Line(f"谈话对象：{record.name}　{record.post}"), *blocks))


@in_chinese
def talk_record(record: TalkRecord, issuer: Issuer) -> Document:
    """The record by question and answer, with who held it; room for the person's own signature on every copy."""
    talk = record.talk
    there = "、".join(user.name for user in (talk.lead, talk.recorder, *talk.also.all()))
    head = Form(
        (
            Field("谈话时间", full_date(talk.held_on) if talk.held_on else ""),
            Field("谈话地点", talk.place),
            Field("谈话对象", record.name),
            Field("职务", record.post),
            Field("谈话人", there),
            Field("记录人", talk.recorder.name),
            Field("被巡察单位", talk.inspection.organisation.name, wide=True),
        )
    )
    blocks: list[Block] = [head]
    for line in record.lines:
        if line["answer"]:
            blocks += [Paragraph(f"问：{line['question']}"), Paragraph(f"答：{line['answer']}")]
    for one in record.supplements.filter(confirmed_at__isnull=False):
        blocks += [Heading(1, "补充说明"), Paragraph(one.text)]
    signed = {signature.place: signature for signature in live_signatures(record)}
    boxes = [Sign("以上记录已看过，和我说的一致（谈话对象签名）")]
    for place, label in ((Place.RECORDER, "记录人"), (Place.CHECKER, "核对人")):
        by = signed.get(place)
        boxes.append(Sign(label, by.signed_by.name, day_of(by.signed_at)) if by else Sign(label))
    return Document("谈话记录", (*blocks, Signs(tuple(boxes))))
