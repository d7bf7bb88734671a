"""The office by keyboard alone: past the frame, through a list and its filter, into menus and dialogs and out again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.crawl import TOO_WIDE

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
MOST = 60
HIDDEN_FOCUS = """() => {
  const here = document.activeElement, look = getComputedStyle(here), box = here.getBoundingClientRect();
  const x = (box.left + Math.min(box.right, innerWidth)) / 2, y = (box.top + box.bottom) / 2;
  const top = document.elementFromPoint(x, y);
  const marked = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0;
  const seen = top !== null && (here.contains(top) || top.contains(here));
  return marked && seen ? '' : here.tagName + ' ' + (here.innerText || here.name || here.className).slice(0, 30);
}"""
"""The element with the focus, when nothing shows that it has it or something covers it."""


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what says this has the focus; on the way the focus is seen at every stop."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        assert page.evaluate(HIDDEN_FOCUS) == ""
        if page.evaluate("document.activeElement.innerText || document.activeElement.name || ''").startswith(words):
            return
    raise AssertionError(f"{words} is not reached")


def test_the_frame_is_skipped_and_a_list_is_filtered_and_opened(desk: Desk) -> None:
    page = desk("heyanqiu")
    page.goto("/desk/fieldwork/papers/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    expect(page.get_by_role("link", name="跳到正文")).to_be_in_viewport()
    page.keyboard.press("Enter")
    tab_to(page, "q")
    page.keyboard.type("会议")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "q=" in page.url
    page.keyboard.press("ArrowDown")
    first = page.locator("table[data-ledger] tbody a").first
    expect(first).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("问题底稿")


def test_what_opens_over_the_page_gives_the_focus_back(desk: Desk) -> None:
    page = desk("chengyiwei")
    page.goto("/desk/")
    menu = page.locator("summary.who")
    menu.focus()
    page.keyboard.press("Enter")
    tab_to(page, "个人设置")
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(page.get_by_role("link", name="个人设置")).to_be_hidden()
    page.goto("/desk/fieldwork/papers/?state=submitted")
    page.locator("table[data-ledger] tbody a").first.click()
    back = page.locator("details.step > summary").first
    back.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("details.step textarea").first).to_be_focused()
    page.keyboard.type("事实不清")
    page.keyboard.press("Escape")
    expect(back).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("details.step textarea").first).to_have_value("事实不清")


MUCH_USED = (
    "/desk/",
    "/desk/rounds/inspections/",
    "/desk/fieldwork/papers/",
    "/desk/findings/",
    "/desk/rectification/",
    "/desk/survey/squads/",
    "/desk/survey/questionnaires/",
    "/desk/intake/petitions/",
    "/desk/intake/mailboxes/",
    "/desk/help/",
)


def test_at_twice_the_size_and_with_big_type_nothing_runs_over(desk: Desk) -> None:
    """200 % zoom of a window of 1366×768 is a window of 683×384."""
    page = desk("liangyi")
    page.set_viewport_size({"width": 683, "height": 384})
    for address in MUCH_USED:
        page.goto(address)
        assert page.evaluate(TOO_WIDE) == "", address
        page.evaluate("document.documentElement.dataset.type = 'large'")
        assert page.evaluate(TOO_WIDE) == "", f"{address} with big type"
