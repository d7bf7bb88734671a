"""
How much work a search may spend, and how far it has come.

The unit is the CPU second: user and system time of this process with all its threads, and of the children it waited
for. A busy machine makes a search slower, not worse. A search asks `over()` between its steps and gives each call of a
solver at most `slice()` seconds; somebody who has seen enough calls `cancel()`, and the best so far is the answer.
"""

import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

AROUND = 0.25
"""CPU seconds that a process takes to start and to end, which the budget of its search does not see."""
SLOWEST = 0.1
"""The least share of a second that a search is thought to get of a busy machine."""

UNWATCHED = "xuncha-unwatched"
"""Name of a thread in which a solver works that does not listen and that nobody waits for once the budget is over."""


def cpu_seconds() -> float:
    """CPU seconds spent so far by this process, its threads and the children it waited for."""
    return sum(os.times()[:4])


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a search stood: CPU seconds since its start, best objective found, proven bound (lower is better)."""

    seconds: float
    best: int | None
    bound: float | None

    @property
    def gap(self) -> float | None:
        """How far the best may still be from the optimum, as a share of the best; None while either is unknown."""
        if self.best is None or self.bound is None:
            return None
        return max(0.0, self.best - self.bound) / max(1, abs(self.best))


class Budget:
    """CPU seconds for one search; its progress; the wish to stop it. May be shared by threads."""

    def __init__(
        self,
        seconds: float,
        *,
        clock: Callable[[], float] = cpu_seconds,
        wall: Callable[[], float] = time.monotonic,
        tell: Callable[[Progress], None] | None = None,
    ) -> None:
        self.seconds = seconds
        self.history: list[Progress] = []
        self.wall = wall
        self._clock, self._tell = clock, tell
        self._start, self._begun = clock(), wall()
        self._cancelled = threading.Event()
        self._lock = threading.Lock()

    def spent(self) -> float:
        """CPU seconds since the start."""
        return self._clock() - self._start

    def left(self) -> float:
        """CPU seconds that remain; never negative."""
        return max(0.0, self.seconds - self.spent())

    def over(self) -> bool:
        """Nothing remains, or somebody has cancelled."""
        return self._cancelled.is_set() or self.left() <= 0

    def cancel(self) -> None:
        """Stop at the next opportunity with the best so far."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody has asked to stop."""
        return self._cancelled.is_set()

    def slice(self, at_most: float = float("inf"), *, threads: int = 1) -> float:
        """
        Seconds by the wall for one call of a solver that keeps that many threads busy, at most so many of CPU.

        Such a call cannot spend more CPU than remains, however idle the machine is; on a busy one `at_most` is
        stretched by what the search got so far of each second.
        """
        if self.cancelled:
            return 0.0
        return min(at_most / self.pace(), self.left() / threads)

    def pace(self) -> float:
        """CPU seconds that the search got so far of each second by the wall, at most one: what a thread may expect."""
        waited = self.wall() - self._begun
        return min(1.0, max(SLOWEST, self.spent() / waited)) if waited > 0 else 1.0

    def record(self, best: int | None, bound: float | None) -> None:
        """Note where the search stands, if it stands better than before."""
        with self._lock:
            last = self.history[-1] if self.history else Progress(0.0, None, None)
            best = last.best if best is None else best if last.best is None else min(best, last.best)
            bound = last.bound if bound is None else bound if last.bound is None else max(bound, last.bound)
            if (best, bound) == (last.best, last.bound):
                return
            progress = Progress(self.spent(), best, bound)
            self.history.append(progress)
        if self._tell is not None:
            self._tell(progress)


def leave(status: int) -> NoReturn:
    """
    End this process with its exit code, at once.

    Where a solver is still at work in a thread of its own, the interpreter is not shut down around it: a thread that
    comes back from native code while that happens aborts the whole process (python.org, `PyEval_RestoreThread`).
    """
    if not any(thread.name == UNWATCHED for thread in threading.enumerate()):
        sys.exit(status)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
