"""When teams may be formed and what may be asked of one: both outcomes of every rule, without a database."""

from dataclasses import replace

import pytest

from xuncha.rounds.rules import FormingFacts, NeedsFacts, reasons_against_needs, reasons_not_to_form
from xuncha.rounds.workflow import RoundState

FORMING = FormingFacts(state=RoundState.DRAFT, teams=2, empty=1)
NEEDS = NeedsFacts(state=RoundState.DRAFT, size=6, deputies=1, experienced=2, skills={"audit": 1})


def told(reasons):
    return [str(one.text) for one in reasons]


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ({"state": RoundState.APPROVED}, "方案提交后不能组建"),
        ({"teams": 0, "empty": 0}, "还没有巡察组"),
        ({"empty": 0}, "各组都已有组员"),
        ({"working": True}, "还没有排完"),
        ({"gone": ("甲",)}, "指定的甲已不在人才库"),
    ],
)
def test_teams_are_formed_in_a_draft_with_empty_teams(fact, words):
    assert told(reasons_not_to_form(FORMING)) == []
    [why] = told(reasons_not_to_form(replace(FORMING, **fact)))
    assert words in why


@pytest.mark.parametrize(
    ("fact", "field", "words"),
    [
        ({"state": RoundState.SUBMITTED}, "", "方案提交后不能修改"),
        ({"deputies": 5}, "size", "还要有一名组长和一名联络员"),
        ({"experienced": 7}, "experienced", "不能多于本组人数 6"),
        ({"skills": {"audit": 7}}, "audit", "不能多于本组人数 6"),
        ({"pinned": 7}, "pinned", "指定了 7 人"),
        ({"pinned": 1, "both": ("甲",)}, "kept_out", "甲既指定进本组又指定不进本组"),
        ({"elsewhere": (("甲", "第2组"),)}, "pinned", "甲已指定进第2组"),
    ],
)
def test_a_team_asks_for_what_can_be(fact, field, words):
    assert reasons_against_needs(NEEDS) == []
    [why] = reasons_against_needs(replace(NEEDS, **fact))
    assert why.field == field
    assert words in str(why.text)
