"""A look-back from its plan to what is opened again: a sample by two people's seed, results written on a phone."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.closing import CLERK, DIRECTOR, choose
from tests.e2e.journey import heading, press, save
from tests.e2e.phone import SIZE, Phones
from tests.e2e.test_weeks_disclosure import today

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
Shot = Callable[[Page, str], None]

UNIT = "qinmu"
VISITED, LEADER, SECOND = "安澜市交通运输局", "凤北", "何晓峰"
TITLE, NAMED = "运输服务整改回头看", "重点任务指标未完成"
SEED, WRONG = "02 05 11 18 23 30", "02 05 11 18 23 31"
FACTS = "抽查三个月的调度记录，两个月没有分析原因。"


def test_what_was_closed_is_looked_at_again_and_opened(
    desk: Desk, phones: Phones, days_pass: Callable[[int], None], shot: Shot
) -> None:
    clerk = desk(CLERK)
    visit = planned(desk, clerk)
    sample = lists_closed(clerk, visit)
    days_pass(1)
    drawn(desk, sample, shot)
    visited = checked_on_a_phone(desk, visit, phones, shot)
    clerk = desk(CLERK)
    put_to_the_unit(desk, clerk, visited, shot)
    opened_again(clerk, visited, shot)


def planned(desk: Desk, clerk: Page) -> str:
    """Two people for one unit, approved by somebody else; a unit that is not there is named; the visit's address."""
    clerk.goto("/desk/lookback/")
    clerk.get_by_role("link", name="安排回访").click()
    day = today(clerk)
    clerk.select_option("[name=kind]", "look_back")
    clerk.fill("[name=title]", TITLE)
    clerk.fill("[name=units]", "安澜市交通局")
    clerk.fill("[name=from_on]", day)
    clerk.fill("[name=to_on]", later(day, 20))
    clerk.fill("[name=purpose]", "逐项看记录、看现场，问群众。")
    clerk.fill("[name=per_stratum]", "1")
    save(clerk)
    expect(clerk.locator("main")).to_contain_text("没有名为「安澜市交通局」的单位")
    clerk.fill("[name=units]", VISITED)
    save(clerk)
    visit = clerk.url
    for n, name in enumerate((LEADER, SECOND)):
        clerk.goto(visit)
        expect(clerk.get_by_role("button", name="提交审批")).to_be_disabled()
        clerk.get_by_role("link", name="加入督查组").click()
        choose(clerk, "person", name)
        if not n:
            clerk.check("[name=leads]")
        save(clerk)
    press(clerk, "提交审批")
    expect(heading(clerk)).to_contain_text("待批准")
    expect(clerk.get_by_role("button", name="批准", exact=True)).to_have_count(0)
    director = desk(DIRECTOR)
    director.goto(visit)
    press(director, "批准")
    expect(heading(director)).to_contain_text("进行中")
    return visit


def later(day: str, n: int) -> str:
    """So many days later."""
    return (date.fromisoformat(day) + timedelta(days=n)).isoformat()


def lists_closed(clerk: Page, visit: str) -> str:
    """The list is closed before anybody can know the seed; the sample's address."""
    clerk.goto(visit)
    clerk.get_by_role("link", name="抽样", exact=True).click()
    clerk.fill("[name=source]", "某日开奖号码，六个红球从小到大")
    clerk.fill("[name=source_on]", today(clerk))
    save(clerk)
    expect(clerk.locator("main")).to_contain_text("种子的公布日须在今天以后")
    clerk.fill("[name=source_on]", later(today(clerk), 1))
    save(clerk)
    expect(clerk.locator("#seed")).to_contain_text("才公布")
    expect(clerk.locator("[name=seed]")).to_have_count(0)
    return clerk.url


def drawn(desk: Desk, sample: str, shot: Shot) -> None:
    """Two people type the seed; nothing is drawn while they differ."""
    for username, seed, told in (
        (CLERK, SEED, "请另一人在自己的账号里再录入一次"),
        (DIRECTOR, WRONG, "与第一次录入的不一致，没有抽取"),
        (DIRECTOR, SEED, "两次录入一致，已抽出"),
    ):
        page = desk(username)
        page.goto(sample)
        page.fill("[name=seed]", seed)
        press(page, "录入")
        expect(page.locator("body")).to_contain_text(told)
    expect(heading(page)).to_contain_text("已抽出")
    shot(page, "visit-sample")


