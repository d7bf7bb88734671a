"""
The five-year plan and the annual plan as official documents. (domain §1.5, §3.2 step 0)

Every number is counted from the entries of this very version, so that paper and screen agree.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from xuncha.foundation.documents.content import (
    Align,
    Annex,
    Block,
    Closing,
    Column,
    Document,
    Heading,
    Imprint,
    Paragraph,
    Table,
)
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import chinese_number
from xuncha.foundation.documents.profile import Issuer
from xuncha.foundation.orgs.models import UnitType
from xuncha.planning.models import InspectionType, PlanEntry, PlanVersion
from xuncha.planning.workflow import PlanState

NUMBER = Align.RIGHT


@in_chinese
def term_plan(version: PlanVersion, issuer: Issuer) -> Document:
    """The term's plan in this version: targets by class, tasks by year, and the list of targets as an annex."""
    term = version.term
    entries = _entries(version)
    title = f"{issuer.committee}巡察工作规划\n（{term.first_year}—{term.last_year}年）"
    counted = {entry.target_id: entry.target for entry in entries if entry.target.counts}
    blocks: list[Block] = [
        Paragraph(
            f"为深化政治巡察，实现{term.name}任期内巡察全覆盖，根据《中国共产党章程》《中国共产党巡视工作条例》"
            f"和上级党委有关要求，结合实际，制定本规划。"
        ),
        Heading(1, "总体要求"),
        Paragraph(
            "坚持党的全面领导，贯彻“发现问题、形成震慑，推动改革、促进发展”的方针，"
            "坚守政治巡察定位，坚持人民立场，坚持实事求是、依规依纪依法，推动有形覆盖和有效覆盖相统一。"
        ),
        Heading(1, "巡察对象"),
        Paragraph(
            f"本规划安排巡察任务{len(entries)}项，涉及党组织{len({e.target_id for e in entries})}个，"
            f"其中纳入全覆盖的巡察对象{len(counted)}个，分类情况见表1。"
        ),
        _class_table(entries, "表1　巡察对象分类"),
        Heading(1, "年度任务"),
        Paragraph("各年度任务按巡察方式安排见表2，具体对象见附件。年度计划按本规划制定，确需调整的按程序报批。"),
        _year_table(entries, term.years, "表2　分年度任务"),
        Heading(1, "组织实施"),
        Paragraph(
            f"{issuer.group}负责组织实施，{issuer.office}承担统筹协调、指导督导、服务保障职责，"
            "按年度分析覆盖进度。任期内每个纳入全覆盖的对象至少开展一次常规巡察。"
        ),
        *_amendment(version),
    ]
    return Document(
        title,
        tuple(blocks),
        organ=issuer.committee,  # numbered by the committee's own office: the place stays blank
        subtitle=_standing(version),
        annexes=("巡察对象及年度安排表",),
        closing=Closing(issuer.committee, issuer.on),
        blocks_after=(Annex("巡察对象及年度安排表"), _target_table(entries)),
        imprint=Imprint((), issuer.office, issuer.on),
    )


@in_chinese
def annual_plan(version: PlanVersion, issuer: Issuer) -> Document:
    """One year's plan: tasks by way of inspecting, round by round."""
    entries = _entries(version)
    counts = Counter(entry.type for entry in entries)
    ways = "、".join(f"{kind.label}{counts[kind]}个" for kind in InspectionType if counts[kind])
    by_round: dict[int, list[PlanEntry]] = {}
    for entry in entries:
        by_round.setdefault(entry.round_number or 0, []).append(entry)
    blocks: list[Block] = [
        Paragraph(f"根据{version.term.name}巡察工作规划，结合实际，制定{version.year}年度巡察工作计划。"),
        Heading(1, "目标任务"),
        Paragraph(f"{version.year}年计划开展巡察任务{len(entries)}项" + (f"，其中{ways}。" if ways else "。")),
        _class_table(entries, "表1　年度巡察对象分类"),
        Heading(1, "轮次安排"),
        *_rounds(by_round),
        Heading(1, "工作要求"),
        Paragraph(
            "巡察组组长、副组长实行一次一授权，巡察组成员实行任职回避、地域回避和公务回避。"
            f"{issuer.office}会同有关部门做好人员选配、巡前培训和情况通报，并及时跟踪进度；计划确需调整的，按程序报批。"
        ),
        *_amendment(version),
    ]
    return Document(
        f"{issuer.committee}\n{version.year}年度巡察工作计划",
        tuple(blocks),
        organ=issuer.group,
        number=issuer.number,
        subtitle=_standing(version),
        closing=Closing(issuer.group, issuer.on),
        imprint=Imprint((), issuer.office, issuer.on),
    )


