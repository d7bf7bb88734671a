"""A served demo and a real browser. Stories play on it one after another; each starts its own signed-in page."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

import xuncha.site
from tests.e2e.phone import Phones

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SHOTS = Path(__file__).resolve().parents[2] / "src/xuncha/foundation/ui/static/xuncha/manual"
SCENARIO = Path(xuncha.site.__file__).with_name("scenario") / "city-2022.json"
PHONE: ViewportSize = {"width": 390, "height": 844}
AT_DESK = re.compile("/(desk|unit)/")
CAST = {a["username"]: a["name"] for a in json.loads(SCENARIO.read_text(encoding="utf-8"))["accounts"]}


class Served:
    """The product serving its demo from a data folder of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        """Serve, and wait until it answers; the first time, the demo is loaded."""
        env = {**os.environ, "XUNCHA_HOME": str(self.home)}
        command = [sys.executable, "-m", "xuncha", "demo", "--port", str(self.port)]
        with (self.home / "log").open("ab") as log:
            self.server = subprocess.Popen(command, env=env, stdout=log, stderr=log)
        try:
            _wait(self.address, self.server, self.home / "log")
        except AssertionError:
            self.stop()
            raise

    def stop(self) -> None:
        """Serve no longer."""
        self.server.terminate()
        self.server.wait(20)

    def days_pass(self, n: int) -> None:
        """Go on with the same records so many days later; whoever was signed in signs in again."""
        self.stop()
        calendar = self.home / "demo.json"
        told = json.loads(calendar.read_text(encoding="ascii"))
        told["shift_seconds"] += n * 86400
        calendar.write_text(json.dumps(told), encoding="ascii")
        self.start()


def _wait(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(1200):
        if server.poll() is not None:
            raise AssertionError(f"the demo did not start:\n{log.read_text(errors='replace')[-3000:]}")
        try:
            with socket.create_connection(("127.0.0.1", int(address.rsplit(":", 1)[1])), timeout=2) as asked:
                asked.sendall(b"GET /healthz HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
                if b" 200 " in asked.recv(64):
                    return
        except OSError:
            time.sleep(0.25)
    raise AssertionError("the demo was not ready within five minutes")


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served | None]:
    """The product serving its demo from a fresh data folder; none where XUNCHA_DEMO_AT names one that is served."""
    if os.environ.get("XUNCHA_DEMO_AT"):
        yield None
        return
    running = Served(tmp_path_factory.mktemp("demo"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def demo(served: Served | None) -> str:
    """The address of the product serving its demo."""
    return served.address if served else os.environ["XUNCHA_DEMO_AT"]


@pytest.fixture
def days_pass(served: Served | None) -> Callable[[int], None]:
    """`days_pass(8)` moves the demo's calendar on; it is not moved back, so that such stories come last."""
    if served is None:
        pytest.skip("the calendar of a demo that is served elsewhere does not move")
    return served.days_pass


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "chromium is not installed; run scripts/setup test"
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()


Windows = dict[tuple[str, bool], BrowserContext]


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Iterator[Windows]:
    """One window per member of the cast, signed in once: what it has loaded, the next story need not fetch again."""
    opened: Windows = {}
    yield opened
    for context in opened.values():
        context.close()


@pytest.fixture
def desk(browser: Browser, demo: str, windows: Windows) -> Iterator[Callable[..., Page]]:
    """`desk("heyanqiu")` answers with a page on which that member of the cast is signed in, at 1366×768; or by name."""
    pages: list[Page] = []

    def sign_in(username: str, *, scripts: bool = True) -> Page:
        window = windows.get((username, scripts))
        if window is None:
            window = windows[username, scripts] = browser.new_context(
                base_url=demo,
                viewport={"width": 1366, "height": 768},
                locale="zh-CN",
                java_script_enabled=scripts,
                reduced_motion="reduce",
            )
            window.set_default_timeout(15_000)
        page = window.new_page()
        pages.append(page)
        faults: list[str] = []
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.faults = faults  # type: ignore[attr-defined]  # read at the end of a story
        page.goto("/")
        if not AT_DESK.search(page.url):  # new, signed out by its last story, or signed in elsewhere meanwhile
            page.get_by_role("button", name=CAST.get(username, username), exact=True).first.click()
            page.wait_for_url(AT_DESK)
        return page

    yield sign_in
    for page in pages:
        page.close()


@pytest.fixture
def phone(browser: Browser, demo: str) -> Iterator[Page]:
    """A phone on which nobody is signed in."""
    window = browser.new_context(base_url=demo, viewport=PHONE, locale="zh-CN", reduced_motion="reduce")
    window.set_default_timeout(15_000)
    yield window.new_page()
    window.close()


@pytest.fixture(scope="session")
def axe() -> Axe:
    """The accessibility rules."""
    return Axe()


@pytest.fixture
def phones(browser: Browser, demo: str, axe: Axe) -> Phones:
    """Phones of people without an account."""
    return Phones(browser, demo, axe)


@pytest.fixture
def shot() -> Callable[[Page, str], None]:
    """Take a picture for the manual; only when the pictures are being renewed."""

    def take(page: Page, name: str) -> None:
        if os.environ.get("XUNCHA_SHOTS") == "1":
            SHOTS.mkdir(parents=True, exist_ok=True)
            picture = Image.open(BytesIO(page.screenshot(full_page=False, animations="disabled")))
            picture.convert("RGB").quantize(128).save(SHOTS / f"{name}.png", optimize=True)

    return take
