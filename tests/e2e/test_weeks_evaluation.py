"""An evaluation from its scheme to what follows: a code on a phone, ballots on paper, the unit's objection."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.closing import CLERK, DIRECTOR, GROUP, choose
from tests.e2e.journey import for_good, heading, press, save
from tests.e2e.phone import Phones

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
Shot = Callable[[Page, str], None]

UNIT, DISCIPLINE, SECRETARY = "qinmu", "hanting", "linxiangchuan"
EVALUATED, BATCH, SCHEME = "安澜市交通运输局", "八届市委第一轮巡察", "整改复评办法"
STAFF, SERVED = "干部职工", "服务对象和群众代表"
OBJECTION = "学习部署每月一次，会议记录已补送，请核对。"


def test_people_vote_and_the_unit_reads_how_it_was_worked_out(
    desk: Desk, phones: Phones, days_pass: Callable[[int], None], shot: Shot
) -> None:
    clerk = desk(CLERK)
    scheme_in_force(desk, clerk)
    run = begun(clerk)
    codes = cards(clerk, run, shot)
    voted_on_a_phone(phones, codes, shot)
    subject = keyed_twice(desk, clerk, run, shot)
    clerk.goto(run)
    for_good(clerk, "截止评议")
    expect(heading(clerk)).to_contain_text("评议已截止")
    too_late(phones, codes[2])
    scored(desk, clerk, subject, shot)
    objected(desk, subject, shot)
    days_pass(8)
    settled(desk, subject, shot)


def scheme_in_force(desk: Desk, clerk: Page) -> None:
    """A scheme is begun from a shipped pattern and approved by another person."""
    clerk.goto("/desk/evaluation/schemes/new/")
    choose(clerk, "pattern", "五项指标评估")
    clerk.fill("[name=title]", SCHEME)
    save(clerk)
    press(clerk, "报批")
    expect(heading(clerk)).to_contain_text("待批准")
    group = desk(GROUP)
    group.goto(clerk.url)
    press(group, "批准")
    expect(heading(group)).to_contain_text("可以使用")
    clerk.goto(clerk.url)


def begun(clerk: Page) -> str:
    """The evaluation of one unit, after days the wrong way round were refused; its address."""
    clerk.get_by_role("link", name=BATCH, exact=True).click()
    today = clerk.locator("[name=opens_on]").input_value()
    clerk.fill("[name=title]", "交通运输局整改复评")
    clerk.get_by_label(EVALUATED, exact=True).check()
    clerk.fill("[name=closes_on]", "2022-11-01")
    save(clerk)
    expect(clerk.locator("main")).to_contain_text("截止日期不能早于开始日期")
    expect(clerk.get_by_label(EVALUATED, exact=True)).to_be_checked()
    clerk.fill("[name=closes_on]", today)
    save(clerk)
    run = clerk.url
    for group, wrong, asked in ((STAFF, "3", "8"), (SERVED, "9", "12")):
        clerk.goto(run)
        clerk.get_by_role("link", name="录应评人数").click()
        clerk.select_option("[name=group]", label=group)
        clerk.fill("[name=asked]", wrong)
        save(clerk)
        expect(clerk.locator("main")).to_contain_text("少了看得出个人怎么投的")
        clerk.fill("[name=asked]", asked)
        save(clerk)
    press(clerk, "开始评议")
    expect(heading(clerk)).to_contain_text("评议打分中")
    return run


def cards(clerk: Page, run: str, shot: Shot) -> list[str]:
    """Three codes, shown once."""
    clerk.goto(run)
    clerk.get_by_role("link", name=f"发评议码 {STAFF}").click()
    clerk.fill("[name=n]", "3")
    save(clerk)
    codes = clerk.locator("main p.mono").all_inner_texts()
    assert len(set(codes)) == 3
    shot(clerk, "evaluation-cards")
    return codes


def enter(phone: Page, code: str) -> None:
    """Type a code in."""
    phone.goto("/vote/")
    phone.fill("[name=code]", code)
    phone.get_by_role("button", name="下一步").click()


def submit(phone: Page) -> None:
    """Hand the ballot in."""
    with phone.expect_navigation():
        phone.get_by_role("button", name="提交评议").click()


def voted_on_a_phone(phones: Phones, codes: list[str], shot: Shot) -> None:
    """A wrong code, an empty ballot, a vote, and the same code again."""
    phone = phones.open()
    enter(phone, "aaaa-bbbb-cccc")
    expect(phone.locator("main")).to_contain_text("没有这个评议码，请核对卡片")
    phones.sound(phone)
    enter(phone, codes[0].upper())
    phones.sound(phone)
    submit(phone)
    expect(phone.locator("main")).to_contain_text("请选择")
    phones.sound(phone)
    shot(phone, "evaluation-ballot")
    phone.locator("label", has_text="满意").first.click()
    submit(phone)
    expect(heading(phone)).to_contain_text("谢谢您的评议")
    phones.sound(phone)
    enter(phone, codes[0])
    expect(phone.locator("main")).to_contain_text("这一票已经投过，每人只投一次")
    phones.sound(phone)
    phones.put_away(phone)


def too_late(phones: Phones, code: str) -> None:
    """Once the voting is over, a code that was not used counts nothing, and says so."""
    phone = phones.open()
    enter(phone, code)
    expect(phone.locator("main")).to_contain_text("现在不在评议期内，没有计票")
    expect(phone.get_by_role("button")).to_have_count(0)
    phones.put_away(phone)


def key(page: Page, link: str, sheets: int, *counts: int) -> None:
    """Key a pile of paper ballots in."""
    page.get_by_role("link", name=link).click()
    page.fill("[name=sheets]", str(sheets))
    for field, n in zip(page.locator("main input[name^=vote-]").all(), counts, strict=False):
        field.fill(str(n))
    save(page)


def keyed_twice(desk: Desk, clerk: Page, run: str, shot: Shot) -> str:
    """Two people key two piles; where they differ, it is settled with the paper in hand; the subject's address."""
    clerk.goto(run)
    clerk.get_by_role("link", name=EVALUATED, exact=True).click()
    subject = clerk.url
    key(clerk, f"录入 {STAFF}", 8, 8)
    expect(clerk.locator("main")).to_contain_text("网上已投 1 票，纸质票不能有 8 张")
    clerk.goto(subject)
    key(clerk, f"录入 {STAFF}", 6, 4, 2)
    key(clerk, f"录入 {SERVED}", 10, 7, 3)
    director = desk(DIRECTOR)
    director.goto(subject)
    key(director, f"复录 {STAFF}", 6, 5, 1)
    expect(director.locator("body")).to_contain_text("两次不一致")
    key(director, f"复录 {SERVED}", 10, 7, 3)
    expect(director.locator("body")).to_contain_text("两次一致")
    director.get_by_role("link", name=f"不一致，核定 {STAFF}").click()
    expect(director.locator("main")).to_contain_text("第一次 4 张，第二次 5 张")
    shot(director, "evaluation-settle")
    director.fill("[name=sheets]", "6")
    for field, n in zip(director.locator("main input[name^=vote-]").all(), (5, 1, 0, 0), strict=True):
        field.fill(str(n))
    director.fill("[name=why]", "第一次有一张看错了行。")
    save(director)
    expect(director.locator("body")).to_contain_text("已核定")
    return subject


