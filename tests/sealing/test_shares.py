"""Shares of a key: enough of them make it again, fewer or wrong ones do not."""

from itertools import combinations

import pytest

from xuncha.foundation.sealing.rules import (
    PanelFacts,
    reasons_not_to_admit,
    reasons_not_to_appoint,
    reasons_not_to_ask,
    reasons_not_to_deposit,
    reasons_not_to_finish,
    reasons_not_to_give,
    reasons_not_to_start_over,
)
from xuncha.foundation.sealing.shares import code_of, join, packed, split, unpacked
from xuncha.foundation.sealing.suites import SUITES, NotOpened

SUITE = SUITES["standard"]
PRIVATE = bytes(range(32))


def test_any_three_of_five_make_the_key_again_and_no_two_do() -> None:
    locked, parts = split(SUITE, PRIVATE, needed=3, count=5)
    assert [unpacked(packed(part)) for part in parts] == parts
    for three in combinations(parts, 3):
        assert join(SUITE, locked, three, needed=3) == PRIVATE
    for two in combinations(parts, 2):
        with pytest.raises(NotOpened):
            join(SUITE, locked, two, needed=3)
        with pytest.raises(NotOpened):
            join(SUITE, locked, two, needed=2)
    assert PRIVATE not in locked


def test_a_wrong_share_is_noticed_and_goes_round_when_others_suffice() -> None:
    locked, parts = split(SUITE, PRIVATE, needed=2, count=3)
    wrong = (parts[0][0], bytes(16))
    with pytest.raises(NotOpened):
        join(SUITE, locked, [wrong, parts[1]], needed=2)
    with pytest.raises(NotOpened):
        join(SUITE, locked, [parts[0], parts[0]], needed=2)
    assert join(SUITE, locked, [wrong, *parts], needed=2) == PRIVATE


def test_two_speak_of_the_same_recovery_by_eight_digits() -> None:
    codes = {code_of(SUITE.pair().public) for _ in range(5)}
    assert len(codes) == 5
    assert all(len(code) == 8 and code.isdigit() for code in codes)


def fields(reasons) -> list[str]:
    return [one.field for one in reasons]


def test_who_may_be_custodian() -> None:
    good = PanelFacts(["甲", "乙", "丙"], [], [], 2)
    assert reasons_not_to_appoint(good) == []
    assert fields(reasons_not_to_appoint(PanelFacts(["甲"], [], [], 1))) == ["needed", "people"]
    assert fields(reasons_not_to_appoint(PanelFacts(["甲", "乙", "丙"], ["甲"], ["乙"], 2))) == ["people", "people"]
    assert fields(reasons_not_to_appoint(PanelFacts(["甲", "乙"], [], [], 2))) == ["people"]


def test_when_a_key_is_deposited_asked_for_given_and_joined() -> None:
    assert reasons_not_to_deposit(others=2, needed=2) == []
    assert len(reasons_not_to_deposit(others=1, needed=2)) == 1
    asked = {"deposited": True, "live": 2, "needed": 2, "asked_already": False}
    assert reasons_not_to_ask(**asked) == []
    for wrong in ({"deposited": False}, {"live": 1}, {"asked_already": True}):
        assert len(reasons_not_to_ask(**{**asked, **wrong})) == 1
    assert reasons_not_to_give(code="1234 5678", right="12345678") == []
    assert fields(reasons_not_to_give(code="12345679", right="12345678")) == ["code"]
    assert reasons_not_to_finish(given=2, needed=2) == []
    assert len(reasons_not_to_finish(given=1, needed=2)) == 1


def test_who_is_let_in_and_who_starts_over() -> None:
    assert reasons_not_to_admit(name="甲", candidate=True, has_key=True) == []
    assert len(reasons_not_to_admit(name="甲", candidate=False, has_key=True)) == 1
    assert len(reasons_not_to_admit(name="甲", candidate=True, has_key=False)) == 1
    assert reasons_not_to_start_over(has_key=True, sure=True) == []
    assert len(reasons_not_to_start_over(has_key=False, sure=True)) == 1
    assert fields(reasons_not_to_start_over(has_key=True, sure=False)) == ["sure"]
