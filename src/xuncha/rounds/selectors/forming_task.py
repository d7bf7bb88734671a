"""
The task of forming a round's teams, written from the records: the file `xuncha teams solve` reads.

Only teams without members are formed, of people who are free: those in the pools, and those whom other offices put
forward, who go by their name and their office. Ties are those the rules of avoidance find, so what an office set as its
own weighs here too; each keeps its sentence. People, teams and units go by names that people can read. Distances are
recorded nowhere and count nothing.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from xuncha.core.text import Say, say
from xuncha.foundation.orgs.models import Organisation
from xuncha.rounds.models import Membership, Position, Round, Team
from xuncha.rounds.rules import FormingFacts
from xuncha.rounds.selectors.facts import overlapping
from xuncha.rounds.selectors.forming import Available, Pair, Pools, may_serve, people_for_teams
from xuncha.rounds.selectors.ties import ties_to
from xuncha.rounds.workflow import RoundState
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

MOST_COLLEAGUES = 2
"""How many of one employer may sit in one team."""
WEIGHTS = {"travel": 0, "service": 3, "repeat_pair": 8}


@dataclass(frozen=True, slots=True)
class TiedTo:
    """What a person must keep out of in one team: the units, and the declared ties in words."""

    units: tuple[int, ...]
    texts: tuple[Say, ...]


@dataclass(frozen=True)
class FormingTask:
    """The file, and which record each name in it means; ties by (person, team), why people are not free by person."""

    data: dict[str, Any]
    people: dict[str, int]
    teams: dict[str, int]
    ties: dict[tuple[str, str], TiedTo]
    not_free: dict[str, Say]


def teams_to_form(batch: Round) -> QuerySet[Team]:
    """The teams of a round that nobody belongs to."""
    seated = Membership.objects.filter(team__round=batch, left_on__isnull=True)
    empty = batch.teams.exclude(pk__in=seated.values("team")).select_related("round__term__jurisdiction")
    return empty.prefetch_related("pinned", "kept_out", "inspections__organisation").order_by("number")


def forming_facts(batch: Round, day: date, *, working: bool = False) -> FormingFacts:
    """What the rule for forming asks of this round."""
    present = Person.objects.filter(may_serve(batch, day))
    empty = teams_to_form(batch)
    gone = Person.objects.filter(pk__in=Team.pinned.through.objects.filter(team__in=empty).values("person"))
    return FormingFacts(
        state=RoundState(batch.state),
        teams=batch.teams.count(),
        empty=empty.count(),
        working=working,
        gone=tuple(gone.exclude(pk__in=present.values("pk")).values_list("name", flat=True)),
    )


def forming_task(
    batch: Round, day: date, teams: Sequence[Team] | None = None, *, also: Collection[int] = ()
) -> FormingTask:
    """
    The task of this round on this day: of the teams nobody belongs to, or of these as if nobody belonged to them.

    `also` are people who take part although they are in no pool.
    """
    pools = people_for_teams(batch, day, also=also)
    wanted = list(teams_to_form(batch)) if teams is None else list(teams)
    around = Membership.objects.filter(team__round__in=[batch, *overlapping(batch)], left_on__isnull=True)
    busy = _busy(around.exclude(team__in=wanted), batch)
    people = _names({one.pk: (one.name, one.code) for one in pools.people})
    names = _names({team.pk: (team.name, str(team.number)) for team in wanted})
    ties = _ties(pools, wanted, day)
    data = {
        "format": "xuncha.teams/1",
        "name": batch.name,
        "places": 2,
        "units": [{"id": f"{names[team.pk]}的对象", "place": 0} for team in wanted],
        "people": [_person(one, people[one.pk], free=one.free and one.pk not in busy) for one in pools.people],
        "kin_pairs": _pairs(pools.kin_pairs | pools.superior_pairs, people),
        "past_pairs": _pairs(pools.past_pairs, people),
        "teams": [_team(team, names[team.pk], people, [p for p, t in ties if t == team.pk]) for team in wanted],
        "rules": {"former_years": 0, "max_same_employer": MOST_COLLEAGUES, "rest_after_service": batch.rest_after},
        "weights": WEIGHTS,
    }
    named = {(people[person], names[team]): tied for (person, team), tied in ties.items()}
    away = {people[one.pk]: say("登记为这段时间不能抽调") for one in pools.people if not one.free}
    not_free = away | {people[person]: why for person, why in busy.items() if person in people}
    return FormingTask(data, _swapped(people), _swapped(names), named, not_free)


def _busy(members: QuerySet[Membership], batch: Round) -> dict[int, Say]:
    """Who serves in another team at that time, and where."""
    return {
        one.person_id: say("已在本轮{team}", team=one.team.name)
        if one.team.round_id == batch.pk
        else say("同期在「{round}」任职", round=one.team.round.name)
        for one in members.select_related("team__round")
    }


def _team(team: Team, name: str, people: Mapping[int, str], recused: Iterable[int]) -> dict[str, Any]:
    return {
        "id": name,
        "units": [f"{name}的对象"],
        "size": team.size,
        "leaders": 1,
        "deputies": team.deputies,
        "skills": dict(team.skills),
        "experienced": team.experienced,
        "pinned": [people[one.pk] for one in team.pinned.all() if one.pk in people],
        "forbidden": [people[one.pk] for one in team.kept_out.all() if one.pk in people],
        "recused": [people[person] for person in sorted(recused)],
    }


def _ties(pools: Pools, teams: list[Team], day: date) -> dict[tuple[int, int], TiedTo]:
    """Who must keep out of a unit of which team, with the declared ties in words."""
    rows = Person.objects.select_related("employer").in_bulk([one.pk for one in pools.people])
    people = {rows[one.pk]: POSITIONS[rank_of(one)] for one in pools.people}
    found: dict[tuple[int, int], TiedTo] = {}
    for team in teams:
        units = list(Organisation.objects.filter(inspections__team=team).select_related("jurisdiction"))
        for person, grounds in ties_to(team.round, units, people, day).items():
            texts = tuple(ground.text for unit in grounds for ground in grounds[unit])
            found[person, team.pk] = TiedTo(tuple(grounds), texts)
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
    """In what office somebody may sit, by the pools they are in and by the mode of linkage."""
    return "leader" if Pool.LEADER in one.pools and one.may_lead else "deputy" if Pool.DEPUTY in one.pools else "member"


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
