"""Figures of letters and campaigns are those of the records."""

from datetime import date
from decimal import Decimal

from tests.supervision.conftest import letters, rect
from tests.supervision.test_campaigns import running
from xuncha.core.figures import Whose
from xuncha.insight.selectors import Period, values_of
from xuncha.insight.selectors.supervising import SUPERVISING
from xuncha.supervision import services

__all__ = ["letters", "rect"]
YEAR = Period(date(2022, 1, 1), date(2022, 12, 31), date(2022, 12, 31))


def test_letters_are_counted_by_kind_and_campaigns_summed(letters, world):
    campaign = running(letters)
    letters.issued()
    letters.assigned()
    letters.submitted()  # not issued: does not count
    services.report_progress(
        letters.act(letters.officer), campaign, organisation=letters.department, text="已查。", problems=3,
        money=Decimal("10.50"), rules=2, cases=1, persons=4,
    )  # fmt: skip
    found = values_of(SUPERVISING, Whose.SELF, world.city, YEAR)
    assert {code: found[code] for code in SUPERVISING} == {
        "letters.supervision": 1,
        "letters.assignment": 1,
        "campaigns.held": 1,
        "campaigns.problems": 3,
        "campaigns.money": Decimal("10.50"),
        "campaigns.rules": 2,
        "campaigns.cases": 1,
        "campaigns.persons": 4,
    }
