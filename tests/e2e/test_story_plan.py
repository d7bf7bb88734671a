"""The clerk amends the five-year plan; the secretary approves; every version stays comparable."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.journey import heading, open_row, press, save

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
Shot = Callable[[Page, str], None]


def test_the_plan_is_amended_with_its_difference_shown_and_approved(desk: Desk, shot: Shot) -> None:
    boss = desk("linxiangchuan")
    shot(boss, "inbox-secretary")
    open_row(boss, "五年规划（第3版）")
    expect(boss.locator("#diff")).to_contain_text("精神卫生中心")
    shot(boss, "plan-approve")
    press(boss, "批准并公布")
    expect(boss.get_by_role("button", name="批准并公布")).to_have_count(0)

    clerk = desk("shenzhiyuan")
    shot(clerk, "inbox-clerk")
    clerk.goto("/desk/rounds/coverage/")
    for table in ("轮次与类别", "年度目标与预计", "分类覆盖"):
        expect(clerk.get_by_role("heading", name=table)).to_be_visible()
    expect(clerk.locator(".say").first).to_contain_text("101 家")
    shot(clerk, "coverage")

    clerk.get_by_role("link", name="起草调整").click()
    clerk.fill("[name=reason]", "两家单位机构改革，调整年度；补列一家新设单位。")
    press(clerk, "起草调整")
    draft = clerk.url
    clerk.goto(f"{draft}?q=精神卫生中心")
    open_row(clerk, "安澜市精神卫生中心")
    clerk.select_option("[name=year]", "2026")
    save(clerk)
    clerk.goto(draft)
    clerk.locator("#edit").get_by_role("link", name="填写").click()
    clerk.select_option("[name=organisation]", index=1)
    clerk.select_option("[name=year]", "2026")
    save(clerk)
    clerk.goto(draft)
    expect(clerk.locator("#diff")).to_contain_text("安澜市精神卫生中心")
    expect(clerk.locator("#diff .tag", has_text="补")).to_have_count(1)
    shot(clerk, "plan-draft")
    press(clerk, "提交审批")
    expect(heading(clerk)).to_contain_text("待批准")

    boss.goto(draft)
    press(boss, "批准并公布")
    expect(boss.get_by_role("button", name="批准并公布")).to_have_count(0)

    clerk.goto(draft)
    clerk.get_by_role("link", name="版本对比").click()
    clerk.select_option("[name=with]", label=clerk.locator("[name=with] option").last.inner_text())
    press(clerk, "对比")
    expect(clerk.locator("main")).to_contain_text("安澜市精神卫生中心")
    shot(clerk, "plan-compare")
    assert not clerk.faults  # type: ignore[attr-defined]  # kept by the desk fixture
