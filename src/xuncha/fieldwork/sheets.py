"""Working papers by workbook: what a team wrote elsewhere comes in as drafts, never signed."""

from collections.abc import Iterable, Iterator, Sequence

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, Say, say
from xuncha.fieldwork.models import ORIGINAL, Evidence, Responsibility, Source, WorkingPaper
from xuncha.fieldwork.rules import reasons_not_to_keep
from xuncha.fieldwork.selectors import PAPERS
from xuncha.fieldwork.services.papers import create_paper
from xuncha.fieldwork.services.words import restore_papers
from xuncha.fieldwork.workflow import PAPER, PaperState
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.imports.kinds import Complaint, Context, Kind, SheetColumn, SheetKind, Values, choices_of
from xuncha.foundation.imports.removal import in_the_way
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import AREAS
from xuncha.foundation.regulations.models import Category
from xuncha.foundation.regulations.sheets import category_labels
from xuncha.foundation.usecases import Act
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS
from xuncha.rounds.selectors.naming import named

GONE = (PaperState.VOID, PaperState.SUPERSEDED)

COLUMNS = (
    SheetColumn("round", N_("轮次"), Kind.CHOICE, aliases=("巡察轮次", "批次"), example="八届县委第一轮",
                hint=N_("单位只巡察过一次时可以不填。"), width=20),
    SheetColumn("unit", N_("被巡察单位"), Kind.CHOICE, required=True, width=24,
                aliases=("单位", "被巡察党组织", "单位名称"), example="县水利局", hint=N_("本组巡察的单位。")),
    SheetColumn("title", N_("问题标题"), required=True, limit=50, aliases=("标题", "问题"), width=30,
                example="限额以下项目拆分发包", hint=N_("写“谁、做了什么、后果”，不写评价词。")),
    SheetColumn("facts", N_("具体事实"), limit=20_000, default="", width=60,
                aliases=("问题事实", "事实描述", "问题描述")),
    SheetColumn("characterisation", N_("定性"), limit=500, aliases=("问题定性", "性质"), default="", width=30),
    SheetColumn("basis", N_("定性依据"), limit=1000, aliases=("依据",), default="", width=30),
    SheetColumn("cause", N_("原因分析"), limit=1000, aliases=("原因",), default="", width=30),
    SheetColumn("why_political", N_("为什么是政治问题"), limit=500, default="", width=30),
    SheetColumn("responsibility", N_("责任主体"), Kind.CHOICES, choices=choices_of(Responsibility), aliases=("责任",),
                example="主要负责人、责任部门"),
    SheetColumn("amount", N_("涉及金额（元）"), Kind.MONEY, aliases=("金额", "涉及资金"), example="12.5万元"),
    SheetColumn("persons", N_("涉及人数"), Kind.INTEGER, aliases=("人数",), example="3"),
    SheetColumn("period_from", N_("发生时间起"), Kind.DATE, aliases=("开始时间", "发生时间"), example="2021-03-01"),
    SheetColumn("period_to", N_("发生时间止"), Kind.DATE, aliases=("结束时间",), example="2021-12-31"),
    SheetColumn("sources", N_("问题来源"), Kind.CHOICES, choices=choices_of(Source), aliases=("来源", "发现方式"),
                example="查阅资料、个别谈话"),
    SheetColumn("category", N_("分类"), Kind.CHOICE, aliases=("问题分类", "类别")),
)  # fmt: skip
CONTENT = tuple(column.field for column in COLUMNS if column.field not in {"round", "unit"})


def _writable(actor: Actor, jurisdiction: Jurisdiction) -> dict[int, Inspection]:
    rows = INSPECTIONS.permitted(actor, P.PAPER_WRITE).filter(round__term__jurisdiction=jurisdiction)
    return {row.pk: row for row in rows}


def _context(actor: Actor, jurisdiction: Jurisdiction) -> Context:
    mine = INSPECTIONS.permitted(actor, P.PAPER_WRITE).filter(round__term__jurisdiction=jurisdiction)
    names = named(mine)
    references = {"round": names.rounds, "unit": names.units, "category": category_labels(jurisdiction)}
    return Context(references, {"names": names})


def _check(values: Values, context: Context) -> list[Complaint]:
    found = context.extra["names"].find(values["round"], values["unit"])
    if not isinstance(found, Inspection):
        return [found]
    values.update(inspection=found.pk, round=found.round_id)
    for name in ("responsibility", "sources"):
        values[name] = sorted(values[name] or [])
    complaints: list[Complaint] = [(reason.field, reason.text) for reason in reasons_not_to_keep(values)]
    if values["persons"] is not None and values["persons"] < 0:
        complaints.append(("persons", say("人数不能是负数。")))
    return complaints


def _records(actor: Actor, jurisdiction: Jurisdiction) -> Iterator[Values]:
    rows = PAPERS.permitted(actor, P.PAPER_WRITE).filter(inspection__round__term__jurisdiction=jurisdiction)
    for paper in rows.exclude(state__in=GONE).select_related("inspection").order_by("pk").iterator(500):
        values = {name: getattr(paper, name) for name in CONTENT if name != "category"}
        yield {
            **values,
            "responsibility": sorted(paper.responsibility),
            "sources": sorted(paper.sources),
            "category": paper.category_id,
            "inspection": paper.inspection_id,
            "round": paper.inspection.round_id,
            "unit": paper.inspection.organisation_id,
        }


def _create(act: Act, jurisdiction: Jurisdiction, rows: Iterable[Values]) -> Iterator[WorkingPaper]:
    """Open a paper for each row as its importer's own; the importer is the handler."""
    inspections = _writable(act.actor, jurisdiction)
    categories = Category.objects.in_bulk()
    for values in rows:
        fields = {name: values[name] for name in CONTENT}
        fields["category"] = categories.get(values["category"])
        yield create_paper(act, inspections[values["inspection"]], **fields)


def _remove(act: Act, jurisdiction: Jurisdiction, ids: Sequence[int], reason: str) -> list[Say]:
    """Void the papers: numbers are not given twice. Those that went further are in the way."""
    papers = list(WorkingPaper.objects.filter(pk__in=ids))
    moved = [say("「{record}」已经提交或办结。", record=str(p)) for p in papers if p.state != PaperState.DRAFT]
    proofs = Evidence.objects.filter(paper__in=ids, removed_at__isnull=True).exclude(kind=ORIGINAL)
    moved += [
        say("「{record}」导入后又附了佐证。", record=str(proof.paper)) for proof in proofs.select_related("paper")
    ]
    found = moved or in_the_way(WorkingPaper, ids, own_parts=("evidence",))
    if not found:
        for paper in papers:
            act.step(paper, PAPER, "void", reason=reason)
    return found


PAPERS_SHEET = SheetKind(
    "papers",
    N_("问题底稿"),
    WorkingPaper,
    P.PAPER_WRITE,
    AREAS,
    COLUMNS,
    ("inspection", "title"),
    _context,
    _check,
    _records,
    _create,
    _remove,
    restore=restore_papers,
)
