"""A command that is told how many CPU seconds it may spend spends no more, whatever else the machine does."""

import json
import resource
import subprocess
import sys

import pytest

from benchmarks.plan_instances import instance
from benchmarks.team_instances import PROVINCE, task

SECONDS, PATIENCE = 3, 120
HARD = {"plan": lambda: instance("prefecture", 1), "teams": lambda: task(PROVINCE, 1)}
"""Neither is solved in so little time."""


def spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize("word", HARD)
def test_the_limit_holds_for_the_whole_process(tmp_path, word):
    given, found = tmp_path / "task.json", tmp_path / "result.json"
    given.write_text(json.dumps(HARD[word]()), "utf-8")
    command = [sys.executable, "-m", "xuncha", word, "solve", str(given)]
    before = spent()
    subprocess.run(
        [*command, "--cpu-seconds", str(SECONDS), "--out", str(found)],
        timeout=PATIENCE,
        capture_output=True,
        check=True,
    )
    assert spent() - before <= 1.1 * SECONDS
    result = json.loads(found.read_text("utf-8"))
    assert (result["status"], result["objective"] is None) == ("feasible", False)
