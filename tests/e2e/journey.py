"""What the stories do again and again: press, give a reason, write a paper, pass it up."""

import re
from collections.abc import Callable
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.e2e.crawl import AXE, REPEATED, TOLD, TOO_WIDE

FACTS = (
    "2022年3月至2022年9月，该单位在办公楼维修工程中，经总经理办公会决定，先后3次提前支付工程款，"
    "共计12.60万元，付款时工程尚未验收。财务部门没有核对进度。以上情况已与主要负责人交换意见，对方对事实没有异议。"
)
SECOND = "宋柏如"
PAID_EARLY = "先后3次提前支付工程款"


def press(page: Page, name: str) -> None:
    """Press the button of this name."""
    page.get_by_role("button", name=name, exact=True).first.click()


def save(page: Page) -> None:
    """Press the main button under a form and wait for its answer."""
    with page.expect_navigation():
        page.locator(".formbar .btn-p").first.click()


def with_reason(page: Page, name: str, reason: str) -> None:
    """Take a step that asks for a reason."""
    step = page.locator("details.step", has=page.locator("summary", has_text=name)).first
    step.locator("summary").click()
    step.locator("textarea").fill(reason)
    with page.expect_navigation():
        step.locator("button").click()


def for_good(page: Page, name: str) -> None:
    """Take a step that cannot be undone: it is pressed, read, and pressed again."""
    step = page.locator("details.step", has=page.locator("summary", has_text=name)).first
    step.locator("summary").click()
    expect(step).to_contain_text("不能恢复")
    with page.expect_navigation():
        step.locator("button").click()


def heading(page: Page) -> Locator:
    """The page's name."""
    return page.locator("h1")


def open_row(page: Page, words: str) -> None:
    """Open the first row of a list that says this."""
    page.locator("table.ledger td a", has_text=words).first.click()


def fill_paper(page: Page, title: str) -> None:
    """Type a whole paper into its form; no script is needed for it."""
    page.fill("[name=title]", title)
    page.select_option("[name=category]", index=3)
    page.select_option("[name=checklist_item]", index=2)
    page.select_option("[name=second_handler]", label=SECOND)
    page.locator("[name=sources]").nth(2).check()
    page.fill("[name=period_from]", "2022-03-01")
    page.fill("[name=period_to]", "2022-09-30")
    page.fill("[name=facts]", FACTS)
    page.fill("[name=amount]", "12.60")
    page.locator("[name=responsibility]").first.check()
    page.fill("[name=characterisation]", "对工程资金监管不到位。")
    page.fill("[name=basis]", "《基本建设财务规则》第三十条")
    page.fill("[name=cause]", "付款没有与验收挂钩。")
    page.fill("[name=why_political]", "领导班子履行管理责任不力，群众的钱没有管好。")


def open_paper(page: Page, unit: str, title: str) -> str:
    """Open a new paper about a unit, typed and kept; its address."""
    page.goto("/desk/rounds/inspections/")
    open_row(page, unit)
    page.get_by_role("link", name="新建底稿").click()
    fill_paper(page, title)
    press(page, "暂存并继续")
    expect(heading(page)).to_contain_text("问题底稿")
    return re.sub(r"^https?://[^/]+", "", page.url)


def attach(page: Page, folder: Path, quote: str = PAID_EARLY) -> None:
    """Add a piece of evidence tied to a sentence of the facts."""
    proof = folder / "付款凭证.txt"
    proof.write_text("付款凭证：2022年3月、5月、7月。", encoding="utf-8")
    page.set_input_files("[name=file]", str(proof))
    page.fill("[name=kind]", "付款凭证")
    page.fill("[name=quote]", quote)
    page.check("[name=original_checked]")
    press(page, "添加佐证并暂存")
    expect(page.locator(".evid")).to_contain_text("付款凭证.txt")


def hand_in(desk: Callable[..., Page], writer: Page, address: str) -> None:
    """Send a finished paper to be co-signed, co-sign it as the second handler, hand it in."""
    press(writer, "送会签")
    expect(heading(writer)).to_contain_text("待第二经办人会签")
    second = desk("songbairu")
    second.goto(address)
    press(second, "会签")
    expect(heading(second)).to_contain_text("已会签，待提交")
    writer.goto(address)
    press(writer, "提交复核")
    expect(heading(writer)).to_contain_text("待副组长复核")


def signed_paper(desk: Callable[..., Page], unit: str, title: str, folder: Path) -> str:
    """A paper written and co-signed, checked and signed, by four people; its address."""
    writer, deputy, leader = desk("heyanqiu"), desk("chengyiwei"), desk("guchanghe")
    address = open_paper(writer, unit, title)
    attach(writer, folder)
    hand_in(desk, writer, address)
    deputy.goto(address)
    press(deputy, "复核通过")
    expect(heading(deputy)).to_contain_text("待组长审签")
    leader.goto(address)
    press(leader, "审签")
    expect(heading(leader)).to_contain_text("组长已签")
    return address


def readable(page: Page, axe: Axe) -> None:
    """What the page shows now can be read by everybody and fits its window."""
    page.evaluate(axe.axe_script)
    violations = page.evaluate(AXE, [REPEATED, TOLD])
    found = [f"{one['id']} at {[node['target'] for node in one['nodes']][:3]}" for one in violations]
    assert not found, f"{page.url}: {found}"
    too_wide = page.evaluate(TOO_WIDE)
    assert not too_wide, f"{page.url} is wider than its window: {too_wide}"
