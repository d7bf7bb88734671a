"""Where each figure comes from: the rows it counts, and how they are counted. Aggregated by the database."""

from collections.abc import Collection
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from xuncha.findings.models import Finding, ImmediateFix
from xuncha.findings.workflow import FindingState, FixState
from xuncha.foundation.orgs.models import UnitType
from xuncha.foundation.regulations.models import Category, Checklist, ChecklistItem
from xuncha.insight.selectors.clueing import CLUEING
from xuncha.insight.selectors.cooperating import COOPERATING
from xuncha.insight.selectors.counting import Counted, Over, Value, distinct, every, number
from xuncha.insight.selectors.evaluating import EVALUATING
from xuncha.insight.selectors.hearing import HEARING
from xuncha.insight.selectors.looking_back import LOOKING_BACK
from xuncha.insight.selectors.petitions import PETITIONS
from xuncha.insight.selectors.rectifying import RECTIFYING
from xuncha.insight.selectors.supervising import SUPERVISING
from xuncha.insight.selectors.using import USING
from xuncha.planning.models import InspectionType, Target
from xuncha.preparation.models import AuditReport
from xuncha.rounds.models import Inspection
from xuncha.rounds.workflow import RoundState
from xuncha.talent.models import Person, Pool
from xuncha.talent.selectors import in_pool

T = InspectionType
ENTERED = (RoundState.IN_FIELD, RoundState.WITHDRAWN, RoundState.CLOSED)


def inspections(over: Over) -> QuerySet[Inspection]:
    """Inspections whose teams went in within the period."""
    return Inspection.objects.filter(
        round__term__jurisdiction__in=over.jurisdictions,
        round__state__in=ENTERED,
        entry_on__range=(over.period.begin, over.period.last),
    )


def of_type(*types: InspectionType, villages: bool | None = None, once_for: str = "") -> Counted:
    """Inspections of some types; of villages or of anything but; counted once for each of what `once_for` names."""
    condition = Q(type__in=types) if types else Q()
    if villages is not None:
        village = Q(organisation__unit_type=UnitType.VILLAGE)
        condition &= village if villages else ~village
    return Counted(inspections, lambda _over: condition, distinct(once_for) if once_for else number)


def targets(over: Over) -> QuerySet[Target]:
    """Counted targets of the term in which the period ends."""
    year = over.period.last.year
    return Target.objects.filter(
        term__jurisdiction__in=over.jurisdictions,
        term__first_year__lte=year,
        term__last_year__gte=year,
        counts=True,
    ).filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=over.period.last))


def covered(over: Over) -> Q:
    """Those of them that a routine inspection of the same term has reached."""
    reached = Inspection.objects.filter(
        organisation=OuterRef("organisation"),
        round__term=OuterRef("term"),
        round__state__in=ENTERED,
        type=T.ROUTINE,
        entry_on__lte=over.period.last,
    )
    return Q(Exists(reached))


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
    return ImmediateFix.objects.filter(inspection__in=inspections(over).filter(type=T.PINPOINT)).exclude(
        state__in=ahead
    )


def sum_of(key: str, word: str) -> Value:
    """Adds up what was registered under this name, or in this unit of count."""

    def value(rows: QuerySet[ImmediateFix]) -> Decimal | int:
        registered = (entry for quantities in rows.values_list("quantities", flat=True) for entry in quantities)
        total = sum((Decimal(str(entry["value"])) for entry in registered if entry.get(key) == word), Decimal(0))
        return int(total) if total == total.to_integral_value() else total

    return value


def audited(condition: Q) -> Counted:
    """Inspections on whose unit an audit report of this kind is filed for them."""
    filed = AuditReport.objects.filter(condition, inspection=OuterRef("pk"))
    return Counted(inspections, lambda _over: Q(Exists(filed)))


def pooled(over: Over) -> QuerySet[Person]:
    """People in a pool on the last day."""
    return Person.objects.filter(in_pool(over.period.last), jurisdiction__in=over.jurisdictions)


LEADING = Q(pool__in=(Pool.LEADER, Pool.DEPUTY))
"""Those whose main pool is one of the leaders': each person is counted once."""


def checklist_items(over: Over) -> QuerySet[ChecklistItem]:
    """Items of the checklist in force on the last day: the office's own, else the common one; the newest of them."""
    day = over.period.last
    lists = Checklist.objects.filter(
        Q(retired_on__isnull=True) | Q(retired_on__gt=day),
        Q(jurisdiction__in=over.jurisdictions) | Q(jurisdiction__isnull=True),
        published_on__lte=day,
        single=False,
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
    "coverage.term_rate": Counted(targets, covered, of=every),
    "inspections.routine": of_type(T.ROUTINE),
    "inspections.special": of_type(T.SPECIAL),
    "inspections.upgraded": of_type(T.UPGRADED),
    "inspections.extended_units": of_type(T.EXTENDED, villages=False),
    "inspections.extended_villages": of_type(T.EXTENDED, villages=True),
    "inspected.units": of_type(villages=False, once_for="organisation"),
    "inspected.villages": of_type(villages=True, once_for="organisation"),
    "findings.found": Counted(findings),
    "findings.main": Counted(findings, lambda _over: Q(main=True)),
    "immediate.rectified": Counted(accepted_fixes),
    "immediate.items_squat_pans": Counted(accepted_fixes, apart=sum_of("what", "蹲便器")),
    "immediate.items_covers": Counted(accepted_fixes, apart=sum_of("what", "盖板")),
    "pinpoint.squads": of_type(T.PINPOINT, once_for="team"),
    "pinpoint.households": Counted(pinpoint_fixes, apart=sum_of("unit", "户")),
    "teams.standing": of_type(once_for="team__number"),
    "pool.members": Counted(pooled),
    "pool.leaders": Counted(pooled, lambda _over: LEADING),
    "pool.staff": Counted(pooled, lambda _over: ~LEADING),
    "audits.supplied": audited(Q(issued_on__lte=OuterRef("entry_on"))),
    "audits.joint": audited(Q(joint=True)),
    "checklist.areas": Counted(checklist_items, apart=lambda rows: len(categories(rows)[0])),
    "checklist.aspects": Counted(checklist_items, apart=lambda rows: len(categories(rows)[1])),
    "checklist.manifestations": Counted(checklist_items),
    **HEARING,
    **PETITIONS,
    **CLUEING,
    **RECTIFYING,
    **LOOKING_BACK,
    **SUPERVISING,
    **USING,
    **COOPERATING,
    **EVALUATING,
}
