"""The record of a hearing, a visit or a joint review as it goes to the team and into the file. (feature B13)"""

from xuncha.conduct.models import Guidance
from xuncha.conduct.workflow import GuidanceState
from xuncha.foundation.documents.content import Block, Closing, Document, Field, Form, Heading, Paragraph
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import full_date
from xuncha.foundation.documents.profile import Issuer

Kind = Guidance.Kind
TITLES = {Kind.HEARING: "巡察中期汇报会议纪要", Kind.VISIT: "巡察督导指导意见", Kind.JOINT: "巡察组办会商纪要"}
TOLD = {Kind.HEARING: "汇报和讨论情况", Kind.VISIT: "督导了解的情况", Kind.JOINT: "会商情况"}
NOT_OUT = {GuidanceState.DRAFT: "（起草中，尚未印发）", GuidanceState.DROPPED: "（不印发）"}


@in_chinese
def guidance_record(guidance: Guidance, issuer: Issuer) -> Document:
    """What was heard or found, what is asked by which day, what the team did; one that is not out says so."""
    inspection, kind = guidance.inspection, Kind(guidance.kind)
    fields = (
        Field("被巡察单位", inspection.organisation.name),
        Field("轮次", str(inspection.round)),
        Field("时间", full_date(guidance.on)),
        Field("地点", guidance.place),
        Field("参加人员", guidance.attendees, wide=True),
    )
    by = f"（{full_date(guidance.due_on)}前落实，并书面报告办公室）" if guidance.due_on else ""
    parts = ((TOLD[kind], guidance.content), (f"工作要求{by}", guidance.demands), ("落实情况", guidance.reply))
    blocks: list[Block] = [Form(fields)]
    for title, text in parts:
        if text.strip():
            blocks += [Heading(1, title), Paragraph(text)]
    return Document(
        TITLES[kind],
        tuple(blocks),
        subtitle=NOT_OUT.get(GuidanceState(guidance.state), ""),
        to=inspection.team.name if inspection.team else "",
        closing=Closing(issuer.office, guidance.on),
    )
