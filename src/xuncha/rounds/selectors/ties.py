"""What keeps which people away from which units: asked when people are named and again when units come to a team."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from xuncha.core.avoidance import Ground, blocking
from xuncha.foundation.orgs.models import Organisation
from xuncha.rounds.models import Membership, Round, Team
from xuncha.rounds.rules import Clash
from xuncha.rounds.selectors.recusal import exempted
from xuncha.talent.models import Person
from xuncha.talent.selectors import grounds_between

TiesByUnit = dict[int, dict[int, list[Ground]]]
"""person → unit → the grounds that keep the person away from the unit."""


def ties_to(batch: Round, units: Collection[Organisation], people: Mapping[Person, str], day: date) -> TiesByUnit:
    """
    The blocking grounds between people in their places of a team and units on that day.

    Grounds to look at are left out, and so are those for which an exception was approved in the round.
    """
    found: TiesByUnit = defaultdict(dict)
    positions = {person.pk: position for person, position in people.items()}
    exempt = exempted(batch)
    for (person, unit), grounds in grounds_between(list(people), units, on=day, positions=positions).items():
        if blocking(grounds) and (person, unit) not in exempt:
            found[person][unit] = blocking(grounds)
    return found


def clashes_with(team: Team, arriving: Collection[Organisation], day: date) -> list[Clash]:
    """Members who would have to keep out of every unit of the team once these organisations came to it."""
    members = list(Membership.objects.filter(team=team, left_on__isnull=True).select_related("person"))
    units = {unit.pk: unit for unit in [*Organisation.objects.filter(inspections__team=team), *arriving]}
    ties = ties_to(team.round, units.values(), {m.person: m.position for m in members}, day)
    unit = next(iter(arriving))
    return [
        Clash(member.person.name, str(unit), ties[member.person_id][unit.pk][0].text)
        for member in members
        if units.keys() <= ties[member.person_id].keys()
    ]
