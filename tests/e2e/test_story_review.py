"""
A plan is reviewed by three bodies together: each on its own page, unseen by the others until the office sums up.

The setting that begins it holds from today on: whatever is handed in by a later story is reviewed together too.
"""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.closing import CLERK, DIRECTOR
from tests.e2e.journey import heading, press, readable, save

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
Shot = Callable[[Page, str], None]

DISCIPLINE, ORGANISATION, UNIT, INSPECTED = "hanting", "gunian", "luyunzhou", "安澜市经济和信息化局"
SETTING = "/desk/regulations/parameters/rectification.joint_review/new/"
BODIES = "市纪委监委，纪检监察机关人员，全部\n市委组织部，组织部门人员，全部\n市委巡察办，巡察办工作人员，全部"
POINTS = "虚报数据的责任没有分清，写明哪一级报、哪一级审。\n第二条措施没有写抽查多少份。"
AMENDED = "已按审核意见修改，见修改稿。"


def test_three_bodies_review_a_plan_together(desk: Desk, shot: Shot, axe: Axe) -> None:
    lay_down(desk(DIRECTOR))
    unit, clerk = desk(UNIT), desk(CLERK)
    plan = answer_all_and_hand_in(unit, "联审中")
    clerk.goto("/desk/rectification/joint/?q=" + INSPECTED)
    clerk.locator("table.ledger tr", has_text="0/3").locator("a").first.click()
    review = clerk.url
    expect(clerk.locator("main")).to_contain_text("市纪委监委、市委组织部、市委巡察办还没有提意见")
    discipline_returns(desk(DISCIPLINE), review, shot, axe)
    organisation_passes(desk(ORGANISATION), review)
    give(clerk, review, "市委巡察办", "pass")
    sum_up(clerk, review, shot, axe)
    unit.goto(plan)
    expect(unit.locator("#remarks")).to_contain_text("市纪委监委")
    answer_all_and_hand_in(unit, "待审核")
    clerk.goto("/desk/rectification/plans/?q=" + INSPECTED)
    clerk.locator("table.ledger td a", has_text=INSPECTED).first.click()
    expect(clerk.locator("#remarks")).to_contain_text(AMENDED)
    press(clerk, "审核通过")
    expect(heading(clerk)).to_contain_text("已审核通过")


def lay_down(director: Page) -> None:
    """The director says who reviews from today on; a line that names nobody is told, and what was typed stays."""
    director.goto(SETTING)
    wrong = BODIES.replace("组织部门人员", "组织部的人")
    director.fill("[name=value]", wrong)
    director.fill("[name=valid_from]", "2022-11-21")
    press(director, "保存")
    expect(director.locator("main")).to_contain_text("第 2 行看不懂")
    expect(director.locator("[name=value]")).to_have_value(wrong)
    director.fill("[name=value]", BODIES)
    save(director)
    expect(director.locator("main")).to_contain_text("市委组织部")


def answer_all_and_hand_in(unit: Page, then: str) -> str:
    """The liaison is told that remarks wait for an answer, answers each where it belongs, hands in; the plan's page."""
    unit.goto("/unit/")
    unit.get_by_role("link", name="整改方案和三个清单").click()
    plan = unit.url
    expect(unit.locator(".refuse")).to_contain_text("还没有写修改说明")
    while (waiting := unit.locator("#remarks li", has_text="待说明")).count():
        waiting.first.get_by_role("link").click()
        for reply in unit.locator("[name^=reply-]").all():
            reply.fill(AMENDED)
        save(unit)
        unit.goto(plan)
    press(unit, "报送方案")
    expect(heading(unit)).to_contain_text(then)
    return plan


def write_opinion(page: Page, review: str, body: str) -> None:
    """Open the form in which a body says what it finds."""
    page.goto(review)
    page.get_by_role("link", name=body, exact=True).click()
    page.get_by_role("link", name="提出意见", exact=True).click()


def give(page: Page, review: str, body: str, grade: str) -> None:
    """Say for a body that nothing need be changed."""
    write_opinion(page, review, body)
    page.select_option("[name=grade]", grade)
    save(page)
    expect(heading(page)).to_contain_text("已提意见")


def discipline_returns(page: Page, review: str, shot: Shot, axe: Axe) -> None:
    """Who wants something changed says what, point by point; nothing typed is lost on being told so."""
    write_opinion(page, review, "市纪委监委")
    page.select_option("[name=grade]", "return")
    page.fill("[name=text]", "责任没有压到人。")
    press(page, "提出意见")
    expect(page.locator("main")).to_contain_text("要修改或者退回的，请至少写一条意见，单位按条修改。")
    expect(page.locator("[name=text]")).to_have_value("责任没有压到人。")
    expect(page.locator("[name=grade]")).to_have_value("return")
    readable(page, axe)
    page.fill("[name=whole]", POINTS)
    save(page)
    expect(heading(page)).to_contain_text("已提意见")
    shot(page, "joint-opinion")


def organisation_passes(page: Page, review: str) -> None:
    """Each body looks for itself: what the others found is not there yet."""
    page.goto(review)
    expect(page.locator("main")).not_to_contain_text("责任没有分清")
    expect(page.locator("main")).to_contain_text("另有 2 家的意见，汇总以后可以看")
    give(page, review, "市委组织部", "pass")


def sum_up(clerk: Page, review: str, shot: Shot, axe: Axe) -> None:
    """To be milder than a body takes a reason; then one numbered list goes back to the unit."""
    clerk.goto(review)
    expect(clerk.locator("main")).to_contain_text("责任没有分清")
    readable(clerk, axe)
    shot(clerk, "joint-review")
    clerk.get_by_role("link", name="汇总联审意见").click()
    clerk.select_option("[name=grade]", "amend")
    listed = clerk.locator("[name^=point-]").nth(1)
    listed.fill("第二条措施写明抽查多少份、由谁抽查。")
    press(clerk, "汇总")
    expect(clerk.locator("main")).to_contain_text("市纪委监委的结论更严，请在汇总意见里写明为什么不采纳")
    expect(listed).to_have_value("第二条措施写明抽查多少份、由谁抽查。")
    clerk.fill("[name=summary]", "两条都能当场改到位，改后由巡察办核对，不再重审。")
    save(clerk)
    expect(clerk.locator("#remarks")).to_contain_text("由谁抽查")
