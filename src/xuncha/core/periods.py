"""Regular periods of a calendar: which one has ended, and when. Plain dates, both ends included."""

from datetime import date, timedelta
from enum import StrEnum

from xuncha.core.text import N_

HALF = 15  # the last day of the first half of a month


class Period(StrEnum):
    """How often something regular is asked for."""

    WEEKLY = "weekly"
    HALF_MONTHLY = "half_monthly"
    MONTHLY = "monthly"


PERIOD_LABEL: dict[Period, str] = {
    Period.WEEKLY: N_("每周"),
    Period.HALF_MONTHLY: N_("每半月"),
    Period.MONTHLY: N_("每月"),
}


def last_ended(period: Period, today: date) -> date:
    """The last day of the latest period that is over."""
    if period is Period.WEEKLY:
        return today - timedelta(days=today.weekday() + 1)
    if period is Period.HALF_MONTHLY and today.day > HALF:
        return today.replace(day=HALF)
    return today.replace(day=1) - timedelta(days=1)
