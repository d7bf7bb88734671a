"""A rectification that shows a signal, and the scan that finds it."""

from collections.abc import Callable

import pytest

from tests.conftest import NOW
from tests.rectification.conftest import ENDS, Rectifying, rect  # noqa: F401 - a fixture
from xuncha.hints import services
from xuncha.hints.models import Hint, Scan
from xuncha.rectification.rules.plans import MeasureDraft

RULES = (MeasureDraft("制定《小额工程管理办法》", "叶某", "计划股", ENDS, "印发执行", "rule"),)


@pytest.fixture
def scan(rect: Rectifying) -> Callable[..., Scan]:  # noqa: F811 - pytest hands in the fixture
    """Look through the office as its clerk."""
    return lambda now=NOW, **options: services.scan(rect.office(now), rect.world.city, **options)


@pytest.fixture
def hint(rect: Rectifying, scan) -> Hint:  # noqa: F811 - as above
    """All that the plan's one item has is a rule to be made."""
    rect.accepted("拆分发包规避招标", measures=RULES)
    scan()
    return Hint.objects.get()
