"""After the work: a hint is looked at and the unit asked; a use of results; a conference's decision is followed up."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.closing import CLERK, DIRECTOR, choose
from tests.e2e.journey import heading, press, readable, save, with_reason

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
Shot = Callable[[Page, str], None]

UNIT, INSPECTED, ITEM = "ruanqing", "安澜市文化广电和旅游局", "ZG-ANLAN-8-02-003"
DEPARTMENT, BODY, CONFERENCE = "wenzhiyao", "安澜市财政局", "目录外收费清理会商"
QUESTION = "班子谈心谈话怎样安排，已经谈了几次，请提供谈话记录。"
ANSWER = "班子成员两两谈话已进行6次，记录6份，已补传。"
BELOW = "霁山区东津街道"
DECIDED, FOLLOWED = "公布收费目录以外的收费项目", "已公布4项，停收2项。"


def test_a_hint_is_looked_at_and_the_unit_asked(desk: Desk, shot: Shot, axe: Axe) -> None:
    clerk, unit = desk(CLERK), desk(UNIT)
    clerk.goto(f"/desk/hints/?q={ITEM}&state=open&signal=papers")
    clerk.locator("table.ledger td a").first.click()
    hint = clerk.url
    clerk.get_by_role("link", name="向单位询问").click()
    clerk.fill("[name=text]", QUESTION)
    clerk.fill("[name=due_on]", "2022-11-20")
    press(clerk, "发给单位")
    expect(clerk.locator("main")).to_contain_text("答复期限要在今天以后。")
    expect(clerk.locator("[name=text]")).to_have_value(QUESTION)
    clerk.fill("[name=due_on]", "2022-11-25")
    save(clerk)
    unit.goto("/unit/inquiries/")
    unit.get_by_role("link", name=QUESTION[:10]).click()
    expect(unit.locator("body")).not_to_contain_text("提示")
    unit.get_by_role("link", name="答复", exact=True).click()
    unit.fill("[name=answer]", ANSWER)
    save(unit)
    expect(unit.locator("main")).to_contain_text(ANSWER)
    readable(unit, axe)
    clerk.goto(hint)
    expect(clerk.locator("main")).to_contain_text(ANSWER)
    readable(clerk, axe)
    shot(clerk, "hint")
    with_reason(clerk, "属实", "看了原件，只有会议记录，没有谈话记录。")
    expect(heading(clerk)).to_contain_text("属实")
    expect(clerk.get_by_role("main")).to_contain_text("可以退回整改")


def test_a_use_of_results_is_drafted_as_proposed_and_reported(desk: Desk, shot: Shot, axe: Axe) -> None:
    clerk, director = desk(CLERK), desk(DIRECTOR)
    clerk.goto("/desk/accountability/suggestions/")
    clerk.get_by_role("link", name=f"{BELOW} 起草").click()
    expect(clerk.locator("[name=kind]")).to_have_value("talk")
    clerk.fill("[name=place]", "市委巡察办会议室")
    save(clerk)
    use = clerk.url
    expect(clerk.locator("main")).to_contain_text("请写约谈日期")
    clerk.get_by_role("link", name="修改", exact=True).click()
    clerk.fill("[name=on]", "2022-11-21")
    save(clerk)
    press(clerk, "送审核")
    director.goto(use)
    press(director, "批准")
    expect(heading(director)).to_contain_text("已批准，待办理")
    clerk.goto(use)
    press(clerk, "发出")
    clerk.get_by_role("link", name="登记结果").click()
    clerk.select_option("[name=measure]", "interviewed")
    clerk.fill("[name=note]", "约谈党组织主要负责人。")
    press(clerk, "登记")
    expect(clerk.locator("main")).to_contain_text("件数和人数至少写一个")
    expect(clerk.locator("[name=note]")).to_have_value("约谈党组织主要负责人。")
    readable(clerk, axe)
    clerk.fill("[name=persons]", "1")
    save(clerk)
    expect(clerk.locator("#results")).to_contain_text("0 件 1 人")
    shot(clerk, "use")
    press(clerk, "办结")
    expect(heading(clerk)).to_contain_text("已反馈结果")


def test_what_a_conference_decided_is_followed_until_it_is_done(desk: Desk, shot: Shot, axe: Axe) -> None:
    clerk, department = desk(CLERK), desk(DEPARTMENT)
    clerk.goto("/desk/cooperation/conferences/")
    clerk.get_by_role("link", name="筹备会议").click()
    clerk.fill("[name=title]", CONFERENCE)
    clerk.fill("[name=on]", "2022-11-21")
    clerk.fill("[name=agenda]", "目录外的收费怎样清理。")
    clerk.get_by_label(BODY, exact=True).check()
    save(clerk)
    address = clerk.url
    press(clerk, "发会议通知")
    clerk.get_by_role("link", name="登记会议情况").click()
    clerk.fill("[name=minutes]", "收费目录以外的4项收费没有依据，财政局牵头清理。")
    save(clerk)
    clerk.get_by_role("link", name="登记议定事项").click()
    clerk.fill("[name=text]", DECIDED)
    choose(clerk, "owner", BODY)
    clerk.fill("[name=due_on]", "2022-11-01")
    press(clerk, "保存")
    expect(clerk.locator("main")).to_contain_text("完成时限不能早于会议日期")
    expect(clerk.locator("[name=text]")).to_have_value(DECIDED)
    clerk.fill("[name=due_on]", "2022-12-10")
    save(clerk)
    department.goto(address)
    readable(department, axe)
    department.get_by_role("link", name=f"{DECIDED} 填报落实情况").click()
    department.fill("[name=result]", FOLLOWED)
    save(department)
    expect(department.locator("#decisions")).to_contain_text(FOLLOWED)
    clerk.goto(address)
    readable(clerk, axe)
    shot(clerk, "conference")
    press(clerk, "办结")
    expect(heading(clerk)).to_contain_text("已办结")
