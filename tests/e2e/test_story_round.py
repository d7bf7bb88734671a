"""The clerk prepares a round of eight types for one team of many units; it is approved and authorised."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.journey import heading, press, save

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
Shot = Callable[[Page, str], None]

FREE, TIED = "没有申报的关系", "曾任职于该单位"
CREW = {
    "顾长河": ("team_leader", FREE),
    "程一苇": ("deputy_leader", FREE),
    "梁意": ("team_liaison", FREE),
    "何砚秋": ("inspector", TIED),  # kept out of the unit of her tie, in the team for the other
}
UNITS = {
    "安澜市第二人民医院": "routine",
    "安澜市中医医院": "special",
    "安澜市教育和体育局": "follow_up",
    "霁山区东津街道": "upgraded",
    "霁山区东津街道新桥村": "extended",
    "青禾县农业农村局": "cross",
}
PARENT = {"霁山区东津街道新桥村": "霁山区东津街道"}
SECTOR = ("安澜市水利局", "安澜市水旱灾害防御中心")
TOWN, VILLAGES = "远川县石桥镇", ("远川县石桥镇渡口村", "远川县石桥镇柳湾村")
LISTED = {
    "安澜市第二人民医院": "常规巡察",
    "安澜市中医医院": "专项巡察",
    "安澜市教育和体育局": "巡察“回头看”",
    "霁山区东津街道": "提级巡察",
    "霁山区东津街道新桥村": "延伸巡察",
    "青禾县农业农村局": "交叉巡察",
    **dict.fromkeys(SECTOR, "板块联动巡察"),
    **dict.fromkeys((TOWN, *VILLAGES), "巡乡带村"),
}


def test_a_round_is_prepared_approved_and_gives_access(desk: Desk, shot: Shot) -> None:
    clerk = desk("shenzhiyuan")
    clerk.goto("/desk/rounds/")
    clerk.get_by_role("link", name="开设轮次").click()
    clerk.fill("[name=name]", "八届市委第九轮巡察")
    clerk.fill("[name=number]", "9")
    clerk.fill("[name=year]", "2023")
    clerk.fill("[name=field_from]", "2023-09-04")
    clerk.fill("[name=field_to]", "2023-10-27")
    clerk.fill("[name=authority_to]", "2023-12-31")
    shot(clerk, "round-new")
    press(clerk, "保存")
    expect(clerk.locator(".miles")).to_contain_text("中期汇报")
    batch = clerk.url
    expect(clerk.get_by_text("还差 6 条").first).to_be_visible()
    shot(clerk, "round-refused")
    write_scheme(clerk)
    expect(clerk.get_by_text("还差 2 条").first).to_be_visible()

    press(clerk, "增加巡察组")
    choose(clerk, batch)
    appoint(clerk, shot)
    clerk.goto(batch)
    press(clerk, "提交审批")
    expect(heading(clerk)).to_contain_text("待批准")
    shot(clerk, "round")

    group = desk("zhengyian")
    group.goto(batch)
    shot(group, "round-approve")
    press(group, "批准方案")
    expect(heading(group)).to_contain_text("已批准")

    inspector = desk("heyanqiu")
    inspector.goto("/desk/rounds/inspections/")
    expect(inspector.locator("main")).not_to_contain_text("安澜市第二人民医院")

    secretary = desk("linxiangchuan")
    secretary.goto(batch)
    press(secretary, "授权")
    secretary.fill("[name=authorisation_no]", "安巡授〔2023〕9号")
    shot(secretary, "round-authorise")
    save(secretary)
    expect(heading(secretary)).to_contain_text("已授权")
    inspector.reload()
    expect(inspector.locator("main")).to_contain_text("安澜市第二人民医院")
    expect(inspector.locator("main")).not_to_contain_text("安澜市中医医院")


def write_scheme(clerk: Page) -> None:
    """Put words of this round where the sample says what to write."""
    clerk.get_by_role("link", name="修改方案和日期").click()
    sample = clerk.input_value("[name=scheme]")
    clerk.fill("[name=scheme]", re.sub("（写明[^）]*）", "按本轮部署和工作计划执行。", sample))
    save(clerk)


def choose(clerk: Page, batch: str) -> None:
    """List every unit in its way, all of them with the round's one team."""
    for unit, kind in UNITS.items():
        clerk.goto(f"{batch}add/")
        clerk.select_option("[name=organisation]", label=unit)
        clerk.select_option("main [name=type]", kind)
        if unit in PARENT:
            clerk.select_option("[name=extends]", label=option(clerk, "extends", PARENT[unit]))
        else:
            clerk.select_option("[name=team]", label="第1巡察组")
        press(clerk, "列入")
        expect(clerk.locator("#units")).to_contain_text(unit)
    clerk.locator("#units").get_by_role("link", name="板块联动").click()
    listed_together(clerk, SECTOR)
    clerk.locator("#units").get_by_role("link", name="巡乡带村").click()
    clerk.select_option("[name=town]", label=TOWN)
    press(clerk, "下一步")
    clerk.select_option("[name=town_type]", "town_villages")
    listed_together(clerk, VILLAGES)
    rows = clerk.locator("#units tbody tr")
    expect(rows).to_have_count(len(LISTED))
    for unit, kind in LISTED.items():
        row = rows.filter(has=clerk.locator("td").nth(0).get_by_text(unit, exact=True))
        expect(row).to_contain_text(kind)
        expect(row).to_contain_text("第1巡察组")


def option(page: Page, select: str, words: str) -> str:
    """The text of the choice that says this."""
    return page.locator(f"[name={select}] option", has_text=words).first.inner_text()


def listed_together(clerk: Page, units: tuple[str, ...]) -> None:
    """Tick these units and list them in one act."""
    for unit in units:
        clerk.get_by_label(unit, exact=True).check()
    clerk.select_option("[name=team]", label="第1巡察组")
    press(clerk, "列入")


def appoint(clerk: Page, shot: Shot) -> None:
    """Name the crew of the round's team; what they declared stands beside each name."""
    clerk.locator("#teams h3 a").first.click()
    for name, (position, tie) in CREW.items():
        clerk.fill("#f-name", name)
        press(clerk, "查询")
        row = clerk.locator("#candidates tr", has_text=name).first
        expect(row).to_contain_text(tie)
        row.locator("[name=position]").select_option(position)
        row.get_by_role("button").click()
        expect(clerk.locator("#members")).to_contain_text(name)
    clerk.goto(clerk.url.partition("?")[0])
    shot(clerk, "team")
