"""The files of rings and of units to teams: what comes out, and every fault with its place."""

import json

import pytest

from xuncha.core.errors import RuleViolated
from xuncha.site.command_teams import teams_command
from xuncha.solving.assigning import RING, UNITS, solve_assignment
from xuncha.solving.budget import Budget

ROUND_TRIP = {"format": RING, "counties": ["a", "b", "c"], "costs": [["a", "b", 5]], "mutual": False}
SHARED = {
    "format": UNITS,
    "units": [{"id": "u1", "workload": 1}, {"id": "u2", "workload": 1}, {"id": "u3", "workload": 1}],
    "teams": [{"id": "t1", "capacity": 2}, {"id": "t2", "capacity": 2}],
    "costs": [["u3", "t2", 4]],
    "barred": [["u1", "t2"]],
    "together": [["u1", "u2"]],
}


def solved(data):
    return solve_assignment(data, Budget(5))


def test_a_ring_avoids_what_costs():
    result = solved(ROUND_TRIP)
    assert result["to"] == {"a": "c", "c": "b", "b": "a"}
    assert (result["status"], result["objective"]) == ("optimal", 0)
    assert solved({**ROUND_TRIP, "counties": ["a", "b"]})["to"] == {}


def test_units_stay_together_within_what_a_team_can_carry():
    result = solved(SHARED)
    assert result["to"] == {"u1": "t1", "u2": "t1", "u3": "t2"}
    assert result["objective"] == 4


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([], "须为对象"),
        ({"format": "no"}, "format"),
        ({**ROUND_TRIP, "counties": "abc"}, "counties"),
        ({**ROUND_TRIP, "counties": ["a", "a"]}, "有重复的"),
        ({**ROUND_TRIP, "costs": [["a", "z", 1]]}, "costs"),
        ({**ROUND_TRIP, "costs": [["a", "b", -1]]}, "不小于 0"),
        ({**SHARED, "together": [["u9"]]}, "together"),
        ({**SHARED, "barred": [["u1"]]}, "barred"),
    ],
)
def test_faults_are_refused_with_their_place(data, words):
    with pytest.raises(RuleViolated, match=words):
        solved(data)


def test_the_command_reads_both_files(tmp_path, capsys):
    for given, code in ((ROUND_TRIP, 0), ({**ROUND_TRIP, "counties": ["a", "b"]}, 1)):
        task, out = tmp_path / "task.json", tmp_path / "out.json"
        task.write_text(json.dumps(given), encoding="utf-8")
        assert teams_command(["solve", str(task), "--cpu-seconds", "5", "--out", str(out)]) == code
        assert bool(json.loads(out.read_text("utf-8"))["to"]) is (code == 0)
    assert "已证最优" in capsys.readouterr().out
