"""The record of a person: no database."""

from datetime import date

import pytest

from xuncha.dossier.rules import (
    attributes_at,
    check_character,
    reasons_against_identity,
    reasons_not_to_add_post,
    reasons_not_to_keep_dossier,
    reasons_not_to_note_training,
    reasons_not_to_relate,
)

TODAY = date(2022, 5, 10)
BORN = date(1985, 5, 10)
DIGITS = "51100219850510123"
NUMBER = DIGITS + check_character(DIGITS)
"""A number of nobody: its area code is made up with it."""


def identity(**change) -> list[str]:
    facts = {"number": NUMBER, "telephone": "13800001234", "born_on": BORN, "taken": False, **change}
    return [str(r.text) for r in reasons_against_identity(**facts)]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, ""),
        ({"number": "", "telephone": ""}, ""),
        ({"number": NUMBER[:-1]}, "18 位"),
        ({"number": DIGITS + ("0" if NUMBER[-1] != "0" else "1")}, "校验码不对"),
        ({"number": "51100219851310123" + check_character("51100219851310123")}, "出生日期不存在"),
        ({"born_on": date(1985, 5, 11)}, "不一致"),
        ({"taken": True}, "另一人名下"),
        ({"telephone": "12345"}, "11 位手机号"),
        ({"telephone": "0832-2020202"}, ""),
    ],
)
def test_an_identity_number_is_checked_and_never_repeated(change, told):
    reasons = identity(**change)
    assert len(reasons) == (1 if told else 0)
    assert all(told in sentence and NUMBER[6:] not in sentence for sentence in reasons)


def test_check_characters_of_the_standard():
    assert check_character("11010519491231002") == "X"  # the example of GB 11643
    assert check_character("44052418800101001") == "4"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({}, ""),
        ({"born_on": date(2015, 1, 1)}, "born_on"),
        ({"rank_since": date(2023, 1, 1)}, "rank_since"),
        ({"rank": ""}, "rank"),
        ({"away": (None, TODAY)}, "away_to"),
        ({"away": (TODAY, date(2022, 5, 9))}, "away_to"),
        ({"away": (TODAY, None)}, ""),
    ],
)
def test_the_dates_of_a_record(change, field):
    good = {"born_on": BORN, "rank": "正科", "rank_since": date(2021, 1, 1), "away": (None, None), "today": TODAY}
    assert reasons_not_to_keep_dossier(**{**good, "born_on": date(2020, 1, 1), "today": None}) == []
    assert [r.field for r in reasons_not_to_keep_dossier(**{**good, **change})] == ([field] if field else [])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({}, ""),
        ({"elsewhere": "别处"}, "organisation"),
        ({"known": False}, "organisation"),
        ({"since": date(2022, 6, 1)}, "since"),
        ({"since": date(1980, 1, 1)}, "since"),
        ({"until": date(2010, 1, 1)}, "until"),
        ({"until": date(2021, 1, 1)}, ""),
    ],
)
def test_a_line_of_a_resume(change, field):
    good = {"known": True, "elsewhere": "", "since": date(2015, 1, 1), "until": None, "born_on": BORN, "today": TODAY}
    assert [r.field for r in reasons_not_to_add_post(**{**good, **change})] == ([field] if field else [])


def test_training_and_relations():
    assert reasons_not_to_note_training(on=TODAY, today=TODAY) == []
    assert len(reasons_not_to_note_training(on=date(2022, 6, 1), today=TODAY)) == 1
    assert reasons_not_to_relate(same=False, already=False, same_office=True) == []
    assert len(reasons_not_to_relate(same=True, already=True, same_office=False)) == 3


def test_what_somebody_was_on_the_day_of_a_secondment():
    rules = {"young_age": 37, "promoted_years": 1}
    told = attributes_at(TODAY, born_on=BORN, rank_since=date(2021, 5, 11), **rules)
    assert (told.age, told.young, told.newly_promoted) == (37, True, True)
    later = attributes_at(date(2023, 5, 10), born_on=BORN, rank_since=date(2021, 5, 11), **rules)
    assert (later.young, later.newly_promoted) == (False, False)
    unknown = attributes_at(date(2020, 1, 1), born_on=None, rank_since=date(2021, 5, 11), **rules)
    assert (unknown.age, unknown.young, unknown.newly_promoted) == (None, None, None)
