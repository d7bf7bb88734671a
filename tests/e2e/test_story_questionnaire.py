"""A questionnaire from its first question to its figures: people answer on a phone, one answer opens a follow-up."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.journey import for_good, heading, save

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
Shot = Callable[[Page, str], None]
PHONE = {"width": 390, "height": 844}
ANSWERS = 5
"""As few as are shown at all."""


def add_question(page: Page, label: str, *, kind: str, options: str = "", opened_by: str = "") -> None:
    """Write one question; a follow-up is opened by the option of this name."""
    page.get_by_role("link", name="增加题目").click()
    page.select_option("[name=kind]", label=kind)
    page.fill("[name=label]", label)
    page.fill("[name=options]", options)
    if opened_by:
        page.locator("label", has_text=opened_by).locator("[name=opens]").check()
    save(page)


def answer(page: Page, address: str, choice: str, words: str = "") -> None:
    """Open the form as a passer-by, answer, and read the thanks."""
    page.goto(address)
    page.locator("label", has_text=choice).first.click()
    if words:
        page.locator("textarea:visible").fill(words)
    with page.expect_navigation():
        page.get_by_role("button", name="提交").click()


def test_a_questionnaire_is_written_answered_on_a_phone_and_counted(
    desk: Desk, shot: Shot, browser: Browser, demo: str
) -> None:
    page = desk("liangyi")
    page.goto("/desk/survey/questionnaires/")
    page.locator("table.ledger td a").first.click()
    page.get_by_role("navigation").get_by_role("link", name="安澜市").last.click()
    page.get_by_role("link", name="编写问卷").click()
    page.fill("[name=title]", "窗口服务小问卷")
    page.fill("[name=audience]", "办事群众")
    save(page)
    add_question(page, "办事是否方便", kind="单选", options="方便\n存在问题")
    add_question(page, "问题出在哪里", kind="填写", opened_by="存在问题")
    page.get_by_role("link", name="发放").click()
    page.fill("[name=closes_on]", "2022-12-10")
    save(page)
    address = page.locator(".side .def a").get_attribute("href") or ""

    phone = browser.new_context(viewport=PHONE, base_url=demo, locale="zh-CN", reduced_motion="reduce")
    street = phone.new_page()
    street.goto(address)
    expect(street.locator("textarea:visible")).to_have_count(0)
    answer(street, address, "存在问题", "材料要求前后不一。")
    expect(street.locator("h1")).to_be_visible()
    assert street.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for _ in range(ANSWERS - 1):
        answer(street, address, "方便")
    phone.close()

    page.reload()
    expect(page.locator("main")).not_to_contain_text("材料要求前后不一")
    for_good(page, "截止并出结果")
    expect(heading(page)).to_contain_text("已出结果")
    expect(page.locator("main")).to_contain_text("20.0%")
    expect(page.locator("main")).to_contain_text("作答人数不足")
    shot(page, "survey")
