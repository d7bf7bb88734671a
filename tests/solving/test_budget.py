"""CPU seconds: counted, shared out, and not exceeded."""

import subprocess
import sys

import pytest

from xuncha.solving.budget import Budget, Progress, leave


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_what_is_spent_and_left(clock):
    clock.now = 100.0
    budget = Budget(10, clock=clock)
    clock.now = 104.0
    assert (budget.spent(), budget.left(), budget.over()) == (4.0, 6.0, False)
    clock.now = 111.0
    assert (budget.left(), budget.over()) == (0.0, True)


def test_a_slice_never_exceeds_what_remains(clock):
    wall = Clock()
    budget = Budget(10, clock=clock, wall=wall)
    assert budget.slice(3) == 3
    assert budget.slice(threads=2) == 5
    clock.now = wall.now = 9.0
    assert budget.slice(3) == 1


def test_on_a_busy_machine_a_slice_is_stretched_but_not_beyond_what_remains(clock):
    wall = Clock()
    budget = Budget(10, clock=clock, wall=wall)
    clock.now, wall.now = 2.0, 4.0
    assert budget.slice(1) == 2
    assert budget.slice(7) == 8


def test_cancelled_is_over(clock):
    budget = Budget(10, clock=clock)
    budget.cancel()
    assert budget.over()
    assert budget.cancelled
    assert budget.slice() == 0


def test_progress_is_kept_only_when_it_is_progress(clock):
    told: list[Progress] = []
    budget = Budget(10, clock=clock, tell=told.append)
    budget.record(None, 90.0)
    clock.now = 1.0
    budget.record(120, None)
    budget.record(130, 80.0)
    clock.now = 2.0
    budget.record(100, 95.0)
    assert told == budget.history == [Progress(0.0, None, 90.0), Progress(1.0, 120, 90.0), Progress(2.0, 100, 95.0)]
    assert [p.gap for p in told] == [None, 0.25, 0.05]


def test_a_process_ends_in_the_ordinary_way():
    with pytest.raises(SystemExit) as ended:
        leave(1)
    assert ended.value.code == 1


def test_a_process_does_not_shut_down_around_a_solver_at_work(tmp_path):
    """A thread that would work for a minute is not waited for, nor does the process abort."""
    late = tmp_path / "late"
    program = f"""
import threading, time
from xuncha.solving.budget import UNWATCHED, leave
def work():
    time.sleep(60)
    open({str(late)!r}, "w").close()
threading.Thread(target=work, name=UNWATCHED).start()
print("done", end="")
leave(3)
"""
    ended = subprocess.run([sys.executable, "-c", program], check=False, timeout=30, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout, late.exists()) == (3, "done", False)
