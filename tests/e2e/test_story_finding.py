"""The liaison turns signed papers into findings, merges two, splits one, classifies; the leader confirms."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.journey import heading, press, save, signed_paper

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
Shot = Callable[[Page, str], None]

UNIT = "安澜市生态环境局"
MERGED, PARTS = "工程款管理混乱", ("付款未经集体研究", "付款未核对工程进度")
TITLES = ("工程款提前支付未经集体研究", "工程款提前支付未核对进度")


def test_findings_are_raised_merged_split_classified_and_confirmed(desk: Desk, shot: Shot, tmp_path: Path) -> None:
    for title in TITLES:
        signed_paper(desk, UNIT, title, tmp_path)
    liaison = desk("liangyi")
    raised = [raise_finding(liaison, shot, title) for title in TITLES]
    merged = merge(liaison, shot)
    liaison.goto(raised[0])
    expect(liaison.locator("#results")).to_contain_text(MERGED)
    part = split(liaison, shot, merged)
    liaison.get_by_role("link", name="分类", exact=True).click()
    axes = liaison.locator("main select[name^=axis]")
    for n in range(3):
        axes.nth(n).select_option(index=1)
    shot(liaison, "finding-classify")
    save(liaison)
    leader = desk("guchanghe")
    leader.goto(part)
    press(leader, "确认")
    expect(heading(leader)).to_contain_text("已确认")
    shot(leader, "finding-confirmed")


def raise_finding(liaison: Page, shot: Shot, title: str) -> str:
    """One signed paper becomes a finding; its address."""
    liaison.goto("/desk/findings/papers/?q=" + title)
    liaison.locator("[name=pick]").first.check()
    liaison.get_by_role("button", name="提出问题").click()
    expect(liaison.locator("main")).to_contain_text("这里不写个人问题线索")
    shot(liaison, "finding-raise")
    save(liaison)
    expect(liaison.locator(".lineage")).to_be_visible()
    return liaison.url


def merge(liaison: Page, shot: Shot) -> str:
    """The finding at hand and the first one become one; its address."""
    liaison.get_by_role("link", name="合并…").click()
    liaison.locator("label", has_text=TITLES[0]).locator("[name=pick]").first.check()
    press(liaison, "下一步")
    liaison.fill("[name=title]", MERGED)
    liaison.fill("[name=text]", "先后3次提前支付工程款，既未集体研究，也未核对进度。")
    liaison.fill("[name=reason]", "同一项目的两个侧面。")
    shot(liaison, "finding-merge")
    save(liaison)
    expect(heading(liaison)).to_contain_text(MERGED)
    expect(liaison.locator("#origins")).to_contain_text(TITLES[0])
    shot(liaison, "finding")
    return liaison.url


def split(liaison: Page, shot: Shot, merged: str) -> str:
    """The merged finding becomes two; the address of the second."""
    liaison.goto(merged)
    liaison.get_by_role("link", name="拆分…").click()
    for n, part in enumerate(PARTS):
        liaison.locator("[name$=-title]").nth(n).fill(part)
        liaison.locator("[name$=-text]").nth(n).fill(f"先后3次提前支付工程款，{part}。")
    for box in liaison.locator("[name$=-papers]").all():
        box.check()
    liaison.fill("[name=reason]", "责任主体不同，分开反馈。")
    shot(liaison, "finding-split")
    save(liaison)
    liaison.goto(merged)
    expect(heading(liaison)).to_contain_text("已拆分")
    liaison.locator("#results a", has_text=PARTS[1]).click()
    expect(liaison.locator("#origins")).to_contain_text(MERGED)
    return liaison.url
