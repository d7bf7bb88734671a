"""Rings between counties and units to teams, against trying every way."""

from itertools import permutations, product

import pytest

from xuncha.solving.assignments import ring, units_to_teams
from xuncha.solving.budget import Budget
from xuncha.solving.programs import Status

COUNTIES = ["a", "b", "c", "d", "e"]


def price(one, other):
    return (ord(one) * 7 + ord(other) * 13) % 11 + 1


def circles(to):
    seen, count = set(), 0
    for start in to:
        one = start
        count += one not in seen
        while one not in seen:
            seen.add(one)
            one = to[one]
    return count


def cheapest(*, mutual, one_circle, barred=()):
    best = None
    for order in permutations(COUNTIES):
        to = dict(zip(COUNTIES, order, strict=True))
        if any(one == other or (one, other) in barred for one, other in to.items()):
            continue
        if not mutual and any(to[other] == one for one, other in to.items()):
            continue
        if one_circle and circles(to) > 1:
            continue
        cost = sum(price(*pair) for pair in to.items())
        best = cost if best is None else min(best, cost)
    return best


@pytest.mark.parametrize("mutual", [True, False])
@pytest.mark.parametrize("one_circle", [True, False])
def test_a_ring_is_the_cheapest_of_all(mutual, one_circle):
    barred = {("a", "b")}
    found = ring(COUNTIES, price, Budget(20), barred=barred, mutual=mutual, one_circle=one_circle)
    assert found.status is Status.OPTIMAL
    assert found.cost == cheapest(mutual=mutual, one_circle=one_circle, barred=barred)
    assert sorted(found.to) == sorted(found.to.values()) == COUNTIES
    assert all(one != other and (one, other) not in barred for one, other in found.to.items())
    assert mutual or all(found.to[other] != one for one, other in found.to.items())
    assert not one_circle or circles(found.to) == 1


def test_two_counties_can_only_inspect_each_other():
    assert ring(["a", "b"], price, Budget(20)).status is Status.INFEASIBLE
    assert ring(["a", "b"], price, Budget(20), mutual=True).to == {"a": "b", "b": "a"}
    assert ring(["a"], price, Budget(20)).status is Status.INFEASIBLE


def test_units_go_to_teams_at_the_least_cost():
    workload, capacity = {"u": 3, "v": 2, "w": 2, "x": 1}, {"p": 5, "q": 5}
    barred, together = {("u", "p")}, [("w", "x")]
    found = units_to_teams(workload, capacity, price, Budget(20), barred=barred, together=together)
    best = min(
        sum(price(*pair) for pair in zip(workload, teams, strict=True))
        for teams in product(capacity, repeat=4)
        if teams[0] != "p"
        and teams[2] == teams[3]
        and all(sum(w for w, t in zip(workload.values(), teams, strict=True) if t == p) <= 5 for p in capacity)
    )
    assert found.status is Status.OPTIMAL
    assert found.cost == best
    assert set(found.to) == set(workload)


def test_units_beyond_the_capacity_are_refused():
    found = units_to_teams({"u": 3, "v": 2}, {"p": 4}, price, Budget(20))
    assert found.status is Status.INFEASIBLE
    assert found.to == {}
