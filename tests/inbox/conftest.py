"""A paper that has waited since the last week of April, built through the use cases of its stage."""

from datetime import datetime, timedelta

import pytest

from tests.conftest import NOW
from tests.fieldwork.conftest import Desk, cast, item

__all__ = ["cast", "item"]

THEN = datetime(2022, 4, 28, 15, 0, tzinfo=NOW.tzinfo)  # a Thursday; 30 April to 4 May are holidays
LATER = THEN + timedelta(hours=1)


@pytest.fixture
def april(world, cast, item, acting) -> Desk:
    """Moves papers along on 28 April."""
    return Desk(world, cast, item, lambda who, **options: acting(who, now=THEN, **options))
