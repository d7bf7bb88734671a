"""What there is to decide: people, teams, rules and prices, as the format `xuncha.teams/1` has them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from xuncha.core.text import N_

FORMAT = "xuncha.teams/1"
RESULT_FORMAT = "xuncha.teams-result/1"


class Rank(StrEnum):
    """In what office somebody may sit in a team."""

    LEADER = "leader"
    DEPUTY = "deputy"
    MEMBER = "member"


RANK_LABELS = {Rank.LEADER: N_("组长"), Rank.DEPUTY: N_("副组长"), Rank.MEMBER: N_("组员")}
SKILL_LABELS = {
    "audit": N_("审计"),
    "finance": N_("财务"),
    "organisation": N_("组织人事"),
    "discipline": N_("纪检监察"),
    "engineering": N_("工程建设"),
    "general": N_("综合文字"),
}
"""The skills of the format, and what people call them."""


@dataclass(frozen=True, slots=True)
class Post:
    """A former post: where, and how many full years ago it ended."""

    unit: str
    years_since: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the pool; `home` and `base` are places, `service` counts rounds served."""

    id: str
    rank: Rank
    skills: frozenset[str]
    home: int
    base: int
    employer: str
    former: tuple[Post, ...] = ()
    kin_units: frozenset[str] = frozenset()
    interest_units: frozenset[str] = frozenset()
    available: bool = True
    service: int = 0
    served_last_round: bool = False


@dataclass(frozen=True, slots=True)
class Team:
    """A team, the units it inspects and what it needs; `recused` have ties to its units, in whatever words."""

    id: str
    units: tuple[str, ...]
    size: int
    leaders: int
    deputies: int
    skills: Mapping[str, int] = field(default_factory=dict)
    experienced: int = 0
    pinned: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers in the rules that an office sets."""

    former_years: int = 3
    max_same_employer: int = 2
    rest_after_service: int = 3


@dataclass(frozen=True, slots=True)
class Weights:
    """What a step of the way, a squared round of service and a repeated pair cost."""

    travel: int = 2
    service: int = 3
    repeat_pair: int = 8


@dataclass(frozen=True)
class Instance:
    """One task. People and teams are numbered by their order in the file; pairs hold such numbers, lower first."""

    name: str
    places: int
    place_of: Mapping[str, int]
    people: Sequence[Person]
    teams: Sequence[Team]
    kin_pairs: frozenset[tuple[int, int]] = frozenset()
    past_pairs: frozenset[tuple[int, int]] = frozenset()
    rules: Rules = Rules()
    weights: Weights = Weights()

    @cached_property
    def person_number(self) -> dict[str, int]:
        """Where each person stands in `people`."""
        return {person.id: number for number, person in enumerate(self.people)}

    @cached_property
    def kin_of(self) -> dict[int, frozenset[int]]:
        """Each person's relatives in the pool."""
        return _neighbours(self.kin_pairs)

    @cached_property
    def past_of(self) -> dict[int, frozenset[int]]:
        """With whom each person has served before."""
        return _neighbours(self.past_pairs)

    @cached_property
    def _ways(self) -> list[list[int]]:
        """Per team and place: the steps from that place to all of the team's units."""
        return [
            [sum(self.steps(place, self.place_of[unit]) for unit in team.units) for place in range(self.places)]
            for team in self.teams
        ]

    def steps(self, one: int, other: int) -> int:
        """The distance of two places on the ring."""
        apart = abs(one - other)
        return min(apart, self.places - apart)

    def travel(self, person: int, team: int) -> int:
        """What the way to the team's units costs."""
        return self.weights.travel * self._ways[team][self.people[person].base]

    def service(self, person: int) -> int:
        """What calling on somebody again costs who has served before."""
        return self.weights.service * self.people[person].service ** 2

    def cost(self, person: int, team: int) -> int:
        """What this person costs in this team, whoever else is there."""
        return self.travel(person, team) + self.service(person)


def _neighbours(pairs: frozenset[tuple[int, int]]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {number: frozenset(others) for number, others in found.items()}
