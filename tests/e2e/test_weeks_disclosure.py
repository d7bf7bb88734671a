"""A disclosure from the unit's draft to a resident's answer on a phone, from which nothing is kept."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.closing import CLERK
from tests.e2e.journey import for_good, heading, press, save
from tests.e2e.phone import Phones

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
Shot = Callable[[Page, str], None]

UNIT, TELEPHONE = "qinmu", "13800138000"
WHY = "事项正在信访部门办理，公开以后可能影响办理。"
WORDS = "大家反映的公交站牌不清、修路长期不完工，已经逐项整改，请您评一评。"
ANSWERS = ("满意", "满意", "基本满意", "满意", "不满意")
"""As few as are shown at all."""


def test_what_was_put_right_is_told_and_residents_say_whether_it_is(
    desk: Desk, phones: Phones, tmp_path: Path, shot: Shot
) -> None:
    unit, clerk = desk(UNIT), desk(CLERK)
    text = written(unit, shot)
    approved(clerk, text, shot)
    published(unit, tmp_path)
    hearing, address = asked(clerk, text, shot)
    residents_answer(phones, address, shot)
    clerk.goto(hearing)
    expect(clerk.locator("main")).not_to_contain_text("满意率")
    for_good(clerk, "截止并出结果")
    expect(heading(clerk)).to_contain_text("已出结果")
    expect(clerk.locator("main")).to_contain_text("80.0%")
    shot(clerk, "hearing-result")
    late = phones.open()
    late.goto(address)
    expect(late.locator("main")).to_contain_text("评价已经截止")
    expect(late.get_by_role("button")).to_have_count(0)
    phones.put_away(late)


def written(unit: Page, shot: Shot) -> str:
    """The draft made of the items is edited; a telephone number in it is refused; an item is left out; its address."""
    unit.goto("/unit/disclosure/")
    unit.locator("table.ledger td a", has_text="后续情况").first.click()
    text = re.sub(r"^https?://[^/]+/unit|[?#].*$", "", unit.url)
    sections = unit.locator("#sections li")
    assert sections.count() > 2
    sections.nth(0).get_by_role("link").click()
    body = unit.locator("[name=text]")
    assert body.input_value(), "a section is begun from the records"
    draft = body.input_value()
    body.fill(f"{draft}联系电话{TELEPHONE}。")
    save(unit)
    unit.locator("#sections li").nth(1).get_by_role("link").click()
    unit.select_option("[name=omitted]", "public")
    unit.fill("[name=why]", WHY)
    save(unit)
    expect(unit.locator("main")).to_contain_text("不公开要选一条依据")
    expect(unit.locator("[name=why]")).to_have_value(WHY)
    unit.select_option("[name=ground]", "petition")
    save(unit)
    unit.get_by_role("link", name="修改开头和结尾").click()
    unit.fill("[name=contact]", f"意见箱设在办事大厅，电话{TELEPHONE}")
    save(unit)
    refused = unit.locator(".refuse")
    expect(refused).to_contain_text(f"电话号码“{TELEPHONE}”，公开前请删去")
    shot(unit, "disclosure-refused")
    unit.locator("#sections li").nth(0).get_by_role("link").click()
    unit.fill("[name=text]", draft)
    save(unit)
    press(unit, "报送审核")
    expect(heading(unit)).to_contain_text("待审核")
    return text


def approved(clerk: Page, text: str, shot: Shot) -> None:
    """Nothing is approved before the omission is judged; then the text goes out without it."""
    clerk.goto(f"/desk{text}")
    expect(clerk.get_by_role("button", name="审核通过")).to_be_disabled()
    expect(clerk.locator("main")).to_contain_text("不公开，还没有审定")
    shot(clerk, "disclosure-omission")
    clerk.locator("#sections").get_by_role("link", name="审定").click()
    clerk.get_by_label("同意不公开", exact=True).check()
    save(clerk)
    press(clerk, "审核通过")
    expect(heading(clerk)).to_contain_text("已审核，待公开")


def published(unit: Page, folder: Path) -> None:
    """Both channels are noted with their proof; days are missing at first."""
    proof = folder / "公开凭证.txt"
    proof.write_text("网页截图存档。", encoding="utf-8")
    unit.reload()
    day = ""
    for channel, place, days in (("inside", "党员干部大会", ""), ("public", "门户网站", "30")):
        unit.get_by_role("link", name="登记公开凭证").click()
        day = day or today(unit)
        unit.select_option("[name=channel]", channel)
        unit.fill("[name=on]", day)
        unit.fill("[name=place]", place)
        unit.set_input_files("[name=proof]", str(proof))
        if days:
            save(unit)
            expect(unit.locator("main")).to_contain_text("请写公开几天")
            expect(unit.locator("[name=place]")).to_have_value(place)
            unit.fill("[name=days]", days)
            unit.set_input_files("[name=proof]", str(proof))
        save(unit)
    expect(heading(unit)).to_contain_text("公开中")


def today(page: Page) -> str:
    """The day on the calendar of the demo, as every page prints it."""
    printed = re.search(r"\d{4}-\d\d-\d\d", page.locator(".meta-print").text_content() or "")
    assert printed
    return printed[0]


def asked(clerk: Page, text: str, shot: Shot) -> tuple[str, str]:
    """The office chooses what residents read, not before it was published; address of the page and of the code."""
    clerk.goto(f"/desk{text}")
    clerk.get_by_role("link", name="请群众评价").click()
    clerk.fill("[name=audience]", "沿线居民")
    clerk.fill("[name=words]", WORDS)
    save(clerk)
    expect(clerk.locator("main")).to_contain_text("给群众看的整改情况")
    expect(clerk.locator("[name=words]")).to_have_value(WORDS)
    clerk.locator("[name=sections]").first.check()
    save(clerk)
    hearing, day = clerk.url, today(clerk)
    clerk.get_by_role("link", name="发布", exact=True).click()
    clerk.fill("[name=opens_on]", "2022-01-01")
    save(clerk)
    expect(clerk.locator("main")).to_contain_text("评价不能更早开始")
    clerk.fill("[name=opens_on]", day)
    save(clerk)
    shot(clerk, "hearing-open")
    return hearing, clerk.locator("main code.long").inner_text()


def answer(phone: Page, choice: str) -> None:
    """Answer the one question."""
    if choice:
        phone.get_by_label(choice, exact=True).check()
    with phone.expect_navigation():
        phone.get_by_role("button", name="提交评价").click()


def residents_answer(phones: Phones, address: str, shot: Shot) -> None:
    """Residents read under the code, one answers nothing at first; the phone keeps nothing."""
    for n, choice in enumerate(ANSWERS):
        phone = phones.open()
        phone.goto(address)
        expect(phone.locator("main")).to_contain_text(WORDS)
        if not n:
            phones.sound(phone)
            answer(phone, "")
            expect(phone.locator("main")).to_contain_text("请选择")
            phones.sound(phone)
            shot(phone, "hearing-phone")
        answer(phone, choice)
        expect(heading(phone)).to_contain_text("谢谢您的评价")
        if not n:
            phones.sound(phone)
        phones.put_away(phone)


def test_a_code_that_was_never_printed_leads_nowhere(phones: Phones) -> None:
    phone = phones.open()
    told = phone.goto("/heard/aaaaaaaa/")
    assert told is not None
    assert told.status == 404
    phones.put_away(phone)
