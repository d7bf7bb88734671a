"""What a figure is asked over, and what it counts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Aggregate, Count, Q, QuerySet, Sum
from django.db.models.functions import Concat
from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both counted; records are read as they stood to the best knowledge of `as_of`."""

    begin: date
    end: date
    as_of: date

    @property
    def last(self) -> date:
        """The last day that counts."""
        return min(self.end, self.as_of)

    def between(self) -> tuple[datetime, datetime]:
        """The moments from the beginning of the first day to the end of the last, in the office's time zone."""
        zone = timezone.get_current_timezone()
        after = self.last + timedelta(days=1)
        return datetime.combine(self.begin, time.min, zone), datetime.combine(after, time.min, zone)


@dataclass(frozen=True, slots=True)
class Over:
    """What a figure is asked over: jurisdictions and a period."""

    jurisdictions: tuple[int, ...]
    period: Period


Rows = Callable[[Over], QuerySet[Any]]
Where = Callable[[Over], Q]
Value = Callable[[QuerySet[Any]], Decimal | int]


def every(_over: Over) -> Q:
    """All rows."""
    return Q()


def number(where: Q | None) -> Aggregate:
    """How many rows meet the condition."""
    return Count("pk", filter=where)


def distinct(what: str | Concat) -> Callable[[Q | None], Aggregate]:
    """How many different ones there are among them."""
    return lambda where: Count(what, distinct=True, filter=where)


def total(field: str) -> Callable[[Q | None], Aggregate]:
    """What the field of those rows adds up to."""
    return lambda where: Sum(field, filter=where)


@dataclass(frozen=True, slots=True)
class Counted:
    """
    A figure: those rows of a base that meet a condition, and what `adds` them up; they are counted unless it says so.

    All figures of one base are worked out together, in one query. `of` says which rows of the base a rate divides by.
    `apart` works a value out from its rows where the database cannot.
    """

    base: Rows
    where: Where = every
    adds: Callable[[Q | None], Aggregate] = number
    of: Where | None = None
    apart: Value | None = None

    def rows(self, over: Over) -> QuerySet[Any]:
        """The records that the figure counts."""
        return self.base(over).filter(self.where(over))

    def divided(self, over: Over) -> QuerySet[Any] | None:
        """The records that a rate divides by; None for what is no rate."""
        return self.base(over).filter(self.of(over)) if self.of else None


def values(asked: Mapping[str, Counted], over: Over) -> dict[str, Decimal | int]:
    """The values of figures by their codes: one query for each base, and one for each figure worked out apart."""
    found: dict[str, Decimal | int] = {}
    families: dict[Rows, dict[str, Counted]] = {}
    for code, counted in asked.items():
        if counted.apart:
            found[code] = counted.apart(counted.rows(over))
        else:
            families.setdefault(counted.base, {})[code] = counted
    for base, family in families.items():
        found |= _together(base(over), family, over)
    return found


def _together(rows: QuerySet[Any], family: Mapping[str, Counted], over: Over) -> dict[str, Decimal | int]:
    sums = {f"part{n}": counted.adds(counted.where(over) or None) for n, counted in enumerate(family.values())}
    wholes = {f"whole{n}": number(counted.of(over) or None) for n, counted in enumerate(family.values()) if counted.of}
    added = rows.order_by().aggregate(**sums, **wholes)
    return {
        code: _ratio(added[f"part{n}"], added[f"whole{n}"]) if counted.of else added[f"part{n}"] or 0
        for n, (code, counted) in enumerate(family.items())
    }


def _ratio(part: int, whole: int) -> Decimal:
    """To four decimals; 0 where there is nothing to divide by."""
    return (Decimal(part) / whole).quantize(Decimal("0.0001")) if whole else Decimal(0)
