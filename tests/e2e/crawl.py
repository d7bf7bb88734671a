"""
Walk through the product as one member of the cast: one page of every kind, and what is wrong with each.

Every page is fetched and read; it is drawn in the browser, and its accessibility examined, only when it is the first
of its kind or holds elements that no page had before.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

FILES = re.compile(
    r"\.(docx|xlsx|pdf|zip|png|jpe?g|svg|json)(\?|$)|export="
    r"|/(file|preview|document|docx|pdf|notice|proof|template|export|result|original)/"
)
LEAKS = re.compile(
    r"\b(None|null|undefined|NaN|True|False)\b"  # a value printed as the programme spells it
    r"|\b[a-z]+_[a-z_]+\b"  # a field name
    r"|\{\{|\}\}|\{%|%\}|%\([a-z_]+\)s"  # a placeholder
    r"|<[A-Za-z]+:? [^>]*>"  # a record as Python prints it
)
SENTENCE_PLACEHOLDER = re.compile(r"\{[a-z_]+\}")
PATTERNS_SHOWN = ("/desk/regulations/", "/desk/documents/")  # patterns of numbers, with their {year} and {n}
TOLD = {"resultTypes": ["violations"], "preload": False}
REPEATED = {"exclude": [["tbody tr:nth-child(n+4)"]]}  # further rows are as the first ones
# what the size of the type can change; the other rules see the same page
LARGE = {**TOLD, "runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}}
SILENT = {"script", "style", "textarea", "code"}
AXE = "async ([context, rules]) => (await axe.run(context, rules)).violations"
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
TOO_WIDE = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return '';
  const beyond = e => e.getBoundingClientRect().right > root.clientWidth + 1;
  const out = [...document.body.querySelectorAll('*')].filter(beyond);
  return root.scrollWidth + ' px: ' + out.slice(0, 3).map(e => e.tagName + '.' + e.className).join(', ');
}"""


class Reading(HTMLParser):
    """What a page says, where it leads, and which kinds of elements it is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.kinds: set[str] = set()
        self._open: list[bool] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        css = given.get("class", "")
        self.kinds.add(f"{tag} {css} {given.get('role', '')}")
        self.words += [given[name] for name in ("aria-label", "title", "placeholder") if name in given]
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag not in VOID:
            quiet = tag in SILENT or bool({"mono", "typed"} & set(css.split()))
            self._open.append(quiet or bool(self._open and self._open[-1]))

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag not in VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not (self._open and self._open[-1]):
            self.words.append(data)


def kind_of(address: str) -> str:
    """The kind of page behind an address: its path with numbers as one, and whether it asks for something."""
    parts = urlsplit(address)
    path = re.sub(r"/[^/]*\d[^/]*(?=/|$)", "/#", re.sub("^/desk/history/[^/]+", "/desk/history/#", parts.path))
    return path + ("?" if parts.query else "")


@dataclass(frozen=True)
class Examined:
    """What was drawn and examined so far, whoever opened it: kinds of pages and kinds of elements."""

    pages: set[str] = field(default_factory=set)
    elements: set[str] = field(default_factory=set)

    def has_all_of(self, page: str, elements: set[str]) -> bool:
        """Whether nothing of this page would be seen for the first time; it counts as seen from here on."""
        known = page in self.pages and elements <= self.elements
        self.pages.add(page)
        self.elements.update(elements)
        return known


class Walk:
    """
    Breadth first over links, one page of each kind; what was `examined` is shared by all walks.

    Without `drawn` the pages are read and not drawn: for a second database, whose pages have the same elements.
    """

    def __init__(self, page: Page, axe: Axe, examined: Examined, *, most: int = 150, drawn: bool = True) -> None:
        self.page, self.axe, self.examined, self.most, self.drawn = page, axe, examined, most, drawn
        self.seen: set[str] = set()

    def run(self) -> list[str]:
        """Everything found wrong, one line each: kind of page, address, fault."""
        waiting = [urlsplit(self.page.url).path]
        self.seen.add(kind_of(waiting[0]))
        found = []
        while waiting:
            address = waiting.pop(0)
            answer = self.page.request.get(address)
            if answer.status != 200:
                found.append(f"{address}: status {answer.status}")
                continue
            reading = Reading(answer.text())
            found += [f"{address}: {fault}" for fault in self._faults(address, reading)]
            for link in self._leading_on(address, reading):
                if kind_of(link) not in self.seen and len(self.seen) < self.most:
                    self.seen.add(kind_of(link))
                    waiting.append(link)
        return found

    def _leading_on(self, address: str, reading: Reading) -> Iterator[str]:
        for link in reading.links:
            parts = urlsplit(link)
            asked = {name for name, _value in parse_qsl(parts.query, keep_blank_values=True)}
            elsewhere = parts.scheme or parts.netloc or link.startswith("#") or FILES.search(link)
            if not elsewhere and not {"sort", "page", "next"} & asked:
                yield (parts.path or urlsplit(address).path) + (f"?{parts.query}" if parts.query else "")

    def _faults(self, address: str, reading: Reading) -> Iterator[str]:
        said = "\n".join(reading.words)
        leaks = {found.group(0) for found in LEAKS.finditer(said)}
        if not address.startswith(PATTERNS_SHOWN):
            leaks |= set(SENTENCE_PLACEHOLDER.findall(said))
        if leaks:
            yield f"words of the programme: {sorted(leaks)[:6]}"
        if self.drawn and not self.examined.has_all_of(kind_of(address), reading.kinds):
            yield from self._drawn(address)

    def _drawn(self, address: str) -> Iterator[str]:
        self.page.faults.clear()  # type: ignore[attr-defined]  # kept by the desk fixture
        self.page.goto(address, wait_until="domcontentloaded")
        self.page.evaluate(self.axe.axe_script)
        yield from self._look("", TOLD)
        self.page.evaluate("document.documentElement.dataset.type = 'large'")
        yield from self._look("large", LARGE)
        yield from (f"console: {fault}" for fault in self.page.faults)  # type: ignore[attr-defined]  # as above

    def _look(self, size: str, rules: dict[str, object]) -> Iterator[str]:
        too_wide = self.page.evaluate(TOO_WIDE)
        if too_wide:
            yield f"wider than the screen {size} {too_wide}"
        for violation in self.page.evaluate(AXE, [REPEATED, rules]):
            places = [node["target"] for node in violation["nodes"]][:3]
            yield f"axe {size} {violation['id']}: {violation['help']} at {places}"
