"""The leader approves a clue with the passphrase open; the commission deals with another; the auditor sees neither."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.journey import heading, open_row, press, save
from xuncha.foundation.sealing.demo import PASSPHRASE

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
Shot = Callable[[Page, str], None]


def unlock(page: Page) -> None:
    """Open one's key on the page that asks for it."""
    page.get_by_role("link", name="输入保密口令打开").click()
    page.fill("[name=password]", PASSPHRASE)
    save(page)


def test_a_clue_is_seen_by_those_named_and_by_nobody_else(desk: Desk, shot: Shot) -> None:
    leader = desk("guchanghe")
    leader.goto("/desk/clues/?chip=&state=judged")
    open_row(leader, "XS-")
    number = heading(leader).inner_text().split()[1]
    expect(leader.locator("main")).not_to_contain_text("值班脱岗")
    unlock(leader)
    expect(leader.locator("main")).to_contain_text("夜间值班脱岗")
    shot(leader, "clue")
    press(leader, "组长审定")
    expect(heading(leader)).to_contain_text("待书记专题会议决定")

    commission = desk("hanting")
    commission.goto("/desk/clues/handed/")
    open_row(commission, "XS-")
    unlock(commission)
    expect(commission.locator("main")).to_contain_text("收受供货方礼品卡")
    commission.get_by_role("link", name="定处置方式").click()
    commission.select_option("[name=disposal]", label="初步核实")
    save(commission)
    expect(heading(commission)).to_contain_text("办理中")

    for outside in ("luwang", "fangyan"):
        page = desk(outside)
        page.goto("/desk/find/?q=" + number)
        expect(page.locator("body")).not_to_contain_text("问题线索")
