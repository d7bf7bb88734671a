"""The letter by which a department is asked for data, the agenda of a mobilisation meeting. (domain §3.2 1e 2a)"""

from xuncha.foundation.documents.content import Block, Closing, Document, Heading, Imprint, Paragraph
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import full_date, heading_number
from xuncha.foundation.documents.profile import Issuer
from xuncha.preparation.models import DataRequest, Entry


@in_chinese
def request_letter(request: DataRequest, issuer: Issuer) -> Document:
    """Asks a department for what it knows of the units of a round, by when, and how the material is kept."""
    batch = request.round
    units = batch.inspections.select_related("organisation").order_by("team__number", "pk")
    by = f"{full_date(request.due_on)}前" if request.due_on else "收函后及时"
    blocks: list[Block] = [
        Paragraph(
            f"根据{issuer.short_committee}工作部署，近期将开展{batch.name}。为做好巡前准备，请贵单位协助提供以下情况："
        ),
        Heading(1, "需要提供的情况"),
        Paragraph(request.content),
        Heading(1, "涉及的单位"),
        *(Paragraph(f"{heading_number(2, n)}{one.organisation.name}") for n, one in enumerate(units, 1)),
        Heading(1, "有关要求"),
        Paragraph(f"请于{by}以书面形式反馈{issuer.office}；没有相关情况的，也请书面说明。"),
        Paragraph("材料由专人接收保管，只供本轮巡察使用，用后按规定退还或者销毁。请注意保密，不得向被巡察单位透露。"),
    ]
    return Document(
        f"关于商请提供{batch.name}\n有关情况的函",
        tuple(blocks),
        organ=issuer.office,
        number=request.number or issuer.number,
        to=request.addressee,
        closing=Closing(issuer.office, request.sent_on or issuer.on),
        imprint=Imprint((), issuer.office, request.sent_on or issuer.on),
    )


BLANK = "____________"


@in_chinese
def mobilisation_agenda(entry: Entry, issuer: Issuer) -> Document:
    """What happens at the meeting at which a team is introduced to the unit."""
    inspection = entry.inspection
    team = inspection.team.name if inspection.team else BLANK
    unit = inspection.organisation.name
    day = full_date(entry.meeting_on) if entry.meeting_on else BLANK
    steps = (
        f"{team}组长作动员讲话，说明任务、内容、方式和时间。",
        f"{issuer.group}有关负责同志讲话，提出配合巡察的要求。",
        f"{unit}主要负责人表态发言。",
        f"公布值班电话{entry.phone or BLANK}、意见箱位置{entry.mailbox or BLANK}。",
        f"公布受理时间：自{full_date(entry.opens_on)}至{full_date(entry.closes_on)}。",
    )
    blocks: list[Block] = [
        Paragraph(f"时间：{day}"),
        Paragraph(f"地点：{entry.meeting_place or BLANK}"),
        Paragraph(f"主持：{entry.meeting_host or BLANK}"),
        Heading(1, "会议议程"),
        *(Paragraph(f"{heading_number(2, n)}{step}") for n, step in enumerate(steps, 1)),
    ]
    return Document(f"巡察{unit}\n动员会议程", tuple(blocks), closing=Closing(issuer.office, issuer.on))
