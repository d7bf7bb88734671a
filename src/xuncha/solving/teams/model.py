"""
The integer program of a formation over some of the eligible pairs.

x[person, team] is one for a seat. A person sits at most once; each demand of a team is a row; so is each employer of
whom a team could get too many; relatives exclude each other; a repeated pair costs. The relaxation used for the bound
leaves the last two out: every one of their terms only adds to the cost, so what remains is still a bound.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from xuncha.solving.programs import INFINITY, Program
from xuncha.solving.teams.demands import Demand, Roster, Seats

Pair = tuple[int, int]
"""A person and a team."""


@dataclass(frozen=True)
class Model:
    """A program, and what its variables and rows stand for."""

    program: Program
    pairs: Sequence[Pair]
    person_rows: dict[int, int]
    demand_rows: dict[Demand, int]
    employer_rows: dict[tuple[str, int], int]
    shortages: Sequence[int]
    repeats: Sequence[tuple[int, int, int]]

    def seats(self, values: Sequence[float], teams: int) -> Seats:
        """The formation that a solution describes."""
        members: list[list[int]] = [[] for _ in range(teams)]
        for (person, team), value in zip(self.pairs, values, strict=False):
            if value > 0.5:
                members[team].append(person)
        return tuple(tuple(sorted(one)) for one in members)

    def point(self, seats: Seats) -> list[float]:
        """The solution that describes a formation all of whose seats are among the pairs."""
        values = [float(person in seats[team]) for person, team in self.pairs]
        values += [0.0] * (len(self.program.cost) - len(values))
        for variable, one, other in self.repeats:
            values[variable] = float(values[one] + values[other] > 1)
        return values


def build(
    roster: Roster,
    pairs: Collection[Pair],
    *,
    kin: bool = True,
    repeats: bool = True,
    shortage: int | None = None,
    cost: Callable[[int, int], float] | None = None,
) -> Model:
    """
    The program over `pairs`, with relatives and repeated pairs where wanted.

    `shortage` is the price at which a demand may be missed; `cost` prices a seat otherwise than the instance does.
    """
    instance, program = roster.instance, Program()
    cost = cost or instance.cost
    ordered = sorted(pairs, key=lambda pair: (pair[1], pair[0]))
    person_terms: dict[int, list[tuple[int, float]]] = {}
    kind_terms: dict[tuple[int, str], list[tuple[int, float]]] = {}
    employer_terms: dict[tuple[str, int], list[tuple[int, float]]] = {}
    for pair in ordered:
        person, team = pair
        x = program.variable(float(pair in roster.pinned), 1, cost=cost(*pair))
        person_terms.setdefault(person, []).append((x, 1))
        employer_terms.setdefault((instance.people[person].employer, team), []).append((x, 1))
        for kind in roster.kinds[person]:
            kind_terms.setdefault((team, kind), []).append((x, 1))
    person_rows = {person: program.row(terms, upper=1) for person, terms in person_terms.items()}
    demand_rows, shortages = {}, []
    for demand in roster.demands:
        terms = kind_terms.get((demand.team, demand.kind), [])
        if shortage is not None and demand.need:
            shortages.append(program.variable(0, demand.need, cost=shortage))
            terms = [*terms, (shortages[-1], 1)]
        demand_rows[demand] = program.row(terms, demand.need, demand.need if demand.exact else INFINITY)
    most = instance.rules.max_same_employer
    employer_rows = {key: program.row(terms, upper=most) for key, terms in employer_terms.items() if len(terms) > most}
    number = {pair: x for x, pair in enumerate(ordered)}
    if kin:
        for _, one, other in _both_seated(roster, number, instance.kin_pairs):
            program.row([(one, 1), (other, 1)], upper=1)
    again = _repeats(roster, number, program) if repeats else []
    return Model(program, ordered, person_rows, demand_rows, employer_rows, shortages, again)


def _both_seated(
    roster: Roster, number: dict[Pair, int], acquainted: Collection[tuple[int, int]]
) -> Iterator[tuple[int, int, int]]:
    """Every team in which two acquainted people could both sit, with their two variables."""
    for one, other in sorted(acquainted):
        for team in range(len(roster.instance.teams)):
            if (one, team) in number and (other, team) in number:
                yield team, number[one, team], number[other, team]


def _repeats(roster: Roster, number: dict[Pair, int], program: Program) -> list[tuple[int, int, int]]:
    """A variable for each repeated pair that could be in one team, with its two seats."""
    repeats = []
    for _, one, other in _both_seated(roster, number, roster.instance.past_pairs):
        again = program.variable(0, 1, cost=roster.instance.weights.repeat_pair, integer=False)
        program.row([(one, 1), (other, 1), (again, -1)], upper=1)
        repeats.append((again, one, other))
    return repeats
