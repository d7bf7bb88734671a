"""What may leave as a file, by whom, and when a reason is asked."""

import pytest

from xuncha.core.permissions import AREA_LABEL, GRANTS, REASONED, Leaving, Role, is_reasoned, needed_to_take
from xuncha.core.permissions import Permission as P


@pytest.mark.parametrize(
    ("what", "asked", "needed"),
    [
        (Leaving.FORM, P.PAPER_READ, P.FORM_EXPORT),
        (Leaving.LEDGER, P.PAPER_READ, P.LEDGER_EXPORT),
        (Leaving.FORM, P.CLUE_READ, P.SEALED_FORM_EXPORT),
        (Leaving.LEDGER, P.PETITION_COUNT, P.SEALED_LEDGER_EXPORT),
    ],
)
def test_taking_away_is_a_right_of_its_own(what, asked, needed):
    assert needed_to_take(what, asked) is needed


def test_tables_of_people_need_a_reason_and_others_none():
    assert is_reasoned(Leaving.LEDGER, P.TALK_READ)
    assert not is_reasoned(Leaving.FORM, P.TALK_READ)
    assert not is_reasoned(Leaving.LEDGER, P.FINDING_READ)
    assert set(AREA_LABEL) >= REASONED


def test_inspectors_read_more_than_they_take_away():
    assert P.FINDING_READ in GRANTS[Role.INSPECTOR]
    assert not GRANTS[Role.INSPECTOR] & {P.LEDGER_EXPORT, P.SEALED_LEDGER_EXPORT}
    assert P.SEALED_LEDGER_EXPORT not in GRANTS[Role.DEPUTY_LEADER]
