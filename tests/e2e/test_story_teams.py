"""The clerk has the teams of a round formed and adopts them; leaders are drawn by lot from a seed typed by two."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.journey import press

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
Shot = Callable[[Page, str], None]
ROUND, DRAW, SEED = "八届市委第五轮巡察", "八届市委第五轮巡察从人才库抽取人员", "3 1 4 1 5 9 2"


def test_teams_are_formed_and_adopted(desk: Desk, shot: Shot) -> None:
    clerk = open_round(desk("shenzhiyuan"))
    clerk.get_by_role("link", name="组建巡察组").click()
    page = clerk.url
    clerk.get_by_role("link", name="修改 第1巡察组").click()
    clerk.fill("[name=finance]", "1")
    clerk.fill("[name=pinned]", "顾长河")
    press(clerk, "保存")
    expect(clerk.locator("main")).to_contain_text("财务 1")
    press(clerk, "开始组建")
    expect(clerk.locator("main")).to_contain_text("排出 3 个组，已证最优", timeout=30_000)
    clerk.goto(page)
    expect(clerk.locator("main")).to_contain_text("指定在 第1巡察组")
    shot(clerk, "teams-proposed")
    press(clerk, "采用这个方案")
    expect(clerk.locator("#teams")).to_contain_text("顾长河 组长")
    clerk.goto(page)
    expect(clerk.locator("#start")).to_contain_text("没有要组建的组")
    expect(clerk.get_by_role("button", name="采用这个方案")).to_have_count(0)


def test_lots_are_drawn_by_two_people(desk: Desk, shot: Shot) -> None:
    clerk, witness = open_round(desk("shenzhiyuan")), desk("hanting")
    clerk.get_by_role("link", name=DRAW).click()
    draw = clerk.url
    typed(clerk, SEED)
    expect(clerk.locator("#seed")).to_contain_text("请由另一人录入")
    witness.goto(draw)
    typed(witness, "3 1 4")
    expect(witness.locator("body")).to_contain_text("没有抽取")
    typed(witness, SEED)
    expect(witness.locator("#drawn tbody tr")).to_have_count(3)
    shot(witness, "drawn")
    with witness.expect_download() as certificate:
        witness.get_by_role("link", name="Word").click()
    assert certificate.value.suggested_filename.endswith(".docx")


def open_round(page: Page) -> Page:
    """Open the page of the round."""
    page.goto("/desk/rounds/")
    page.get_by_role("link", name=ROUND).first.click()
    return page


def typed(page: Page, seed: str) -> None:
    """Type the seed in."""
    page.fill("[name=seed]", seed)
    press(page, "录入")
