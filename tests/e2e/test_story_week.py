"""A week of a team: a talk by two, material from the unit, and the sheet that counts them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.journey import heading, open_row, press, save

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
Shot = Callable[[Page, str], None]

UNIT, NAME, SAID = "安澜市水务集团", "闻人溪", "抢修材料是仓库自己定的，会上没有议过。"


def test_a_talk_material_and_the_week_that_counts_them(desk: Desk, shot: Shot, tmp_path: Path) -> None:
    talk = a_talk(desk, shot)
    outsider = desk("luqinghe")
    outsider.goto(talk)
    expect(outsider.locator("main")).to_contain_text("没有被指定查阅")
    expect(outsider.locator("body")).not_to_contain_text(NAME)
    material(desk, shot, tmp_path)

    leader = desk("guchanghe")
    leader.goto("/desk/gathering/weeks/")
    open_row(leader, "2022-11-21")
    expect(leader.locator("main table")).to_contain_text("个别谈话")
    leader.get_by_role("link", name="写本周情况").click()
    leader.fill("[name=said]", "谈话和调阅按计划进行。")
    leader.fill("[name=ahead]", "核对专项资金。")
    save(leader)
    shot(leader, "week-draft")
    press(leader, "报送")
    expect(heading(leader)).to_contain_text("已报送")


def a_talk(desk: Desk, shot: Shot) -> str:
    """Planned, held, written down by one and signed by the other; its address."""
    writer = desk("heyanqiu")
    writer.goto("/desk/rounds/inspections/")
    open_row(writer, UNIT)
    writer.get_by_role("link", name="安排谈话").click()
    writer.fill("[name=name]", NAME)
    writer.select_option("[name=lead]", label="宋柏如")
    writer.locator("[name=areas]").first.check()
    save(writer)
    address = writer.url
    writer.get_by_role("link", name="登记已谈").click()
    writer.fill("[name=place]", "谈话室")
    save(writer)
    writer.get_by_role("link", name="打开谈话记录").click()
    writer.get_by_role("link", name="整理记录").click()
    writer.fill("[name=answer_1]", SAID)
    writer.select_option("[name=read_over]", value="signed")
    save(writer)
    shot(writer, "talk-record")
    writer.goto(address)
    press(writer, "交核对")

    second = desk("songbairu")
    second.goto(address)
    press(second, "核对无误，签字")
    expect(heading(second)).to_contain_text("记录已核对")
    return address


def material(desk: Desk, shot: Shot, folder: Path) -> None:
    """The unit hands in what it was asked for."""
    unit = desk("fangyan")
    unit.goto("/unit/gathering/materials/")
    open_row(unit, "第一批")
    unit.get_by_role("link", name="提供").last.click()
    paper = folder / "凭证.txt"
    paper.write_text("专项资金拨付凭证", encoding="utf-8")
    unit.set_input_files("[name=proof]", str(paper))
    save(unit)
    expect(unit.locator("main")).to_contain_text("已提供")
    shot(unit, "unit-material")
