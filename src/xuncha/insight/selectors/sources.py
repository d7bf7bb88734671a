"""Where each figure comes from: the rows it counts, and how they are counted. Aggregated by the database."""

from collections.abc import Collection
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from xuncha.findings.models import Finding, ImmediateFix
from xuncha.findings.workflow import FindingState, FixState
from xuncha.foundation.orgs.models import UnitType
from xuncha.foundation.regulations.models import Category, Checklist, ChecklistItem
from xuncha.insight.selectors.counting import Counted, Over, Value
from xuncha.insight.selectors.hearing import HEARING
from xuncha.insight.selectors.rectifying import RECTIFYING
from xuncha.planning.models import InspectionType, Target
from xuncha.rounds.models import Inspection
from xuncha.rounds.workflow import RoundState
from xuncha.talent.models import Person, Pool
from xuncha.talent.selectors import in_pool

T = InspectionType
ENTERED = (RoundState.IN_FIELD, RoundState.WITHDRAWN, RoundState.CLOSED)


def inspections(over: Over, *types: InspectionType) -> QuerySet[Inspection]:
    """Inspections whose teams went in within the period."""
    rows = Inspection.objects.filter(
        round__term__jurisdiction__in=over.jurisdictions,
        round__state__in=ENTERED,
        entry_on__range=(over.period.begin, over.period.last),
    )
    return rows.filter(type__in=types) if types else rows


def of_type(*types: InspectionType, villages: bool | None = None, distinct: str = "") -> Counted:
    """Inspections of some types; of villages or of anything but; counted once for each `distinct`."""

    def rows(over: Over) -> QuerySet[Inspection]:
        found = inspections(over, *types)
        if villages is None:
            return found
        condition = Q(organisation__unit_type=UnitType.VILLAGE)
        return found.filter(condition if villages else ~condition)

    if not distinct:
        return Counted(rows)
    return Counted(rows, lambda _over, found: found.aggregate(n=Count(distinct, distinct=True))["n"])


def targets(over: Over) -> QuerySet[Target]:
    """Counted targets of the term in which the period ends."""
    year = over.period.last.year
    return Target.objects.filter(
        term__jurisdiction__in=over.jurisdictions,
        term__first_year__lte=year,
        term__last_year__gte=year,
        counts=True,
    ).filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=over.period.last))


def covered(over: Over) -> QuerySet[Target]:
    """Those of them that a routine inspection of the same term has reached."""
    reached = Inspection.objects.filter(
        organisation=OuterRef("organisation"),
        round__term=OuterRef("term"),
        round__state__in=ENTERED,
        type=T.ROUTINE,
        entry_on__lte=over.period.last,
    )
    return targets(over).filter(Exists(reached))


def coverage(over: Over, rows: QuerySet[Target]) -> Decimal:
    """Covered ÷ counted, to four decimals; 0 where there is no target."""
    total = targets(over).count()
    return (Decimal(rows.count()) / total).quantize(Decimal("0.0001")) if total else Decimal(0)


def findings(over: Over) -> QuerySet[Finding]:
    """Findings confirmed within the period that still stand."""
    begin, end = over.period.between()
    return Finding.objects.filter(
        inspection__round__term__jurisdiction__in=over.jurisdictions,
        state=FindingState.CONFIRMED,
        state_since__gte=begin,
        state_since__lt=end,
    )


def accepted_fixes(over: Over) -> QuerySet[ImmediateFix]:
    """Immediate rectifications verified within the period."""
    begin, end = over.period.between()
    return ImmediateFix.objects.filter(
        inspection__round__term__jurisdiction__in=over.jurisdictions,
        state=FixState.ACCEPTED,
        accepted_at__gte=begin,
        accepted_at__lt=end,
    )


def pinpoint_fixes(over: Over) -> QuerySet[ImmediateFix]:
    """Immediate rectifications, once issued, of pinpoint inspections that entered within the period."""
    ahead = (FixState.DRAFT, FixState.WITHDRAWN)
    return ImmediateFix.objects.filter(inspection__in=inspections(over, T.PINPOINT)).exclude(state__in=ahead)


def sum_of(key: str, word: str) -> Value:
    """Adds up what was registered under this name, or in this unit of count."""

    def value(_over: Over, rows: QuerySet[ImmediateFix]) -> Decimal | int:
        registered = (entry for quantities in rows.values_list("quantities", flat=True) for entry in quantities)
        total = sum((Decimal(str(entry["value"])) for entry in registered if entry.get(key) == word), Decimal(0))
        return int(total) if total == total.to_integral_value() else total

    return value


def pool(*pools: Pool) -> Counted:
    """People in these pools on the last day."""
    return Counted(
        lambda over: Person.objects.filter(
            in_pool(over.period.last), jurisdiction__in=over.jurisdictions, pool__in=pools
        )
    )


def checklist_items(over: Over) -> QuerySet[ChecklistItem]:
    """Items of the checklist in force on the last day: the office's own, else the common one; the newest of them."""
    day = over.period.last
    lists = Checklist.objects.filter(
        Q(retired_on__isnull=True) | Q(retired_on__gt=day),
        Q(jurisdiction__in=over.jurisdictions) | Q(jurisdiction__isnull=True),
        published_on__lte=day,
    ).order_by(F("jurisdiction").desc(nulls_last=True), "-published_on", "-number")
    return ChecklistItem.objects.filter(checklist__in=lists.values("pk")[:1])


def categories(rows: QuerySet[ChecklistItem]) -> tuple[set[int], set[int]]:
    """(topmost categories, the others that items stand under)."""
    parents = dict(Category.objects.values_list("pk", "parent_id"))
    used: Collection[int] = {pk for pk in rows.values_list("category_id", flat=True) if pk}
    tops: set[int] = set()
    for pk in used:
        top = pk
        while (above := parents[top]) is not None:
            top = above
        tops.add(top)
    return tops, {pk for pk in used if parents[pk] is not None}


SOURCES: dict[str, Counted] = {
    "targets.routine_in_term": Counted(targets),
    "coverage.term_rate": Counted(covered, coverage, targets),
    "inspections.routine": of_type(T.ROUTINE),
    "inspections.special": of_type(T.SPECIAL),
    "inspections.upgraded": of_type(T.UPGRADED),
    "inspections.extended_units": of_type(T.EXTENDED, villages=False),
    "inspections.extended_villages": of_type(T.EXTENDED, villages=True),
    "inspected.units": of_type(villages=False, distinct="organisation"),
    "inspected.villages": of_type(villages=True, distinct="organisation"),
    "findings.found": Counted(findings),
    "findings.main": Counted(lambda over: findings(over).filter(main=True)),
    "immediate.rectified": Counted(accepted_fixes),
    "immediate.items_squat_pans": Counted(accepted_fixes, sum_of("what", "蹲便器")),
    "immediate.items_covers": Counted(accepted_fixes, sum_of("what", "盖板")),
    "pinpoint.squads": of_type(T.PINPOINT, distinct="team"),
    "pinpoint.households": Counted(pinpoint_fixes, sum_of("unit", "户")),
    "teams.standing": of_type(distinct="team__number"),
    "pool.members": pool(*Pool),
    "pool.leaders": pool(Pool.LEADER, Pool.DEPUTY),
    "pool.staff": pool(Pool.EXPERT, Pool.STAFF),
    "checklist.areas": Counted(checklist_items, lambda _over, rows: len(categories(rows)[0])),
    "checklist.aspects": Counted(checklist_items, lambda _over, rows: len(categories(rows)[1])),
    "checklist.manifestations": Counted(checklist_items),
    **HEARING,
    **RECTIFYING,
}
