"""docs/threat-model.md: every threat has its mitigation and names tests that exist."""

import re

import pytest

from tests.conformance.source import ROOT, is_there

PAGE = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")


def threats(text: str) -> list[list[str]]:
    """The rows of the table: number, threat, mitigation, tests."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:3] == "| T"]
    return [row for row in rows if re.fullmatch(r"T\d\d", row[0])]


def faults(row: list[str]) -> list[str]:
    """What is wrong with a row."""
    _, threat, mitigation, shown = row
    named = re.findall(r"`([^`]+)`", shown)
    found = [said for said, missing in (("no threat", not threat), ("no mitigation", not mitigation)) if missing]
    return found + ([f"{test} does not exist" for test in named if not is_there(test)] if named else ["no test"])


@pytest.mark.parametrize("row", threats(PAGE), ids=lambda row: row[0])
def test_threat(row: list[str]):
    assert faults(row) == []


def test_there_are_enough_and_each_has_its_number():
    numbers = [row[0] for row in threats(PAGE)]
    assert numbers == [f"T{n:02}" for n in range(1, len(numbers) + 1)]
    assert len(numbers) >= 20


def test_every_boundary_is_gone_through():
    """Each boundary has its row, and each kind of threat there its numbers, or why there is none."""
    drawn = re.findall(
        r"^\* \*\*(.+?)\*\*", PAGE.partition("## Trust boundaries")[2].partition("## Threats")[0], re.MULTILINE
    )
    table = PAGE.partition("## By boundary")[2].partition("## What remains")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line[:1] == "|"]
    assert [row[0] for row in rows[2:]] == drawn
    known = {row[0] for row in threats(PAGE)}
    for row in rows[2:]:
        assert len(row) == 7
        for cell in row[1:]:
            assert cell[:2] == "— " or (cell and set(cell.split()) <= known), (row[0], cell)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("| T01 | Thieves | | `journal/test_chain.py` |", "no mitigation"),
        ("| T01 | | A lock | `journal/test_chain.py` |", "no threat"),
        ("| T01 | Thieves | A lock | trust us |", "no test"),
        (
            "| T01 | Thieves | A lock | `journal/test_chain.py::test_x` |",
            "journal/test_chain.py::test_x does not exist",
        ),
    ],
)
def test_an_empty_promise_is_seen(line, fault):
    (row,) = threats(line)
    assert faults(row) == [fault]
