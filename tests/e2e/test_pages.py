"""Every page of every member of the cast answers, speaks Chinese, fits the screen and can be read by everybody."""

from functools import cache

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.conftest import CAST
from tests.e2e.crawl import Desk, Walk

pytestmark = pytest.mark.browser

# county accounts hold the same roles in a smaller place; one of each is enough
WALKED = [name for name in CAST if "-" not in name or name in ("clerk-qh", "sec-qh")]


@cache
def examined() -> set[tuple[str, str, str]]:
    """Kinds of pages with the same elements in them are examined once, whoever opens them."""
    return set()


@pytest.mark.parametrize("username", WALKED)
def test_every_page_within_reach_is_sound(username: str, desk: Desk, axe: Axe) -> None:
    walk = Walk(desk(username), axe, examined())
    faults = walk.run()
    assert len(walk.seen) > 4, "the walk did not get beyond the first page"
    assert not faults, "\n" + "\n".join(faults)
