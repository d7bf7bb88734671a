"""The clerk looks at two timetables side by side, holds a unit in a round, and does the same without a script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.journey import heading, press

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
Shot = Callable[[Page, str], None]


def test_two_timetables_are_compared_and_a_unit_is_held_in_a_round(desk: Desk, shot: Shot) -> None:
    clerk = desk("shenzhiyuan")
    board = open_board(clerk, "试算3）")
    clerk.select_option("[name=with]", label=clerk.locator("[name=with] option", has_text="试算2）").inner_text())
    clerk.get_by_role("button", name="比较", exact=True).click()
    expect(clerk.locator("#against")).to_contain_text("放回原轮，目标值多")
    expect(clerk.locator("#check")).to_contain_text("合规")
    shot(clerk, "timetable-board")

    clerk.locator(".heat td.plan a").last.click()
    clerk.drag_and_drop("[data-unit]", ".heat td[data-round] >> nth=40")
    expect(clerk.locator("[name=reason]")).to_be_focused()
    clerk.keyboard.type("与审计撞期")
    press(clerk, "记下")
    expect(clerk.locator("#marks")).to_contain_text("与审计撞期")
    expect(clerk.locator("#check")).to_contain_text("有不合规定的")
    assert not clerk.faults  # type: ignore[attr-defined]  # kept by the desk fixture

    plain = desk("shenzhiyuan", scripts=False)
    plain.goto(board)
    plain.locator("#marks").get_by_role("button", name="取消").click()
    expect(plain.locator("#marks")).to_contain_text("还没有指定或排除")
    plain.locator(".heat td.plan a").last.click()
    plain.locator("#units").get_by_role("link", name="指定或排除").first.click()
    plain.select_option("[name=kind]", "forbidden")
    plain.fill("[name=reason]", "班子刚配齐")
    plain.get_by_role("button", name="记下").click()
    expect(plain.locator("#marks")).to_contain_text("不排在这一轮")


def open_board(page: Page, trial: str) -> str:
    """The address of the board of a what-if copy."""
    page.goto("/desk/planning/plans/")
    page.get_by_role("link", name=trial).first.click()
    page.get_by_role("link", name="看板", exact=True).click()
    expect(heading(page)).to_contain_text("排期看板")
    return page.url
