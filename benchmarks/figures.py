"""Measuring, and the one table in which every figure is printed."""

import resource
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

R = TypeVar("R")
LONG = 1.0  # seconds of CPU from which on a ratio is one of CPU, which others on the machine disturb least
HEADS = ("", "median", "min", "CPU", "floor or peer", "ratio", "goal", "queries")


def taken_in_turns(ours: Callable[[], object], floor: Callable[[], object], turns: int) -> tuple["Times", "Times"]:
    """Both sides measured alternately, so that whatever else the machine does disturbs both alike."""
    mine, theirs = Times(), Times()
    for _ in range(turns):
        mine.take(ours)
        theirs.take(floor)
    return mine, theirs


@dataclass(slots=True)
class Times:
    """Seconds that the same thing took, several times over."""

    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)  # of this process and its children, not of a database server

    def take(self, work: Callable[[], R]) -> R:
        """Do it once more and keep how long it took."""
        began, used = time.perf_counter(), _used()
        result = work()
        self.seconds.append(time.perf_counter() - began)
        self.processor.append(_used() - used)
        return result

    @property
    def median(self) -> float:
        """The middle one, in seconds."""
        return statistics.median(self.seconds)

    @property
    def least(self) -> float:
        """The shortest, in seconds."""
        return min(self.seconds)


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


@dataclass(frozen=True, slots=True)
class Line:
    """One measured thing. `floor` is a time of the same run, or words about a peer that was measured elsewhere."""

    name: str
    ours: Times
    floor: Times | str = ""
    goal: str = ""
    queries: str = ""

    def cells(self) -> tuple[str, ...]:
        """The line as it is printed."""
        used = clock(statistics.median(self.ours.processor))
        beside, ratio = (self.floor, "") if isinstance(self.floor, str) else (clock(self.floor.median), self.ratio)
        return (
            self.name,
            clock(self.ours.median),
            clock(self.ours.least),
            used,
            beside,
            ratio,
            self.goal,
            self.queries,
        )

    @property
    def ratio(self) -> str:
        """How many times the floor, by CPU where both sides were long enough to have used some, else by the clock."""
        assert isinstance(self.floor, Times)
        ours, floor = (statistics.median(times.processor) for times in (self.ours, self.floor))
        if floor < LONG:
            ours, floor = self.ours.median, self.floor.median
        return f"{ours / floor:.2f}x"


def megabytes() -> int:
    """The peak of memory of this process."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def clock(seconds: float) -> str:
    """Seconds as people read them."""
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.1f} s"


def show(title: str, lines: Sequence[Line], notes: Sequence[str] = ()) -> None:
    """Print one figure's table."""
    rows = [HEADS, *(line.cells() for line in lines)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEADS))]
    print(f"\n{title}")
    for row in rows:
        rest = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        print("  ".join((row[0].ljust(widths[0]), *rest)).rstrip())
    for note in notes:
        print(f"  {note}")
