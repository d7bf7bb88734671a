"""
The bound: the linear program of all eligible pairs, solved over a growing part of them.

A few cheap pairs are solved; the prices of their rows give the reduced cost of every eligible pair; those that would
pay come in; when none would, the prices prove the bound for the whole. The proof does not trust the solver: whatever
the prices, Σ price · demand + Σ over all pairs of min(0, reduced cost) bounds every formation from below (weak
duality), and that is the number reported. A pair whose reduced cost exceeds what a better formation could still save
is in no better formation.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from xuncha.solving.budget import Budget
from xuncha.solving.programs import Answer, Status, relaxed
from xuncha.solving.teams.demands import Roster, Seats
from xuncha.solving.teams.eligibility import Eligibility
from xuncha.solving.teams.model import Model, Pair, build

FIRST_PER_TEAM, FIRST_PER_KIND, MORE_PER_TEAM = 24, 6, 40
"""Pairs to begin with, by price alone and of each kind a team asks for; pairs that come in per team and step."""
NOTHING = 1e-6
DEAREST = 10**12


@dataclass(frozen=True)
class Certificate:
    """A bound of all formations, and by how much each pair would raise it. `feasible`: no demand was left short."""

    bound: float
    reduced: dict[Pair, float]
    feasible: bool


@dataclass(frozen=True)
class _Prices:
    person: dict[int, float]
    kind: dict[tuple[int, str], float]
    employer: dict[tuple[str, int], float]
    total: float
    """Σ price · right side."""


def certify(
    roster: Roster, eligible: Eligibility, budget: Budget, *, start: Seats | None = None, priced: bool = True
) -> Certificate | None:
    """
    The bound of the whole program; None when the budget ended first.

    With `priced` off, costs are the shortages alone: a bound above zero proves that no formation exists.
    """
    dearest = max((roster.instance.cost(p, t) for t, free in enumerate(eligible.allowed) for p in free), default=0)
    shortage = 20 * (1 + dearest) if priced else 1
    pairs = _first(roster, eligible, start)
    while True:
        found = _converge(roster, eligible, budget, pairs, shortage=shortage, priced=priced)
        if found is None:
            return None
        certificate, short = found
        if not short or not priced or shortage > DEAREST:
            return certificate
        if not _possible(roster, eligible, budget):
            return certificate
        shortage *= 100


def _possible(roster: Roster, eligible: Eligibility, budget: Budget) -> bool:
    certificate = certify(roster, eligible, budget, priced=False)
    return certificate is None or certificate.bound <= NOTHING


def _first(roster: Roster, eligible: Eligibility, start: Seats | None) -> set[Pair]:
    pairs = {(person, team) for person, team in roster.pinned if eligible.admits(person, team)}
    pairs |= {(person, team) for team, members in enumerate(start or ()) for person in members}
    cheap = [
        sorted(free, key=lambda p: (roster.instance.cost(p, team), p)) for team, free in enumerate(eligible.allowed)
    ]
    for team, people in enumerate(cheap):
        pairs |= {(person, team) for person in people[:FIRST_PER_TEAM]}
    for demand in roster.demands:
        able = [person for person in cheap[demand.team] if demand.kind in roster.kinds[person]]
        pairs |= {(person, demand.team) for person in able[: FIRST_PER_KIND * demand.need]}
    return pairs


def _converge(
    roster: Roster, eligible: Eligibility, budget: Budget, pairs: set[Pair], *, shortage: int, priced: bool
) -> tuple[Certificate, bool] | None:
    """Solve, price, widen, until nothing more would pay. Also whether a demand was left short."""
    while True:
        model = build(roster, pairs, kin=False, repeats=False, shortage=shortage, cost=None if priced else lambda *_: 0)
        answer = relaxed(model.program, budget)
        if answer.status is not Status.OPTIMAL:
            return None
        prices = _prices(roster, model, answer)
        reduced = _reduced(roster, eligible, prices, priced=priced)
        paying: list[list[tuple[float, int]]] = [[] for _ in eligible.allowed]
        for (person, team), value in reduced.items():
            if value < -NOTHING and (person, team) not in pairs:
                paying[team].append((value, person))
        if not any(paying):
            short = any(answer.values[x] > NOTHING for x in model.shortages)
            return Certificate(_bound(roster, prices, reduced), reduced, not short), short
        for team, found in enumerate(paying):
            pairs |= {(person, team) for _, person in sorted(found)[:MORE_PER_TEAM]}


def _prices(roster: Roster, model: Model, answer: Answer) -> _Prices:
    """The prices of the rows, each with the sign its row allows: noise of the solver must not enter the proof."""
    person = {one: min(0.0, answer.prices[row]) for one, row in model.person_rows.items()}
    employer = {key: min(0.0, answer.prices[row]) for key, row in model.employer_rows.items()}
    kind: dict[tuple[int, str], float] = {}
    total = sum(person.values()) + roster.instance.rules.max_same_employer * sum(employer.values())
    for demand, row in model.demand_rows.items():
        price = answer.prices[row] if demand.exact else max(0.0, answer.prices[row])
        kind[demand.team, demand.kind] = price
        total += price * demand.need
    return _Prices(person, kind, employer, total)


def _reduced(roster: Roster, eligible: Eligibility, prices: _Prices, *, priced: bool) -> dict[Pair, float]:
    """The reduced cost of every eligible pair."""
    instance, reduced = roster.instance, {}
    own = [prices.person.get(person, 0.0) for person in range(len(instance.people))]
    for team, free in enumerate(eligible.allowed):
        asked = {kind: price for (t, kind), price in prices.kind.items() if t == team and price}
        worth: dict[frozenset[str], float] = {}
        for person in free:
            kinds = roster.kinds[person]
            if kinds not in worth:
                worth[kinds] = sum(price for kind, price in asked.items() if kind in kinds)
            value = (instance.cost(person, team) if priced else 0) - own[person] - worth[kinds]
            reduced[person, team] = value - prices.employer.get((instance.people[person].employer, team), 0.0)
    return reduced


def _bound(roster: Roster, prices: _Prices, reduced: dict[Pair, float]) -> float:
    given = sum(max(0.0, reduced[pair]) for pair in roster.pinned if pair in reduced)
    return prices.total + given + sum(value for value in reduced.values() if value < 0)


def worth_a_look(reduced: dict[Pair, float], most: float, also: Sequence[Pair] = ()) -> set[Pair]:
    """The pairs that raise the bound by at most `most`, and those named."""
    return {pair for pair, value in reduced.items() if value <= most + NOTHING} | set(also)
