"""Figures of accountability are those of the results: cases and persons apart, each person in one form."""

from datetime import date

from tests.accountability.conftest import rect, using
from xuncha.accountability import services
from xuncha.core.figures import Whose
from xuncha.insight.selectors import Period, values_of
from xuncha.insight.selectors.using import USING

__all__ = ["rect", "using"]
YEAR = Period(date(2022, 1, 1), date(2022, 12, 31), date(2022, 12, 31))


def test_cases_and_persons_are_counted_apart(using, world):
    using.noted(using.sent(), "interviewed", persons=1)
    transfer = using.sent("discipline")
    using.noted(transfer, "filed", cases=1, persons=2, number="纪1")
    using.noted(transfer, "admonished", persons=3, number="纪2")
    using.noted(transfer, "heavy", persons=2, number="纪3")
    gone = using.sent("circular")
    using.noted(gone, "circulated", cases=1)
    services.withdraw_use(using.act(using.rect.director), gone, reason="事实有误。")
    found = values_of(USING, Whose.SELF, world.city, YEAR)
    counted = {code.partition(".")[2]: value for code, value in found.items() if value}
    assert counted == {
        "interviewed": 1,
        "form1": 3,
        "form3": 2,
        "admonished": 3,
        "cases_filed": 1,
        "persons_filed": 2,
    }
