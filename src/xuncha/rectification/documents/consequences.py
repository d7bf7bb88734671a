"""The letter to a unit below the limit, and what the unit answers. (domain §5.7)"""

from xuncha.core.quantities import per_cent
from xuncha.foundation.documents.content import Block, Closing, Document, Paragraph
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import full_date
from xuncha.foundation.documents.profile import Issuer
from xuncha.rectification.documents.parts import day
from xuncha.rectification.models import Consequence
from xuncha.rectification.workflow import ConsequenceState


@in_chinese
def consequence_letter(consequence: Consequence, issuer: Issuer) -> Document:
    """What a unit below the limit is told to do, with the figures and their formula."""
    plan = consequence.plan
    unit = plan.inspection.organisation.name
    rate = per_cent(consequence.in_place, consequence.total)
    blocks: list[Block] = [
        Paragraph(
            f"{plan.inspection.round.name}巡察向你单位反馈问题{consequence.total}个，"
            f"集中整改期至{full_date(plan.ends_on)}止。截至{full_date(consequence.as_of)}，"
            f"整改到位{consequence.in_place}个，整改到位率{rate}（已销号和长期坚持的除以反馈问题数），"
            f"低于规定的{consequence.lowest}%。"
        ),
        *([Paragraph(consequence.note)] if consequence.note else []),
        Paragraph(f"经研究，责令你单位{consequence.what}，写明整改不到位的原因、责任和下一步措施。"),
        *([Paragraph(f"请于{full_date(consequence.due_on)}前报送。")] if consequence.due_on else []),
    ]
    sent = consequence.state not in {ConsequenceState.PROPOSED, ConsequenceState.DROPPED}
    return Document(
        f"关于责令{unit}{consequence.what}的通知",
        tuple(blocks),
        organ=issuer.group if sent else "",
        number=issuer.number,
        subtitle="" if sent else f"（{consequence.get_state_display()}）",
        to=unit,
        closing=Closing(issuer.group, day(consequence.decided_at) or issuer.on, seal=sent),
    )


@in_chinese
def consequence_answer(consequence: Consequence, issuer: Issuer) -> Document:
    """What the unit wrote, as it was handed in last."""
    unit = consequence.plan.inspection.organisation.name
    return Document(
        f"{unit}关于巡察整改不到位的书面检查",
        (Paragraph(consequence.answer),),
        subtitle="" if consequence.answer else "（待报送）",
        to=issuer.group,
        closing=Closing(unit, day(consequence.answered_at)),
    )
