"""A phone in the hand: a narrow window of somebody without an account, and what must hold on every page in it."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.e2e.crawl import AXE, REPEATED, TOLD, TOO_WIDE

SIZE = {"width": 390, "height": 844}


class Phones:
    """Phones on which nobody is signed in."""

    def __init__(self, browser: Browser, address: str, axe: Axe) -> None:
        self.browser, self.address, self.axe = browser, address, axe

    def open(self) -> Page:
        """A page on a phone that was never here before."""
        window = self.browser.new_context(viewport=SIZE, base_url=self.address, locale="zh-CN", reduced_motion="reduce")
        return window.new_page()

    def sound(self, page: Page) -> None:
        """Nothing on the page runs over the edge, and everybody can read and use it."""
        assert page.evaluate(TOO_WIDE) == ""
        page.evaluate(self.axe.axe_script)
        assert [one["id"] for one in page.evaluate(AXE, [REPEATED, TOLD])] == []

    @staticmethod
    def put_away(page: Page) -> None:
        """The browser has kept nothing of the visit; close it."""
        assert page.context.cookies() == []
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
        page.context.close()
