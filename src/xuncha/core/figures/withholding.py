"""
Which small counts are not told, and which others with them, so that nobody works them out by subtraction.

A division is counts that add up to a number anybody may know. Its small counts are withheld; so are the next larger
ones, until the withheld ones are not all alike. Whichever of them is the small one then stays open, even to somebody
who knows this rule: changed about among themselves, the same counts look the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Division:
    """Figures that divide one number between them; what they leave of the figure `of`, if named, is a part too."""

    codes: tuple[str, ...]
    of: str = ""


def untold(divisions: Iterable[Division], counts: Mapping[str, int], fewest: int) -> frozenset[str]:
    """The figures that are not told, of these counts by code."""
    found: set[str] = set()
    for division in divisions:
        parts = {code: counts[code] for code in division.codes}
        if division.of:
            parts[division.of] = counts[division.of] - sum(parts.values())
        found |= withheld(parts, fewest) & set(division.codes)
    return frozenset(found)


def withheld(parts: Mapping[K, int], fewest: int) -> frozenset[K]:
    """
    Which parts of a whole are not told: those below `fewest`, other than none, and the next larger ones with them.

    Of a whole below twice `fewest` nothing is told then, nor where there is nothing else to withhold.
    """
    hidden = {part for part, count in parts.items() if 0 < count < fewest}
    if hidden and sum(parts.values()) < 2 * fewest:
        return frozenset(parts)
    while hidden and len({parts[part] for part in hidden}) < 2:
        left = [count for part, count in parts.items() if count and part not in hidden]
        if not left:
            return frozenset(parts)
        hidden |= {part for part, count in parts.items() if count == min(left)}
    return frozenset(hidden)


def is_whole_year(begin: date, last: date, today: date | None) -> bool:
    """
    Whether a period is one calendar year, or the one under way up to today.

    Of other periods small counts are the difference: what came until the tenth, less what came until the ninth.
    """
    if (begin.month, begin.day, begin.year) != (1, 1, last.year):
        return False
    return (last.month, last.day) == (12, 31) or (today is not None and last >= today)
