"""The way from signed papers to an opinion in the unit's hands, for stories that begin after the field work."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.journey import heading, press, save, signed_paper

Desk = Callable[..., Page]

CLERK, DIRECTOR, GROUP, LEADER, LIAISON, UNIT = (
    "shenzhiyuan",
    "zhouyanqing",
    "zhengyian",
    "guchanghe",
    "liangyi",
    "fangyan",
)
PRAISED = "领导班子重视巡察，工作有序。对照要求，工程资金监管还有不足。"
DEMANDED = "落实整改主体责任，集中整改期内全部改到位。"


def choose(page: Page, select: str, words: str) -> None:
    """Choose the first option that says this."""
    label = page.locator(f"[name={select}] option", has_text=words).first.inner_text()
    page.select_option(f"[name={select}]", label=label)


def day_of(page: Page) -> str:
    """The day on the calendar of the demo, as the newest form offers it."""
    return page.locator("[name=on]").input_value()


def confirmed_finding(desk: Desk, unit: str, title: str, folder: Path) -> None:
    """A signed paper becomes a finding, is classified and confirmed by the team's leader."""
    signed_paper(desk, unit, title, folder)
    liaison, leader = desk(LIAISON), desk(LEADER)
    liaison.goto("/desk/findings/papers/?q=" + title)
    liaison.locator("[name=pick]").first.check()
    liaison.get_by_role("button", name="提出问题").click()
    save(liaison)
    address = liaison.url
    liaison.get_by_role("link", name="分类", exact=True).click()
    axes = liaison.locator("main select[name^=axis]")
    for n in range(3):
        axes.nth(n).select_option(index=1)
    save(liaison)
    leader.goto(address)
    press(leader, "确认")
    expect(heading(leader)).to_contain_text("已确认")


def signed_report(desk: Desk, unit: str, reported: tuple[str, ...]) -> str:
    """The leader puts these findings in the report, says why any other stays out, and signs; its address."""
    leader = desk(LEADER)
    leader.goto("/desk/feedback/reports/new/")
    choose(leader, "inspection", unit)
    save(leader)
    expect(heading(leader)).to_contain_text("选问题、写评价")
    for row in leader.locator("main tbody tr").all():
        if any(title in row.inner_text() for title in reported):
            row.locator("[name^=in-]").check()
        else:
            row.locator("[name^=in-]").uncheck()
            row.locator("[name^=why-]").fill("情节轻微，已当场改正。")
    leader.fill("[name=overall]", PRAISED)
    leader.fill("[name=advice]", "健全工程款支付审核制度。")
    save(leader)
    expect(leader.locator("#findings")).to_contain_text(f"共 {len(reported)} 条")
    press(leader, "签发报告")
    expect(heading(leader)).to_contain_text("已签发")
    return leader.url


def left(clerk: Page, unit: str) -> None:
    """The team came out of the unit; others of the round are still inspected."""
    clerk.goto("/desk/rounds/inspections/?q=" + unit)
    clerk.get_by_role("link", name=unit, exact=True).first.click()
    clerk.get_by_role("link", name="登记撤点").click()
    assert day_of(clerk)
    save(clerk)
    expect(clerk.locator("main")).to_contain_text("撤点")


def heard_report(clerk: Page, unit: str, batch: str) -> str:
    """A meeting with the report of the unit on its agenda was held today; its address."""
    clerk.goto("/desk/feedback/meetings/new/")
    clerk.select_option("[name=body]", index=0)
    clerk.fill("[name=title]", f"听取{unit}巡察情况汇报")
    clerk.fill("[name=chair]", "郑以安")
    save(clerk)
    meeting = re.sub(r"[?#].*", "", clerk.url)
    clerk.get_by_role("link", name="增加议题").click()
    clerk.fill("[name=title]", "听取一家单位的巡察报告")
    choose(clerk, "batch", batch)
    clerk.get_by_label(unit).check()
    save(clerk)
    expect(clerk.locator("#agenda")).to_contain_text(unit)
    clerk.goto(meeting)
    clerk.get_by_role("link", name="登记召开").click()
    assert day_of(clerk)
    clerk.fill("[name=attendees]", "郑以安 市委巡察工作领导小组副组长\n周砚清 市委巡察办主任")
    save(clerk)
    expect(heading(clerk)).to_contain_text("纪要待整理")
    return meeting


def drafted_opinion(clerk: Page, report: str, picked: int) -> str:
    """The office begins the opinion from the report and picks all of its findings; its address."""
    clerk.goto(report)
    press(clerk, "起草反馈意见")
    expect(heading(clerk)).to_contain_text("起草中")
    address = clerk.url
    clerk.get_by_role("link", name="从报告选入").click()
    boxes = clerk.locator("[name=findings]")
    expect(boxes).to_have_count(picked)
    for box in boxes.all():
        box.check()
    save(clerk)
    clerk.goto(address)
    clerk.get_by_role("link", name="写评价和要求").click()
    clerk.fill("[name=demands]", DEMANDED)
    save(clerk)
    return address


def approved_opinion(desk: Desk, clerk: Page, opinion: str) -> None:
    """The office hands the opinion in; a leader of the group approves it."""
    clerk.goto(opinion)
    press(clerk, "提交审定")
    expect(heading(clerk)).to_contain_text("待审定")
    group = desk(GROUP)
    group.goto(opinion)
    press(group, "审定")
    expect(heading(group)).to_contain_text("已审定，待反馈")


def called_session(clerk: Page, unit: str, batch: str) -> str:
    """The office prepares the feedback meeting of one unit with the people expected there; its address."""
    clerk.goto("/desk/feedback/sessions/")
    clerk.get_by_role("link", name=f"安排反馈会：{batch}").click()
    clerk.fill("[name=title]", f"{unit}反馈会")
    clerk.get_by_label(unit).check()
    save(clerk)
    address = clerk.url
    for capacity, organisation, people in (
        ("leader", "", "郑以安 市委巡察工作领导小组副组长"),
        ("principal", unit, "任远山 党委书记、董事长"),
        ("unit", unit, "石有为 总经理\n江一舟 副总经理"),
    ):
        clerk.goto(address)
        clerk.get_by_role("link", name="列名单").click()
        clerk.select_option("[name=capacity]", capacity)
        if organisation:
            clerk.select_option("[name=organisation]", label=organisation)
        clerk.fill("[name=people]", people)
        save(clerk)
    expect(clerk.locator("#attendance tbody tr")).to_have_count(4)
    return address


def held_session(clerk: Page, session: str) -> None:
    """Everybody came and signed; the opinion is delivered, and the deadlines run."""
    clerk.goto(session)
    for box in clerk.locator("#attendance [name=signed]").all():
        box.check()
    press(clerk, "保存到会情况")
    clerk.get_by_role("link", name="登记召开").click()
    clerk.fill("[name=note]", "诚恳接受，照单全收，立行立改。")
    save(clerk)
    expect(heading(clerk)).to_contain_text("已召开")


def fed_back(desk: Desk, unit: str, batch: str, titles: tuple[str, ...], folder: Path) -> None:
    """All of it for one unit: the findings of these titles are in the unit's hands."""
    for title in titles:
        confirmed_finding(desk, unit, title, folder)
    clerk = desk(CLERK)
    left(clerk, unit)
    report = signed_report(desk, unit, titles)
    heard_report(clerk, unit, batch)
    opinion = drafted_opinion(clerk, report, len(titles))
    approved_opinion(desk, clerk, opinion)
    held_session(clerk, called_session(clerk, unit, batch))
