"""Findings by workbook: what a lower office confirmed and counts, without its papers."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from xuncha.core.errors import Reason
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, Say, say
from xuncha.findings.models import Finding, Severity
from xuncha.findings.rules.findings import reasons_against_wording, reasons_not_to_classify
from xuncha.findings.selectors import FINDINGS, entered_on
from xuncha.findings.services.classes import facts_of
from xuncha.findings.services.importing import ImportedFinding, import_findings
from xuncha.findings.workflow import FINDING, FindingState
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.imports.kinds import Complaint, Context, Kind, SheetColumn, SheetKind, Values, choices_of
from xuncha.foundation.imports.removal import chunks, in_the_way
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.regulations.models import Category
from xuncha.foundation.usecases import Act
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS
from xuncha.rounds.selectors.naming import named

GONE = (FindingState.MERGED, FindingState.SPLIT, FindingState.DROPPED)

COLUMNS = (
    SheetColumn("round", N_("轮次"), Kind.CHOICE, aliases=("巡察轮次", "批次"), example="八届县委第一轮",
                hint=N_("单位只巡察过一次时可以不填。"), width=20),
    SheetColumn("unit", N_("被巡察单位"), Kind.CHOICE, required=True, width=24,
                aliases=("单位", "被巡察党组织", "单位名称"), example="青石村"),
    SheetColumn("title", N_("问题标题"), required=True, limit=80, aliases=("标题", "问题"), width=30,
                example="村级工程未按程序比选"),
    SheetColumn("text", N_("问题内容"), required=True, limit=20_000, width=60,
                aliases=("问题描述", "问题表述", "具体问题"), hint=N_("写单位的问题；个人问题线索不写在这里。")),
    SheetColumn("main", N_("是否主要问题"), Kind.YES_NO, aliases=("主要问题",), default=True, example="是",
                hint=N_("留空为是。")),
    SheetColumn("severity", N_("程度"), Kind.CHOICE, choices=choices_of(Severity), aliases=("严重程度",),
                default=Severity.GENERAL.value, example="一般"),
    SheetColumn("categories", N_("分类"), Kind.WORDS, aliases=("问题分类", "类别"), width=24,
                hint=N_("进驻时有效的类别名称，每个体系最多一个，用顿号分开。")),
    SheetColumn("amount", N_("涉及金额（元）"), Kind.MONEY, aliases=("金额", "涉及资金"), example="12.5万元"),
)  # fmt: skip


def _places(actor: Actor, jurisdiction: Jurisdiction) -> dict[int, Inspection]:
    rows = INSPECTIONS.permitted(actor, P.FINDING_IMPORT).filter(round__term__jurisdiction=jurisdiction)
    return {row.pk: row for row in rows.select_related("round__term__jurisdiction", "team")}


def _context(actor: Actor, jurisdiction: Jurisdiction) -> Context:
    mine = INSPECTIONS.permitted(actor, P.FINDING_IMPORT).filter(round__term__jurisdiction=jurisdiction)
    names = named(mine)
    by_name: dict[str, list[Category]] = {}
    for category in Category.objects.select_related("taxonomy").order_by("-taxonomy__valid_from", "position"):
        by_name.setdefault(category.name, []).append(category)
    return Context({"round": names.rounds, "unit": names.units}, {"names": names, "categories": by_name})


def _check(values: Values, context: Context) -> list[Complaint]:
    found = context.extra["names"].find(values["round"], values["unit"])
    if not isinstance(found, Inspection):
        return [found]
    values.update(inspection=found.pk, round=found.round_id)
    reasons = reasons_against_wording(values["title"], values["text"])
    complaints: list[Complaint] = [(reason.field, reason.text) for reason in reasons]
    if values["amount"] is not None and values["amount"] < 0:
        complaints.append(("amount", say("金额不能是负数。")))
    values["categories"] = sorted(values["categories"] or [])
    chosen, unknown = _categories(values["categories"], context, entered_on(found))
    complaints += [("categories", say("没有「{name}」这个类别。", name=name)) for name in unknown]
    complaints += [("categories", reason.text) for reason in _classified(chosen, found)]
    values["chosen"] = chosen
    return complaints


def _categories(names: Sequence[str], context: Context, day: date) -> tuple[list[Category], list[str]]:
    """The categories of these names, of the frame in force on the day before others; and names that nobody has."""
    by_name: dict[str, list[Category]] = context.extra["categories"]
    chosen, unknown = [], []
    for name in names:
        candidates = by_name.get(name, [])
        fitting = [c for c in candidates if c.taxonomy.valid_from <= day and not _over(c.taxonomy.valid_to, day)]
        if candidates:
            chosen.append((fitting or candidates)[0])
        else:
            unknown.append(name)
    return chosen, unknown


def _over(end: date | None, day: date) -> bool:
    return end is not None and end <= day


def _classified(chosen: Sequence[Category], inspection: Inspection) -> list[Reason]:
    if not chosen:
        return []
    return reasons_not_to_classify([facts_of(c, inspection) for c in chosen], entered_on(inspection))


def _records(actor: Actor, jurisdiction: Jurisdiction) -> Iterator[Values]:
    rows = FINDINGS.permitted(actor, P.FINDING_READ).filter(inspection__round__term__jurisdiction=jurisdiction)
    rows = rows.exclude(state__in=GONE).select_related("inspection").prefetch_related("classifications__category")
    for finding in rows.order_by("inspection_id", "pk").iterator(500):
        yield {
            "inspection": finding.inspection_id,
            "round": finding.inspection.round_id,
            "unit": finding.inspection.organisation_id,
            "title": finding.title,
            "text": finding.text,
            "main": finding.main,
            "severity": finding.severity,
            "categories": sorted(c.category.name for c in finding.classifications.all()),
            "amount": finding.amount,
        }


def _create(act: Act, jurisdiction: Jurisdiction, rows: Iterable[Values]) -> Iterator[Finding]:
    """Hand the rows to the use case of the stage, inspection by inspection as they follow each other."""
    places = _places(act.actor, jurisdiction)
    for inspection, group in groupby(rows, key=lambda values: values["inspection"]):
        findings = [
            ImportedFinding(
                title=values["title"],
                text=values["text"],
                main=values["main"],
                severity=values["severity"],
                amount=values["amount"],
                categories=values["chosen"],
            )
            for values in group
        ]
        yield from import_findings(act, places[inspection], rows=findings)


def _remove(act: Act, jurisdiction: Jurisdiction, ids: Sequence[int], reason: str) -> list[Say]:
    """Drop the findings: their numbers stay taken. Those that were worked on since are in the way."""
    found = in_the_way(Finding, ids, own_parts=("classifications",))
    if not found:
        for portion in chunks(ids):
            for finding in Finding.objects.filter(pk__in=portion):
                act.step(finding, FINDING, "drop", reason=reason)
    return found


FINDINGS_SHEET = SheetKind(
    "findings",
    N_("问题"),
    Finding,
    P.FINDING_IMPORT,
    JURISDICTIONS,
    COLUMNS,
    ("inspection", "title", "text"),
    _context,
    _check,
    _records,
    _create,
    _remove,
)
