"""A villager with a phone: from the address on the poster to a dialogue with the team and the word that it is done."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.journey import heading, press, save
from tests.e2e.phone import Phones
from tests.e2e.test_story_petition import unlock
from tests.intake.sending import photo

pytestmark = pytest.mark.browser
Desk = Callable[..., Page]

UNIT = "水务集团"
WRITTEN = "村口的水管修了三年没有修好，夏天天天停水，钱不知道用到哪里去了。"
ASKED = "请说明是村东头还是村西头的水管。"
ADDED = "是村西头，老磨坊旁边那一段。"
DONE = "水管已经换好，工程款正在核对。"
TRADITIONAL = "zh-TW"


def send(phone: Page, name: str) -> None:
    """Press the button under a form and wait for its answer."""
    with phone.expect_navigation():
        phone.get_by_role("button", name=name, exact=True).click()


def poster(desk: Desk) -> str:
    """The address that hangs on the wall."""
    liaison = desk("liangyi")
    liaison.goto("/desk/intake/mailboxes/")
    liaison.locator("table.ledger td a", has_text=UNIT).first.click()
    liaison.get_by_role("link", name="进驻安排和海报").click()
    liaison.get_by_role("link", name="张贴海报").click()
    shown = re.search(r"https?://\S+/tip/\S+/", liaison.locator(".poster").inner_text())
    assert shown
    return shown[0]


def written(phone: Page, folder: Path) -> None:
    """What protects is read in the middle of writing, too many files are told before they travel; then it is sent."""
    phone.fill("[name=text]", WRITTEN)
    phone.locator("details.more summary").click()
    expect(phone.get_by_text("回执号丢了，谁也找不回来。")).to_be_visible()
    expect(phone.locator("[name=text]")).to_have_value(WRITTEN)
    expect(phone.locator("[data-count=id_text]")).to_contain_text(f"{len(WRITTEN)} / 5000")
    pictures = [folder / f"{n}.jpg" for n in range(10)]
    for picture in pictures:
        picture.write_bytes(photo())
    chosen = phone.locator("[name=enclosures]")
    chosen.set_input_files(pictures)
    assert "最多 9 个文件" in chosen.evaluate("field => field.validationMessage")
    chosen.set_input_files(pictures[0])
    assert chosen.evaluate("field => field.validationMessage") == ""
    phone.locator("[name=text]").fill("不好")
    send(phone, "提交")
    top = phone.get_by_role("alert")
    expect(top).to_be_focused()
    expect(top).to_contain_text("请写下发生了什么")
    expect(top).to_contain_text("刚才选的文件没有留下，请再选一次")
    phone.locator("[name=text]").fill(WRITTEN)
    chosen.set_input_files(pictures[0])
    send(phone, "提交")


def come_back(phone: Page, address: str, receipt: str) -> None:
    """From the poster to the dialogue."""
    phone.goto(address)
    phone.get_by_role("link", name="已有回执号").click()
    phone.fill("[name=receipt]", receipt)
    send(phone, "查看")


def test_a_villager_is_heard_from_the_poster_to_what_became_of_it(desk: Desk, phones: Phones, tmp_path: Path) -> None:
    address = poster(desk)
    phone = phones.open()
    phone.goto(address)
    phones.sound(phone)
    written(phone, tmp_path)
    expect(heading(phone)).to_contain_text("请记下回执号")
    phones.sound(phone)
    receipt = phone.locator(".receipt .groups").inner_text()
    phone.get_by_role("link", name="抄好了，离开本页").click()
    phone.fill("[name=receipt]", receipt[:-1])
    send(phone, "查看")
    expect(phone.get_by_role("alert")).to_contain_text("您输入了 27 位")
    phones.sound(phone)
    phones.put_away(phone)

    liaison = desk("liangyi")
    petition = taken_in(liaison)
    liaison.get_by_role("link", name="答复反映人").click()
    liaison.fill("[name=text]", ASKED)
    save(liaison)

    phone = phones.open()
    come_back(phone, address, receipt)
    expect(phone.locator("main")).to_contain_text("已登记，正在看归谁办")
    expect(phone.locator("main")).to_contain_text(ASKED)
    phones.sound(phone)
    phone.fill("[name=text]", ADDED)
    send(phone, "补充")
    expect(phone.locator("main")).to_contain_text("您的补充，已收到")
    expect(phone.locator("main")).not_to_contain_text(ADDED)
    phones.put_away(phone)

    liaison.goto(petition)
    expect(liaison.locator("main")).to_contain_text(ADDED)
    concluded(desk, liaison, petition)
    phone = phones.open()
    come_back(phone, address, receipt)
    expect(phone.locator("main")).to_contain_text("已办结")
    expect(phone.locator("main")).to_contain_text(DONE)
    phones.put_away(phone)


def taken_in(liaison: Page) -> str:
    """What waits in the mailbox gets its numbers; the address of the one that was written here."""
    liaison.goto("/desk/intake/mailboxes/")
    liaison.locator("table.ledger td a", has_text=UNIT).first.click()
    press(liaison, "收取并编号")
    liaison.goto("/desk/intake/petitions/?chip=&sort=-number")
    links = liaison.locator("table.ledger td a[href*='/petitions/']").evaluate_all("all => all.map(a => a.href)")
    for address in dict.fromkeys(links):
        liaison.goto(address)
        unlock(liaison)
        if liaison.get_by_text(WRITTEN).count():
            return str(address)
    raise AssertionError("the tip is not in the register")


def concluded(desk: Desk, liaison: Page, petition: str) -> None:
    """It is taken up, answered, and concluded by another person than who proposed it."""
    press(liaison, "受理")
    liaison.goto(petition)
    liaison.get_by_role("link", name="答复反映人").click()
    liaison.fill("[name=text]", DONE)
    save(liaison)
    liaison.goto(petition)
    liaison.get_by_role("link", name="提出结论").click()
    liaison.select_option("[name=conclusion]", index=1)
    save(liaison)
    leader = desk("guchanghe")
    leader.goto(petition)
    press(leader, "审定办结")
    expect(heading(leader)).to_contain_text("已办结")


def test_without_scripts_nothing_written_is_lost(desk: Desk, phones: Phones, tmp_path: Path) -> None:
    """Photos too large together, JavaScript off, Traditional Chinese: the words come back in the form."""
    address = poster(desk)
    window = phones.browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False, locale=TRADITIONAL
    )
    phone = window.new_page()
    phone.goto(address)
    expect(heading(phone)).to_contain_text("反映問題")
    phone.fill("[name=text]", WRITTEN)
    large = tmp_path / "video.mp4"
    with large.open("wb") as file:
        file.truncate(92 * 1024 * 1024)
    phone.set_input_files("[name=enclosures]", large)
    send(phone, "提交")
    expect(phone.get_by_role("alert")).to_contain_text("超過 90 MB")
    expect(phone.locator("[name=text]")).to_have_value(WRITTEN)
    send(phone, "提交")
    expect(heading(phone)).to_contain_text("請記下回執號")
    assert window.cookies() == []
    window.close()
