"""Everything that forming teams asks of the pools, as plain values and a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from django.db.models import Q

from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.rounds.selectors.service import service_in_rounds
from xuncha.talent.models import Person, Relation, RelationKind, Tie, TieKind
from xuncha.talent.selectors import Service, in_pool, is_away, pools_of

Pair = tuple[int, int]
"""Two people by id, the smaller one first."""


@dataclass(frozen=True, slots=True)
class FormerPost:
    """An organisation somebody worked in, and the last day there; None where it is not known."""

    organisation_id: int
    until: date | None


@dataclass(frozen=True, slots=True)
class Available:
    """
    A person of the pools as a choice for a team; ids throughout.

    `home` is the jurisdiction of the native place, `residence` that of the home, `base` where the person works: the
    employer's jurisdiction or the office's own. `free` says whether the person can be seconded on the day asked about.
    """

    pk: int
    code: str
    name: str
    pools: frozenset[str]
    skills: tuple[str, ...]
    rank: str
    home: int | None
    residence: int | None
    base: int
    employer: int | None
    former: tuple[FormerPost, ...]
    kin_units: frozenset[int]
    native_units: frozenset[int]
    interest_units: frozenset[int]
    free: bool
    has_account: bool
    served: int  # rounds so far
    served_last: bool  # in the newest round in which anybody of the office served


@dataclass(frozen=True, slots=True)
class Pools:
    """The people of an office on one day, and the pairs among them."""

    on: date
    people: tuple[Available, ...]
    kin_pairs: frozenset[Pair]
    superior_pairs: frozenset[Pair]
    past_pairs: frozenset[Pair]  # served in one team before


def people_for_teams(jurisdiction: Jurisdiction, on: date, *, also: Collection[int] = ()) -> Pools:
    """Everybody in the pools of the office on this day, and `also` these, with all that the rules look at."""
    present = Q(in_pool(on), jurisdiction=jurisdiction) | Q(pk__in=also)
    rows = Person.objects.filter(present).select_related("employer").order_by("code")
    people = list(rows)
    ids = [person.pk for person in people]
    ties, more, service = _ties(ids, on), pools_of(ids), service_in_rounds(ids)
    rounds: dict[int, set[int]] = defaultdict(set)
    for one in service:
        rounds[one.person_id].add(one.round_id)
    newest = service[0].round_id if service else None
    available = tuple(
        Available(
            pk=person.pk,
            code=person.code,
            name=person.name,
            pools=frozenset([person.pool, *more.get(person.pk, [])]),
            skills=tuple(person.skills),
            rank=person.rank,
            home=person.native_place_id,
            residence=person.residence_id,
            base=person.employer.jurisdiction_id if person.employer else person.jurisdiction_id,
            employer=person.employer_id,
            former=tuple(ties[person.pk, TieKind.FORMER]),
            kin_units=_units(ties[person.pk, TieKind.KIN]),
            native_units=_units(ties[person.pk, TieKind.NATIVE]),
            interest_units=_units(ties[person.pk, TieKind.INTEREST]),
            free=not is_away(person, on),
            has_account=person.user_id is not None,
            served=len(rounds[person.pk]),
            served_last=newest is not None and newest in rounds[person.pk],
        )
        for person in people
    )
    return Pools(on, available, _related(ids, RelationKind.KIN), _related(ids, RelationKind.SUPERIOR), _past(service))


def _ties(ids: list[int], on: date) -> dict[tuple[int, str], list[FormerPost]]:
    found: dict[tuple[int, str], list[FormerPost]] = defaultdict(list)
    for tie in Tie.objects.filter(person__in=ids):
        ended = tie.ended_on is not None and tie.ended_on <= on
        if ended and tie.kind == TieKind.EMPLOYED:  # a post that ended is a former one
            found[tie.person_id, TieKind.FORMER].append(FormerPost(tie.organisation_id, tie.ended_on))
        elif not ended:
            found[tie.person_id, tie.kind].append(FormerPost(tie.organisation_id, tie.until))
    return found


def _units(ties: list[FormerPost]) -> frozenset[int]:
    return frozenset(tie.organisation_id for tie in ties)


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
