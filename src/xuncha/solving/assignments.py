"""
The two steps before the teams: which county inspects which, and which team takes which units. Both proven optimal.

The ring (推磨式交叉巡): every county sends a team to another and receives one, nobody inspects at home, and no two
inspect each other unless that is asked for; all in one circle where that is asked for.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from xuncha.solving.budget import Budget
from xuncha.solving.programs import Program, Status, solved

PROVEN = 0.999


@dataclass(frozen=True)
class Assignment:
    """Who goes where; empty where there is no legal way. `status` says whether it is proven the cheapest."""

    status: Status
    to: Mapping[str, str]
    cost: int | None
    bound: float | None


def ring(
    counties: Sequence[str],
    cost: Callable[[str, str], int],
    budget: Budget,
    *,
    barred: Collection[tuple[str, str]] = (),
    mutual: bool = False,
    one_circle: bool = False,
) -> Assignment:
    """Each county's target, at the least cost; `barred` are pairs (who, where) that may not be."""
    program = Program()
    number = {
        (one, other): program.variable(0, 1, cost=cost(one, other))
        for one in counties
        for other in counties
        if one != other and (one, other) not in barred
    }
    for county in counties:
        program.row([(x, 1) for (one, _), x in number.items() if one == county], 1, 1)
        program.row([(x, 1) for (_, other), x in number.items() if other == county], 1, 1)
    if not mutual:
        for (one, other), x in number.items():
            if one < other and (other, one) in number:
                program.row([(x, 1), (number[other, one], 1)], upper=1)
    while True:
        found = _found(program, number, budget)
        circles = _circles(found.to)
        if not one_circle or len(circles) <= 1:
            return found
        for circle in circles:
            inside = [(x, 1.0) for (one, other), x in number.items() if one in circle and other in circle]
            program.row(inside, upper=len(circle) - 1)


def units_to_teams(
    workload: Mapping[str, int],
    capacity: Mapping[str, int],
    cost: Callable[[str, str], int],
    budget: Budget,
    *,
    barred: Collection[tuple[str, str]] = (),
    together: Collection[Collection[str]] = (),
) -> Assignment:
    """
    Each unit's team at the least cost: no team beyond its capacity, no pair (unit, team) that is barred, and the
    members of each group in `together` in one team.
    """
    program = Program()
    number = {
        (unit, team): program.variable(0, 1, cost=cost(unit, team))
        for unit in workload
        for team in capacity
        if (unit, team) not in barred
    }
    for unit in workload:
        program.row([(x, 1) for (one, _), x in number.items() if one == unit], 1, 1)
    for team, most in capacity.items():
        program.row([(x, workload[unit]) for (unit, one), x in number.items() if one == team], upper=most)
    for group in together:
        first, *others = sorted(group)
        for unit in others:
            for team in capacity:
                terms = [
                    (number[one, team], sign) for one, sign in ((first, 1.0), (unit, -1.0)) if (one, team) in number
                ]
                program.row(terms, 0, 0)
    return _found(program, number, budget)


def _found(program: Program, number: Mapping[tuple[str, str], int], budget: Budget) -> Assignment:
    if not number:
        return Assignment(Status.INFEASIBLE, {}, None, None)
    answer = solved(program, budget, gap=PROVEN)
    if not answer.values:
        return Assignment(answer.status, {}, None, None)
    to = {one: other for (one, other), x in number.items() if answer.values[x] > 0.5}
    return Assignment(answer.status, to, round(answer.objective), answer.bound)


def _circles(to: Mapping[str, str]) -> list[set[str]]:
    left, circles = dict(to), []
    while left:
        one, circle = next(iter(left)), set()
        while one in left:
            circle.add(one)
            one = left.pop(one)
        circles.append(circle)
    return circles
