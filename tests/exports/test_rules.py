"""Which filters are kept, and what counts as a purpose."""

from xuncha.foundation.exports.rules import FILTERS_LIMIT, reasons_against_purpose, told_filters


def test_what_was_searched_for_is_not_kept():
    query = {"q": ["张三"], "unit": ["某局"], "year": ["2022"], "state": ["a", "b"], "export": ["xlsx"], "page": ["2"]}
    assert told_filters({**query, "round": [""]}) == "q=***&unit=***&year=2022&state=a、b"


def test_endless_filters_are_cut():
    assert len(told_filters({"year": ["2" * 999]})) == FILTERS_LIMIT


def test_a_purpose_is_said_in_words():
    assert reasons_against_purpose("  要  ")
    assert not reasons_against_purpose("年度汇报")