def scored(desk: Desk, clerk: Page, subject: str, shot: Shot) -> None:
    """Points with a reason, the rate of the day, checked by another person and shown."""
    clerk.goto(subject)
    clerk.get_by_role("link", name="打分", exact=True).click()
    choose(clerk, "what", "学习部署")
    clerk.fill("[name=points]", "11")
    clerk.fill("[name=reason]", "两个月没有学习记录。")
    clerk.fill("[name=evidence]", "会议记录第3至5页")
    save(clerk)
    expect(clerk.locator("main")).to_contain_text("最多 10")
    expect(clerk.locator("[name=reason]")).to_have_value("两个月没有学习记录。")
    clerk.fill("[name=points]", "1.5")
    save(clerk)
    press(clerk, "取整改比率")
    expect(clerk.locator("#sheet")).to_contain_text("10 − 1.50 = 8.50")
    press(clerk, "打分完成，送复核")
    expect(heading(clerk)).to_contain_text("待复核")
    discipline = desk(DISCIPLINE)
    discipline.goto(subject)
    press(discipline, "复核无误，送达")
    expect(heading(discipline)).to_contain_text("已送达")
    shot(discipline, "evaluation-sheet")


def objected(desk: Desk, subject: str, shot: Shot) -> None:
    """The unit reads every step and objects; somebody who scored nothing answers; its days must end first."""
    unit = desk(UNIT)
    unit.goto("/unit/evaluation/")
    unit.get_by_role("link", name="交通运输局整改复评").click()
    expect(unit.locator("#sheet")).to_contain_text("10 − 1.50 = 8.50")
    expect(unit.locator("main")).not_to_contain_text("沈知远")
    unit.get_by_role("link", name="提异议").click()
    choose(unit, "code", "学习部署")
    unit.fill("[name=text]", OBJECTION)
    save(unit)
    expect(unit.locator("#objections")).to_contain_text(OBJECTION)
    shot(unit, "evaluation-unit")
    group = desk(GROUP)
    group.goto(subject)
    group.locator("#objections").get_by_role("link", name="答复").click()
    group.get_by_label("不采纳").check()
    group.fill("[name=decision]", "补送的记录是本月的，扣分针对的是上两个月。")
    save(group)
    director = desk(DIRECTOR)
    director.goto(subject)
    expect(director.get_by_role("button", name="审定结果")).to_be_disabled()
    expect(director.locator("main")).to_contain_text("之后才能审定")


def settled(desk: Desk, subject: str, shot: Shot) -> None:
    """After the days to object, the result is settled; another person decides on what is proposed to follow."""
    director = desk(DIRECTOR)
    director.goto(subject)
    press(director, "审定结果")
    expect(heading(director)).to_contain_text("已审定")
    expect(director.locator("main")).to_contain_text("结果运用建议")
    secretary = desk(SECRETARY)
    secretary.goto(subject)
    secretary.get_by_role("link", name="抄送年度考核").click()
    proposal = secretary.url
    director.goto(proposal)
    expect(director.get_by_role("button", name="采纳", exact=True)).to_be_disabled()
    shot(secretary, "evaluation-follow")
    press(secretary, "采纳")
    expect(heading(secretary)).to_contain_text("已采纳")
