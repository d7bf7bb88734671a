"""What a figure is asked over, and what it counts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
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
Value = Callable[[Over, QuerySet[Any]], Decimal | int]


@dataclass(frozen=True, slots=True)
class Counted:
    """
    A figure's rows and how its value follows from them; rows are counted unless `value` says otherwise.

    `of` are the rows that a rate divides by.
    """

    rows: Rows
    value: Value = lambda _over, rows: rows.count()
    of: Rows | None = None
