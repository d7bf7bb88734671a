"""What the result of a draw still asks for: the units to list or to give to teams, the people to name to them."""

from dataclasses import dataclass
from itertools import cycle
from unicodedata import normalize

from xuncha.rounds.models import Draw, DrawKind, Membership, Position, Team
from xuncha.rounds.selectors.lots import drawn_with_teams
from xuncha.talent.models import Person, Pool
from xuncha.talent.selectors import pools_of


@dataclass(frozen=True, slots=True)
class Drawn:
    """One of those drawn that is not in its place yet: the record it means, and the team that goes with it."""

    name: str
    pk: int
    team: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """Where somebody who was drawn would sit."""

    person: Person
    name: str
    team: Team
    position: Position


def still_open(draw: Draw) -> list[Drawn]:
    """Those drawn, in their order, whom the round does not have as they were drawn; a unit taken out of it is none."""
    meant = {normalize("NFC", name).strip(): pk for name, pk in draw.entries}
    drawn = [Drawn(name, meant[name], team) for name, team in drawn_with_teams(draw)]
    ids = [one.pk for one in drawn]
    if draw.kind == DrawKind.PEOPLE:
        present = Membership.objects.filter(team__round=draw.round, left_on__isnull=True, person__in=ids)
        settled = set(present.values_list("person_id", flat=True))
        return [one for one in drawn if one.pk not in settled]
    teams = dict(draw.round.inspections.filter(organisation__in=ids).values_list("organisation_id", "team__name"))
    if draw.kind == DrawKind.TEAMS:
        return [one for one in drawn if one.pk in teams and teams[one.pk] != one.team]
    return [one for one in drawn if one.pk not in teams]


def seats_for(draw: Draw) -> list[Seat]:
    """
    A place for everybody drawn who has none: to the teams in turn, by the number of the team.

    Whoever is in the pool of leaders leads a team without a leader, likewise deputies; the first other is the liaison.
    """
    open_ones = still_open(draw)
    people = Person.objects.in_bulk([one.pk for one in open_ones])
    pools = pools_of(list(people))
    teams = list(draw.round.teams.order_by("number"))
    members = Membership.objects.filter(team__in=teams, left_on__isnull=True)
    taken = set(members.values_list("team_id", "position"))
    seats = []
    for one, team in zip(open_ones, cycle(teams), strict=False):
        person = people[one.pk]
        position = _place({person.pool, *pools.get(person.pk, [])}, {place for pk, place in taken if pk == team.pk})
        taken.add((team.pk, position))
        seats.append(Seat(person, one.name, team, position))
    return seats


def _place(pools: set[str], taken: set[str]) -> Position:
    if Pool.LEADER in pools and Position.LEADER not in taken:
        return Position.LEADER
    if Pool.DEPUTY in pools and Position.DEPUTY not in taken:
        return Position.DEPUTY
    return Position.MEMBER if Position.LIAISON in taken else Position.LIAISON
