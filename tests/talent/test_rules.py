"""What a person of the pools and a tie must be: no database."""

from datetime import date

import pytest

from xuncha.talent.rules import reasons_not_to_declare, reasons_not_to_keep, reasons_not_to_link

TODAY = date(2022, 5, 10)
GOOD = {"code_taken": False, "skills": ["审计"], "entered_on": TODAY, "left_on": None}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({}, ""),
        ({"code_taken": True}, "code"),
        ({"skills": [f"专长{n}" for n in range(21)]}, "skills"),
        ({"skills": ["一项写得过于长了的专长说明"]}, "skills"),
        ({"left_on": date(2022, 5, 9)}, "left_on"),
        ({"left_on": TODAY}, ""),
        ({"entered_on": None, "left_on": TODAY}, ""),
    ],
)
def test_a_person_is_kept_with_one_code_few_skills_and_dates_in_order(change, field):
    assert [r.field for r in reasons_not_to_keep(**{**GOOD, **change})] == ([field] if field else [])


@pytest.mark.parametrize(
    ("already", "former", "until", "fields"),
    [
        (False, False, None, []),
        (False, True, date(2020, 1, 1), []),
        (False, True, TODAY, []),
        (True, False, None, ["organisation"]),
        (False, False, date(2020, 1, 1), ["until"]),
        (False, True, date(2022, 5, 11), ["until"]),
    ],
)
def test_a_tie_is_declared_once_and_only_a_former_post_has_an_end(already, former, until, fields):
    reasons = reasons_not_to_declare(already=already, former=former, until=until, today=TODAY)
    assert [r.field for r in reasons] == fields


@pytest.mark.parametrize(
    ("other_account", "other_person", "active", "refusals"),
    [
        (False, "", True, 0),
        (True, "", True, 1),
        (False, "何某", True, 1),
        (False, "", False, 1),
        (True, "何某", False, 3),
    ],
)
def test_one_account_for_one_person(other_account, other_person, active, refusals):
    reasons = reasons_not_to_link(other_account=other_account, other_person=other_person, active=active)
    assert len(reasons) == refusals
