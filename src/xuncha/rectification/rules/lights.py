"""Lights of items and the steps of warning. (domain §3.3 D18–D20, §0 item 4; C08)"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from xuncha.core.deadlines import Level, Light, light
from xuncha.rectification.workflow import KEPT_UP, RUNNING, ItemState

OVERDUE = -1
"""The step after the due date: the first day on which the item is late."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of warning that was reached: `on` that day, `days_before` the due date (-1: overdue)."""

    level: Level
    days_before: int
    due_on: date
    on: date


def steps_reached(due_on: date, since: date, today: date, warn_days: Sequence[int]) -> list[Step]:
    """
    The steps reached until today, each with its own day, in order.

    Of the steps that had passed before the date came into force (`since`) only the last is said, on that day: an item
    that begins with five days left is near from the start and was never at twenty.
    """
    steps = [Step(_level(n, warn_days), n, due_on, due_on - timedelta(days=n)) for n in sorted(warn_days, reverse=True)]
    steps.append(Step(Level.LATE, OVERDUE, due_on, due_on + timedelta(days=1)))
    before = [step for step in steps if step.on < since]
    late_start = [replace(step, on=since) for step in before[-1:]]
    return [step for step in late_start + [s for s in steps if s.on >= since] if step.on <= today]


def _level(days: int, warn_days: Sequence[int]) -> Level:
    return Level.NEAR if days == min(warn_days) else Level.NOTE


def light_of(
    state: ItemState,
    due_on: date,
    today: date,
    warn_days: Sequence[int],
    *,
    requested_on: date | None = None,
    stopped: bool = False,
    next_on: date | None = None,
) -> Light | None:
    """
    The light of an item; None where no clock runs. `next_on`: by when the unit reports on what it keeps up.

    While the office has the request, the light stands as it stood on the day of asking: the office's time is not the
    unit's.
    """
    if state is ItemState.REQUESTED and requested_on is not None:
        return light(due_on, requested_on, warn_days)
    if state in KEPT_UP and next_on is not None:
        return light(next_on, today, warn_days)
    return light(due_on, today, warn_days, stopped=stopped) if state in RUNNING else None
