"""The unit's liaison plans and does the rectification; other people accept the plan, judge the evidence, close."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.closing import CLERK, DIRECTOR, UNIT, fed_back
from tests.e2e.journey import heading, press, readable, save, with_reason

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
Shot = Callable[[Page, str], None]

INSPECTED, BATCH = "安澜市水务集团", "八届市委第三轮巡察"
TITLES = ("管网维修工程未验收提前付款", "水表采购合同未按规定备案")
CLOSED, RETURNED = TITLES
GROUNDS = "反馈所列3次付款中有1次在验收以后，附验收单，请予核对。"
MENDED = "水表采购合同5份，其中4份未按规定备案。"
DONE = "已按进度补齐3份审批单，追回提前支付的利息。"


def test_a_plan_is_returned_and_accepted_the_work_is_judged_and_closed(
    desk: Desk, shot: Shot, axe: Axe, tmp_path: Path
) -> None:
    fed_back(desk, INSPECTED, BATCH, TITLES, tmp_path)
    unit, clerk, director = desk(UNIT), desk(CLERK), desk(DIRECTOR)
    plan = unit_plans(unit, shot)
    returned_and_accepted(unit, clerk, plan, shot)
    asked = more_time(unit, RETURNED)
    granted(director, asked)
    corrected(unit, director, tmp_path, shot, axe)
    for title in TITLES:
        done_by_unit(unit, title, tmp_path, shot)
    closed = judged_and_closed(clerk, shot)
    sent_back(clerk, unit)
    reopened(clerk, closed)
    unit.goto("/unit/rectification/")
    expect(unit.locator("main")).to_contain_text("重新整改")
    expect(unit.locator("main")).to_contain_text("退回整改")


def unit_plans(unit: Page, shot: Shot) -> str:
    """The liaison signs for the opinion, is told what the plan lacks, fills it and hands it in; its address."""
    unit.goto("/unit/feedback/")
    unit.locator("table.ledger td a").first.click()
    press(unit, "签收")
    expect(heading(unit)).to_contain_text("已签收")
    expect(unit.locator("main")).not_to_contain_text("底稿")
    unit.goto("/unit/")
    unit.get_by_role("link", name="整改方案和三个清单").click()
    plan = unit.url
    expect(unit.locator(".refuse")).to_contain_text("请填写党委（党组）会议研究通过方案的日期")
    expect(unit.locator(".refuse")).to_contain_text("没有写整改目标")
    unit.get_by_role("link", name="填写总体情况").click()
    unit.fill("[name=principal]", "任远山，党委书记、董事长")
    unit.fill("[name=overall]", "成立整改领导小组，每周调度一次。")
    unit.fill("[name=party_meeting_on]", today(unit).isoformat())
    save(unit)
    for title in TITLES:
        fill(unit, plan, title)
    unit.goto(plan)
    for tab, words in (("任务清单", "逐笔核对付款"), ("责任清单", "财务部"), ("问题清单", "填全了")):
        unit.get_by_role("link", name=tab).click()
        expect(unit.locator("table.ledger")).to_contain_text(words)
    shot(unit, "unit-plan")
    press(unit, "报送方案")
    expect(heading(unit)).to_contain_text("待审核")
    return plan


def today(page: Page) -> date:
    """The day on the calendar of the demo, as every page prints it."""
    printed = re.search(r"\d{4}-\d\d-\d\d", page.locator(".meta-print").text_content() or "")
    assert printed
    return date.fromisoformat(printed[0])


def fill(unit: Page, plan: str, title: str) -> None:
    """One problem of the plan: objective, people, date and a measure."""
    unit.goto(plan)
    unit.locator("table.ledger tr", has_text=title).get_by_role("link", name="填写").click()
    due = (today(unit) + timedelta(days=60)).isoformat()
    unit.fill("[name=objective]", "付款与进度一致，3份审批单补齐。")
    unit.fill("[name=leader]", "石有为，总经理")
    unit.fill("[name=department]", "财务部")
    unit.fill("[name=due_on]", due)
    unit.fill("[name=measure-1-text]", "逐笔核对付款，补齐3份审批单。")
    unit.fill("[name=measure-1-owner]", "江一舟")
    unit.fill("[name=measure-1-department]", "财务部")
    unit.fill("[name=measure-1-due_on]", due)
    unit.fill("[name=measure-1-standard]", "3份审批单齐全")
    save(unit)


def returned_and_accepted(unit: Page, clerk: Page, plan: str, shot: Shot) -> None:
    """The office returns the plan with two remarks, the liaison answers each, the office accepts."""
    clerk.goto("/desk/rectification/plans/?q=" + INSPECTED)
    clerk.locator("table.ledger td a", has_text=INSPECTED).first.click()
    address = clerk.url
    clerk.get_by_role("link", name="退回修改").click()
    clerk.fill("[name=whole]", "写明多久向党委报告一次。")
    clerk.locator("[name^=item-]").first.fill("完成标准写明由谁验收。")
    save(clerk)
    expect(heading(clerk)).to_contain_text("退回修改")
    unit.goto(plan)
    expect(unit.locator("#remarks")).to_contain_text("写明多久向党委报告一次")
    shot(unit, "unit-plan-returned")
    expect(unit.locator(".refuse")).to_contain_text("还没有写修改说明")
    for n in (1, 2):
        unit.goto(plan)
        unit.get_by_role("link", name=f"第 {n} 条去修改").click()
        unit.locator("[name^=reply-]").fill("已写明，见修改稿。")
        save(unit)
    unit.goto(plan)
    press(unit, "报送方案")
    expect(heading(unit)).to_contain_text("待审核")
    clerk.goto(address)
    expect(clerk.locator("#remarks")).to_contain_text("已写明，见修改稿")
    shot(clerk, "rectification-plan")
    press(clerk, "审核通过")
    expect(heading(clerk)).to_contain_text("已审核通过")


def open_task(unit: Page, title: str) -> None:
    """The unit's page of the problem."""
    unit.goto("/unit/rectification/")
    unit.locator("table.ledger td a", has_text=title).first.click()
    expect(heading(unit)).to_contain_text(title)


