"""The clerk amends the five-year plan by 增, 补 and 调; the secretary approves; every version stays comparable."""

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
    clerk.fill("[name=reason]", "一家单位机构改革，调整年度；增排一次专项巡察；补列一家新设单位。")
    press(clerk, "起草调整")
    draft = clerk.url
    newcomer = amend(clerk, draft)
    clerk.goto(draft)
    changes = {"增": "安澜市医疗保障局", "补": newcomer, "调": "安澜市精神卫生中心"}
    shows(clerk, changes)
    shot(clerk, "plan-draft")
    press(clerk, "提交审批")
    expect(heading(clerk)).to_contain_text("待批准")

    boss.goto(draft)
    shows(boss, changes)
    press(boss, "批准并公布")
    expect(boss.get_by_role("button", name="批准并公布")).to_have_count(0)

    clerk.goto(draft)
    clerk.get_by_role("link", name="版本对比").click()
    clerk.select_option("[name=with]", label=clerk.locator("[name=with] option").last.inner_text())
    press(clerk, "对比")
    for kind, unit in changes.items():
        expect(clerk.locator("table.diff tr", has_text=unit).locator(".tag")).to_have_text(kind)
    shot(clerk, "plan-compare")
    assert not clerk.faults  # type: ignore[attr-defined]  # kept by the desk fixture


def amend(clerk: Page, draft: str) -> str:
    """Move one target (调), place one once more (增), take in a new one (补); the name of the new one."""
    clerk.goto(f"{draft}?q=精神卫生中心")
    open_row(clerk, "安澜市精神卫生中心")
    clerk.select_option("[name=year]", "2026")
    save(clerk)

    clerk.goto(draft)
    clerk.locator("#edit").get_by_role("link", name="选对象").click()
    clerk.goto(f"{clerk.url.partition('?')[0]}?q=医疗保障局")
    clerk.locator("tr", has_text="安澜市医疗保障局").locator("[name=pick]").check()
    press(clerk, "排入…")
    clerk.select_option("main [name=type]", "special")
    clerk.select_option("[name=year]", "2025")
    save(clerk)

    clerk.goto(draft)
    clerk.locator("#edit").get_by_role("link", name="填写").click()
    clerk.select_option("[name=organisation]", index=1)
    newcomer = clerk.locator("[name=organisation] option:checked").inner_text()
    clerk.select_option("[name=year]", "2026")
    save(clerk)
    return newcomer


def shows(reader: Page, changes: dict[str, str]) -> None:
    """The draft shows these differences from the version in force, and no others."""
    rows = reader.locator("#diff tr")
    expect(rows).to_have_count(len(changes))
    for kind, unit in changes.items():
        expect(rows.filter(has_text=unit).locator(".tag")).to_have_text(kind)
