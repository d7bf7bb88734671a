"""The facts the rules are asked with: a group and its ties, what may be looked at, how a unit's results stand."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from xuncha.core.avoidance import blocking
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Scope
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.lookback.models import OldItem, Point, Strata, Visit, Visited
from xuncha.lookback.rules.following import Followed
from xuncha.lookback.rules.planning import Against, VisitFacts
from xuncha.lookback.rules.results import Found
from xuncha.lookback.rules.sampling import Candidate
from xuncha.lookback.workflow import OldState
from xuncha.rectification.models import Item
from xuncha.rectification.workflow import COMPLETED_STATES, SETTLED, ItemState
from xuncha.talent.models import Person
from xuncha.talent.selectors import grounds_between, grounds_within, in_pool

SAID_DONE = COMPLETED_STATES | SETTLED
"""Items that somebody says are put right: what a visit looks at. Declared is enough; it is what the unit claims."""


def organisations_for(jurisdiction: Jurisdiction) -> QuerySet[Organisation]:
    """The units an office visits: its own and those below it."""
    below = Q(jurisdiction=jurisdiction) | Q(jurisdiction__path__startswith=f"{jurisdiction.path}/")
    return Organisation.objects.filter(below, closed_on__isnull=True)


def possible_members(visit: Visit, day: date) -> QuerySet[Person]:
    """Who may be named to the group: people of the office's pools."""
    return Person.objects.filter(in_pool(day), jurisdiction=visit.jurisdiction).order_by("name", "pk")


def may_record(user: User | None, jurisdiction: Jurisdiction, now: datetime) -> bool:
    """Whether this account may write results down in this place."""
    return user is not None and jurisdiction.pk in actor_of(user, now).scope_ids(P.LOOKBACK_CHECK, Scope.JURISDICTION)


def goes_along(user: User, visit: Visit) -> bool:
    """Whether this person is in the group."""
    return visit.members.filter(person__user=user.pk).exists()


def visit_facts(visit: Visit, now: datetime) -> VisitFacts:
    """The visit as planned, with every tie between its group and its units on this day."""
    members = list(visit.members.select_related("person__user"))
    people, day = [member.person for member in members], localdate(now)
    units = [one.organisation for one in visit.units.select_related("organisation")]
    named = {unit.pk: str(unit) for unit in units}
    known = {one.unit for one in candidates(visit)}
    ties = [
        Against(named[unit], ground.text)
        for (_person, unit), found in grounds_between(people, units, on=day).items()
        for ground in blocking(found)
    ]
    beside = [ground.text for found in grounds_within(people, on=day).values() for ground in blocking(found)]
    return VisitFacts(
        units=len(units),
        members=len(members),
        leaders=sum(member.leads for member in members),
        recording=sum(may_record(person.user, visit.jurisdiction, now) for person in people),
        ties=tuple(ties),
        beside=tuple(beside),
        empty=tuple(str(unit) for unit in units if unit.name not in known),
    )


def _items(visit: Visit, units: Iterable[int]) -> QuerySet[Item]:
    rows = Item.objects.filter(
        plan__inspection__organisation__in=units,
        plan__inspection__round__term__jurisdiction=visit.jurisdiction_id,
        state__in=SAID_DONE,
    )
    return rows.select_related("plan__inspection__organisation").order_by("number")


def _old_items(visit: Visit, units: Iterable[int]) -> QuerySet[OldItem]:
    rows = OldItem.objects.filter(organisation__in=units, jurisdiction=visit.jurisdiction_id)
    return rows.exclude(state=OldState.DONE).select_related("organisation").order_by("number")


def candidates(visit: Visit) -> list[Candidate]:
    """Everything at the visit's units that somebody says is put right, and what old ledgers have of them."""
    units = list(visit.units.values_list("organisation_id", flat=True))
    found = []
    for item in _items(visit, units).prefetch_related("opinion_item__findings__classifications__category"):
        unit = item.plan.inspection.organisation.name
        found.append(Candidate(unit, _stratum_of_item(visit, item), str(item), f"item:{item.pk}"))
    for old in _old_items(visit, units):
        stratum = {Strata.DIFFICULTY: old.get_difficulty_display(), Strata.CATEGORY: old.category or "未分类"}
        found.append(Candidate(old.organisation.name, stratum.get(Strata(visit.strata), ""), str(old), f"old:{old.pk}"))
    return found


def _stratum_of_item(visit: Visit, item: Item) -> str:
    if visit.strata == Strata.DIFFICULTY:
        return str(item.get_difficulty_display())
    if visit.strata == Strata.CATEGORY:
        classified = (c.category.name for f in item.opinion_item.findings.all() for c in f.classifications.all())
        return min(classified, default="未分类")
    return ""


def units_of_matters(matters: Iterable[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """To which unit each of these items belongs, told by ledger ("item", "old") and id; two queries."""
    wanted = list(matters)
    items = Item.objects.filter(pk__in=[pk for kind, pk in wanted if kind == "item"])
    olds = OldItem.objects.filter(pk__in=[pk for kind, pk in wanted if kind == "old"])
    found = {("item", pk): unit for pk, unit in items.values_list("pk", "plan__inspection__organisation_id")}
    return found | {("old", pk): unit for pk, unit in olds.values_list("pk", "organisation_id")}


def found_at(points: Sequence[Point]) -> list[Found]:
    """The results of a unit's items, as the rules read them."""
    return [Found(p.position, p.verdict, p.short, p.facts, bool(p.explanation.strip())) for p in points]


def points_of(visited: Visited) -> list[Point]:
    """The items looked at in this unit, in order; one query."""
    return list(visited.points.select_related("item", "old").order_by("position"))


def followed(points: Sequence[Point]) -> list[Followed]:
    """Which of the unit's items that were not in place are settled in their own ledger by now."""
    return [Followed(point.position, is_settled(point)) for point in points if point.short]


def is_settled(point: Point) -> bool:
    """Settled in rectification since the group found it wanting, not only as it was before; done in the old ledger."""
    if point.item is not None:
        found, settled = point.visited.handed_in_at, point.item.settled_at
        return ItemState(point.item.state) in SETTLED and bool(found and settled and settled > found)
    return point.matter.state == OldState.DONE
