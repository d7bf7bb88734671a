"""Visits in figures: units and sectors once, items looked at, those not in place; nothing outside the period."""

from datetime import timedelta

import pytest

from tests.lookback.conftest import TODAY, Lookback
from xuncha.core.figures import Whose
from xuncha.foundation.orgs.models import Organisation, Sector
from xuncha.insight.selectors import Period
from xuncha.insight.selectors.figures import values_of
from xuncha.insight.selectors.looking_back import LOOKING_BACK

pytestmark = pytest.mark.django_db


def test_units_sectors_and_items_are_counted_within_the_period(look: Lookback):
    Organisation.objects.update(sector=Sector.objects.create(code="water", name="水利"))
    look.checked("in_place", "partly", "not")
    period = Period(TODAY, TODAY, TODAY)
    found = values_of(LOOKING_BACK, Whose.SELF, look.world.city, period)
    assert found == {
        "return_visits.units": 1,
        "return_visits.sectors": 1,
        "return_visits.items": 3,
        "return_visits.not_in_place": 2,
    }
    later = Period(TODAY + timedelta(days=1), TODAY + timedelta(days=9), TODAY + timedelta(days=9))
    assert set(values_of(LOOKING_BACK, Whose.SELF, look.world.city, later).values()) == {0}
