"""The same input gives the same hints; a decision holds as long as the facts do."""

import pytest

from xuncha.core.signals import Signal
from xuncha.core.text import say
from xuncha.hints.rules.facts import Found
from xuncha.hints.rules.keeping import Known, compared

NOW, BEFORE = (Found(Signal.MONEY, 1, 2, say("差 {n} 元", n=n), basis=(n,)) for n in (5, 7))


def known(state: str, found: Found = NOW, pk: int = 8) -> Known:
    return Known(pk, found.key, found.digest, state)


@pytest.mark.parametrize(
    ("record", "outcome"),
    [
        ([], "new"),
        ([known("open")], ""),
        ([known("open", BEFORE)], "renewed"),
        ([known("dismissed")], ""),
        ([known("confirmed")], ""),
        ([known("dismissed", BEFORE)], "new"),
        ([known("lapsed")], "returned"),
        ([known("lapsed", BEFORE)], "new"),
        ([known("dismissed", NOW, 7), known("open", BEFORE)], "lapsed"),
        ([known("lapsed", BEFORE, 7), known("open", NOW)], ""),
    ],
)
def test_what_becomes_of_a_hint_that_is_found(record, outcome):
    kept = compared([NOW], record)
    happened = {name: getattr(kept, name) for name in ("new", "renewed", "returned", "lapsed")}
    assert [name for name, rows in happened.items() if rows] == ([outcome] if outcome else [])


@pytest.mark.parametrize(("state", "lapses"), [("open", True), ("confirmed", False), ("dismissed", False)])
def test_what_is_found_no_more(state, lapses):
    assert compared([], [known(state)]).lapsed == ([8] if lapses else [])


def test_found_again_while_another_is_open():
    kept = compared([NOW], [known("lapsed", NOW, 7), known("open", BEFORE, 8)])
    assert (kept.lapsed, kept.returned) == ([8], [7])
