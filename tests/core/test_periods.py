"""Regular periods: when each ends."""

from datetime import date

import pytest

from xuncha.core.periods import Period, end_of, last_ended


@pytest.mark.parametrize(
    ("period", "day", "ends", "before"),
    [
        (Period.WEEKLY, date(2022, 6, 1), date(2022, 6, 5), date(2022, 5, 29)),
        (Period.WEEKLY, date(2022, 6, 5), date(2022, 6, 5), date(2022, 5, 29)),
        (Period.HALF_MONTHLY, date(2022, 6, 15), date(2022, 6, 15), date(2022, 5, 31)),
        (Period.HALF_MONTHLY, date(2022, 6, 16), date(2022, 6, 30), date(2022, 6, 15)),
        (Period.MONTHLY, date(2024, 2, 10), date(2024, 2, 29), date(2024, 1, 31)),
        (Period.MONTHLY, date(2022, 6, 30), date(2022, 6, 30), date(2022, 5, 31)),
    ],
)
def test_when_a_period_ends_and_which_one_is_over(period, day, ends, before):
    assert end_of(period, day) == ends
    assert last_ended(period, day) == before
