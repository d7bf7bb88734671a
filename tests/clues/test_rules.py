"""The rules of clues, without a database."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, product

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from xuncha.clues.rules import (
    SMALL,
    FilingFacts,
    Named,
    ResultFacts,
    persons_in,
    reasons_not_to_conclude,
    reasons_not_to_decide,
    reasons_not_to_file,
    reasons_not_to_judge,
    reasons_not_to_open,
    reasons_not_to_pack,
    reasons_not_to_receive,
    reasons_of_four_eyes,
    reasons_without_words,
    told,
)

DAY = date(2022, 5, 10)
LATER = DAY + timedelta(days=1)


def fields(reasons) -> list[str]:
    return [one.field for one in reasons]


def test_persons_stand_one_on_a_line():
    assert persons_in("高某某，局长，正科级\n\n 李某 \t会计") == [
        Named("高某某", "局长", "正科级"),
        Named("李某", "会计"),
    ]
    assert persons_in("  ") == []


def test_a_register_has_the_leader_somebody_else_and_the_office():
    assert reasons_not_to_open(team=2, office=1, keyless=(), already=False) == []
    found = reasons_not_to_open(team=1, office=0, keyless=["某人"], already=True)
    assert fields(found) == ["", "keepers", "keepers", "keepers"]


def test_two_people_receive():
    assert reasons_not_to_receive(chosen=2, keyless=(), already=False) == []
    assert len(reasons_not_to_receive(chosen=1, keyless=["某人"], already=True)) == 3


def filing(**changed) -> FilingFacts:
    usual = {"persons": [Named("高某某")], "facts": "收礼", "open": True, "kind_valid": True, "found": None}
    return FilingFacts(**{**usual, **changed})


def test_a_clue_names_somebody_and_says_something():
    assert reasons_not_to_file(filing()) == []
    assert reasons_not_to_file(filing(found=True)) == []
    found = reasons_not_to_file(filing(persons=[], facts=" ", open=False, kind_valid=False, found=False))
    assert fields(found) == ["", "persons", "facts", "kind", "source_no"]


def test_a_line_without_name_or_too_long_is_told_with_its_number():
    found = reasons_not_to_file(filing(persons=[Named("高某某"), Named("", "局长"), Named("高", "长" * 81)]))
    assert [str(one.text) for one in found] == [
        "第 2 行没有姓名；不知道姓名的写“不详”。",
        "第 3 行太长，请按“姓名，职务，职级”分开写。",
    ]


def test_a_judgement_has_a_day_people_and_an_opinion():
    assert reasons_not_to_judge(on=DAY, today=DAY, attended="全体", opinion="好") == []
    assert fields(reasons_not_to_judge(on=LATER, today=DAY, attended="", opinion="")) == ["on", "attended", "opinion"]


def test_words_are_words():
    assert reasons_without_words("好") == []
    assert fields(reasons_without_words(" ")) == ["text"]


@pytest.mark.parametrize(("actor", "refused"), [(1, True), (2, True), (3, False)])
def test_four_eyes(actor, refused):
    assert bool(reasons_of_four_eyes(actor, 1, None, 2)) is refused


def test_a_meeting_decides_after_the_team_has_judged():
    assert reasons_not_to_decide(on=DAY, judged_on=DAY, today=DAY, meeting="专题会") == []
    assert fields(reasons_not_to_decide(on=LATER, judged_on=DAY, today=DAY, meeting="")) == ["meeting", "on"]
    assert fields(reasons_not_to_decide(on=DAY, judged_on=LATER, today=DAY, meeting="会")) == ["on"]


def test_only_what_was_decided_goes_to_a_body_that_receives():
    fits = {"waiting": 1, "received": True, "on": DAY, "decided_on": DAY, "today": DAY}
    assert reasons_not_to_pack(**fits) == []
    assert fields(reasons_not_to_pack(**{**fits, "waiting": 0, "received": False, "decided_on": None})) == [
        "body",
        "body",
    ]
    assert fields(reasons_not_to_pack(**{**fits, "on": LATER})) == ["on"]
    assert fields(reasons_not_to_pack(**{**fits, "decided_on": LATER})) == ["on"]


def result(**changed) -> ResultFacts:
    usual = {
        "filed": True,
        "unfounded": False,
        "cases": 1,
        "persons_filed": 2,
        "forms": (0, 1, 0, 1),
        "transferred": 1,
    }
    return ResultFacts(**{**usual, **changed})


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        (result(), []),
        (result(filed=False, cases=0, persons_filed=0), []),
        (result(filed=False, unfounded=True, cases=0, persons_filed=0, forms=(0, 0, 0, 0), transferred=0), []),
        (result(cases=0), ["cases"]),
        (result(filed=False), ["cases"]),
        (result(cases=3), ["persons_filed"]),
        (result(filed=False, unfounded=True, cases=0, persons_filed=0), ["form_1"]),
        (result(transferred=2), ["transferred"]),
    ],
)
def test_cases_and_persons_do_not_contradict_the_result(facts, wrong):
    assert fields(reasons_not_to_conclude(facts)) == wrong


CODES = ("clues", "discipline", "organisation", "declined", "received", "accepted", "concluded")


def counts(*numbers: int) -> dict[str, int]:
    return dict(zip(CODES, numbers, strict=True))


def test_small_numbers_are_told_to_those_who_decide():
    numbers = counts(20, 14, 6, 0, 12, 5, 4)
    assert told(numbers, exact=True) == numbers
    assert told(numbers, exact=False) == {**numbers, "concluded": None}
    assert told(counts(0, 0, 0, 0, 0, 0, 0), exact=False) == counts(0, 0, 0, 0, 0, 0, 0)
    few = told(counts(4, 4, 4, 0, 8, 8, 8), exact=False)  # eight at their bodies: four clues at least
    assert set(few.values()) == {None}


def possible(numbers: dict[str, int]) -> bool:
    """Whether a round could have these numbers, as whoever knows the trade can tell."""
    at_bodies = numbers["discipline"] + numbers["organisation"]
    return (
        max(numbers["discipline"], numbers["organisation"]) <= numbers["clues"] <= at_bodies + numbers["declined"]
        and at_bodies >= numbers["received"] >= numbers["accepted"] >= numbers["concluded"]
    )


def others_like(numbers: dict[str, int], hidden: list[str]) -> Iterator[dict[str, int]]:
    """Rounds in which all is alike and small, then such as differ in up to three of what is withheld."""
    yield from (counts(*[count] * len(CODES)) for count in range(1, SMALL))
    for others in product(range(12), repeat=min(len(hidden), 3)):
        for chosen in combinations(hidden, len(others)):
            yield {**numbers, **dict(zip(chosen, others, strict=True))}


@given(st.tuples(*[st.integers(0, 12)] * len(CODES)).map(lambda numbers: counts(*numbers)).filter(possible))
@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow], max_examples=60)
@example(counts(14, 10, 4, 0, 14, 0, 0))  # all of them received: what ten are not are four
@example(counts(9, 5, 0, 4, 5, 5, 5))  # every clue went somewhere: what five are not came back
@example(counts(4, 4, 4, 0, 8, 0, 0))
def test_no_small_number_of_a_round_is_worked_out(numbers):
    """For each that is withheld there is another round that looks the same and has another number there."""
    seen = told(numbers, exact=False)
    hidden = [code for code in CODES if seen[code] is None]
    open_ones = {code for code in hidden if 0 < numbers[code] < SMALL}
    for other in others_like(numbers, hidden):
        if possible(other) and told(other, exact=False) == seen:
            open_ones -= {code for code in open_ones if other[code] != numbers[code]}
        if not open_ones:
            return
    assert open_ones == set()
