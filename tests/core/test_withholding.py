"""Small counts, and what would give them away: looked at with the eyes of somebody who knows the rule."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.core.figures import DIVISIONS, FEWEST, FIGURES
from xuncha.core.figures.withholding import Division, is_whole_year, untold, withheld

COUNTS = st.lists(st.one_of(st.integers(0, 6), st.integers(0, 400)), min_size=2, max_size=12)


def shown(counts: tuple[int, ...], fewest: int = FEWEST) -> tuple[int | None, ...]:
    """The parts of a whole as they are told."""
    hidden = withheld(dict(enumerate(counts)), fewest)
    return tuple(None if n in hidden else count for n, count in enumerate(counts))


def divided(whole: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way in which a number can be divided."""
    if parts == 1:
        yield (whole,)
        return
    for first in range(whole + 1):
        for others in divided(whole - first, parts - 1):
            yield (first, *others)


@cache
def worlds(whole: int, parts: int) -> Mapping[tuple[int | None, ...], list[tuple[int, ...]]]:
    """What is told → all that may have been the case, for somebody who knows the whole and the rule."""
    found: dict[tuple[int | None, ...], list[tuple[int, ...]]] = {}
    for counts in divided(whole, parts):
        found.setdefault(shown(counts, 3), []).append(counts)
    return found


@pytest.mark.parametrize("parts", [2, 3, 4])
@pytest.mark.parametrize("whole", range(1, 17))
def test_whoever_knows_the_whole_and_the_rule_learns_no_small_count(whole: int, parts: int) -> None:
    """Every division there is, small ones being those below three: none that looks the same has it for certain."""
    for seen, possible in worlds(whole, parts).items():
        for place, count in enumerate(seen):
            if count is None and any(0 < one[place] < 3 for one in possible):
                assert len({one[place] for one in possible}) > 1, (seen, possible)


@given(COUNTS)
def test_small_ones_are_withheld_and_changed_about_they_look_the_same(counts: list[int]) -> None:
    """What holds for few parts holds for many: swapped with another withheld one, a small count leaves no trace."""
    seen = shown(tuple(counts))
    hidden = [n for n, count in enumerate(seen) if count is None]
    assert all(count is None for one, count in zip(counts, seen, strict=True) if 0 < one < FEWEST)
    if not any(0 < one < FEWEST for one in counts):
        assert hidden == []
    for small in (n for n in hidden if 0 < counts[n] < FEWEST):
        others = [n for n in hidden if counts[n] != counts[small]]
        assert others or len(hidden) == len(counts)
        for other in others:
            swapped = list(counts)
            swapped[small], swapped[other] = swapped[other], swapped[small]
            assert shown(tuple(swapped)) == seen


@given(COUNTS)
def test_no_more_is_withheld_than_needed(counts: list[int]) -> None:
    """Beside small ones at most one more size of count goes, unless there is next to nothing to tell."""
    hidden = [counts[n] for n, count in enumerate(shown(tuple(counts))) if count is None]
    if sum(counts) >= 2 * FEWEST and len(hidden) < len(counts):
        assert len({count for count in hidden if count >= FEWEST}) <= 1


@pytest.mark.parametrize(
    ("counts", "seen"),
    [
        ((0, 0, 0), (0, 0, 0)),
        ((12, 7, 0), (12, 7, 0)),
        ((12, 7, 3), (12, None, None)),  # one alone would be the rest
        ((12, 7, 7, 3), (12, None, None, None)),  # neither of two alike tells which is small
        ((12, 2, 3), (12, None, None)),
        ((12, 3, 3), (None, None, None)),  # two alike: half of the rest each
        ((3, 3, 3, 3), (None, None, None, None)),
        ((6, 1, 0), (None, None, None)),  # below ten in all
    ],
)
def test_what_goes_with_a_small_one(counts: tuple[int, ...], seen: tuple[int | None, ...]) -> None:
    assert shown(counts) == seen


def test_the_rest_of_a_figure_is_a_part_as_well() -> None:
    """Of a hundred, 97 answered: three are left, and so neither is told; the whole itself is."""
    answered = [Division(("answered",), of="received")]
    assert untold(answered, {"received": 100, "answered": 97}, FEWEST) == {"answered"}
    assert untold(answered, {"received": 100, "answered": 95}, FEWEST) == frozenset()


def test_every_figure_kept_small_belongs_to_one_division() -> None:
    divided_up = [code for division in DIVISIONS for code in division.codes]
    assert sorted(divided_up) == sorted(code for code, figure in FIGURES.items() if figure.fewest)
    assert len(set(divided_up)) == len(divided_up)
    assert all("不显示" in FIGURES[code].note and "整年" in FIGURES[code].note for code in divided_up)


@pytest.mark.parametrize(
    ("begin", "last", "whole"),
    [
        ("2022-01-01", "2022-12-31", True),
        ("2023-01-01", "2023-05-10", True),  # as far as it has come
        ("2023-01-01", "2023-05-09", False),
        ("2022-01-02", "2022-12-31", False),
        ("2022-02-01", "2022-12-31", False),
        ("2021-01-01", "2022-12-31", False),
    ],
)
def test_a_year_and_nothing_that_could_be_taken_from_it(begin: str, last: str, whole: bool) -> None:
    given_days = date.fromisoformat(begin), date.fromisoformat(last)
    assert is_whole_year(*given_days, date(2023, 5, 10)) is whole
    if last.startswith("2023"):
        assert not is_whole_year(*given_days, None)
