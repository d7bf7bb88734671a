"""
The cards beside the inbox: what the person has in hand, and which days come up. Stages that know register a function:

    @in_hand
    def inspections_in_hand(actor: Actor, today: date) -> list[Line]: …
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from xuncha.foundation.accounts.actors import Actor

SOON = timedelta(days=3)  # as far as 三天内的节点 looks ahead
SHOWN = 6  # lines of a card


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a card: where it leads, what it says, and a word at its end with the day it is about."""

    url: str
    text: str
    note: Any = ""
    on: date | None = None


Lines = Callable[[Actor, date], list[Line]]
_in_hand: list[Lines] = []
_coming_up: list[Lines] = []


def in_hand(lines: Lines) -> Lines:
    """Register what a stage counts as in somebody's hands; at most one query."""
    _in_hand.append(lines)
    return lines


def coming_up(lines: Lines) -> Lines:
    """Register the days of a stage between today and three days on; at most one query."""
    _coming_up.append(lines)
    return lines


def held_by(actor: Actor, today: date) -> list[Line]:
    """我在办的."""
    return [line for lines in _in_hand for line in lines(actor, today)][:SHOWN]


def days_ahead(actor: Actor, today: date) -> list[Line]:
    """三天内的节点, the nearest first."""
    found = [line for lines in _coming_up for line in lines(actor, today)]
    return sorted(found, key=lambda line: line.on or today)[:SHOWN]
