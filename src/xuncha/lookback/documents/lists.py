"""After the visit: the second problem list to a unit, and the report of what was found everywhere."""

from xuncha.foundation.documents.content import Align, Block, Closing, Column, Document, Heading, Paragraph, Table
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import day_of, full_date, span
from xuncha.foundation.documents.profile import Issuer
from xuncha.lookback.models import SHORT, Visit, Visited
from xuncha.lookback.selectors.facts import points_of
from xuncha.lookback.selectors.results import totals_of
from xuncha.lookback.workflow import KNOWN_TO_UNIT, VisitState

LIST = (
    Column("序号", 1, Align.CENTRE),
    Column("事项", 4),
    Column("结论", 1.6, Align.CENTRE),
    Column("核查情况", 5),
    Column("单位说明", 3),
)


@in_chinese
def second_list(visited: Visited, issuer: Issuer) -> Document:
    """What was not in place in a unit, item by item, with what the unit said to it and what is asked."""
    points = [point for point in points_of(visited) if point.short]
    rows = tuple(
        (str(p.position), p.matter.title, str(p.get_verdict_display()), p.facts, p.explanation) for p in points
    )
    issued = visited.state in KNOWN_TO_UNIT and visited.issued_at is not None
    on = full_date(visited.on) if visited.on else full_date(visited.visit.to_on)
    blocks: list[Block] = [
        Paragraph(f"{on}，督查组对你单位巡察反馈问题的整改情况进行了核查，{len(points)}项没有完全到位，清单如下。"),
        Table(LIST, rows),
        *(
            [Paragraph(f"请于{full_date(visited.due_on)}前逐项书面答复；有不同意见的，可以写明理由提出。")]
            if visited.due_on
            else []
        ),
    ]
    if visited.demands:
        blocks[2:2] = [Heading(1, "要求"), Paragraph(visited.demands)]
    return Document(
        "二次问题清单",
        tuple(blocks),
        organ=issuer.office if issued else "",
        number=visited.list_number,
        subtitle="" if issued else "（未印发）",
        to=visited.organisation.name,
        closing=Closing(issuer.office, day_of(visited.issued_at) if visited.issued_at else None, seal=issued),
    )


@in_chinese
def result_report(visit: Visit, issuer: Issuer) -> Document:
    """What the visit found, unit by unit; one that is not over says so."""
    totals = totals_of(visit)
    columns = (
        Column("单位", 5),
        Column("核查", 1.4, Align.RIGHT),
        Column("到位", 1.4, Align.RIGHT),
        Column("部分到位", 1.8, Align.RIGHT),
        Column("不到位", 1.6, Align.RIGHT),
    )
    rows = tuple((one.unit, *map(str, one.numbers)) for one in totals)
    sums = [sum(one.numbers[n] for one in totals) for n in range(4)]
    short = visit.units.filter(points__verdict__in=SHORT).distinct().select_related("organisation")
    blocks: list[Block] = [
        Paragraph(
            f"{span(visit.from_on, visit.to_on)}，督查组对{len(totals)}个单位开展{visit.get_kind_display()}，"
            f"核查{sums[0]}项，到位{sums[1]}项，部分到位{sums[2]}项，不到位{sums[3]}项。"
        ),
        Heading(1, "各单位情况"),
        Table(columns, (*rows, ("合计", *map(str, sums)))),
    ]
    if short:
        blocks.append(Heading(1, "没有完全到位的事项"))
    for visited in short.order_by("organisation__code"):
        blocks.append(Heading(2, visited.organisation.name))
        blocks += [
            Paragraph(f"{p.matter.title}（{p.get_verdict_display()}）：{p.facts}")
            for p in points_of(visited)
            if p.short
        ]
    done = visit.state == VisitState.DONE
    return Document(
        f"{visit.title}情况报告",
        tuple(blocks),
        subtitle="" if done else f"（{visit.get_state_display()}）",
        closing=Closing(issuer.office, day_of(visit.state_since) if done else None, seal=False),
    )
