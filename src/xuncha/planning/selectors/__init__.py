"""What people may read of terms, targets and plans, and the facts that the rules decide on."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.foundation.http import listed
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.foundation.orgs.models import Organisation, UnitType
from xuncha.foundation.reach import Reach
from xuncha.foundation.regulations.selectors import parameter_on
from xuncha.planning.models import InspectionType, PlanEntry, PlanVersion, Target, Term
from xuncha.planning.rules import CHANGE_LABEL, Difference, Line, PlanFacts, TermFacts, differences
from xuncha.planning.workflow import PLAN, PlanState

TERMS = Reach(Term, "planning.term", "届次", P.PLAN_READ, jurisdiction="jurisdiction_id", url_name="planning:plan-term")
TARGETS = Reach(
    Target,
    "planning.target",
    "巡察对象",
    P.PLAN_READ,
    jurisdiction="term__jurisdiction_id",
    url_name="planning:target",
    find=("organisation__name", "organisation__short_name"),
)
PLANS = Reach(
    PlanVersion,
    "planning.plan",
    "规划版本",
    P.PLAN_READ,
    jurisdiction="term__jurisdiction_id",
    url_name="planning:plan",
    find=("title",),
)
ENTRIES = Reach(
    PlanEntry,
    "planning.entry",
    "规划条目",
    P.PLAN_READ,
    jurisdiction="plan__term__jurisdiction_id",
)
waits(
    PLAN,
    PLANS,
    unit=lambda plan: plan.term.jurisdiction,
    related=("term__jurisdiction",),
    counts={PlanState.SUBMITTED: "plan.submitted"},
)
EVENT_LABELS.update(
    {
        "term.opened": N_("建立届次"),
        "target.added": N_("列为巡察对象"),
        "target.changed": N_("修改巡察对象"),
        "target.withdrawn": N_("撤出巡察对象"),
        "target.restored": N_("恢复为巡察对象"),
        "plan.drafted": N_("起草"),
        "plan.restated": N_("修改名称或理由"),
        "plan.entry_added": N_("排入"),
        "plan.entry_moved": N_("调整"),
        "plan.entry_removed": N_("减去"),
        "plan.tried": N_("复制为试算"),
        "plan.taken_over": N_("采用试算"),
        "plan.scheduled": N_("准备排期"),
        "plan.schedule_changed": N_("修改排期条件"),
        "plan.marked": N_("指定或排除轮次"),
        "plan.unmarked": N_("取消指定或排除"),
        "plan.repaired": N_("按建议放宽条件"),
        "plan.proposed": N_("求得排期方案"),
        "plan.timetabled": N_("采用排期方案"),
    }
)

COUNTED = Q(counts=True, withdrawn_on__isnull=True)
WITHDRAWN = Q(withdrawn_on__isnull=False)

inspected_sources: list[Callable[[Term], set[tuple[int, str]]]] = []
"""Later stages know what was inspected: each adds a function from a term to its (target id, type) entered already."""


def targets_of(term: Term) -> QuerySet[Target]:
    """The targets of the term that are still to be inspected, with their organisations, by class."""
    return term.targets.filter(withdrawn_on__isnull=True).select_related("organisation__sector")


def plan_in_force(term: Term, year: int = 0) -> PlanVersion | None:
    """The published five-year plan of the term, or the published annual plan of the year."""
    return term.plans.filter(year=year, state=PlanState.PUBLISHED).first()


def open_version(term: Term, year: int = 0) -> PlanVersion | None:
    """The version that is being drafted or waits for approval; there is at most one."""
    return term.plans.filter(year=year, state__in=[PlanState.DRAFT, PlanState.SUBMITTED]).first()


def versions_of(term: Term, year: int = 0) -> QuerySet[PlanVersion]:
    """Every version of the five-year plan or of the year's plan, the newest first."""
    rows = term.plans.filter(year=year, what_if_of__isnull=True).order_by("-number")
    return rows.select_related("created_by", "submitted_by", "approved_by", "base", "term")


