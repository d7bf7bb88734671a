"""The inspected unit's liaison on a phone: every list of the portal can be read there, its dates included."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.crawl import TOO_WIDE
from tests.e2e.journey import readable

pytestmark = pytest.mark.browser
UNIT = "秦牧"
HIDDEN = """() => {
  const out = e => { const r = e.getBoundingClientRect(); return r.width && (r.right > innerWidth || r.left < 0); };
  return [...document.querySelectorAll('table.ledger tbody td')].filter(out).map(e => e.innerText);
}"""
"""The cells of lists that lie outside the screen."""


def test_every_list_of_the_portal_is_read_on_a_phone(phone: Page, axe: Axe) -> None:
    phone.goto("/")
    phone.get_by_role("button", name=UNIT, exact=True).first.click()
    phone.wait_for_url("**/unit/")
    menu = phone.locator("nav summary")
    expect(menu).to_contain_text("菜单 · 首页")
    expect(phone.get_by_role("link", name="整改任务", exact=True)).to_be_hidden()
    menu.click()
    expect(phone.get_by_role("link", name="整改任务", exact=True)).to_be_visible()
    lists = phone.locator("nav a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    cards = 0
    for address in lists:
        phone.goto(address)
        assert phone.evaluate(TOO_WIDE) == "", address
        assert phone.evaluate(HIDDEN) == [], address
        cards += phone.locator("table.cards").count()
    assert cards > len(lists) // 2
    phone.goto("/unit/rectification/")
    first = phone.locator("table.ledger tbody tr").first
    expect(first.locator("td[data-head=时限]")).to_contain_text("超期")
    readable(phone, axe)
    phone.get_by_role("link", name="时限", exact=True).click()
    phone.wait_for_url("**sort=due_on**")


def test_on_a_desk_a_list_stays_a_table(desk) -> None:
    unit = desk("ruanqing")
    unit.goto("/unit/rectification/")
    assert unit.locator("table.cards").count() == 0
    expect(unit.get_by_role("columnheader", name="时限")).to_be_visible()
