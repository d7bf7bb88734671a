"""Findings go up: report, a meeting with its minutes, an opinion in its own words, the feedback meeting."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.closing import (
    CLERK,
    GROUP,
    LEADER,
    approved_opinion,
    called_session,
    confirmed_finding,
    drafted_opinion,
    heard_report,
    held_session,
    left,
    signed_report,
)
from tests.e2e.journey import heading, press, save

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
Shot = Callable[[Page, str], None]

UNIT, BATCH = "安澜市生态环境局", "八届市委第三轮巡察"
TITLES = ("监测设备采购未比价就签合同", "监测设备采购未验收就付款", "公务用车使用未登记行驶里程")
GATHERED = "监测设备采购不规范"
REWORDED = "公务用车管理松散，里程登记不全。"


def test_findings_are_reported_heard_worded_and_fed_back(desk: Desk, shot: Shot, tmp_path: Path) -> None:
    for title in TITLES:
        confirmed_finding(desk, UNIT, title, tmp_path)
    clerk = desk(CLERK)
    left(clerk, UNIT)
    report = signed_report(desk, UNIT, TITLES)
    hear(desk, clerk, shot)
    opinion = drafted_opinion(clerk, report, len(TITLES))
    word(clerk, shot, opinion)
    approved_opinion(desk, clerk, opinion)
    session = called_session(clerk, UNIT, BATCH)
    clerk.get_by_role("link", name="登记召开").click()
    save(clerk)
    expect(clerk.locator("main")).to_contain_text("主要负责人没有到会登记")
    held_session(clerk, session)
    shot(clerk, "feedback-session")
    leader = desk(LEADER)
    leader.goto(opinion)
    expect(heading(leader)).to_contain_text("已反馈，待签收")
    expect(leader.locator("main")).to_contain_text("来路和去向")


def hear(desk: Desk, clerk: Page, shot: Shot) -> None:
    """A meeting with the round's report on its agenda, held, minuted; another person approves the minutes."""
    meeting = heard_report(clerk, UNIT, BATCH)
    expect(clerk.locator("main")).to_contain_text("会议纪要还没有写")
    clerk.get_by_role("link", name="写纪要").click()
    clerk.locator("[name^=decision-]").fill("同意巡察报告，按程序反馈。")
    clerk.fill("[name=minutes]", "会议听取了第三轮巡察情况汇报，同意向被巡察党组织反馈。")
    save(clerk)
    press(clerk, "提交纪要")
    expect(heading(clerk)).to_contain_text("纪要待审定")
    group = desk(GROUP)
    group.goto(meeting)
    press(group, "审定纪要")
    expect(heading(group)).to_contain_text("纪要已审定")
    shot(group, "feedback-meeting")


def word(clerk: Page, shot: Shot, opinion: str) -> None:
    """Two items become one with words of its own, the third is worded anew; the report's words stay beside them."""
    clerk.goto(opinion)
    for title in TITLES[:2]:
        clerk.get_by_label(f"勾选 {title}").check()
    press(clerk, "归并勾选的")
    clerk.fill("[name=title]", GATHERED)
    clerk.fill("[name=text]", "采购监测设备不比价、不验收，先后3次提前付款。")
    save(clerk)
    clerk.goto(opinion)
    items = clerk.locator("#items")
    expect(items).to_contain_text(GATHERED)
    expect(items).to_contain_text("归并 2 条")
    clerk.get_by_role("link", name=f"改写 {TITLES[2]}").click()
    expect(clerk.locator("main")).to_contain_text("报告的表述")
    clerk.fill("[name=text]", REWORDED)
    save(clerk)
    clerk.goto(opinion)
    expect(items).to_contain_text(REWORDED)
    items.locator("summary", has_text="与报告表述的差别").last.click()
    expect(items.locator("ins", has_text="公务用车管理松散")).to_be_visible()
    shot(clerk, "feedback-opinion")
