"""A letter from the register to a department and back, concluded by another person than who proposed it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.journey import heading, press, save
from xuncha.foundation.sealing.demo import PASSPHRASE

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
Shot = Callable[[Page, str], None]
TOLD = "南桥路公厕夜里上锁，打了三次电话没有人管"


def unlock(page: Page) -> None:
    """Open one's key, where the page asks for it."""
    asks = page.get_by_role("link", name="输入保密口令打开")
    if asks.count():
        asks.click()
        page.fill("[name=password]", PASSPHRASE)
        save(page)


def test_a_letter_is_registered_routed_and_concluded_by_another(desk: Desk, shot: Shot) -> None:
    liaison = desk("liangyi")
    liaison.goto("/desk/intake/mailboxes/")
    liaison.locator("table.ledger td a", has_text="水务集团").first.click()
    liaison.get_by_role("link", name="登记信访件").click()
    liaison.fill("[name=text]", TOLD)
    liaison.fill("[name=about]", "南桥路")
    save(liaison)
    number = heading(liaison).inner_text().split()[1]
    address = liaison.url
    unlock(liaison)
    expect(liaison.locator("main")).to_contain_text(TOLD)
    shot(liaison, "petition")

    liaison.get_by_role("link", name="转有关部门").click()
    liaison.fill("[name=to]", "市城市管理局")
    liaison.fill("[name=reason]", "属公厕管理职责")
    save(liaison)  # seen first as it goes out
    expect(liaison.locator("main")).to_contain_text("转出的内容")
    save(liaison)
    liaison.goto(address)
    expect(heading(liaison)).to_contain_text("已转办")
    liaison.locator("main a[href*='/routings/']").first.click()
    liaison.get_by_role("link", name="登记签收").click()
    save(liaison)
    liaison.get_by_role("link", name="登记办理回复").click()
    liaison.fill("[name=text]", "已恢复夜间开放，安排专人值守。")
    save(liaison)
    liaison.goto(address)
    liaison.get_by_role("link", name="提出结论").click()
    liaison.select_option("[name=conclusion]", index=1)
    save(liaison)
    expect(heading(liaison)).to_contain_text("结论待审定")
    expect(liaison.get_by_role("button", name="审定办结")).to_have_count(0)

    leader = desk("guchanghe")
    leader.goto(address)
    expect(heading(leader)).to_contain_text(number)
    press(leader, "审定办结")
    expect(heading(leader)).to_contain_text("已办结")

    member = desk("heyanqiu")
    answer = member.goto(address)
    assert answer is not None
    assert answer.status == 403
