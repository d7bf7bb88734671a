"""Who could take a member's place: the best legal candidates with what each costs, and why the others cannot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, Say, say
from xuncha.foundation.inbox.selectors import EVENT_LABELS
from xuncha.foundation.inbox.sources import waits
from xuncha.foundation.reach import Reach
from xuncha.rounds.models import Membership, Position, Replacement, Team
from xuncha.rounds.rules import STAFFED
from xuncha.rounds.selectors.forming_task import FormingTask, forming_task
from xuncha.rounds.workflow import REPLACEMENT, RoundState
from xuncha.solving.teams.demands import EXPERIENCED, Roster
from xuncha.solving.teams.eligibility import Bar, eligibility, told
from xuncha.solving.teams.instance import Instance, Rank
from xuncha.solving.teams.reading import read_instance
from xuncha.solving.teams.swaps import Table, replacements
from xuncha.talent.models import Person

REPLACEMENTS = Reach(
    Replacement,
    "rounds.replacement",
    "组员调整",
    P.ROUND_READ,
    jurisdiction="team__round__term__jurisdiction_id",
    team="team_id",
    around=("team__round__term__jurisdiction", "member__person", "person"),
    url_name="rounds:replacement",
)
waits(
    REPLACEMENT,
    REPLACEMENTS,
    own="created_by_id",
    title=lambda replacement: str(replacement.team.round),
    number=lambda replacement: replacement.team.name,
    related=("team__round", "member__person", "person"),
)
EVENT_LABELS.update({"replacement.asked": N_("申请调整组员")})

SHOWN = 10
"""Candidates named for a place; all others may be chosen from the list of the form."""
RANKS = {Position.LEADER: Rank.LEADER, Position.DEPUTY: Rank.DEPUTY}


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody who may take the place: what that changes in what the team costs, and what the price is made of."""

    person: int
    name: str
    cost: str
    texts: Sequence[Say]


@dataclass(frozen=True, slots=True)
class Barred:
    """Somebody of the same rank who may not, and every rule with the record behind it."""

    name: str
    texts: Sequence[Say]


@dataclass(frozen=True, slots=True)
class Successors:
    """Who of the same rank may take a member's place, the cheapest first, and who may not."""

    choices: Sequence[Choice]
    barred: Sequence[Barred]


def replacements_of(team: Team) -> QuerySet[Replacement]:
    """What was asked for the members of a team, the latest first."""
    return team.replacements.select_related("member__person", "person", "created_by", "decided_by")


def successors(team: Team, member: Membership, day: date) -> Successors:
    """Who could take this member's place on this day, all other seats as they are."""
    crew = list(Membership.objects.filter(team=team, left_on__isnull=True).select_related("person"))
    task = forming_task(team.round, day, [team], also=[one.person_id for one in crew])
    names = {pk: name for name, pk in task.people.items()}
    _as_it_is(task.data, {names[one.person_id]: RANKS.get(Position(one.position), Rank.MEMBER) for one in crew})
    instance = read_instance(task.data)
    table = Table(
        Roster(instance),
        eligibility(instance),
        (tuple(sorted(instance.person_number[names[one.person_id]] for one in crew)),),
    )
    leaving = instance.person_number[names[member.person_id]]
    rank = instance.people[leaving].rank
    same = [
        number
        for number, person in enumerate(instance.people)
        if person.rank is rank and number not in table.seated and names[member.person_id] != person.id
    ]
    without = _without_account(team, task)
    barred = {number: _against(task, table, leaving, number, without) for number in same}
    found = [one for one in replacements(table, leaving, len(instance.people)) if not barred.get(one.person)]
    return Successors(
        [
            Choice(
                task.people[instance.people[one.person].id],
                instance.people[one.person].id,
                f"{one.cost:+d}" if one.cost else "±0",
                _priced(instance, table, leaving, one.person),
            )
            for one in found[:SHOWN]
        ],
        [Barred(instance.people[number].id, texts) for number, texts in barred.items() if texts],
    )


def _as_it_is(data: dict[str, Any], crew: dict[str, Rank]) -> None:
    """Let the one team ask for what it has, where it has less than it asked for: nothing is mended by one seat."""
    [team] = data["teams"]
    for person in data["people"]:
        if person["id"] in crew:
            person |= {"rank": str(crew[person["id"]]), "available": True}
    members = [person for person in data["people"] if person["id"] in crew]
    ranks = list(crew.values())
    team |= {"size": len(crew), "leaders": ranks.count(Rank.LEADER), "deputies": ranks.count(Rank.DEPUTY)}
    team["skills"] = {
        skill: min(need, sum(skill in person["skills"] for person in members)) for skill, need in team["skills"].items()
    }
    team[EXPERIENCED] = min(team[EXPERIENCED], sum(person["service"] > 0 for person in members))
    team |= {"pinned": [], "forbidden": [one for one in team["forbidden"] if one not in crew]}


def _without_account(team: Team, task: FormingTask) -> set[int]:
    """Once the round is authorised, whoever comes needs an account at once."""
    if RoundState(team.round.state) not in STAFFED:
        return set()
    rows = Person.objects.filter(pk__in=task.people.values(), user__isnull=True)
    return set(rows.values_list("pk", flat=True))


def _against(task: FormingTask, table: Table, leaving: int, number: int, without: set[int]) -> list[Say]:
    instance = table.instance
    name = instance.people[number].id
    texts: list[Say] = []
    for ground in table.eligible.grounds.get((number, 0), ()):
        if ground.bar is Bar.RECUSED:
            texts += task.ties[name, instance.teams[0].id].texts
        elif ground.bar is Bar.AVAILABLE:
            texts.append(task.not_free[name])
        else:
            texts.append(told(ground, instance.people[number]))
    texts += table.against(0, leaving, number)
    if task.people[name] in without:
        texts.append(say("还没有开通账号"))
    return texts


def _priced(instance: Instance, table: Table, leaving: int, number: int) -> list[Say]:
    """What somebody's price is made of: rounds served, and members they have served with before."""
    served = instance.people[number].service
    texts = [say("参加过 {n} 轮", n=served) if served else say("没有参加过")]
    known = instance.past_of.get(number, frozenset())
    again = [instance.people[one].id for one in table.seats[0] if one in known and one != leaving]
    return [*texts, say("与{names}搭档过", names=again)] if again else texts
