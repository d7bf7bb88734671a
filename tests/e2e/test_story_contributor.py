"""Inside the unit: the liaison gives a part to somebody below, who hands in from a phone; the liaison takes it over."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.closing import choose
from tests.e2e.journey import heading, press, readable, save

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]
Shot = Callable[[Page, str], None]

UNIT, PERSON, BELOW = "ruanqing", "辛夷白", "安澜市文化馆"
NEW_PASSWORD = "文化馆经办人2022年冬"
ITEM = "党费收缴基数不准"
ASKED = "报党费基数核定表，拍照上传。"
DONE = "16名党员的党费基数重新核定，补缴0.36万元。"


def test_a_part_is_given_and_handed_in_from_a_phone(
    desk: Desk, phone: Page, shot: Shot, axe: Axe, tmp_path: Path
) -> None:
    unit = desk(UNIT)
    username, password = appointed(unit)
    given(unit, axe)
    sign_in(phone, username, password)
    handed_in(phone, tmp_path, shot, axe)
    unit.goto("/unit/shared/")
    unit.locator("table.ledger td a", has_text=ASKED).first.click()
    shot(unit, "unit-shared")
    unit.get_by_role("link", name="采用", exact=True).click()
    save(unit)
    expect(heading(unit)).to_contain_text("已采用")
    unit.get_by_role("link", name=ITEM).click()
    expect(unit.locator("main")).to_contain_text(DONE)
    expect(unit.locator("#evidence")).to_contain_text("核定表.jpg")


def appointed(unit: Page) -> tuple[str, str]:
    """The liaison opens an account for a person right below the unit; the name to sign in by and the first password."""
    unit.goto("/unit/shared/")
    unit.get_by_role("link", name="责任部门经办人", exact=True).click()
    unit.get_by_role("link", name="增加经办人").click()
    unit.fill("[name=name]", PERSON)
    choose(unit, "organisation", BELOW)
    unit.fill("[name=post]", "办公室")
    password = unit.locator("[name=password]").input_value()
    save(unit)
    person = unit.locator("li", has_text=PERSON)
    username = person.locator(".muted").inner_text().split("登录名", 1)[1].split("·", 1)[0].strip()
    return username, password


def given(unit: Page, axe: Axe) -> None:
    """What is asked by a day that has passed is refused, and stays to be mended."""
    unit.goto("/unit/rectification/")
    unit.locator("table.ledger td a", has_text=ITEM).first.click()
    unit.get_by_role("link", name="把措施 1 交给责任部门").click()
    choose(unit, "to", PERSON)
    unit.fill("[name=ask]", ASKED)
    unit.fill("[name=due_on]", "2022-11-01")
    press(unit, "交办")
    expect(unit.locator("main")).to_contain_text("要求报送的日期不能早于今天")
    expect(unit.locator("[name=ask]")).to_have_value(ASKED)
    readable(unit, axe)
    unit.fill("[name=due_on]", "2022-12-01")
    save(unit)
    expect(unit.locator("#shared")).to_contain_text(PERSON)


def sign_in(phone: Page, username: str, password: str) -> None:
    """The first sign-in: the password that the liaison saw is changed before anything else."""
    phone.goto("/")
    phone.fill("[name=username]", username)
    phone.fill("[name=password]", password)
    phone.get_by_role("button", name="登录", exact=True).click()
    phone.fill("[name=password]", NEW_PASSWORD)
    phone.fill("[name=password_again]", NEW_PASSWORD)
    with phone.expect_navigation():
        phone.locator("main button[type=submit], form button[type=submit]").first.click()
    phone.wait_for_url("**/unit/**")


def handed_in(phone: Page, folder: Path, shot: Shot, axe: Axe) -> None:
    """The contributor sees this alone, and hands in a photograph; a day to come is refused without losing a word."""
    photo = folder / "核定表.jpg"
    Image.new("RGB", (1200, 900), "steelblue").save(photo)
    phone.goto("/unit/")
    phone.wait_for_url("**/unit/shared/")
    expect(phone.locator("table.ledger td[data-head=要求报送日期]").first).to_be_in_viewport(ratio=1)
    phone.locator("table.ledger td a").first.click()
    readable(phone, axe)
    shot(phone, "phone-shared")
    phone.get_by_role("link", name="报送", exact=True).click()
    phone.fill("[name=text]", DONE)
    phone.fill("[name=on]", "2022-12-24")
    press(phone, "报送")
    expect(phone.locator("main")).to_contain_text("截至日期")
    expect(phone.locator("[name=text]")).to_have_value(DONE)
    readable(phone, axe)
    phone.fill("[name=on]", "2022-11-21")
    phone.set_input_files("[name=proofs]", str(photo))
    save(phone)
    expect(heading(phone)).to_contain_text("待采用")
    assert phone.goto("/unit/rectification/").status == 403  # type: ignore[union-attr]