def more_time(unit: Page, title: str) -> str:
    """The liaison asks for a later date; the problem's title."""
    open_task(unit, title)
    unit.get_by_role("link", name="申请延期").click()
    unit.fill("[name=to_on]", (today(unit) + timedelta(days=80)).isoformat())
    unit.fill("[name=reason]", "合同备案要经主管部门核准，已报送2份，余下3份下月可批。")
    save(unit)
    expect(unit.locator("#extensions")).to_contain_text("待审批")
    return title


def granted(director: Page, title: str) -> None:
    """The director grants it for as long as was asked."""
    director.goto("/desk/rectification/extensions/?q=" + title)
    director.locator("table.ledger td a", has_text=title).first.click()
    director.get_by_role("link", name="同意延期").click()
    director.fill("[name=decision]", "同意。")
    save(director)
    expect(heading(director)).to_contain_text("已同意")


def corrected(unit: Page, director: Page, folder: Path, shot: Shot, axe: Axe) -> None:
    """What the unit disputes needs proof; somebody without a part in the words decides, and both wordings stay."""
    open_task(unit, RETURNED)
    unit.get_by_role("link", name="提出异议").click()
    unit.fill("[name=grounds]", GROUNDS)
    press(unit, "提出异议")
    expect(unit.locator("[name=proofs]:invalid")).to_be_focused()
    expect(unit.locator("[name=grounds]")).to_have_value(GROUNDS)
    proof = folder / "验收单.txt"
    proof.write_text("验收单1份。", encoding="utf-8")
    unit.set_input_files("[name=proofs]", str(proof))
    save(unit)
    expect(unit.locator("#disputes")).to_contain_text("待答复")
    director.goto("/desk/rectification/disputes/?q=" + RETURNED)
    director.locator("table.ledger td a", has_text=RETURNED).first.click()
    dispute = director.url
    director.select_option("[name=verdict]", "corrected")
    director.fill("[name=decision]", "核对了验收单，第2次付款在验收以后。")
    press(director, "答复异议")
    expect(director.locator("main")).to_contain_text("更正后的表述与原来一样，请改写")
    readable(director, axe)
    director.fill("[name=text]", MENDED)
    save(director)
    director.goto(dispute)
    expect(heading(director)).to_contain_text("已答复")
    shot(director, "dispute")
    open_task(unit, RETURNED)
    expect(unit.locator("#disputes")).to_contain_text("更正表述")
    press(unit, "签收答复")
    expect(unit.locator("main")).to_contain_text(MENDED)


