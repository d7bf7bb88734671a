"""What a team asks of its members: so many of a kind. And the formed teams as numbers, with what they cost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from xuncha.core.text import Say, say
from xuncha.solving.teams.instance import RANK_LABELS, SKILL_LABELS, Instance, Person, Rank, Team

SIZE = "size"
EXPERIENCED = "experienced"
"""The kinds besides the ranks and the skills."""

Seats = tuple[tuple[int, ...], ...]
"""Per team its members, as numbers in ascending order."""


@dataclass(frozen=True, slots=True)
class Demand:
    """`need` people of a kind in one team: exactly so many, or at least."""

    team: int
    kind: str
    need: int
    exact: bool


def demands_of(number: int, team: Team) -> list[Demand]:
    """Everything one team asks for; ranks even where it asks for none, since more is not allowed."""
    return [
        Demand(number, SIZE, team.size, exact=True),
        Demand(number, Rank.LEADER, team.leaders, exact=True),
        Demand(number, Rank.DEPUTY, team.deputies, exact=True),
        *(Demand(number, skill, need, exact=False) for skill, need in sorted(team.skills.items())),
        *([Demand(number, EXPERIENCED, team.experienced, exact=False)] if team.experienced else []),
    ]


def kinds_of(person: Person) -> frozenset[str]:
    """The kinds a person counts for."""
    served = {EXPERIENCED} if person.service >= 1 else set()
    return person.skills | served | {SIZE, str(person.rank)}


def kind_label(kind: str) -> Say:
    """What people call somebody of this kind."""
    if kind in SKILL_LABELS:
        return say("{skill}人员", skill=say(SKILL_LABELS[kind]))
    if kind in tuple(Rank):
        return say(RANK_LABELS[Rank(kind)])
    return say("有巡察经历的人员") if kind == EXPERIENCED else say("组成人员")


@dataclass(frozen=True)
class Roster:
    """An instance with its demands laid out, and each person's kinds."""

    instance: Instance

    @cached_property
    def demands(self) -> list[Demand]:
        """The demands of all teams, in their order."""
        return [demand for number, team in enumerate(self.instance.teams) for demand in demands_of(number, team)]

    @cached_property
    def kinds(self) -> list[frozenset[str]]:
        """Per person the kinds they count for."""
        return [kinds_of(person) for person in self.instance.people]

    @cached_property
    def pinned(self) -> frozenset[tuple[int, int]]:
        """The pairs that are given."""
        number = self.instance.person_number
        return frozenset((number[one], t) for t, team in enumerate(self.instance.teams) for one in team.pinned)


def parts_of(instance: Instance, seats: Sequence[Sequence[int]]) -> dict[str, int]:
    """What formed teams cost, by part."""
    taken = [(person, team) for team, members in enumerate(seats) for person in members]
    repeated = sum(1 for members in seats for _ in repeated_pairs(instance, members))
    return {
        "travel": sum(instance.travel(person, team) for person, team in taken),
        "service": sum(instance.service(person) for person, _ in taken),
        "repeat_pair": instance.weights.repeat_pair * repeated,
    }


def repeated_pairs(instance: Instance, members: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Those in one team who have served together before."""
    return (pair for pair in combinations(sorted(members), 2) if pair in instance.past_pairs)
