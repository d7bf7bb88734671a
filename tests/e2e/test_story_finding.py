"""The liaison turns signed papers into findings, merges two, splits one, classifies; the leader confirms."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.journey import heading, press, signed_paper

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
Shot = Callable[[Page, str], None]

UNIT = "安澜市生态环境局"
TITLES = ("工程款提前支付未经集体研究", "工程款提前支付未核对进度")


def test_findings_are_raised_merged_split_classified_and_confirmed(desk: Desk, shot: Shot, tmp_path: Path) -> None:
    writer, deputy, leader = desk("heyanqiu"), desk("chengyiwei"), desk("guchanghe")
    for title in TITLES:
        signed_paper(writer, deputy, leader, UNIT, title, tmp_path)
    liaison = desk("liangyi")
    raised = []
    for title in TITLES:
        liaison.goto("/desk/findings/papers/?q=" + title)
        liaison.locator("[name=pick]").first.check()
        liaison.get_by_role("button", name="提出问题").click()
        expect(liaison.locator("main")).to_contain_text("这里不写个人问题线索")
        if title == TITLES[0]:
            shot(liaison, "finding-raise")
        liaison.locator(".formbar .btn-p").click()
        expect(liaison.locator(".lineage")).to_be_visible()
        raised.append(liaison.url)

    liaison.get_by_role("link", name="合并…").click()
    liaison.locator("label", has_text=TITLES[0]).locator("[name=pick]").check()
    press(liaison, "下一步")
    liaison.fill("[name=title]", "工程款管理混乱")
    liaison.fill("[name=text]", "先后3次提前支付工程款，既未集体研究，也未核对进度。")
    liaison.fill("[name=reason]", "同一项目的两个侧面。")
    shot(liaison, "finding-merge")
    liaison.locator(".formbar .btn-p").click()
    expect(heading(liaison)).to_contain_text("工程款管理混乱")
    merged = liaison.url
    expect(liaison.locator("#origins")).to_contain_text(TITLES[0])
    shot(liaison, "finding")
    liaison.goto(raised[0])
    expect(liaison.locator("#results")).to_contain_text("工程款管理混乱")

    liaison.goto(merged)
    liaison.get_by_role("link", name="拆分…").click()
    for n, part in enumerate(("付款未经集体研究", "付款未核对工程进度")):
        liaison.locator("[name$=-title]").nth(n).fill(part)
        liaison.locator("[name$=-text]").nth(n).fill(f"先后3次提前支付工程款，{part}。")
        liaison.locator(f"[name='{liaison.locator('[name$=-papers]').first.get_attribute('name')}']").first.check()
    for box in liaison.locator("[name$=-papers]").all():
        box.check()
    liaison.fill("[name=reason]", "责任主体不同，分开反馈。")
    shot(liaison, "finding-split")
    liaison.locator(".formbar .btn-p").click()
    liaison.goto(merged)
    expect(heading(liaison)).to_contain_text("已拆分")
    expect(liaison.locator("#results")).to_contain_text("付款未核对工程进度")
    liaison.locator("#results a").last.click()
    part = liaison.url
    expect(liaison.locator("#origins")).to_contain_text("工程款管理混乱")

    liaison.get_by_role("link", name="分类", exact=True).click()
    axes = liaison.locator("main select[name^=axis], main select[name^=class]")
    for n in range(min(3, axes.count())):
        axes.nth(n).select_option(index=1)
    shot(liaison, "finding-classify")
    liaison.locator(".formbar .btn-p").click()
    leader.goto(part)
    press(leader, "确认")
    expect(heading(leader)).to_contain_text("已确认")
    shot(leader, "finding-confirmed")
