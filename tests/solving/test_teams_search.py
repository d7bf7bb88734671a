"""Teams: legal, the cheapest there are, proven, explained; the same every time."""

from dataclasses import replace
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.solving.team_tasks import person_of, plain, solved, team, tiny
from xuncha.core.errors import RuleViolated
from xuncha.solving.budget import Budget
from xuncha.solving.programs import Status
from xuncha.solving.teams import result as results
from xuncha.solving.teams import search
from xuncha.solving.teams.checker import judge
from xuncha.solving.teams.demands import Roster
from xuncha.solving.teams.eligibility import Bar, eligibility
from xuncha.solving.teams.instance import Instance
from xuncha.solving.teams.pricing import certify
from xuncha.solving.teams.reading import read_instance
from xuncha.solving.teams.search import form
from xuncha.solving.teams.swaps import Table, replacements


def cheapest_of_all(data):
    """Every way to fill two teams of three, one by one."""
    names = [person["id"] for person in data["people"]]
    best = None
    for first in combinations(names, 3):
        for second in combinations([name for name in names if name not in first], 3):
            result = {"status": "feasible", "teams": {"t1": list(first), "t2": list(second)}, "bound": None}
            verdict = judge(data, result)
            legal = not [v for v in verdict.violations if "写的是" not in v.template]
            if legal and (best is None or verdict.objective < best):
                best = verdict.objective
    return best


def test_the_optimum_is_that_of_trying_everything():
    data = plain(past_pairs=[["l1", "a1"], ["a2", "m2"]], kin_pairs=[["l2", "a2"]])
    person_of(data, "m2")["service"] = 1
    result = solved(data)
    assert result["status"] == "optimal"
    assert result["objective"] == cheapest_of_all(data) == result["bound"]
    assert judge(data, result).violations == []


@settings(max_examples=6, deadline=None, derandomize=True)
@given(st.integers(0, 10_000))
def test_whatever_the_task_the_result_is_legal_or_explained(seed):
    data = tiny(seed)
    result = solved(data, seed=7)
    if result["status"] == "infeasible":
        assert result["conflict"]
        assert result["minimal"] is True
        assert result["explanation"]
        return
    assert result["status"] == "optimal"
    assert judge(data, result).violations == []
    costs = [one["cost"] for team in result["candidates"].values() for seat in team.values() for one in seat]
    assert costs
    assert min(costs) >= 0
    again = solved(data, seed=7)
    assert {**again, "seconds": 0} == {**result, "seconds": 0}


def test_the_bound_lies_below_every_formation_and_needs_no_trust_in_the_solver():
    data = plain()
    instance = read_instance(data)
    certificate = certify(Roster(instance), eligibility(instance), Budget(30))
    assert certificate is not None
    assert certificate.feasible
    assert certificate.bound <= cheapest_of_all(data) + 1e-6


def test_a_repeated_pair_is_avoided_where_that_is_cheaper():
    data = plain(past_pairs=[["l1", "a1"]])
    apart = solved(data)["teams"]
    assert not {"l1", "a1"} <= set(apart["t1"])
    assert not {"l1", "a1"} <= set(apart["t2"])
    data["weights"]["repeat_pair"] = 0
    together = solved(data)["teams"]
    assert {"l1", "a1"} <= set(together["t1"])


def test_pinned_people_sit_where_they_are_pinned():
    data = plain()
    data["teams"][1]["pinned"] = ["l1"]
    data["teams"][0]["forbidden"] = ["m1"]
    result = solved(data)
    assert "l1" in result["teams"]["t2"]
    assert "m1" not in result["teams"]["t1"]
    assert result["reasons"]["t2"]["l1"] == "指定在 t2。"
    assert result["candidates"]["t2"]["l1"] == []
    assert {"rule": "forbidden", "text": "m1 被指明不进本组"} in result["excluded"]["t1"]["m1"]


