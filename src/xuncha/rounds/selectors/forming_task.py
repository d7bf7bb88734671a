"""
The task of forming a round's teams, written from the records: the file `xuncha teams solve` reads.

Only teams without members are formed, from people in the pools who are free. Ties are those the rules of avoidance
find, so what an office set as its own weighs here too; each keeps its sentence. People, teams and units go by names
that people can read. Distances are recorded nowhere and count nothing.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from xuncha.core.text import Say
from xuncha.foundation.orgs.models import Organisation
from xuncha.rounds.models import Membership, Position, Round, Team
from xuncha.rounds.selectors.facts import overlapping
from xuncha.rounds.selectors.forming import Available, Pair, Pools, people_for_teams
from xuncha.rounds.selectors.ties import ties_to
from xuncha.talent.models import Person, Pool

SKILL_WORDS = {
    "audit": ("审计",),
    "finance": ("财",),
    "organisation": ("组织", "人事", "干部"),
    "discipline": ("纪",),
    "engineering": ("工程", "建设"),
}
"""By which characters a skill that people wrote is known; all others count as general."""

POSITIONS = {"leader": Position.LEADER, "deputy": Position.DEPUTY, "member": Position.MEMBER}
"""The place in a team that goes with a rank of the format."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What every team to be formed asks for."""

    size: int
    deputies: int
    experienced: int
    skills: Mapping[str, int]


@dataclass(frozen=True)
class FormingTask:
    """The file, and which record each name in it means; ties by (person, team), in words."""

    data: dict[str, Any]
    people: dict[str, int]
    teams: dict[str, int]
    ties: dict[tuple[str, str], tuple[Say, ...]]


def forming_task(batch: Round, day: date, wanted: Wanted) -> FormingTask:
    """The task of this round on this day; without any team to be formed it has no teams."""
    pools = people_for_teams(batch.term.jurisdiction, day)
    seated = Membership.objects.filter(team__round=batch, left_on__isnull=True)
    empty = list(batch.teams.exclude(pk__in=seated.values("team")).select_related("round").order_by("number"))
    around = Membership.objects.filter(team__round__in=[batch, *overlapping(batch)], left_on__isnull=True)
    busy = set(around.values_list("person_id", flat=True))
    people = _names({one.pk: (one.name, one.code) for one in pools.people})
    teams = _names({team.pk: (team.name, str(team.number)) for team in empty})
    ties = _ties(pools, empty, day)
    barred: dict[int, list[int]] = {team.pk: [] for team in empty}
    for person, team in ties:
        barred[team].append(person)
    data = {
        "format": "xuncha.teams/1",
        "name": batch.name,
        "places": 2,
        "units": [{"id": f"{team.name}的对象", "place": 0} for team in empty],
        "people": [_person(one, people[one.pk], free=one.free and one.pk not in busy) for one in pools.people],
        "kin_pairs": _pairs(pools.kin_pairs | pools.superior_pairs, people),
        "past_pairs": _pairs(pools.past_pairs, people),
        "teams": [
            {
                "id": teams[team.pk],
                "units": [f"{team.name}的对象"],
                "size": wanted.size,
                "leaders": 1,
                "deputies": wanted.deputies,
                "skills": dict(wanted.skills),
                "experienced": wanted.experienced,
                "pinned": [],
                "forbidden": [people[person] for person in sorted(barred[team.pk])],
            }
            for team in empty
        ],
        "rules": {"former_years": 0, "max_same_employer": 2, "rest_after_service": 3},
        "weights": {"travel": 0, "service": 3, "repeat_pair": 8},
    }
    named = {(people[person], teams[team]): texts for (person, team), texts in ties.items()}
    return FormingTask(data, _swapped(people), _swapped(teams), named)


def _ties(pools: Pools, teams: list[Team], day: date) -> dict[tuple[int, int], tuple[Say, ...]]:
    """Who must keep out of a unit of which team, with the declared ties in words."""
    rows = Person.objects.select_related("employer").in_bulk([one.pk for one in pools.people])
    people = {rows[one.pk]: POSITIONS[rank_of(one)] for one in pools.people}
    found: dict[tuple[int, int], tuple[Say, ...]] = {}
    for team in teams:
        units = list(Organisation.objects.filter(inspections__team=team).select_related("jurisdiction"))
        for person, grounds in ties_to(team.round, units, people, day).items():
            found[person, team.pk] = tuple(ground.text for unit in grounds for ground in grounds[unit])
    return found


def _person(one: Available, name: str, *, free: bool) -> dict[str, Any]:
    return {
        "id": name,
        "rank": rank_of(one),
        "skills": sorted({_skill(written) for written in one.skills}),
        "home": 1,
        "base": 0,
        "employer": f"单位 {one.employer}" if one.employer else f"{name} 无单位",
        "former": [],
        "kin_units": [],
        "interest_units": [],
        "available": free,
        "service": one.served,
        "served_last_round": one.served_last,
    }


def rank_of(one: Available) -> str:
    """In what office somebody may sit, by the pools they are in."""
    return "leader" if Pool.LEADER in one.pools else "deputy" if Pool.DEPUTY in one.pools else "member"


def _skill(written: str) -> str:
    return next((skill for skill, words in SKILL_WORDS.items() if any(w in written for w in words)), "general")


def _names(labels: Mapping[int, tuple[str, str]]) -> dict[int, str]:
    """Each record's name, with its code where several share the name."""
    shared = Counter(name for name, _ in labels.values())
    return {pk: name if shared[name] == 1 else f"{name}（{code}）" for pk, (name, code) in labels.items()}


def _pairs(pairs: frozenset[Pair], people: Mapping[int, str]) -> list[list[str]]:
    return [[people[one], people[other]] for one, other in sorted(pairs) if one in people and other in people]


def _swapped(names: Mapping[int, str]) -> dict[str, int]:
    return {name: pk for pk, name in names.items()}