def checked_on_a_phone(desk: Desk, visit: str, phones: Phones, shot: Shot) -> str:
    """On the spot: one more item is named, each gets its verdict, the results are handed in; the unit's address."""
    phone = desk(LEADER)
    phone.set_viewport_size(SIZE)
    phone.goto(visit)
    phones.sound(phone)
    phone.locator("#units").get_by_role("link", name=VISITED).click()
    visited = phone.url
    phone.get_by_role("link", name="点名核查").click()
    choose(phone, "matter", NAMED)
    phone.fill("[name=prompt]", "群众反映修了一半停工。")
    save(phone)
    phones.sound(phone)
    phone.locator("#points").get_by_role("link", name=NAMED).click()
    phone.get_by_text("不到位", exact=True).click()
    phone.fill("[name=evidence]", "调度记录、现场")
    save(phone)
    expect(phone.locator("main")).to_contain_text("不到位、部分到位要写明事实")
    phones.sound(phone)
    phone.evaluate("document.querySelector('main').scrollIntoView()")
    shot(phone, "visit-phone")
    phone.fill("[name=facts]", FACTS)
    phone.fill("[name=asked]", "沿线住户 3 人")
    phone.fill("[name=people]", "3")
    phone.fill("[name=denied]", "2")
    phone.fill("[name=explanation]", "单位认可，月底前补做。")
    save(phone)
    expect(heading(phone)).not_to_contain_text(NAMED)
    phone.get_by_text("到位", exact=True).click()
    phone.fill("[name=asked]", "职工 2 人")
    save(phone)
    phone.goto(visited)
    phone.get_by_role("link", name="交核查结果").click()
    phone.fill("[name=present]", "办公室主任")
    save(phone)
    expect(heading(phone)).to_contain_text("已核查")
    phone.set_viewport_size({"width": 1366, "height": 768})
    return visited


def put_to_the_unit(desk: Desk, clerk: Page, visited: str, shot: Shot) -> None:
    """The second problem list goes to the unit, not for a day that is over; the unit answers."""
    clerk.goto(visited)
    clerk.get_by_role("link", name="印发二次问题清单").click()
    clerk.fill("[name=demands]", "主要负责人牵头，逐月分析。")
    clerk.fill("[name=due_on]", today(clerk))
    save(clerk)
    expect(clerk.locator("main")).to_contain_text("答复期限要在今天以后")
    clerk.fill("[name=due_on]", later(today(clerk), 15))
    save(clerk)
    expect(heading(clerk)).to_contain_text("待单位答复")
    unit = desk(UNIT)
    unit.goto("/unit/lookback/")
    unit.locator("table.ledger td a", has_text="回头看").first.click()
    expect(unit.locator("main")).to_contain_text(FACTS)
    shot(unit, "visit-unit")
    unit.get_by_role("link", name="报送答复").click()
    unit.fill("[name=answer]", "第1项：逐月分析，月底前补做两个月，由分管领导负责。")
    save(unit)
    expect(heading(unit)).to_contain_text("单位已答复")


def opened_again(clerk: Page, visited: str, shot: Shot) -> None:
    """What was closed and is not in place is opened again; until it is done, the visit is not over."""
    clerk.goto(visited)
    expect(clerk.get_by_role("button", name="办结", exact=True)).to_be_disabled()
    expect(clerk.locator("main")).to_contain_text("原来已经销号的，先重新打开")
    clerk.locator("#points").get_by_role("link", name=NAMED).click()
    clerk.get_by_role("link", name="重新打开").click()
    expect(clerk.locator("[name=reason]")).to_have_value(FACTS)
    clerk.fill("[name=due_on]", today(clerk))
    save(clerk)
    expect(clerk.locator("main")).to_contain_text("新的时限要在今天以后")
    clerk.fill("[name=due_on]", later(today(clerk), 30))
    save(clerk)
    clerk.get_by_role("link", name="来龙去脉").click()
    road = clerk.locator("main")
    for step in ("反馈意见", "回头看", "列入二次问题清单", "重新打开"):
        expect(road).to_contain_text(step)
    expect(heading(clerk)).to_contain_text("重新整改")
    shot(clerk, "visit-road")