def test_every_exclusion_names_its_rule_and_its_record():
    data = plain()
    ties = {
        "m1": {"home": 0},
        "m2": {"employer": "a"},
        "m3": {"former": [{"unit": "a", "years_since": 3}, {"unit": "b", "years_since": 4}]},
        "m4": {"kin_units": ["a"], "interest_units": ["a"]},
        "a1": {"available": False},
        "a2": {"service": 3, "served_last_round": True},
    }
    for name, tie in ties.items():
        person_of(data, name).update(tie)
    instance = read_instance(data)
    kept_out = results.excluded(instance, eligibility(instance))
    assert {name: [one["rule"] for one in found] for name, found in kept_out["t1"].items()} == {
        "a1": [Bar.AVAILABLE],
        "a2": [Bar.REST],
        "m1": [Bar.HOME],
        "m2": [Bar.EMPLOYER],
        "m3": [Bar.FORMER],
        "m4": [Bar.KIN, Bar.INTEREST],
    }
    assert kept_out["t1"]["m3"][0]["text"] == "m3 3 年前任职于 a"
    assert set(kept_out["t2"]) == {"a1", "a2"}
    waived = eligibility(instance, waived=[Bar.AVAILABLE, Bar.REST])
    assert [len(free) for free in waived.allowed] == [4, 8]


def test_the_price_of_another_person_is_what_the_objective_changes_by():
    data = plain(past_pairs=[["l1", "m4"]])
    result = solved(data)
    people = {name: team for team, members in result["teams"].items() for name in members}
    for name, team_id in people.items():
        for candidate in result["candidates"][team_id][name]:
            swap = {name: candidate["person"], candidate["person"]: name}
            changed = {team: [swap.get(one, one) for one in members] for team, members in result["teams"].items()}
            verdict = judge(data, {**result, "teams": changed})
            assert verdict.objective == result["objective"] + candidate["cost"]
    exchanged = [c for seats in result["candidates"].values() for seat in seats.values() for c in seat if "from" in c]
    assert exchanged
    assert "与 t2 的 l2 对调" in result["reasons"]["t1"]["l1"]


def test_a_reason_names_what_the_team_lacks_without_the_person():
    result = solved(plain())
    assert "本组须有的审计人员离不开此人" in result["reasons"]["t1"]["a1"]
    assert result["reasons"]["t1"]["l1"].startswith("组长；路程计 0，以往轮次计 0；")


def test_replacements_come_from_the_pool_alone():
    data = plain()
    instance = read_instance(data)
    formation = form(instance, Budget(30))
    table = Table(Roster(instance), eligibility(instance), formation.seats)
    number = instance.person_number
    assert replacements(table, number["l1"]) == []
    member = next(p for p in formation.seats[0] if instance.people[p].id.startswith("m"))
    found = replacements(table, member)
    assert [one.other_team for one in found] == [-1, -1]
    assert found == sorted(found)


def test_without_time_there_is_the_quick_formation_and_no_claim():
    result = results.solve(plain(), Budget(0))
    assert result["status"] == "feasible"
    assert result["bound"] is None
    assert judge(plain(), result).violations == []


def test_a_formation_that_fails_the_check_is_not_handed_on(monkeypatch):
    monkeypatch.setattr(results, "parts_of", lambda *_: {"travel": 1, "service": 0, "repeat_pair": 0})
    with pytest.raises(RuleViolated, match="核验没有通过"):
        solved(plain())


def test_the_ring_is_short_both_ways():
    instance = read_instance(plain())
    assert isinstance(instance, Instance)
    assert [instance.steps(one, other) for one, other in permutations((0, 1, 4), 2)] == [1, 1, 1, 2, 1, 2]


def test_a_task_whose_relatives_leave_only_one_way():
    data = plain(teams=[team("t1", "a"), team("t2", "b")], kin_pairs=[["l1", "a1"], ["l2", "a2"]])
    teams = solved(data)["teams"]
    assert {"l1", "a2"} <= set(teams["t1"]) or {"l1", "a2"} <= set(teams["t2"])


def test_a_solver_that_stopped_without_a_bound_leaves_the_one_there_was(monkeypatch):
    data = plain(past_pairs=[["l1", "a1"], ["l2", "a2"]])
    unproven = search.solved

    def stopped(*given, **options):
        answer = unproven(*given, **options)
        return replace(answer, status=Status.FEASIBLE, bound=float("-inf"))

    monkeypatch.setattr(search, "solved", stopped)
    result = solved(data)
    assert result["status"] in {"feasible", "optimal"}
    assert judge(data, result).violations == []