def done_by_unit(unit: Page, title: str, folder: Path, shot: Shot) -> None:
    """Progress, evidence, declared done, the unit's meeting, close-out asked for."""
    open_task(unit, title)
    unit.get_by_role("link", name="措施 1 报进展").click()
    unit.fill("[name=text]", DONE)
    unit.fill("[name=done_on]", unit.locator("[name=on]").input_value())
    save(unit)
    proof = folder / f"{title}审批单.txt"
    proof.write_text("补办的审批单3份。", encoding="utf-8")
    unit.get_by_role("link", name="给措施 1 上传佐证").click()
    unit.set_input_files("[name=file]", str(proof))
    save(unit)
    expect(unit.locator("#evidence")).to_contain_text(proof.name)
    unit.get_by_role("link", name="自报完成", exact=True).click()
    unit.fill("[name=statement]", DONE)
    save(unit)
    expect(heading(unit)).to_contain_text("单位自报完成")
    expect(unit.locator(".refuse")).to_contain_text("请先由党委（党组）会议研究")
    unit.evaluate("scrollTo(0, 0)")
    shot(unit, "unit-item")
    unit.locator("#meeting").get_by_role("link", name="填写").click()
    unit.fill("[name=unit_meeting_on]", today(unit).isoformat())
    unit.fill("[name=unit_meeting_note]", "党委会研究，同意申请销号。")
    unit.fill("[name=similar]", "清查同类合同12份，发现问题1份，已改。")
    press(unit, "保存并申请销号")
    expect(heading(unit)).to_contain_text("待审核销号")


def open_item(clerk: Page, title: str) -> None:
    """The desk's page of the problem."""
    clerk.goto("/desk/rectification/?q=" + title)
    clerk.locator("table.ledger td a", has_text=title).first.click()
    expect(heading(clerk)).to_contain_text(title)


def judged_and_closed(clerk: Page, shot: Shot) -> str:
    """Closing is refused until the evidence was judged; then the gate is met and the item is closed; its address."""
    open_item(clerk, CLOSED)
    address = clerk.url
    expect(clerk.locator("#gate")).to_contain_text("1 件佐证没有核验")
    shot(clerk, "closeout-gate")
    clerk.get_by_role("link", name="核验", exact=True).click()
    clerk.select_option("[name=verdict]", "original")
    clerk.locator("main form .btn-p").click()
    expect(clerk.locator("#gate")).to_contain_text("10 条中满足 10 条")
    clerk.fill("[name=opinion]", "证据齐全，同意销号。")
    press(clerk, "同意销号")
    expect(heading(clerk)).to_contain_text("已销号")
    return address


def sent_back(clerk: Page, unit: Page) -> None:
    """The evidence of the other is doubtful: it goes back with a reason that the unit reads."""
    open_item(clerk, RETURNED)
    clerk.get_by_role("link", name="核验", exact=True).click()
    clerk.select_option("[name=verdict]", "doubtful")
    clerk.fill("[name=note]", "审批单没有签字。")
    clerk.locator("main form .btn-p").click()
    expect(clerk.locator("#gate")).to_contain_text("1 件佐证存疑或不认可")
    with_reason(clerk, "退回整改", "请补签字后的审批单。")
    expect(heading(clerk)).to_contain_text("退回整改")
    open_task(unit, RETURNED)
    expect(unit.locator("main")).to_contain_text("请补签字后的审批单")
    expect(unit.locator("#evidence")).to_contain_text("审批单没有签字")


def reopened(clerk: Page, closed: str) -> None:
    """What was closed is opened again with a reason and a new date."""
    clerk.goto(closed)
    clerk.get_by_role("link", name="重新打开").click()
    clerk.fill("[name=reason]", "抽查发现同一项目又提前付款1次。")
    clerk.fill("[name=due_on]", "2023-03-31")
    save(clerk)
    expect(heading(clerk)).to_contain_text("重新整改")
