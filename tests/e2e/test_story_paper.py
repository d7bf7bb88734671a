"""An inspector writes a working paper; the deputy and the leader pass judgement; the unit answers."""

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.e2e.journey import (
    FACTS,
    attach,
    hand_in,
    heading,
    open_paper,
    open_row,
    press,
    save,
    signed_paper,
    with_reason,
)

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
Shot = Callable[[Page, str], None]

UNIT = "安澜市水务集团"


def test_a_paper_is_written_returned_changed_signed_and_superseded(desk: Desk, shot: Shot, tmp_path: Path) -> None:
    writer = desk("heyanqiu")
    address = written(desk, writer, shot, tmp_path)
    deputy = desk("chengyiwei")
    shot(deputy, "inbox-deputy")
    deputy.goto(address)
    with_reason(deputy, "退回修改", "请写清第3次付款的日期。")
    expect(heading(deputy)).to_contain_text("退回修改")
    writer.goto(address)
    expect(writer.locator("main")).to_contain_text("请写清第3次付款的日期。")
    shot(writer, "paper-returned")
    hand_in(desk, writer, address)
    deputy.goto(address)
    shot(deputy, "paper-check")
    press(deputy, "复核通过")
    expect(heading(deputy)).to_contain_text("待组长审签")

    leader = desk("guchanghe")
    leader.goto(address)
    expect(leader.locator(".signs")).to_contain_text("程一苇")
    shot(leader, "paper-sign")
    writer.goto(address)
    press(writer, "复核后修改")
    expect(writer.locator(".signs")).to_contain_text("的签字已失效")
    shot(writer, "paper-reopened")
    hand_in(desk, writer, address)
    deputy.goto(address)
    press(deputy, "复核通过")
    expect(heading(deputy)).to_contain_text("待组长审签")
    leader.goto(address)
    press(leader, "审签")
    expect(heading(leader)).to_contain_text("组长已签")
    shot(leader, "paper-signed")
    writer.goto(address)
    expect(writer.locator("[name=title]")).to_have_count(0)
    with_reason(leader, "以新底稿替代", "发现第四次付款，须另写一稿。")
    leader.goto(address)
    expect(heading(leader)).to_contain_text("已被替代")


def written(desk: Desk, writer: Page, shot: Shot, folder: Path) -> str:
    """A paper refused for want of evidence, completed and handed in; its address."""
    shot(writer, "inbox-inspector")
    address = open_paper(writer, UNIT, "工程款未经验收提前支付三次")
    writer.goto("/desk/rounds/inspections/")
    open_row(writer, UNIT)
    shot(writer, "workspace")
    writer.goto(address)
    press(writer, "送会签")
    expect(writer.get_by_role("alert")).to_contain_text("不能送会签")
    shot(writer, "paper-refused")
    attach(writer, folder)
    expect(writer.locator("#meter-h ~ .push")).to_contain_text("/ 12")
    shot(writer, "paper")
    press(writer, "送会签")
    expect(heading(writer)).to_contain_text("待第二经办人会签")
    second = desk("songbairu")
    second.goto(address)
    shot(second, "paper-co-sign")
    press(second, "会签")
    expect(second.locator(".signs")).to_contain_text("宋柏如")
    writer.goto(address)
    press(writer, "提交复核")
    expect(heading(writer)).to_contain_text("待副组长复核")
    return address


def test_a_word_paper_comes_in_as_a_draft(desk: Desk, shot: Shot, tmp_path: Path) -> None:
    paper = Document()
    rows = {
        "被巡察单位": UNIT,
        "问题描述": "办公楼物业服务费三次提前支付",
        "事实": FACTS,
        "整改建议": "付款与验收挂钩。",
    }
    table = paper.add_table(rows=len(rows), cols=2)
    for line, pair in zip(table.rows, rows.items(), strict=True):
        line.cells[0].text, line.cells[1].text = pair
    paper.save(str(tmp_path / "工程款.docx"))
    writer = desk("heyanqiu")
    writer.goto("/desk/rounds/inspections/")
    open_row(writer, UNIT)
    writer.get_by_role("link", name="导入 Word 底稿").click()
    writer.set_input_files("[name=papers]", str(tmp_path / "工程款.docx"))
    press(writer, "上传并核对")
    expect(writer.locator("main")).to_contain_text("付款与验收挂钩。")
    writer.select_option("[name=f0-put0]", label="原因分析")
    shot(writer, "word-preview")
    press(writer, "确认导入")
    expect(writer.locator("main")).to_contain_text("新建 1 份")


def test_facts_go_to_the_unit_and_its_answer_comes_back(desk: Desk, shot: Shot, tmp_path: Path) -> None:
    signed_paper(desk, UNIT, "维修工程款三次提前支付", tmp_path)
    liaison, leader = desk("liangyi"), desk("guchanghe")
    liaison.goto("/desk/rounds/inspections/")
    open_row(liaison, UNIT)
    liaison.get_by_role("link", name="新建确认单").click()
    liaison.fill("[name=title]", "关于工程款支付的事实确认单")
    liaison.locator("[name^=text-]").first.fill("2022年3月至9月，先后3次提前支付工程款，共计12.60万元。")
    liaison.locator("#item-1 label", has_text="维修工程款三次提前支付").locator("input").check()
    shot(liaison, "fact-sheet")
    press(liaison, "保存")
    sheet = liaison.url
    leader.goto(sheet)
    press(leader, "签发")
    expect(heading(leader)).to_contain_text("已签发")
    liaison.goto(sheet)
    liaison.get_by_role("link", name="送达单位").click()
    save(liaison)
    expect(heading(liaison)).to_contain_text("待单位反馈")

    unit = desk("fangyan")
    shot(unit, "portal")
    unit.get_by_role("navigation", name="主导航").get_by_role("link", name="待办").click()
    open_row(unit, "关于工程款支付的事实确认单")
    unit.locator("[name^=answer-]").nth(1).check()
    unit.locator("[name^=comment-]").first.fill("第2次付款有会议纪要，请一并记录。")
    shot(unit, "unit-answer")
    press(unit, "提交答复")
    expect(unit.locator("main")).to_contain_text("第2次付款有会议纪要")
    for hidden in ("底稿", "谈话", "信访", "线索"):
        expect(unit.locator("main")).not_to_contain_text(hidden)
    liaison.goto(sheet)
    expect(liaison.locator("main")).to_contain_text("第2次付款有会议纪要")
    shot(liaison, "fact-answered")


def test_an_immediate_rectification_is_demanded_proved_and_accepted(desk: Desk, shot: Shot, tmp_path: Path) -> None:
    unit = desk("fangyan")
    unit.get_by_role("navigation", name="主导航").get_by_role("link", name="待办").click()
    open_row(unit, "办事大厅排队叫号设备停用")
    proof = tmp_path / "整改证明.txt"
    proof.write_text("设备已于2022年11月20日修复。", encoding="utf-8")
    unit.fill("[name=answer]", "设备已经修复，办理流程已公示。")
    unit.set_input_files("[name=proof]", str(proof))
    shot(unit, "unit-fix")
    press(unit, "报送结果")
    expect(heading(unit)).to_contain_text("待核验")
    number = unit.locator(".facts .code").inner_text()
    leader = desk("guchanghe")
    leader.goto("/desk/findings/fixes/?q=" + number)
    open_row(leader, "办事大厅")
    expect(leader.locator(".evid")).to_contain_text("整改证明.txt")
    shot(leader, "fix")
    press(leader, "核验通过")
    expect(heading(leader)).to_contain_text("已改到位")
