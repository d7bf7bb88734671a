"""A long list of bodies to tick is looked through by a word; what is ticked stays in sight."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

CLERK = "shenzhiyuan"


def test_a_department_is_found_among_many(desk: Callable[[str], Page]) -> None:
    page = desk(CLERK)
    page.goto("/desk/cooperation/conferences/")
    page.get_by_role("link", name="筹备会议").click()
    names = page.locator("#id_invited > div")
    every = names.count()
    search = page.get_by_role("searchbox", name="参加部门")
    search.fill("财政")
    expect(names.filter(visible=True)).to_have_count(1)
    page.get_by_label("安澜市财政局").check()
    search.fill("审计")
    expect(page.get_by_label("安澜市财政局")).to_be_visible()
    search.press("Enter")  # looks, and sends nothing
    search.fill("")
    expect(names.filter(visible=True)).to_have_count(every)
