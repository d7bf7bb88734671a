"""Walk through the product as one member of the cast: one page of every kind, and what is wrong with each."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

FILES = re.compile(
    r"\.(docx|xlsx|pdf|zip|png|jpe?g|svg|json)$|/(file|preview|document|notice|proof|template|export|result|original)/|export="
)
LEAKS = re.compile(
    r"\b(None|null|undefined|NaN|True|False)\b"  # a value printed as the programme spells it
    r"|\b[a-z]+_[a-z_]+\b"  # a field name
    r"|\{\{|\}\}|\{%|%\}|\{[a-z_]+\}|%\([a-z_]+\)s"  # a placeholder
    r"|<[A-Za-z]+:? [^>]*>"  # a record as Python prints it
)
LINKS = "elements => elements.map(e => e.getAttribute('href'))"
WORDS = """() => {
  const left_out = 'script, style, textarea, code, .mono, [translate=no], .typed';
  const copy = document.body.cloneNode(true);
  copy.querySelectorAll(left_out).forEach(e => e.remove());
  const said = [...copy.querySelectorAll('[aria-label], [title], [placeholder]')]
    .flatMap(e => ['aria-label', 'title', 'placeholder'].map(a => e.getAttribute(a) || ''));
  return copy.textContent + '\\n' + said.join('\\n') + '\\n' + document.title;
}"""
SKELETON = """() => [...new Set([...document.body.querySelectorAll('*')].map(
  e => e.tagName + '.' + e.className + '.' + (e.getAttribute('role') || '')))].sort().join(' ')"""
TOO_WIDE = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return '';
  const beyond = e => e.getBoundingClientRect().right > root.clientWidth + 1;
  const out = [...document.body.querySelectorAll('*')].filter(beyond);
  return root.scrollWidth + ' px: ' + out.slice(0, 3).map(e => e.tagName + '.' + e.className).join(', ');
}"""


def kind_of(address: str) -> str:
    """The kind of page behind an address: its path with numbers as one, and the names of what it asks for."""
    parts = urlsplit(address)
    path = re.sub(r"/[^/]*\d[^/]*(?=/|$)", "/#", parts.path)
    asked = sorted({name for name, _value in parse_qsl(parts.query, keep_blank_values=True)})
    return path + ("?" + "&".join(asked) if asked else "")


class Walk:
    """Breadth first over links, one page of each kind; `examined` is shared between walks to not examine twice."""

    def __init__(self, page: Page, axe: Axe, examined: set[tuple[str, str, str]], *, most: int = 120) -> None:
        self.page, self.axe, self.examined, self.most = page, axe, examined, most
        self.seen: set[str] = set()
        self.faults: list[str] = []

    def run(self) -> list[str]:
        """Everything found wrong, one line each: kind of page, address, fault."""
        waiting = [urlsplit(self.page.url).path]
        self.seen.add(kind_of(waiting[0]))
        while waiting and len(self.seen) <= self.most:
            address = waiting.pop(0)
            for fault in self._examine(address):
                self.faults.append(f"{kind_of(address)} ({address}): {fault}")
            for link in self._links():
                if kind_of(link) not in self.seen:
                    self.seen.add(kind_of(link))
                    waiting.append(link)
        return self.faults

    def _links(self) -> Iterator[str]:
        for link in self.page.eval_on_selector_all("a[href]", LINKS):
            here = urlsplit(self.page.url)
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or link.startswith("#") or FILES.search(link):
                continue
            path = parts.path or here.path
            if not {"sort", "page", "next"} & {name for name, _value in parse_qsl(parts.query, keep_blank_values=True)}:
                yield path + (f"?{parts.query}" if parts.query else "")

    def _examine(self, address: str) -> Iterator[str]:
        self.page.faults.clear()  # type: ignore[attr-defined]  # kept by the desk fixture
        answer = self.page.goto(address, wait_until="domcontentloaded")
        if answer is None or answer.status != 200:
            yield f"status {answer.status if answer else 'none'}"
            return
        leaks = {found.group(0) for found in LEAKS.finditer(self.page.evaluate(WORDS))}
        if leaks:
            yield f"words of the programme: {sorted(leaks)[:6]}"
        skeleton = self.page.evaluate(SKELETON)
        yield from self._look("", kind_of(address), skeleton)
        self.page.evaluate("document.documentElement.dataset.type = 'large'")
        yield from self._look("large", kind_of(address), skeleton)
        yield from (f"console: {fault}" for fault in self.page.faults)  # type: ignore[attr-defined]  # as above

    def _look(self, size: str, kind: str, skeleton: str) -> Iterator[str]:
        if (size, kind, skeleton) in self.examined:
            return
        self.examined.add((size, kind, skeleton))
        too_wide = self.page.evaluate(TOO_WIDE)
        if too_wide:
            yield f"wider than the screen {size} {too_wide}"
        for violation in self.axe.run(self.page).response["violations"]:
            places = [node["target"] for node in violation["nodes"]][:3]
            yield f"axe {size} {violation['id']}: {violation['help']} at {places}"


Desk = Callable[..., Page]
