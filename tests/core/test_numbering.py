"""Patterns make numbers, and say why they cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.core.numbering import number, place_name, reasons_not_to_use, stem

PAPER = "DG-{round:02}-{team:02}-{n:03}"


def test_a_pattern_makes_numbers_of_one_stem():
    values = {"round": 3, "team": 2, "year": 2022}
    assert number(PAPER, values, 17) == "DG-03-02-017"
    assert number(PAPER, values, 1234) == "DG-03-02-1234"
    assert stem(PAPER, values) == "DG-03-02-*"


def test_words_may_stand_around_and_between():
    assert number("{area}巡通〔{year}〕{n}号", {"area": "甲", "year": 2022}, 7) == "甲巡通〔2022〕7号"


def test_a_value_that_is_missing_is_a_fault():
    with pytest.raises(KeyError, match="team"):
        number(PAPER, {"round": 3}, 1)


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("DG-{round:02", "花括号没有成对"),
        ("DG-{unit}-{n}", "没有「unit」这个位置"),
        ("DG-{n.__class__}", "没有「n.__class__」这个位置"),
        ("DG-{round}", "有且只有一个流水号"),
        ("{n}-{n}", "有且只有一个流水号"),
        ("DG-{n:>9999999}", "位数写作 02"),
        ("DG {n}", "编号不能用的符号"),
        ("DG-" + "长" * 80 + "{n}", "不超过 80 个字"),
    ],
)
def test_a_pattern_that_cannot_work_says_why(pattern, sentence):
    assert any(sentence in str(r.text) for r in reasons_not_to_use(pattern))


def test_a_pattern_that_works_has_no_reasons():
    assert reasons_not_to_use(PAPER) == []


@given(st.integers(1, 99), st.integers(1, 99), st.integers(1, 9999), st.integers(1, 9999))
def test_different_running_numbers_are_different(batch, team, one, other):
    values = {"round": batch, "team": team}
    assert (number(PAPER, values, one) == number(PAPER, values, other)) == (one == other)


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("安澜市", "安澜"),
        ("青禾县", "青禾"),
        ("霁山区", "霁山"),
        ("某省", "某省"),
        ("青石镇", "青石镇"),
        ("河西自治县", "河西"),
    ],
)
def test_letters_are_headed_with_the_place(name, head):
    assert place_name(name) == head
