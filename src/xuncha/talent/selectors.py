"""What people may read of the talent pools, and what speaks against naming somebody."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q, QuerySet

from xuncha.core.avoidance import FORMER_YEARS, Bond, Declared, Ground, Place, grounds
from xuncha.core.permissions import Permission as P
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.reach import Reach
from xuncha.talent.models import Person, Tie

PEOPLE = Reach(Person, "talent.person", "人员", P.PEOPLE_READ, jurisdiction="jurisdiction_id", url_name="talent:person")
TIES = Reach(
    Tie, "talent.tie", "回避事项", P.PEOPLE_READ, jurisdiction="person__jurisdiction_id", url_name="talent:tie"
)


def in_pool(on: date) -> Q:
    """People who are in a pool on this day."""
    return (Q(entered_on__isnull=True) | Q(entered_on__lte=on)) & (Q(left_on__isnull=True) | Q(left_on__gt=on))


def ties_of(person: Person) -> QuerySet[Tie]:
    """Everything the person declared, what still holds first."""
    return person.ties.select_related("organisation", "created_by").order_by("-ended_on", "kind", "pk")


def places(organisations: Iterable[Organisation]) -> dict[int, Place]:
    """Each organisation with what stands above it; one query per level of the tree, however many there are."""
    known = {organisation.pk: organisation for organisation in organisations}
    wanted = set(known)
    missing = {o.parent_id for o in known.values() if o.parent_id} - known.keys()
    while missing:
        found = Organisation.objects.in_bulk(missing)
        known.update(found)
        missing = {o.parent_id for o in found.values() if o.parent_id} - known.keys()
    return {pk: Place(pk, str(known[pk]), tuple(_above(known, pk))) for pk in wanted}


def _above(known: dict[int, Organisation], pk: int) -> Iterable[int]:
    parent = known[pk].parent_id
    while parent:
        yield parent
        parent = known[parent].parent_id


def grounds_between(
    people: Collection[Person], inspected: Collection[Organisation], *, on: date, former_years: int = FORMER_YEARS
) -> dict[tuple[int, int], list[Ground]]:
    """
    What speaks against each person inspecting each organisation: (person, organisation) → grounds, heaviest first.

    Pairs without any ground are left out. The number of queries does not depend on how many people there are.
    `former_years` is for how many years a former post blocks.
    """
    ties: dict[int, list[Tie]] = {}
    for tie in Tie.objects.filter(person__in=people).select_related("organisation"):
        ties.setdefault(tie.person_id, []).append(tie)
    employers = Organisation.objects.filter(pk__in=[person.employer_id for person in people if person.employer_id])
    where = places([*inspected, *employers, *(tie.organisation for own in ties.values() for tie in own)])
    found = {}
    for person in people:
        declared = [
            Declared(Bond(tie.kind), where[tie.organisation_id], tie.until, tie.ended_on)
            for tie in ties.get(person.pk, [])
        ]
        employer = where[person.employer_id] if person.employer_id else None
        for unit in inspected:
            against = grounds(person.name, declared, employer, where[unit.pk], on=on, former_years=former_years)
            if against:
                found[person.pk, unit.pk] = against
    return found
