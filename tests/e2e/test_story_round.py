"""The clerk prepares a round of two types with one team of two units; it is approved and authorised."""

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
UNITS = {"安澜市第二人民医院": "routine", "安澜市中医医院": "special"}


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
    expect(clerk.get_by_text("还差 2 条").first).to_be_visible()
    shot(clerk, "round-refused")

    press(clerk, "增加巡察组")
    for unit, kind in UNITS.items():
        clerk.goto(f"{batch}add/")
        clerk.select_option("[name=organisation]", label=unit)
        clerk.select_option("main [name=type]", kind)
        clerk.select_option("[name=team]", label="第1巡察组")
        press(clerk, "列入")
        expect(clerk.locator("#units")).to_contain_text(unit)
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