def annual_versions_of(term: Term) -> list[tuple[int, list[PlanVersion]]]:
    """Each year of the term with the versions of its plan, the newest first; one query."""
    plans = term.plans.exclude(year=0).select_related("created_by", "submitted_by", "approved_by")
    found: dict[int, list[PlanVersion]] = {year: [] for year in term.years}
    for plan in plans.order_by("year", "-number"):
        found[plan.year].append(plan)
    return list(found.items())


def lines_of(plan: PlanVersion) -> list[Line]:
    """The entries of a version as plain data."""
    rows = plan.entries.values_list("target_id", "type", "year", "round_number")
    return [Line(target, kind, year, number or 0) for target, kind, year, number in rows]


def line_of(entry: PlanEntry) -> Line:
    """One entry as plain data."""
    return Line(entry.target_id, entry.type, entry.year, entry.round_number or 0)


def facts_of(plan: PlanVersion, today: date) -> PlanFacts:
    """Everything the rules need to know of a version."""
    targets = list(plan.term.targets.select_related("organisation"))
    in_force = [target for target in targets if target.withdrawn_on is None]
    outline = plan_in_force(plan.term) if plan.is_annual else None
    return PlanFacts(
        years=plan.years,
        today=today.year,
        names={target.pk: str(target.organisation) for target in targets},
        lines=lines_of(plan),
        counted=frozenset(target.pk for target in in_force if target.counts),
        withdrawn=frozenset(target.pk for target in targets if target.withdrawn_on is not None),
        inspected=inspected_in(plan.term),
        base=lines_of(plan.base) if plan.base else None,
        reason=plan.reason,
        annual=plan.is_annual,
        outline=[line for line in lines_of(outline) if line.year == plan.year] if outline else (),
    )


def capacity_of(term: Term, day: date) -> int:
    """How many routine inspections a year the office says it can carry; 0 while it has not said."""
    setting = parameter_on("planning.capacity", day, term.jurisdiction)
    return int(setting.value) if setting else 0


def inspected_in(term: Term) -> frozenset[tuple[int, str]] | None:
    """The (target, type) entered already; None when nobody can tell."""
    if not inspected_sources:
        return None
    return frozenset(pair for source in inspected_sources for pair in source(term))


def term_facts(jurisdiction_id: int, number: int, first_year: int, last_year: int) -> TermFacts:
    """A term to be opened, beside those its jurisdiction has."""
    others = Term.objects.filter(jurisdiction_id=jurisdiction_id).values_list("number", "first_year", "last_year")
    return TermFacts(number, first_year, last_year, list(others))


@dataclass(frozen=True, slots=True)
class Changed:
    """One difference of two versions as people read it."""

    difference: Difference
    target: Target
    reason: str = ""

    @property
    def label(self) -> str:
        """增、补、调 or 减."""
        return CHANGE_LABEL[self.difference.change]

    @property
    def old_type(self) -> str:
        """The type before, in words."""
        return str(InspectionType(self.difference.old.type).label) if self.difference.old else ""

    @property
    def new_type(self) -> str:
        """The type after, in words."""
        return str(InspectionType(self.difference.new.type).label) if self.difference.new else ""


def changes_between(old: PlanVersion | None, new: PlanVersion) -> list[Changed]:
    """What `new` changes against `old`: 增、补、调、减, by class and name. Without `old`, everything is new."""
    since = old.created_at if old else None
    newcomers = new.term.targets.filter(created_at__gt=since).values_list("pk", flat=True) if since else ()
    found = differences(lines_of(old) if old else (), lines_of(new), frozenset(newcomers))
    targets = _targets_by_id(difference.target for difference in found)
    changed = [Changed(difference, targets[difference.target], _why_removed(new, difference)) for difference in found]
    order = ("unit_type", "code")
    return sorted(changed, key=lambda c: [getattr(c.target.organisation, name) for name in order])


def _targets_by_id(pks: Iterable[int]) -> Mapping[int, Target]:
    return Target.objects.select_related("organisation").in_bulk(set(pks))


