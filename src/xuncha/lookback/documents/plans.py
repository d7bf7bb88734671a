"""Before the visit: its plan, the notice to a unit, the certificate of its sample."""

from datetime import datetime

from django.utils.timezone import localtime

from xuncha.foundation.documents.content import Align, Block, Closing, Column, Document, Heading, Line, Paragraph, Table
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import day_of, full_date, span
from xuncha.foundation.documents.profile import Issuer
from xuncha.lookback.models import Sample, Visit, Visited
from xuncha.lookback.selectors.samples import drawn_of, file_of, title_of
from xuncha.lookback.workflow import VisitState

APPROVED = (VisitState.RUNNING, VisitState.DONE)


@in_chinese
def visit_plan(visit: Visit, issuer: Issuer) -> Document:
    """What is visited, by whom, when, and how much is looked at; one that nobody approved says so."""
    units = list(visit.units.select_related("organisation").order_by("organisation__code"))
    columns: tuple[Column, ...] = (Column("序号", 1, Align.CENTRE), Column("单位", 8))
    rows: tuple[tuple[str, ...], ...] = tuple((str(n), one.organisation.name) for n, one in enumerate(units, 1))
    if any(one.why for one in units):
        columns = (Column("序号", 1, Align.CENTRE), Column("单位", 4), Column("列入缘由", 5))
        rows = tuple((*row, one.why) for row, one in zip(rows, units, strict=True))
    members = visit.members.select_related("person")
    named = [f"{'组长' if one.leads else '成员'} {one.person.name}" for one in members]
    how = (
        f"从每个单位{'' if visit.strata == 'none' else '每一层'}抽取{visit.per_stratum}项"
        f"（{visit.get_strata_display()}），种子取自公开来源、由两人录入，任何人都能重做。"
        if visit.per_stratum
        else "各单位台账所记事项全部核查。"
    )
    approved = visit.state in APPROVED
    blocks: list[Block] = [
        Heading(1, "方式和时间"),
        Paragraph(f"{visit.get_kind_display()}，{span(visit.from_on, visit.to_on)}。"),
        Heading(1, "查什么、怎么查"),
        Paragraph(visit.purpose),
        Paragraph(how),
        Heading(1, "督查组"),
        Paragraph("；".join(named) + "。" if named else "尚未确定。"),
        Heading(1, "单位"),
        Table(columns, rows),
    ]
    return Document(
        visit.title,
        tuple(blocks),
        number=visit.number,
        subtitle="" if approved else f"（{visit.get_state_display()}）",
        closing=Closing(issuer.office, day_of(visit.approved_at) if visit.approved_at else None, seal=approved),
    )


@in_chinese
def notice(visited: Visited, issuer: Issuer) -> Document:
    """The notice to a unit that it is visited; a covert check has none."""
    visit = visited.visit
    leader = visit.members.filter(leads=True).select_related("person").first()
    led = f"，组长{leader.person.name}" if leader else ""
    blocks = (
        Paragraph(
            f"经研究，定于{span(visit.from_on, visit.to_on)}派督查组{led}对你单位开展{visit.get_kind_display()}，"
            "核查巡察反馈问题的整改情况。"
        ),
        Paragraph("请准备整改台账、有关票据、会议记录和制度文件，安排熟悉情况的人员在场。"),
        Paragraph("核查中可以当面说明情况；对核查结果有不同意见的，可以书面提出。"),
    )
    return Document(
        f"关于开展{visit.get_kind_display()}的通知",
        blocks,
        organ=issuer.office,
        number=visit.number,
        to=visited.organisation.name,
        closing=Closing(issuer.office, day_of(visit.approved_at) if visit.approved_at else None),
    )


@in_chinese
def sample_certificate(sample: Sample, issuer: Issuer) -> Document:
    """What was drawn of which lists by which seed, who typed it in, and the command that repeats it."""
    closed, first, second = (_on(moment) for moment in (sample.created_at, sample.first_at, sample.second_at))
    drawn = drawn_of(sample)
    columns = (Column("名单", 4), Column("抽取", 1.4, Align.CENTRE), Column("抽出的事项", 7))
    rows = tuple((title, f"{len(names)}/{among}", "；".join(names)) for title, among, names in drawn)
    blocks: tuple[Block, ...] = (
        Heading(1, "抽样事项"),
        Paragraph(f"{title_of(sample)}。名单共{len(drawn)}份，于{closed}封存，此时种子尚未公布。总散列值（SHA-256）："),
        Line(sample.list_hash),
        Heading(1, "种子"),
        Paragraph(f"事先指定的公开来源：{sample.source}，{full_date(sample.source_on)}公布。"),
        Paragraph(f"种子：{sample.seed}"),
        Paragraph(
            f"由{sample.first_by.name if sample.first_by else ''}（{first}）、"
            f"{sample.second_by.name if sample.second_by else ''}（{second}）各自独立录入，两次一致。"
        ),
        Heading(1, "结果"),
        Table(columns, rows),
        Heading(1, "怎样重做"),
        Paragraph(
            f"任何人可用证书文件重做一遍并核对：xuncha sample --verify {file_of(sample)}。"
            "每份名单按 xuncha.draw/1 抽取，"
            "各份名单的总表各项为「标题｜数目｜散列值」。"
        ),
    )
    return Document(f"{sample.visit.title}\n抽样证书", blocks, closing=Closing(issuer.office, issuer.on))


def _on(moment: datetime | None) -> str:
    return full_date(localtime(moment).date()) if moment else ""
