"""
Which function does which kind of job.

    @job("imports.apply", N_("导入工作簿"))
    def apply_in_background(act: Act, run: Run, *, batch: int) -> Outcome: ...

A job does its work through use cases, as the person who asked; it must be all or nothing, so that a job whose worker
died can be started again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event
from typing import Any, Concatenate

from xuncha.core.text import Say
from xuncha.foundation.usecases import Act


class JobCancelled(Exception):  # noqa: N818 - not a fault: somebody asked for it
    """Raised inside the work when the person asked to stop; nothing that was begun is kept."""


@dataclass(slots=True)
class Run:
    """What a job tells the person who waits: how far it is. Kept in memory, written down about once a second."""

    done: int = 0
    total: int = 0
    message: Say | None = None
    cancel: Event = field(default_factory=Event)

    def progress(self, done: int, total: int, message: Say | None = None) -> None:
        """
        Say how far the work is.

        Raises:
            JobCancelled: the person asked to stop.

        """
        self.done, self.total, self.message = done, total, message or self.message
        if self.cancel.is_set():
            raise JobCancelled


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it ended: sentences, where to look at it, and figures for scripts."""

    texts: tuple[Say, ...]
    link: str = ""
    result: dict[str, Any] = field(default_factory=dict)


Work = Callable[Concatenate[Act, Run, ...], Outcome]


@dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of job: its label for people and the function that does it."""

    code: str
    label: str
    work: Work


JOBS: dict[str, JobKind] = {}


def job(code: str, label: str) -> Callable[[Work], Work]:
    """Declare the function that does jobs of this kind."""

    def declare(work: Work) -> Work:
        JOBS[code] = JobKind(code, label, work)
        return work

    return declare


Daily = Callable[[datetime], object]

DAILY: list[Daily] = []
"""What every worker does on each new day; two of them may do it at once, so it must be harmless when done again."""

SWEEPS: list[Daily] = []
"""What every worker looks for every minute: what ran out by itself. Cheap when nothing did, harmless done again."""
