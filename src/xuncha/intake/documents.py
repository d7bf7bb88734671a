"""The letter by which a petition goes to a competent body: what was passed on, and nothing else. (domain §8.1)"""

from dataclasses import dataclass

from xuncha.foundation.documents.content import Block, Closing, Document, Heading, Paragraph
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import full_date
from xuncha.foundation.documents.profile import Issuer
from xuncha.intake.models import Routing
from xuncha.intake.selectors import Content


@dataclass(frozen=True, slots=True)
class Passed:
    """A routing with its redacted text open."""

    routing: Routing
    content: Content


@in_chinese
def routing_letter(passed: Passed, issuer: Issuer) -> Document:
    """Asks a competent body to handle what was reported. It is made of the redacted text; the original is not read."""
    routing = passed.routing
    by = f"请于{full_date(routing.due_on)}前" if routing.due_on else "请在办结后"
    about = [Paragraph(f"反映的单位或地点：{passed.content.about}")] if passed.content.about else []
    blocks: list[Block] = [
        Paragraph("现将巡察工作中收到的一件群众反映转你单位，请按职责办理。"),
        Heading(1, "反映的内容"),
        *about,
        Paragraph(passed.content.text),
        Heading(1, "有关要求"),
        Paragraph(f"{by}将办理结果书面回复{issuer.office}。"),
        Paragraph("有关内容已作隐去处理。不得打听、推测反映人，不得将本函转给被反映的单位和人员。"),
    ]
    return Document(
        "群众反映转办函",
        tuple(blocks),
        organ=issuer.office,
        number=routing.petition.number,
        to=routing.to,
        closing=Closing(issuer.office, issuer.on),
    )
