"""A letter that the records suggest: drafted, issued by another person, answered by a department in its portal."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.closing import CLERK, DIRECTOR, choose
from tests.e2e.journey import heading, press, readable, save

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
Shot = Callable[[Page, str], None]

DEPARTMENT, ADDRESSEE, SUGGESTED = "wenzhiyao", "安澜市财政局", "职能职责履行"
DEMAND = "请指导5家单位核对职责清单，12月20日前统一口径。"
REPLY = "已召集5家单位核对，统一口径3条，余下2家12月10日前改完。"


def test_a_suggested_letter_is_issued_answered_and_accepted(desk: Desk, shot: Shot, axe: Axe, tmp_path: Path) -> None:
    clerk = desk(CLERK)
    letter = drafted(clerk, shot, axe)
    press(clerk, "送签发")
    expect(heading(clerk)).to_contain_text("待签发")
    expect(clerk.get_by_role("button", name="签发", exact=True)).to_have_count(0)
    director = desk(DIRECTOR)
    director.goto(letter)
    press(director, "签发")
    number = director.locator(".facts .code").first.inner_text()
    assert "2022" in number
    shot(director, "letter")
    answered(desk(DEPARTMENT), number, tmp_path, shot, axe)
    clerk.goto(letter)
    expect(clerk.locator("main")).to_contain_text(REPLY)
    press(clerk, "同意办结")
    expect(heading(clerk)).to_contain_text("已办结")
    clerk.goto("/desk/supervision/suggestions/?hint=common")
    expect(clerk.locator("main")).not_to_contain_text(SUGGESTED)


def drafted(clerk: Page, shot: Shot, axe: Axe) -> str:
    """The draft carries the rows behind the suggestion; the kind that is for units alone is refused; its address."""
    clerk.goto("/desk/supervision/suggestions/?hint=common")
    readable(clerk, axe)
    shot(clerk, "letter-suggestions")
    clerk.locator("tr", has_text=SUGGESTED).get_by_role("link", name="起草").click()
    expect(clerk.locator("[name=kind]")).to_have_value("assignment")
    listed = clerk.locator("input[name=pick]").count()
    assert listed > 1
    clerk.select_option("[name=kind]", "supervision")
    choose(clerk, "addressee", ADDRESSEE)
    clerk.fill("[name=text]", DEMAND)
    press(clerk, "起草")
    expect(clerk.locator("main")).to_contain_text("发给职能部门的用交办函")
    expect(clerk.locator("[name=text]")).to_have_value(DEMAND)
    expect(clerk.locator("input[name=pick]")).to_have_count(listed)
    clerk.select_option("[name=kind]", "assignment")
    save(clerk)
    expect(heading(clerk)).to_contain_text("起草中")
    return clerk.url


def answered(department: Page, number: str, folder: Path, shot: Shot, axe: Axe) -> None:
    """The department signs for it and replies; a file of a kind that is not taken costs none of its words."""
    department.goto("/unit/supervision/letters/")
    department.locator("table.ledger tr", has_text=number).locator("a").first.click()
    readable(department, axe)
    press(department, "签收")
    expect(heading(department)).to_contain_text("已签收")
    shot(department, "letter-received")
    department.get_by_role("link", name="回复", exact=True).click()
    programme, proof = folder / "核对.exe", folder / "核对情况.txt"
    programme.write_bytes(b"MZ")
    proof.write_text("5家单位核对情况。", encoding="utf-8")
    department.fill("[name=reply]", REPLY)
    department.set_input_files("[name=proofs]", str(programme))
    press(department, "报送回复")
    expect(department.locator("[name=reply]")).to_have_value(REPLY)
    expect(department.locator("main")).to_contain_text("文件名是“核对.exe”，内容却是")
    department.set_input_files("[name=proofs]", str(proof))
    save(department)
    expect(heading(department)).to_contain_text("已回复")
    expect(department.locator("main")).to_contain_text(proof.name)
