"""The checker: a legal plan passes; each planted violation is caught under the name of its rule."""

from copy import deepcopy

import pytest

from tests.solving.plans import small
from xuncha.solving.plan.checking import check_result
from xuncha.solving.plan.instance import read_instance
from xuncha.solving.plan.results import Request, solve


@pytest.fixture(scope="module")
def data():
    made = small(12)
    made["units"][4]["together"] = made["units"][8]["together"] = "pair"
    made["units"][5] |= {"earliest": 1, "forbidden": [2]}
    return made


@pytest.fixture(scope="module")
def result(data):
    return solve(read_instance(data), Request(3, workers=1))


def rules(data, result) -> set[str]:
    return {broken.rule for broken in check_result(read_instance(data), result).violations}


def test_what_was_found_is_legal(data, result):
    assert rules(data, result) == set()


def test_the_window_the_ban_and_the_pin(data, result):
    assert "R1" in rules(data, {**result, "visits": {**result["visits"], "u5": 0}})
    assert "R1" in rules(data, {**result, "visits": {**result["visits"], "u5": 2}})
    pinned = deepcopy(data)
    pinned["units"][6]["pinned"] = (result["visits"]["u6"] + 1) % 4
    assert "R1" in rules(pinned, result)


def test_closed_rounds(data, result):
    closed = deepcopy(data)
    closed["rounds"][result["visits"]["u7"]]["closed"] = True
    assert "R1" in rules(closed, result)
    for one in closed["units"]:
        one["published"] = result["visits"][one["id"]]
    closed["follow_ups"], closed["topics"] = [], []
    calm = {**result, "follow_ups": [], "topics": {}}
    assert "R1" not in rules(closed, calm)
    closed["units"][7]["forbidden"] = [result["visits"]["u7"]]
    assert "R1" not in rules(closed, calm)


def test_groups_and_sectors(data, result):
    here = result["visits"]["u4"]
    assert "R2" in rules(data, {**result, "visits": {**result["visits"], "u8": 3 - here}})
    assert "R3" in rules(data, {**result, "visits": {**result["visits"], "u0": (result["visits"]["u0"] + 1) % 4}})
    far = {**result["visits"], "u1": 0, "u9": 3}
    assert "R3" in rules(data, {**result, "visits": far})


def test_follow_ups_and_topics(data, result):
    late = [{"unit": "u0", "round": result["visits"]["u0"]}]
    assert "R4" in rules(data, {**result, "follow_ups": late})
    assert "R5" in rules(data, {**result, "topics": {"t1": result["visits"]["u2"]}})
    narrow = deepcopy(data)
    narrow["topics"][0] |= {"earliest": 3 - result["topics"]["t1"], "latest": 3 - result["topics"]["t1"]}
    assert "R5" in rules(narrow, result)


def test_capacity_and_coverage(data, result):
    tight = deepcopy(data)
    tight["rounds"][result["visits"]["u1"]]["capacity"]["county"] = 0
    assert "R6" in rules(tight, result)
    late = deepcopy(data)
    late["coverage"] = [{"year": 2022, "at_least": 1.0}]
    assert "R7" in rules(late, result)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"objective": 1}, "objective"),
        ({"parts": {}}, "parts"),
        ({"bound": 10**6}, "bound"),
        ({"bound": "none"}, "bound"),
        ({"status": "optimal", "bound": 0}, "status"),
        ({"status": "infeasible"}, "status"),
        ({"format": "other"}, "form"),
        ({"visits": []}, "form"),
        ({"visits": {}}, "R1"),
        ({"topics": {"t9": 0}}, "R5"),
        ({"follow_ups": []}, "R4"),
        ({"follow_ups": [1]}, "R4"),
    ],
)
def test_what_is_claimed_or_missing(data, result, change, rule):
    assert rule in rules(data, {**result, **change})


def test_a_bound_may_be_missing(data, result):
    assert rules(data, {**result, "status": "feasible", "bound": None}) == set()
    assert rules(data, []) == {"form"}
