"""docs/features.md names pages, commands and tests that exist, for every id of the contract."""

import re
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from tests.conformance.source import ROOT, is_there
from xuncha.core.permissions import Role
from xuncha.foundation.ui.guide import advice
from xuncha.site.commands import COMMANDS

PAGE = (ROOT / "docs" / "features.md").read_text(encoding="utf-8")
CONTRACT = [
    f"{part}{n:02}"
    for part, last in (("A", 20), ("B", 16), ("C", 20), ("D", 17), ("E", 12))
    for n in range(1, last + 1)
]
PROMISED = [
    "A01",
    "A02",
    "A03",
    "A04",
    "A05",
    "A06",
    "A07",
    "A08",
    "A09",
    "A10",
    "A11",
    "A12",
    "A13",
    "A14",
    "A15",
    "A16",
    "A17",
    "A18",
    "A19",
    "A20",
    "B01",
    "B02",
    "B03",
    "B04",
    "B05",
    "B06",
    "B07",
    "B08",
    "B09",
    "B10",
    "B11",
    "B12",
    "B13",
    "B14",
    "C02",
    "C03",
    "C04",
    "C05",
    "C06",
    "C07",
    "C08",
    "C09",
    "C10",
    "C11",
    "C12",
    "C13",
    "C14",
    "C15",
    "C16",
    "C18",
    "C19",
    "C20",
    "D01",
    "D02",
    "D04",
    "D09",
    "D12",
    "D14",
    "D15",
    "D17",
    "E01",
    "E02",
    "E03",
    "E04",
    "E05",
    "E06",
]


@dataclass(frozen=True)
class Row:
    """One working feature as its row tells it."""

    code: str
    what: str
    ways: list[str]
    tests: list[str]


def working(text: str) -> list[Row]:
    """The rows of the first table."""
    cells = [line.strip("|").split("|") for line in text.partition("## Not yet")[0].splitlines()]
    return [
        Row(row[0].strip(), row[1].strip(), re.findall(r"`([^`]+)`", row[2]), re.findall(r"`([^`]+)`", row[3]))
        for row in cells
        if len(row) == 5 and re.fullmatch(r"[A-E]\d\d", row[0].strip())
    ]


def not_yet(text: str) -> dict[str, str]:
    """Stage by id, of the second table."""
    return dict(re.findall(r"\| ([A-E]\d\d) \| ([a-z]+) (?=\|)", text.partition("## Not yet")[2]))


def routes() -> set[str]:
    """Every named address."""

    def walk(resolver: URLResolver, spaces: tuple[str, ...]) -> set[str]:
        found: set[str] = set()
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                found |= walk(entry, (*spaces, entry.namespace) if entry.namespace else spaces)
            elif isinstance(entry, URLPattern) and entry.name:
                found.add(":".join((*spaces, entry.name)))
        return found

    return walk(get_resolver(), ())


def faults(row: Row) -> list[str]:
    """What is wrong with a row."""
    known, found = routes(), []
    if not row.what:
        found.append("says nothing")
    if not row.ways:
        found.append("no page and no command")
    if not row.tests:
        found.append("no test")
    for way in row.ways:
        command = way.removeprefix("xuncha ")
        if way not in known and (command == way or command not in COMMANDS):
            found.append(f"{way} is neither page nor command")
    return found + [f"{test} does not exist" for test in row.tests if not is_there(test)]


@pytest.mark.parametrize("row", working(PAGE), ids=lambda row: row.code)
def test_feature(row: Row):
    assert faults(row) == []


def test_every_id_of_the_contract_stands_once():
    codes = [row.code for row in working(PAGE)]
    assert codes == PROMISED
    assert sorted([*codes, *not_yet(PAGE)]) == CONTRACT


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("| A01 | Do it | | `orgs/test_orgs.py` | |", "no page and no command"),
        ("| A01 | Do it | `orgs:organisations` | | |", "no test"),
        ("| A01 | | `orgs:organisations` | `orgs/test_orgs.py` | |", "says nothing"),
        ("| A01 | Do it | `orgs:nowhere` | `orgs/test_orgs.py` | |", "orgs:nowhere is neither page nor command"),
        ("| A01 | Do it | `xuncha fly` | `orgs/test_orgs.py` | |", "xuncha fly is neither page nor command"),
        ("| A01 | Do it | `xuncha check` | `orgs/test_none.py` | |", "orgs/test_none.py does not exist"),
        (
            "| A01 | Do it | `xuncha check` | `orgs/test_orgs.py::test_x` | |",
            "orgs/test_orgs.py::test_x does not exist",
        ),
    ],
)
def test_a_row_that_promises_too_much_is_seen(line, fault):
    (row,) = working(line)
    assert faults(row) == [fault]


def test_the_guide_leads_somewhere():
    for item in advice():
        assert item.what, item.role
        assert item.why, item.role
        assert item.when, item.role
        try:
            assert not item.url_name or reverse(item.url_name)
        except NoReverseMatch:
            pytest.fail(f"the guide of {item.role} leads to {item.url_name}, which does not exist")
    assert {Role(item.role) for item in advice()} == set(Role), "everybody is told what they do now"


def test_the_guide_is_shown_to_whom_it_concerns(at_desk):
    page: Client = at_desk(Role.OFFICE_CLERK)
    shown = page.get(reverse("inbox:inbox")).content.decode()
    mine = [item.what for item in advice() if item.role == Role.OFFICE_CLERK]
    others = [item.what for item in advice() if item.role == Role.INSPECTOR]
    assert mine
    assert all(what in shown for what in mine)
    assert not any(what in shown for what in others)
