"""Every page of every member of the cast answers, speaks Chinese, fits the screen and can be read by everybody."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import Page

from tests.e2e.crawl import Examined, Walk

pytestmark = pytest.mark.browser

# one of each role, and of units one under inspection and one that rectifies; the others hold the same roles elsewhere
WALKED = [
    "shenzhiyuan", "zhouyanqing", "linxiangchuan", "zhengyian", "heyanqiu", "chengyiwei", "guchanghe", "liangyi",
    "fangyan", "qinmu", "fanxinghe", "gunian", "hanting", "dingyifan", "yujing", "luwang",
]  # fmt: skip


EXAMINED = Examined()


@pytest.mark.parametrize("username", WALKED)
def test_every_page_within_reach_is_sound(username: str, desk: Callable[..., Page], axe: Axe) -> None:
    walk = Walk(desk(username), axe, EXAMINED, drawn=connection.vendor == "sqlite")
    found = walk.run()
    assert len(walk.seen) > 4, "the walk did not get beyond the first page"
    assert not found, "\n" + "\n".join(found)
