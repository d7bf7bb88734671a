"""A candidate enters a pool by another's decision; a member declares, is kept out, and serves by an exception."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.journey import heading, press, save, with_reason

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
UNIT = "安澜市第二人民医院"


def test_from_the_nomination_to_the_exception(desk: Desk) -> None:
    clerk, director = desk("shenzhiyuan"), desk("zhouyanqing")
    clerk.goto("/desk/talent/entries/new/")
    clerk.fill("[name=code]", "AL-E2E-1")
    clerk.fill("[name=name]", "纪若衡")
    save(clerk)
    clerk.fill("[name=reason]", "熟悉工程造价")
    save(clerk)
    expect(heading(clerk)).to_contain_text("待审批")
    director.goto(clerk.url)
    press(director, "同意入库")
    save(director)
    expect(heading(director)).to_contain_text("纪若衡")

    batch, team = a_team(clerk)
    clerk.goto(f"{team}?name=何砚秋")
    clerk.locator("#candidates tr", has_text="何砚秋").first.get_by_role("button").click()
    expect(clerk.locator("#members")).to_contain_text("何砚秋")
    clerk.goto(batch)
    press(clerk, "请组员申报")

    member = desk("heyanqiu")
    member.goto("/desk/")
    member.get_by_role("link", name="八届市委第八轮巡察").first.click()
    member.get_by_role("link", name="登记一项").click()
    member.select_option("[name=kind]", "kin")
    member.select_option("[name=relative]", "spouse")
    member.select_option("[name=organisation]", label=UNIT)
    save(member)
    expect(member.locator("#ties")).to_contain_text(UNIT)
    member.set_viewport_size({"width": 390, "height": 844})
    assert member.evaluate("document.documentElement.scrollWidth") <= 390
    member.locator("[name=confirmed]").check()
    save(member)
    expect(heading(member)).to_contain_text("已申报")

    clerk.goto(batch)
    expect(clerk.locator("#recusal")).to_contain_text("亲属任职于该单位")
    clerk.locator("#recusal td a").first.click()
    case = clerk.url
    with_reason(clerk, "申请例外", "全市唯一的医保审计骨干")
    secretary = desk("linxiangchuan")
    secretary.goto(case)
    with_reason(secretary, "批准例外", "同意，不参与人事事项")
    expect(heading(secretary)).to_contain_text("已批准例外")
    clerk.goto(batch)
    expect(clerk.locator("#recusal")).to_contain_text("林向川")


def a_team(clerk: Page) -> tuple[str, str]:
    """A round in preparation with one team and one unit; the addresses of the round and of the team."""
    clerk.goto("/desk/rounds/")
    clerk.get_by_role("link", name="开设轮次").click()
    clerk.fill("[name=name]", "八届市委第八轮巡察")
    clerk.fill("[name=number]", "8")
    clerk.fill("[name=year]", "2024")
    clerk.fill("[name=field_from]", "2024-03-04")
    clerk.fill("[name=field_to]", "2024-04-26")
    clerk.fill("[name=authority_to]", "2024-12-31")
    press(clerk, "保存")
    expect(clerk.locator(".miles")).to_be_visible()
    batch = clerk.url
    press(clerk, "增加巡察组")
    expect(heading(clerk)).to_contain_text("第1巡察组")
    team = clerk.url
    clerk.goto(f"{batch}add/")
    clerk.select_option("[name=organisation]", label=UNIT)
    clerk.select_option("main [name=type]", "special")
    clerk.select_option("[name=team]", label="第1巡察组")
    press(clerk, "列入")
    expect(clerk.locator("#units")).to_contain_text(UNIT)
    return batch, team
