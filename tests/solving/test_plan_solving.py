"""Plans: legal by the independent checker whatever the instance, as good as any, and the same for the same seed."""

import json
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.solving.plans import random_instance, small, unit
from xuncha.solving import programs
from xuncha.solving.budget import Budget
from xuncha.solving.plan.checking import check_plan, check_result
from xuncha.solving.plan.instance import read_instance
from xuncha.solving.plan.model import build
from xuncha.solving.plan.results import Request, solve, status_words
from xuncha.solving.plan.tightening import opening, sectors_decide, tightened


def solved(data, seconds=3, seed=1, workers=1):
    instance = read_instance(data)
    return instance, solve(instance, Request(seconds, seed, workers))


@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10_000))
def test_every_plan_is_legal_and_every_refusal_names_rules(seed):
    instance, result = solved(random_instance(seed))
    if result["status"] == "infeasible":
        assert result["conflict"]
    else:
        assert check_result(instance, result).legal
        assert result["bound"] <= result["objective"]


def test_nothing_is_better_than_what_is_called_optimal():
    data = small(5, follow_ups=[], topics=[])
    instance, result = solved(data)
    assert result["status"] == "optimal"
    best = None
    for rounds in product(range(4), repeat=5):
        plan = {"visits": {f"u{n}": r for n, r in enumerate(rounds)}, "follow_ups": [], "topics": {}}
        verdict = check_plan(instance, plan)
        if verdict.legal:
            best = min(sum(verdict.parts.values()), best or 10**9)
    assert result["objective"] == best


def test_the_same_seed_gives_the_same_plan_with_one_worker_or_two():
    plans = {json.dumps(solved(small(14), workers=workers)[1]["visits"]) for workers in (1, 1, 2)}
    assert len(plans) == 1


def test_a_plan_in_force_is_kept_where_it_can_be_and_closed_rounds_stay():
    data = small(12, follow_ups=[])
    _, first = solved(data)
    for one in data["units"]:
        one["published"] = first["visits"][one["id"]]
    data["rounds"][0]["closed"] = True
    data["units"].append(unit(12))
    data["topics"][0]["earliest"] = 1
    instance, second = solved(data)
    assert check_result(instance, second).legal
    moved = [u for u, here in first["visits"].items() if second["visits"][u] != here]
    assert len(moved) <= 2
    stayed = {u for u, here in first["visits"].items() if here == 0}
    assert {u for u, here in second["visits"].items() if here == 0} == stayed


def test_two_follow_ups_of_one_unit_are_answered_in_order():
    twice = [
        {"unit": "u0", "workload": 1, "min_gap": 1, "max_gap": 1},
        {"unit": "u0", "workload": 1, "min_gap": 2, "max_gap": 2},
    ]
    instance, result = solved(small(8, follow_ups=twice))
    assert check_result(instance, result).legal
    first, second = (f["round"] for f in result["follow_ups"])
    assert second - first == 1


def test_a_cancelled_search_has_no_plan_and_says_so():
    instance = read_instance(small())
    budget = Budget(20)
    budget.cancel()
    result = solve(instance, Request(20), budget)
    assert (result["status"], result["objective"]) == ("unknown", None)
    assert str(status_words(result)) == "未得出方案"


@pytest.mark.parametrize(
    ("result", "said"),
    [
        ({"status": "optimal", "objective": 5, "bound": 5}, "已证最优"),
        ({"status": "infeasible", "objective": None, "bound": None}, "无可行方案"),
        ({"status": "feasible", "objective": 100, "bound": 95.5}, "距下界 4.5 %"),
        ({"status": "feasible", "objective": 100, "bound": None}, "未证明"),
    ],
)
def test_what_people_read_of_a_result(result, said):
    assert str(status_words(result)) == said


def test_the_bound_of_what_is_open_where_is_below_every_plan():
    """Where each unit has a sector, units may be parted for the bound: not above the optimum nor below the LP."""
    data = small(12)
    for one in data["units"]:
        one["sector"] = one["sector"] or "towns"
    model = build(read_instance(data))
    program, _whole = tightened(model)
    assert sectors_decide(model)
    assert not sectors_decide(build(read_instance(small(12))))
    budget = Budget(20)
    parted, whole = (programs.solved(one, budget) for one in (opening(model, program), program))
    assert programs.relaxed(program, budget).bound <= parted.bound + 1e-6 <= whole.objective + 2e-6
