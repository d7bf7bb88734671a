"""The security administrator opens an account; the audit administrator finds it in the journal and verifies it all."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.journey import heading, open_row, press, save

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
Shot = Callable[[Page, str], None]


def test_an_account_is_opened_and_the_journal_says_so(desk: Desk, shot: Shot) -> None:
    security = desk("yujing")
    security.goto("/accounts/people/")
    expect(security.locator(".say")).to_contain_text("个账号")
    shot(security, "accounts")
    security.goto("/accounts/people/?q=何砚秋")
    open_row(security, "何砚秋")
    expect(security.locator("table.ledger")).to_contain_text("巡察组成员")
    shot(security, "account")

    security.goto("/accounts/people/")
    security.get_by_role("link", name="开户").click()
    username = f"newcomer-{uuid4().hex[:6]}"
    security.fill("[name=username]", username)
    security.fill("[name=name]", "新来的同志")
    save(security)  # with the first password, which the office hands over
    expect(heading(security)).to_contain_text("新来的同志")
    shot(security, "account-opened")

    audit = desk("luwang")
    audit.goto("/desk/journal/")
    expect(audit.locator("table.ledger tbody tr", has_text="开户").first).to_contain_text("俞静")
    shot(audit, "journal")
    press(audit, "校验全部记录")
    expect(audit.locator(".toast, .note").first).to_be_visible()
    shot(audit, "journal-verified")

    operator = desk("dingyifan")
    operator.goto("/desk/jobs/")
    expect(heading(operator)).to_be_visible()
    shot(operator, "jobs")
    for page in (security, audit, operator):
        assert not page.faults  # type: ignore[attr-defined]  # kept by the desk fixture