def _why_removed(new: PlanVersion, difference: Difference) -> str:
    if difference.new is not None or difference.old is None:
        return ""
    return str(new.removals.get(removal_key(difference.old), ""))


def removal_key(line: Line) -> str:
    """Under which name a version keeps the reason why it no longer has this line."""
    return f"{line.target}:{line.type}"


def entries_of(plan: PlanVersion) -> QuerySet[PlanEntry]:
    """The entries of a version with what a list shows of them."""
    return plan.entries.select_related("target__organisation__sector", "target__term", "plan").order_by(
        "year", "round_number", "target__organisation__unit_type", "target__organisation__code"
    )


def entries_for(target: Target) -> QuerySet[PlanEntry]:
    """The places of one target in every version, the newest version first."""
    return target.entries.select_related("plan").order_by("plan__year", "-plan__number", "year")


def in_force_years(target: Target) -> str:
    """When the plan in force inspects the target, from prefetched `entries__plan`."""
    places = [e for e in target.entries.all() if e.plan.state == PlanState.PUBLISHED and not e.plan.is_annual]
    return listed(f"{e.year} {e.get_type_display()}" for e in places)


def not_placed_in(plan: PlanVersion) -> Q:
    """Of the targets, those that the version has not placed for a routine inspection."""
    return ~Q(pk__in=plan.entries.filter(type=InspectionType.ROUTINE).values("target_id"))


def candidates_of(term: Term) -> QuerySet[Organisation]:
    """Organisations of the jurisdiction and of those below it that are not, or no longer, targets of the term."""
    area = term.jurisdiction
    return (
        Organisation.objects.filter(
            Q(jurisdiction=area) | Q(jurisdiction__path__startswith=f"{area.path}/"), closed_on__isnull=True
        )
        .exclude(pk__in=term.targets.filter(withdrawn_on=None).values("organisation_id"))
        .select_related("jurisdiction")
    )


def class_totals(term: Term) -> list[tuple[str, str, int, int]]:
    """(unit type, its label, targets, of which counted for full coverage) of the term, in the order of the types."""
    rows = (
        targets_of(term)
        .order_by()
        .values_list("organisation__unit_type")
        .annotate(n=Count("pk"), counted=Count("pk", filter=Q(counts=True)))
    )
    found = {unit_type: (n, counted) for unit_type, n, counted in rows}
    return [(str(kind), str(kind.label), *found[kind]) for kind in UnitType if kind in found]


@dataclass(frozen=True, slots=True)
class HeatCell:
    """How many entries one class has in one column; `level` 0 to 5 is its depth of colour."""

    column: int
    count: int
    level: int


@dataclass(frozen=True, slots=True)
class Heat:
    """
    The entries of a version by class and year; those of an annual plan by class and round (0: not fixed yet).

    Rows are (unit type, its label, cells, sum). Every entry is counted once, whatever its type.
    """

    columns: list[int]
    rows: list[tuple[str, str, list[HeatCell], int]]
    sums: list[int]

    @property
    def total(self) -> int:
        """All entries."""
        return sum(self.sums)


def heat_of(plan: PlanVersion) -> Heat:
    """The heat table of a version, in one query."""
    axis = "round_number" if plan.is_annual else "year"
    rows = plan.entries.order_by().values_list("target__organisation__unit_type", axis).annotate(Count("pk"))
    counts = {(unit_type, column or 0): n for unit_type, column, n in rows}
    columns = sorted({column for _, column in counts}) if plan.is_annual else list(plan.years)
    most = max(counts.values(), default=1)
    table = []
    for kind in UnitType:
        cells = [(column, counts.get((kind, column), 0)) for column in columns]
        if any(n for _, n in cells):
            shown = [HeatCell(column, n, -(-5 * n // most)) for column, n in cells]
            table.append((str(kind), str(kind.label), shown, sum(n for _, n in cells)))
    sums = [sum(counts.get((kind, column), 0) for kind in UnitType) for column in columns]
    return Heat(columns, table, sums)
