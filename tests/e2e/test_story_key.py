"""A key made anew: a passphrase is set, another keeper lets its owner in, and what lies sealed opens again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.journey import open_row, save
from xuncha.foundation.sealing.demo import PASSPHRASE

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
NEW = "夜航船-2022-晚潮"


def test_a_new_passphrase_opens_what_another_keeper_lets_one_into(desk: Desk) -> None:
    deputy = desk("xuyun")
    deputy.goto("/desk/key/lost/")
    deputy.fill("[name=password]", NEW)
    deputy.fill("[name=again_password]", NEW)
    deputy.check("[name=sure]")
    save(deputy)
    deputy.goto("/desk/intake/petitions/?unit=安澜市中医医院")
    open_row(deputy, "XF-")
    petition = deputy.url
    expect(deputy.locator("main")).not_to_contain_text("办事要跑三趟")

    leader = desk("tangmu")
    leader.goto("/desk/key/")
    leader.locator("main a", has_text="中医医院的信访").click()
    leader.get_by_role("link", name="增加保管人").click()
    leader.fill("[name=password]", PASSPHRASE)
    save(leader)
    leader.select_option("[name=newcomer]", label="许筠")
    save(leader)
    expect(leader.locator("main")).to_contain_text("许筠")

    deputy.goto(petition)
    deputy.get_by_role("link", name="输入保密口令打开").click()
    deputy.fill("[name=password]", NEW)
    save(deputy)
    expect(deputy.locator("main")).to_contain_text("反映的内容")
    expect(deputy.locator("main")).not_to_contain_text("没有交给您保管")
