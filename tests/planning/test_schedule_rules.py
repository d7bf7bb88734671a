"""What a timetable starts from and what may be asked of it, without a database."""

from datetime import date
from decimal import Decimal

import pytest

from xuncha.planning.rules import schedule as rules
from xuncha.planning.rules.schedule import Held, HeldRound, Rounds

TERM = range(2022, 2025)
HELD = (
    HeldRound(1, 2022, entered=True, teams=4, units=9),
    HeldRound(2, 2022, entered=True, teams=2, units=6),
    HeldRound(3, 2023, entered=False, teams=1, units=1),
)
FACTS = Rounds({1: 2022, 2: 2022, 3: 2023}, frozenset({1}), {7: 1})


def fields(reasons):
    return [one.field for one in reasons]


def test_rounds_to_expect():
    assert rules.expected_rounds(TERM, (), 2022) == {1: 2022, 2: 2022, 3: 2023, 4: 2023, 5: 2024, 6: 2024}
    assert rules.expected_rounds(TERM, (), 2024) == {1: 2024, 2: 2024}
    assert rules.expected_rounds(TERM, HELD, 2022) == {1: 2022, 2: 2022, 3: 2023, 4: 2023, 5: 2024, 6: 2024}
    assert rules.expected_rounds(TERM, HELD[:1], 2022) == {1: 2022, 2: 2022, 3: 2023, 4: 2023, 5: 2024, 6: 2024}


def test_what_is_over_and_who_is_settled():
    held = Held(HELD, visits={1: 1, 2: 3}, arranged={1: 2, 3: 3, 4: 2})
    now = rules.rounds_as_of({4: 2023, 5: 2024}, held, 2022)
    assert now.years == {1: 2022, 2: 2022, 3: 2023, 4: 2023, 5: 2024}
    assert now.closed == {1, 2}
    assert now.fixed == {1: 1, 2: 3, 3: 3}
    assert rules.rounds_as_of({4: 2023}, held, 2024).closed == {1, 2, 3, 4}


def test_strength_to_begin_with():
    usual = rules.usual_strength(HELD)
    assert usual == (3, 3)
    assert rules.usual_strength(HELD[2:]) == (0, 1)
    common = {"work": 10, "rounds": 4, "rounds_a_year": 2}
    assert rules.strength(**common, per_year=0, usual=usual) == (3, 3)
    assert rules.strength(**common, per_year=20, usual=usual) == (4, 3)
    assert rules.strength(**common, per_year=0, usual=(0, 1)) == (4, 1)


def test_pace_and_urgency():
    assert rules.pace(TERM, {}) == {2022: Decimal("33.33"), 2023: Decimal("66.66"), 2024: Decimal(100)}
    assert rules.pace(TERM, {"1": 12.5, "3": 120})[2022] == Decimal("12.50")
    assert rules.pace(TERM, {"1": 12.5, "3": 120})[2024] == Decimal(100)
    today = date(2022, 5, 10)
    assert [rules.urgency(None, today, known=known) for known in (True, False)] == [5, 0]
    assert [rules.urgency(date(year, 5, 11), today, known=True) for year in (2010, 2019, 2021, 2022)] == [10, 2, 0, 0]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"target": 1, "number": 2, "pinned": True, "marks": {}}, []),
        ({"target": 1, "number": 2, "pinned": False, "marks": {3: True}}, []),
        ({"target": 1, "number": 1, "pinned": True, "marks": {}}, ["round_number"]),
        ({"target": 1, "number": 9, "pinned": True, "marks": {}}, ["round_number"]),
        ({"target": 7, "number": 2, "pinned": True, "marks": {}}, ["target"]),
        ({"target": 1, "number": 2, "pinned": False, "marks": {2: True}}, ["round_number"]),
        ({"target": 1, "number": 2, "pinned": True, "marks": {3: True}}, ["round_number"]),
        ({"target": 1, "number": 2, "pinned": True, "marks": {3: False}}, []),
    ],
)
def test_marks(given, expected):
    assert fields(rules.reasons_not_to_mark(FACTS, name="甲局", **given)) == expected


@pytest.mark.parametrize(
    ("window", "expected"),
    [((None, None), []), ((1, 3), []), ((2, None), []), ((3, 1), ["latest"]), ((9, None), ["earliest"])],
)
def test_windows(window, expected):
    assert fields(rules.reasons_against_window(FACTS.years, *window)) == expected


def test_shares_grow():
    assert rules.reasons_against_pace({2022: Decimal(20), 2023: Decimal(20)}) == []
    assert fields(rules.reasons_against_pace({2023: Decimal(20), 2022: Decimal(30)})) == ["year_2023"]


@pytest.mark.parametrize(
    ("number", "year", "expected"),
    [
        (4, 2024, []),
        (4, 2023, []),
        (3, 2023, ["number"]),
        (4, 2025, ["year"]),
        (4, 2022, ["year"]),
        (0, 2023, ["year"]),
    ],
)
def test_new_rounds(number, year, expected):
    assert fields(rules.reasons_not_to_add_round(FACTS, number, year, TERM)) == expected


def test_a_term_has_only_so_many_rounds():
    many = Rounds(dict.fromkeys(range(1, 61), 2022), frozenset(), {})
    assert "至多排 60 轮" in str(rules.reasons_not_to_add_round(many, 61, 2022, TERM)[0].text)
