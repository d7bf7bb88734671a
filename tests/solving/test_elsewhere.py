"""A search in a process of its own: watched, ended with its best so far, ended without."""

import os
import signal
import subprocess
from typing import Any

import pytest

from benchmarks.plan_instances import instance
from tests.solving.plans import small
from xuncha.core.errors import RuleViolated
from xuncha.solving.elsewhere import Point, Watch, watched
from xuncha.solving.plan.checking import check_result
from xuncha.solving.plan.instance import read_instance


def test_progress_is_seen_and_the_best_so_far_is_enough():
    task = instance("prefecture", 1)
    seen: list[Point] = []
    result = watched("plan", task, 60, Watch(seen=seen.append, enough=lambda: any(best for _, best, _ in seen)))
    assert check_result(read_instance(task), result).legal
    assert result["seconds"] < 40
    assert seen[0][2] is not None


def test_told_to_stop_before_there_is_anything():
    with pytest.raises(RuleViolated, match="停止时还没有得出方案"):
        watched("plan", instance("prefecture", 1), 60, Watch(enough=lambda: True))


def test_a_task_that_is_refused_is_refused_with_its_place():
    with pytest.raises(RuleViolated, match=r"units\[0\]\.pool"):
        watched("plan", small() | {"units": [small()["units"][0] | {"pool": "x"}]}, 5, Watch(seen=lambda _point: None))


def test_a_search_killed_in_the_midst_of_its_work_says_so(monkeypatch):
    searches: list[subprocess.Popen[str]] = []

    class Search(subprocess.Popen[str]):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            searches.append(self)

    monkeypatch.setattr("xuncha.solving.elsewhere.subprocess.Popen", Search)
    with pytest.raises(RuleViolated, match="求解的进程中断了"):
        watched(
            "plan", instance("prefecture", 1), 60, Watch(seen=lambda _point: os.killpg(searches[0].pid, signal.SIGKILL))
        )
    assert searches[0].returncode == -signal.SIGKILL
