"""The clerk has a timetable worked out: it cannot be, one condition is relaxed by a button, then it is adopted."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.journey import heading, press, save

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
Shot = Callable[[Page, str], None]
SOLVED = 60_000


def test_what_forbids_a_timetable_is_relaxed_and_the_timetable_adopted(desk: Desk, shot: Shot) -> None:
    clerk = desk("shenzhiyuan")
    clerk.goto("/desk/planning/plans/")
    clerk.get_by_role("link", name="试算1").first.click()
    plan = clerk.url
    clerk.get_by_role("link", name="排期", exact=True).click()
    clerk.goto(f"{plan}schedule/links/")
    clerk.get_by_label("教育").select_option("same_round")
    save(clerk)
    solve(clerk, "开始求解")
    conflict = clerk.locator("#proposal")
    expect(conflict).to_contain_text("无可行方案")
    expect(conflict).to_contain_text("板块「教育」的")
    shot(clerk, "timetable-conflict")
    conflict.locator("li", has_text="不再要求联动").get_by_role("button", name="放宽").click()

    solve(clerk, "重新求解")
    expect(clerk.locator("#proposal")).to_contain_text("已证最优")
    shot(clerk, "timetable")
    press(clerk, "采用这个方案")
    expect(heading(clerk)).to_contain_text("试算1")
    clerk.goto(f"{plan}?year=2023")
    expect(clerk.locator("table.ledger tbody tr").first).not_to_contain_text("未定")
    assert not clerk.faults  # type: ignore[attr-defined]  # kept by the desk fixture


def solve(page: Page, button: str) -> None:
    """Ask for a timetable, wait for the background work, look at what came of it."""
    press(page, button)
    page.get_by_role("link", name="看结果").click(timeout=SOLVED)
