"""What goes wrong at a desk, and that nothing typed is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.journey import FACTS, fill_paper, heading, open_paper, open_row, press

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
Shot = Callable[[Page, str], None]

UNIT = "安澜市水务集团"


def test_two_people_at_one_paper_see_both_texts(desk: Desk, shot: Shot) -> None:
    one = desk("heyanqiu")
    address = open_paper(one, UNIT, "两人同时修改的底稿")
    other = desk("songbairu")
    other.goto(address)
    one.goto(address)
    one.fill("[name=cause]", "甲写的原因。")
    press(one, "暂存")
    expect(one.locator("[data-toast]")).to_be_visible()
    other.fill("[name=cause]", "乙写的原因。")
    press(other, "暂存")
    expect(other.locator("main")).to_contain_text("甲写的原因。")
    assert "乙写的原因。" in other.content()
    shot(other, "conflict")
    one.goto(address)
    expect(one.locator("[name=cause]")).to_have_value("甲写的原因。")


def test_a_session_that_ended_gives_the_text_back(desk: Desk, shot: Shot) -> None:
    writer = desk("heyanqiu")
    address = open_paper(writer, UNIT, "登录过期时的底稿")
    writer.fill("[name=cause]", "登录过期以前写下的原因。")
    writer.context.clear_cookies(name="sessionid")
    press(writer, "暂存")
    expect(writer.locator("body")).to_contain_text("登录")
    assert "登录过期以前写下的原因。" in writer.content()
    shot(writer, "session-ended")
    writer.goto("/")
    writer.get_by_role("button", name="何砚秋", exact=True).first.click()
    writer.goto(address)
    expect(writer.locator("[name=title]")).to_have_value("登录过期时的底稿")


def test_a_draft_is_kept_while_typing_and_offered_again(desk: Desk, shot: Shot) -> None:
    writer = desk("heyanqiu")
    address = open_paper(writer, UNIT, "自动暂存的底稿")
    writer.fill("[name=cause]", "还没有保存的原因。")
    writer.locator("[name=cause]").press("Control+s")
    expect(writer.locator("[data-saved]").first).not_to_be_empty()
    again = desk("heyanqiu")
    again.goto(address)
    shot(again, "draft")
    again.get_by_role("link", name="接着写").click()
    expect(again.locator("[name=cause]")).to_have_value("还没有保存的原因。")


def test_a_double_click_opens_one_paper(desk: Desk) -> None:
    writer = desk("heyanqiu")
    writer.goto("/desk/rounds/inspections/")
    open_row(writer, UNIT)
    writer.get_by_role("link", name="新建底稿").click()
    fill_paper(writer, "连点两下只新建一份")
    writer.get_by_role("button", name="暂存并继续").dblclick()
    expect(heading(writer)).to_contain_text("问题底稿")
    writer.goto("/desk/fieldwork/papers/?q=连点两下只新建一份")
    expect(writer.locator("table.ledger tbody tr")).to_have_count(1)


def test_a_file_that_is_not_what_its_name_says_is_refused_at_its_field(desk: Desk, tmp_path: Path) -> None:
    writer = desk("heyanqiu")
    open_paper(writer, UNIT, "附件内容与文件名不符")
    false = tmp_path / "照片.png"
    false.write_bytes(b"MZ\x90\x00 this is a program")
    writer.set_input_files("[name=file]", str(false))
    writer.fill("[name=cause]", "附件被拒绝，文字还在。")
    press(writer, "添加佐证并暂存")
    expect(writer.locator("#evidence .err, #evidence .errorlist").first).to_be_visible()
    expect(writer.locator("[name=cause]")).to_have_value("附件被拒绝，文字还在。")


def test_a_whole_paper_is_written_and_handed_in_without_scripts(desk: Desk, tmp_path: Path) -> None:
    writer = desk("heyanqiu", scripts=False)
    open_paper(writer, UNIT, "关闭脚本时写成并提交的底稿")
    for name, quote in (("付款凭证.txt", "先后3次提前支付工程款"), ("会议记录.txt", "经总经理办公会决定")):
        proof = tmp_path / name
        proof.write_text(f"{name}：{quote}", encoding="utf-8")
        writer.set_input_files("[name=file]", str(proof))
        writer.fill("[name=kind]", name[:-4])
        writer.fill("[name=quote]", quote)
        writer.check("[name=original_checked]")
        press(writer, "添加佐证并暂存")
    expect(writer.locator("[name=facts]")).to_have_value(FACTS)
    press(writer, "送会签")
    expect(heading(writer)).to_contain_text("待第二经办人会签")


def test_the_keyboard_finds_moves_and_opens(desk: Desk) -> None:
    writer = desk("heyanqiu")
    writer.goto("/desk/fieldwork/papers/")
    writer.keyboard.press("/")
    expect(writer.locator("#q")).to_be_focused()
    writer.keyboard.type(UNIT)
    writer.keyboard.press("Enter")
    expect(writer.locator("main")).to_contain_text(UNIT)
    writer.goto("/desk/fieldwork/papers/")
    writer.locator("h1").click()
    writer.keyboard.press("ArrowDown")
    writer.keyboard.press("ArrowDown")
    second = writer.locator("table.ledger tbody tr").nth(1).locator("a").first
    expect(second).to_be_focused()
    address = second.get_attribute("href") or ""
    writer.keyboard.press("Enter")
    writer.wait_for_url("**" + address)
