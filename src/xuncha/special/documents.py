"""The report and the material as official documents (GB/T 9704). (domain §3.2 2f 3c; feature B12)"""

from dataclasses import dataclass

from django.utils import timezone

from xuncha.foundation.documents.content import Align, Block, Closing, Column, Document, Heading, Paragraph, Table
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.profile import Issuer
from xuncha.special.models import Explained, Kind, SpecialReport
from xuncha.special.rules import Fact, cited_in
from xuncha.special.selectors.content import Content

SOURCES = "依据清单"


@dataclass(frozen=True, slots=True)
class Opened:
    """A report with what it says, as somebody of its circle has opened it."""

    report: SpecialReport
    content: Content


@in_chinese
def special_document(opened: Opened, issuer: Issuer) -> Document:
    """The facts in order with the numbers of their sources, and the list of these; who signed and when."""
    report, content = opened.report, opened.content
    inspection = report.register.inspection
    matter = report.kind == Kind.MATTER
    unit = inspection.organisation.name
    title = f"关于{content.about}的报告" if matter else f"{unit}主要负责人专题材料"
    blocks: list[Block] = [Paragraph(f"现将巡察{unit}期间{_about(content, matter=matter)}报告如下。")]
    for number, fact in enumerate(content.facts, 1):
        blocks += [Heading(3, f"事实{number}"), Paragraph(fact.text), *_explained(fact)]
    if content.asked:
        blocks += [Heading(3, "请示事项"), Paragraph(content.asked)]
    return Document(
        title,
        tuple(blocks),
        organ=str(inspection.team or issuer.office),
        number=report.number,
        signer=str(report.signed_by or ""),
        to=issuer.office,
        annexes=(SOURCES,),
        closing=Closing(str(inspection.team or issuer.office), report.signed_on),
        note=""
        if report.signed_on
        else f"未签发的草稿，第{report.latest}稿，{timezone.localdate(report.created_at)}起草",
        blocks_after=(_sources(content),),
    )


def _about(content: Content, *, matter: bool) -> str:
    return f"发现的重要事项（{content.about}）" if matter else f"了解的{content.about}履行职责的有关事实"


def _explained(fact: Fact) -> list[Block]:
    if fact.explained == Explained.GIVEN:
        return [Paragraph(f"本人说明：{fact.explanation}")]
    return [Paragraph("本人说明：已询问，本人没有说明。")] if fact.explained == Explained.DECLINED else []


def _sources(content: Content) -> Table:
    cited = cited_in([fact.text for fact in content.facts])
    rows = tuple((str(n), one.label) for n, one in enumerate(content.sources, 1) if n in cited)
    return Table((Column("序号", 1, Align.CENTRE), Column(SOURCES, 9)), rows)
