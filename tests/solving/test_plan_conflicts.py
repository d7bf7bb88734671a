"""Where there is no plan: the rules in conflict, minimal and in words, and repairs each of which yields a plan."""

import pytest

from tests.solving.plans import small
from xuncha.solving.budget import Budget
from xuncha.solving.plan import conflicts
from xuncha.solving.plan.conflicts import Contradictions, plan_or_none
from xuncha.solving.plan.instance import read_instance
from xuncha.solving.plan.repairs import changed, repairs
from xuncha.solving.plan.results import Request, solve


def early_units(data):
    for one in data["units"]:
        if one["pool"] == "city":
            one["latest"] = 0
    data["rounds"][0]["capacity"]["city"] = 5


def large_sector(data):
    for one in data["units"]:
        if one["pool"] == "county":
            one["sector"] = "education"
    data["coverage"], data["follow_ups"], data["topics"] = [], [], []


def pinned_outside(data):
    data["units"][6] |= {"latest": 1, "pinned": 3}


def apart(data):
    data["units"][6] |= {"together": "pair", "latest": 0}
    data["units"][10] |= {"together": "pair", "earliest": 2}


def too_much_too_soon(data):
    data["coverage"] = [{"year": 2022, "at_least": 1.0}]
    for one in data["rounds"]:
        one["capacity"] = {"city": 5, "county": 5}
    data["topics"] = []


def visit_too_late(data):
    data["units"][0] |= {"earliest": 3, "sector": None}


def topic_at_its_members(data):
    data["topics"][0] |= {"earliest": 1, "latest": 1}
    data["units"][2]["pinned"] = 1


@pytest.mark.parametrize(
    ("spoil", "rules", "about"),
    [
        (early_units, {"R1", "R6"}, {"city", "2022-1"}),
        (large_sector, {"R3", "R6"}, {"education"}),
        (pinned_outside, {"R1"}, {"u6"}),
        (apart, {"R1", "R2"}, {"u6", "u10", "pair"}),
        (too_much_too_soon, {"R6", "R7"}, {"2022"}),
        (visit_too_late, {"R1", "R4"}, {"u0"}),
        (topic_at_its_members, {"R1", "R5"}, {"u2", "t1"}),
    ],
)
def test_the_cause_is_named_and_every_repair_helps(spoil, rules, about):
    data = small(12)
    spoil(data)
    instance = read_instance(data)
    result = solve(instance, Request(20, workers=1))
    assert result["status"] == "infeasible"
    assert {one["rule"] for one in result["conflict"]} == rules
    assert about <= {name for one in result["conflict"] for name in one["about"]}
    assert result["repairs"]
    for repair in result["repairs"]:
        mended = solve(changed(instance, repair["change"]), Request(2, workers=1))
        assert mended["objective"] is not None, repair["text"]


def test_a_conflict_is_minimal():
    data = small(12)
    apart(data)
    questions = Contradictions(read_instance(data), Budget(60))
    conflict = questions.minimal()
    assert not questions.hold(conflict)
    assert all(questions.hold([one for one in conflict if one != left]) for left in conflict)


def test_where_there_is_a_plan_there_is_no_conflict():
    assert Contradictions(read_instance(small(12)), Budget(60)).minimal() == []


def test_without_time_every_rule_is_named_and_nothing_is_tried(monkeypatch):
    data = small(12)
    apart(data)
    instance = read_instance(data)
    budget = Budget(60)
    questions = Contradictions(instance, budget)
    asked = []

    def until_the_third(model, allowed):
        asked.append(model)
        if len(asked) == 3:
            allowed.cancel()
        return plan_or_none(model, allowed)

    monkeypatch.setattr(conflicts, "plan_or_none", until_the_third)
    conflict = questions.minimal()
    assert {"R1", "R2"} <= {rule.code for rule in conflict}
    assert len(asked) == 3
    assert list(repairs(instance, conflict, budget)) == []
