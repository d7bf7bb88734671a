"""Which units stayed below the limit, and what the office demands of them by its dated setting."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from xuncha.core.deadlines import Due
from xuncha.core.quantities import PER_CENT, per_cent
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.regulations.selectors import due_for, parameter_in_force, parameter_on
from xuncha.rectification.models import Consequence, Plan
from xuncha.rectification.rules.consequences import BelowFacts
from xuncha.rectification.selectors.facts import jurisdiction_of
from xuncha.rectification.workflow import IN_PLACE_STATES, STANDING

LOWEST, DEMANDED = "rectification.lowest_in_place", "rectification.below_limit"
SENT = "consequence.sent"


def lowest_on(day: date, jurisdiction: Jurisdiction) -> int:
    """The limit in per cent; 0 where the office has none."""
    row = parameter_on(LOWEST, day, jurisdiction)
    return int(row.value) if row else 0


def demanded_on(day: date, jurisdiction: Jurisdiction) -> str:
    """What a unit below the limit is told to do."""
    return str(parameter_in_force(DEMANDED, day, jurisdiction))


def below_facts(plan: Plan, day: date) -> BelowFacts:
    """How a plan stands against the limit; three queries."""
    in_place = plan.items.filter(state__in=IN_PLACE_STATES).count()
    before = plan.consequences.exists()
    lowest = lowest_on(day, jurisdiction_of(plan))
    return BelowFacts(plan.ends_on, day, in_place, plan.standing.count(), lowest, proposed_before=before)


@dataclass(frozen=True, slots=True)
class Below:
    """A plan that stayed below the limit, its rate as documents give it, and in hundredths of a per cent."""

    plan: Plan
    rate: str
    hundredths: int


def plans_below(plans: QuerySet[Plan], jurisdiction: Jurisdiction, day: date) -> list[Below]:
    """Of these plans those of the office that are below its limit and about which nothing was proposed; two queries."""
    rows = plans.filter(
        inspection__round__term__jurisdiction=jurisdiction, ends_on__lt=day, consequences__isnull=True
    ).annotate(
        total=Count("items", filter=Q(items__state__in=STANDING)),
        in_place=Count("items", filter=Q(items__state__in=IN_PLACE_STATES)),
    )
    gap = F("total") * lowest_on(day, jurisdiction) - F("in_place") * PER_CENT
    below = rows.alias(gap=gap).filter(gap__gt=0).order_by("ends_on", "pk")
    related = below.select_related("inspection__organisation", "inspection__round")
    return [
        Below(plan, per_cent(plan.in_place, plan.total), plan.in_place * PER_CENT * PER_CENT // plan.total)
        for plan in related
    ]


def due_of_consequence(consequence: Consequence, sent_on: date) -> Due | None:
    """By when the unit answers, and by which rule."""
    return due_for(SENT, sent_on, jurisdiction_of(consequence.plan))
