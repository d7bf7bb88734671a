"""The secretary reads the one page, opens a number's rows, and prints the page on a single sheet."""

from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.e2e.journey import heading

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
Shot = Callable[[Page, str], None]


def test_the_one_page_leads_to_rows_and_prints_on_one_sheet(desk: Desk, shot: Shot) -> None:
    secretary = desk("linxiangchuan")
    secretary.goto("/desk/insight/leader/")
    expect(heading(secretary)).to_have_text("巡察工作一页")
    shot(secretary, "leader-page")
    sheet = PdfReader(BytesIO(secretary.pdf(format="A4", print_background=True)))
    assert len(sheet.pages) == 1
    fed_back = secretary.locator(".band .fig", has_text="反馈问题")
    number = fed_back.locator(".v").inner_text().split("项")[0].strip()
    fed_back.click()
    expect(secretary.locator(".pager")).to_contain_text(f"共 {number} 条记录")
    expect(secretary.locator("main")).to_contain_text("截至")
