"""Everything that forming teams asks of the pools, as plain values and a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from django.db.models import Q

from xuncha.rounds.models import Round
from xuncha.rounds.rules import MODES
from xuncha.rounds.selectors.linkage import named_in, people_of
from xuncha.rounds.selectors.service import service_in_rounds
from xuncha.talent.models import Person, Relation, RelationKind
from xuncha.talent.selectors import Service, in_pool, is_away, pools_of

Pair = tuple[int, int]
"""Two people by id, the smaller one first."""


@dataclass(frozen=True, slots=True)
class Available:
    """
    A person of the pools as a choice for a team; ids throughout.

    `free` says whether the person can be seconded on the day asked about.
    """

    pk: int
    code: str
    name: str  # with the office, where another office put the person forward
    may_lead: bool  # as far as the mode of linkage goes
    pools: frozenset[str]
    skills: tuple[str, ...]
    employer: int | None
    free: bool
    served: int  # rounds so far
    served_last: bool  # in the newest round in which anybody of the person's office served


@dataclass(frozen=True, slots=True)
class Pools:
    """The people whom a round may choose from on one day, and the pairs among them."""

    on: date
    people: tuple[Available, ...]
    kin_pairs: frozenset[Pair]
    superior_pairs: frozenset[Pair]
    past_pairs: frozenset[Pair]  # served in one team before


def people_for_teams(batch: Round, on: date, *, also: Collection[int] = ()) -> Pools:
    """
    Everybody in the pools of the office on this day and whom others put forward, with all that the rules look at.

    `also` are people who take part although they are in no pool.
    """
    rows = Person.objects.filter(may_serve(batch, on) | Q(pk__in=also))
    people = list(rows.select_related("jurisdiction").order_by("code"))
    ids = [person.pk for person in people]
    more, service = pools_of(ids), service_in_rounds(ids)
    rounds: dict[int, set[int]] = defaultdict(set)
    for one in service:
        rounds[one.person_id].add(one.round_id)
    office_of = {person.pk: person.jurisdiction_id for person in people}
    newest: dict[int, int] = {}  # the newest round of each office's people: service comes in that order
    for one in service:
        newest.setdefault(office_of[one.person_id], one.round_id)
    mode = MODES.get(batch.linkage)
    own_leader = mode is not None and mode.own_leader
    available = tuple(
        Available(
            pk=person.pk,
            code=person.code,
            name=named_in(batch, person),
            may_lead=not own_leader or person.jurisdiction_id == batch.term.jurisdiction_id,
            pools=frozenset([person.pool, *more.get(person.pk, [])]),
            skills=tuple(person.skills),
            employer=person.employer_id,
            free=not is_away(person, on),
            served=len(rounds[person.pk]),
            served_last=newest.get(person.jurisdiction_id) in rounds[person.pk],
        )
        for person in people
    )
    return Pools(on, available, _related(ids, RelationKind.KIN), _related(ids, RelationKind.SUPERIOR), _past(service))


def may_serve(batch: Round, on: date) -> Q:
    """People in a pool on this day whom the round's teams may take: the office's own, and those put forward."""
    return Q(people_of(batch), in_pool(on))


def people_to_choose(batch: Round, on: date) -> list[Person]:
    """Those people, to be named one by one."""
    return list(Person.objects.filter(may_serve(batch, on)))


def _related(ids: list[int], kind: RelationKind) -> frozenset[Pair]:
    rows = Relation.objects.filter(person__in=ids, other__in=ids, kind=kind, ended_on__isnull=True)
    return frozenset(_pair(a, b) for a, b in rows.values_list("person_id", "other_id"))


def _past(service: list[Service]) -> frozenset[Pair]:
    teams: dict[int, set[int]] = defaultdict(set)
    for one in service:
        teams[one.team_id].add(one.person_id)
    return frozenset(_pair(a, b) for members in teams.values() for a, b in combinations(members, 2))


def _pair(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)
