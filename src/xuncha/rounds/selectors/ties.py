"""Who has declared a tie to which units: asked when people are named and again when units come to a team."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q

from xuncha.foundation.orgs.models import Organisation
from xuncha.rounds.models import Membership, Team
from xuncha.rounds.rules import Clash
from xuncha.talent.models import Tie

TiesByUnit = dict[int, dict[int, list[Tie]]]
"""person → unit → the declared ties that keep the person away from the unit."""


def lineage(units: Iterable[Organisation]) -> dict[int, frozenset[int]]:
    """Each unit with all above it: a tie to a bureau is a tie to its subordinate office too. One query a level."""
    above: dict[int, set[int]] = {unit.pk: {unit.pk} for unit in units}
    parents = {unit.pk: unit.parent_id for unit in units}
    frontier = {pk for pk in parents.values() if pk}
    known: dict[int, int | None] = {}
    while frontier:
        known |= dict(Organisation.objects.filter(pk__in=frontier).values_list("pk", "parent_id"))
        frontier = {pk for pk in known.values() if pk and pk not in known}
    for unit, first in parents.items():
        parent = first
        while parent and parent not in above[unit]:
            above[unit].add(parent)
            parent = known.get(parent)
    return {unit: frozenset(pks) for unit, pks in above.items()}


def ties_to(units: Collection[Organisation], people: Collection[int], day: date) -> TiesByUnit:
    """The ties open on that day between these people and these units."""
    above = lineage(units)
    wanted = set().union(*above.values()) if above else set()
    found: TiesByUnit = defaultdict(lambda: defaultdict(list))
    ties = Tie.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), person_id__in=people)
    for tie in ties.filter(organisation_id__in=wanted).select_related("organisation"):
        for unit, pks in above.items():
            if tie.organisation_id in pks:
                found[tie.person_id][unit].append(tie)
    return found


def units_tied_to(team: Team, people: Collection[int], day: date) -> TiesByUnit:
    """The same for all units of a team."""
    units = list(Organisation.objects.filter(inspections__team=team))
    return ties_to(units, people, day)


def clashes_with(team: Team, arriving: Collection[Organisation], day: date) -> list[Clash]:
    """Members who would have ties to every unit of the team once these organisations came to it."""
    members = list(Membership.objects.filter(team=team, left_on__isnull=True).select_related("person"))
    units = {unit.pk: unit for unit in [*Organisation.objects.filter(inspections__team=team), *arriving]}
    ties = ties_to(units.values(), [m.person_id for m in members], day)
    found = []
    for member in members:
        tied = ties.get(member.person_id, {})
        if units.keys() <= tied.keys():
            unit = next(iter(arriving))
            found.append(Clash(member.person.name, str(unit), tied[unit.pk][0].get_kind_display()))
    return found
