"""Regular periods: which one ended last."""

from datetime import date

import pytest

from xuncha.core.periods import Period, last_ended


@pytest.mark.parametrize(
    ("period", "day", "before"),
    [
        (Period.WEEKLY, date(2022, 6, 1), date(2022, 5, 29)),
        (Period.WEEKLY, date(2022, 6, 5), date(2022, 5, 29)),
        (Period.HALF_MONTHLY, date(2022, 6, 15), date(2022, 5, 31)),
        (Period.HALF_MONTHLY, date(2022, 6, 16), date(2022, 6, 15)),
        (Period.MONTHLY, date(2024, 2, 10), date(2024, 1, 31)),
        (Period.MONTHLY, date(2022, 6, 30), date(2022, 5, 31)),
    ],
)
def test_which_period_is_over(period, day, before):
    assert last_ended(period, day) == before
