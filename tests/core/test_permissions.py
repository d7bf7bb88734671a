"""The table of grants: complete, in words, and keeping the three administrators apart."""

import pytest

from xuncha.core.permissions import (
    ADMINISTRATORS,
    CASE_CONTENT,
    GRANTS,
    ROLE_LABEL,
    ROLE_SCOPE,
    Permission,
    Role,
    can_hold_together,
    permission_label,
    roles_with,
)


def test_every_role_has_its_line_in_every_table():
    assert set(GRANTS) == set(ROLE_SCOPE) == set(ROLE_LABEL) == set(Role)


@pytest.mark.parametrize("permission", Permission)
def test_every_permission_has_words_and_a_holder(permission):
    assert "·" in str(permission_label(permission))
    assert roles_with(permission), "a permission nobody holds is dead"


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_no_administrator_reads_what_an_inspection_found(role):
    assert not GRANTS[role] & CASE_CONTENT


def test_no_two_administrators_can_do_the_same_but_reading_accounts():
    for one in ADMINISTRATORS:
        for other in ADMINISTRATORS - {one}:
            assert GRANTS[one] & GRANTS[other] <= {Permission.ACCOUNTS_READ}


def test_the_inspected_unit_never_reads_papers_or_findings():
    unit = GRANTS[Role.UNIT_LIAISON]
    assert not {p for p in unit if p.split(":")[0] in {"paper", "finding", "inspection"}}


@pytest.mark.parametrize("wanted", Role)
@pytest.mark.parametrize("held", Role)
def test_an_administrator_holds_nothing_else(held, wanted):
    apart = held != wanted and bool({held, wanted} & ADMINISTRATORS)
    assert can_hold_together(frozenset({held}), wanted) is not apart
    assert can_hold_together(frozenset(), wanted)


def test_a_role_carries_what_its_line_says():
    assert Permission.PAPER_SIGN in GRANTS[Role.TEAM_LEADER]
    assert Permission.PAPER_SIGN not in GRANTS[Role.INSPECTOR]