@in_chinese
def round_proposal(version: PlanVersion, number: int, issuer: Issuer) -> Document:
    """What a version proposes for one round: its targets by class and one by one, for the leading group to decide."""
    entries = [entry for entry in _entries(version) if entry.round_number == number]
    counts = Counter(entry.type for entry in entries)
    ways = "、".join(f"{kind.label}{counts[kind]}个" for kind in InspectionType if counts[kind])
    years = "、".join(f"{year}年" for year in sorted({entry.year for entry in entries}))
    blocks: list[Block] = [
        Paragraph(
            f"根据{version.term.name}巡察工作规划和全覆盖进度，对第{chinese_number(number)}轮巡察对象提出如下建议。"
        ),
        Heading(1, "巡察对象"),
        Paragraph(f"第{chinese_number(number)}轮安排在{years}，建议巡察{len(entries)}个党组织，其中{ways}。"),
        _class_table(entries, "表1　巡察对象分类"),
        Heading(1, "名单"),
        _target_table(entries),
        Heading(1, "有关说明"),
        Paragraph(
            "以上建议由排期得出，进驻前按一次一授权的要求确定巡察组长、副组长和各组任务；名单确需调整的，按程序报批。"
        ),
    ]
    return Document(
        f"关于{version.term.name}第{chinese_number(number)}轮巡察对象的建议",
        tuple(blocks),
        organ=issuer.office,
        number=issuer.number,
        to=issuer.group,
        subtitle=_standing(version),
        closing=Closing(issuer.office, issuer.on),
        imprint=Imprint((), issuer.office, issuer.on),
    )


def _entries(version: PlanVersion) -> list[PlanEntry]:
    return list(version.entries.select_related("target__organisation"))


def _standing(version: PlanVersion) -> str:
    """A version that is not in force says so under its title."""
    if version.state == PlanState.PUBLISHED:
        return ""
    return f"（第{version.number}版，{version.get_state_display()}）"


def _amendment(version: PlanVersion) -> tuple[Block, ...]:
    if version.base is None:
        return ()
    return (
        Heading(1, "调整说明"),
        Paragraph(f"本版为第{version.number}版，由第{version.base.number}版调整形成。{version.reason}"),
    )


def _class_table(entries: Iterable[PlanEntry], caption: str) -> Table:
    targets = {entry.target_id: entry.target for entry in entries}.values()
    total = Counter(target.organisation.unit_type for target in targets)
    counted = Counter(target.organisation.unit_type for target in targets if target.counts)
    rows = [(str(kind.label), str(total[kind]), str(counted[kind])) for kind in UnitType if total[kind]]
    rows.append(("合计", str(sum(total.values())), str(sum(counted.values()))))
    columns = (Column("类别", 3), Column("对象数（个）", 2, NUMBER), Column("其中：纳入全覆盖", 2, NUMBER))
    return Table(columns, tuple(rows), caption)


def _year_table(entries: Sequence[PlanEntry], years: Iterable[int], caption: str) -> Table:
    used = [kind for kind in InspectionType if any(entry.type == kind for entry in entries)]
    counts = Counter((entry.year, entry.type) for entry in entries)
    columns = (
        Column("年度", 2, Align.CENTRE),
        *(Column(str(kind.label), 2, NUMBER) for kind in used),
        Column("合计", 2, NUMBER),
    )
    years = list(years)
    rows = [
        (f"{year}年", *(str(counts[year, kind]) for kind in used), str(sum(counts[year, kind] for kind in used)))
        for year in years
    ]
    sums = [sum(counts[year, kind] for year in years) for kind in used]
    rows.append(("合计", *map(str, sums), str(sum(sums))))
    return Table(columns, tuple(rows), caption)


def _target_table(entries: Iterable[PlanEntry]) -> Table:
    columns = (
        Column("序号", 1, Align.CENTRE),
        Column("年度", 1.4, Align.CENTRE),
        Column("巡察对象", 5),
        Column("类别", 2.4),
        Column("巡察方式", 2.4),
    )
    rows = tuple(
        (
            str(n),
            str(entry.year),
            entry.target.organisation.name,
            entry.target.organisation.get_unit_type_display(),
            entry.get_type_display(),
        )
        for n, entry in enumerate(entries, 1)
    )
    return Table(columns, rows)


def _rounds(by_round: dict[int, list[PlanEntry]]) -> Iterable[Block]:
    for number in sorted(by_round, key=lambda n: (n == 0, n)):
        entries = by_round[number]
        yield Heading(2, f"第{chinese_number(number)}轮" if number else "轮次待定")
        yield Paragraph(f"安排巡察对象{len(entries)}个：")
        yield _target_table(entries)
