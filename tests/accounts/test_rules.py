"""Rules of grants and the lock: every rule with both outcomes, and what must hold for any sequence."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOW
from xuncha.core.permissions import ADMINISTRATORS, Role
from xuncha.foundation.accounts.rules import (
    GrantFacts,
    Lock,
    after_failure,
    needs_second_factor,
    reasons_not_to_grant,
    reasons_not_to_grant_by_hand,
    reasons_not_to_take_away,
)


def facts(**changes) -> GrantFacts:
    sound = {"held": frozenset(), "same": False, "own": False, "active": True, "begins": NOW, "ends": None}
    return GrantFacts(**{"role": Role.OFFICE_CLERK, **sound, **changes})


def texts(reasons) -> str:
    return "".join(str(r.text) for r in reasons)


def test_a_sound_grant_has_no_reason_against_it():
    assert reasons_not_to_grant(facts()) == []
    assert reasons_not_to_grant(facts(ends=NOW + timedelta(seconds=1))) == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"own": True}, "不能给自己授权"),
        ({"active": False}, "已停用"),
        ({"same": True}, "已经有了"),
        ({"ends": NOW}, "到期日应晚于开始日"),
        ({"held": frozenset({Role.AUDIT_ADMIN})}, "安全审计员"),
    ],
)
def test_each_reason_against_a_grant(changes, says):
    assert says in texts(reasons_not_to_grant(facts(**changes)))


def test_all_reasons_are_given_at_once():
    assert len(reasons_not_to_grant(facts(own=True, active=False, same=True, ends=NOW))) == 4


@given(held=st.frozensets(st.sampled_from(list(Role)), max_size=3), wanted=st.sampled_from(list(Role)))
def test_nobody_ever_gains_an_administrators_role_beside_another(held, wanted):
    refused = bool(reasons_not_to_grant(facts(role=wanted, held=held)))
    mixed = len(held | {wanted}) > 1 and (held | {wanted}) & ADMINISTRATORS
    assert refused == bool(mixed and wanted not in held)


@pytest.mark.parametrize("role", [Role.TEAM_LEADER, Role.DEPUTY_LEADER, Role.TEAM_LIAISON, Role.INSPECTOR])
def test_team_roles_are_not_given_by_hand(role):
    assert "随轮次授权产生" in texts(reasons_not_to_grant_by_hand(role, thing_exists=True))


@pytest.mark.parametrize(
    ("role", "field"),
    [(Role.SECRETARY, "jurisdiction"), (Role.UNIT_LIAISON, "unit"), (Role.DISCIPLINE, "jurisdiction")],
)
def test_a_role_needs_its_thing(role, field):
    assert reasons_not_to_grant_by_hand(role, thing_exists=False)[0].field == field
    assert reasons_not_to_grant_by_hand(role, thing_exists=True) == []


def test_what_may_not_be_taken_away():
    assert reasons_not_to_take_away(own=False, last_security_admin=False) == []
    assert "自己" in texts(reasons_not_to_take_away(own=True, last_security_admin=False))
    assert "最后一位" in texts(reasons_not_to_take_away(own=False, last_security_admin=True))


@pytest.mark.parametrize(
    ("roles", "needed"),
    [
        ({Role.INSPECTOR}, True),
        ({Role.UNIT_LIAISON}, False),
        (set(), True),
        ({Role.UNIT_LIAISON, Role.INSPECTOR}, True),
    ],
)
def test_only_people_of_the_inspected_unit_may_do_without_a_second_factor(roles, needed):
    assert needs_second_factor(frozenset(roles)) is needed


@given(st.lists(st.integers(min_value=0, max_value=1800), max_size=60))
def test_no_quarter_of_an_hour_lets_more_than_the_limit_through(pauses):
    lock, now, counted = Lock(0, None), NOW, []
    for pause in pauses:
        now += timedelta(seconds=pause)
        before, lock = lock, after_failure(lock, now, limit=5, minutes=15)
        if lock != before:
            counted.append(now)
    for first, sixth in zip(counted, counted[5:], strict=False):
        assert sixth - first >= timedelta(minutes=15)


def test_knocking_on_a_shut_account_does_not_keep_it_shut():
    shut = Lock(5, NOW + timedelta(minutes=15))
    assert after_failure(shut, NOW + timedelta(minutes=14), limit=5, minutes=15) == shut
    assert after_failure(shut, NOW + timedelta(minutes=15), limit=5, minutes=15) == Lock(1, None)
