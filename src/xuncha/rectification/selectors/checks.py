"""What somebody else than the unit and its reviewer found of items: stages that go and look, or ask, say so. (§5.6)"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Check:
    """
    An item looked at again, and the record that says so: its kind, id and label.

    Of `asked` people whom the matter concerns `denied` say that it is not put right; nobody is named.
    """

    item: int
    on: date
    in_place: bool
    kind: str
    pk: int
    label: str
    asked: int = 0
    denied: int = 0


@dataclass(frozen=True, slots=True)
class Checker:
    """
    Who knows of checks: `read` gives those of the items of some plans, in the order of time.

    `since` gives the plans of which that may have changed since a moment.
    """

    read: Callable[[Sequence[int]], Iterable[Check]]
    since: Callable[[datetime], Iterable[int]]


CHECKERS: list[Checker] = []
"""Filled by later stages when they start."""
