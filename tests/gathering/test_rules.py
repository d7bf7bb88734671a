"""The rules of talks and outlines, each with both outcomes."""

from datetime import date

import pytest

from xuncha.gathering.rules import outline as lines
from xuncha.gathering.rules import talks as rules
from xuncha.gathering.rules.outline import Area, Question
from xuncha.gathering.rules.talks import Hands
from xuncha.rounds.workflow import RoundState

DAY = date(2022, 5, 10)
HANDS = Hands(actor=1, lead=1, recorder=2, also=frozenset({3}))
NAMES = {1: "甲", 2: "乙", 3: "丙", 4: "丁"}


def said(reasons) -> str:
    return "".join(str(reason.text) for reason in reasons)


def test_two_people_of_the_team_hold_a_talk():
    assert rules.reasons_against_hands(HANDS, NAMES, {1, 2, 3}) == []
    assert "不能是同一个人" in said(rules.reasons_against_hands(Hands(1, 1, 1), NAMES, {1}))
    assert said(rules.reasons_against_hands(HANDS, NAMES, {1, 2})).startswith("丙现在不在本组")


def test_a_talk_is_with_somebody_in_a_round_that_goes_on():
    assert rules.reasons_against_talk("祁某", RoundState.IN_FIELD) == []
    assert "姓名" in said(rules.reasons_against_talk(" ", RoundState.IN_FIELD))
    assert "已经结束" in said(rules.reasons_against_talk("祁某", RoundState.CLOSED))


def test_a_talk_is_registered_by_who_was_there_on_a_day_that_has_come():
    assert rules.reasons_not_to_hold(HANDS, on=DAY, today=DAY, place="谈话室") == []
    found = said(rules.reasons_not_to_hold(Hands(9, 1, 2), on=date(2022, 5, 11), today=DAY, place=""))
    assert all(word in found for word in ("参加谈话的人", "晚于今天", "地点"))


def test_who_may_change_a_plan():
    assert rules.reasons_not_to_arrange(HANDS, planned_by=9, leads=False) == []
    assert rules.reasons_not_to_arrange(Hands(9, 1, 2), planned_by=9, leads=False) == []
    assert rules.reasons_not_to_arrange(Hands(8, 1, 2), planned_by=9, leads=True) == []
    assert rules.reasons_not_to_arrange(Hands(8, 1, 2), planned_by=9, leads=False)


def test_a_record_is_handed_in_by_its_recorder_with_an_answer():
    assert rules.reasons_not_to_hand_in(Hands(2, 1, 2), answers=1, read_over="signed") == []
    found = said(rules.reasons_not_to_hand_in(HANDS, answers=0, read_over=""))
    assert all(word in found for word in ("由记录人", "没有一条回答", "核对签名"))


def test_nobody_confirms_what_they_wrote():
    assert rules.reasons_not_to_confirm(HANDS, 2) == []
    assert "写的人不能" in said(rules.reasons_not_to_confirm(HANDS, 1))
    assert "参加谈话的人" in said(rules.reasons_not_to_confirm(Hands(9, 1, 2), 2))


def test_a_reading_has_its_days_and_a_person_who_may():
    given = {"valid_from": DAY, "valid_to": DAY, "today": DAY}
    assert rules.reasons_against_reading(**given, may=True, named=False) == []
    assert "没有查阅" in said(rules.reasons_against_reading(**given, may=False, named=False))
    assert "已经可以" in said(rules.reasons_against_reading(**given, may=True, named=True))
    late = {"valid_from": date(2022, 5, 9), "valid_to": date(2022, 5, 8), "today": DAY}
    found = said(rules.reasons_against_reading(**late, may=True, named=False))
    assert "不早于今天" in found
    assert "不早于起日" in found


def test_an_outline_is_proposed_from_areas_and_survives_its_text():
    asked = lines.proposed([Area("财务管理", ("白条入账", "超标准接待", "私设小金库"))])
    assert [one.text for one in asked if "有没有" in one.text] == [
        "有没有这样的情况：白条入账？",
        "有没有这样的情况：超标准接待？",
    ]
    assert asked[0].area == lines.FIRST
    assert asked[-1].area == lines.LAST
    assert lines.from_text(lines.as_text(asked)) == asked
    assert lines.from_text("  问一句\n\n【 方面 】\n再问") == [Question("", "问一句"), Question("方面", "再问")]


@pytest.mark.parametrize(
    ("outline", "word"),
    [
        ([], "至少要有"),
        ([Question("", "问")] * 61, "最多 60"),
        ([Question("", "问" * 301)], "第 1 个问题超过 300"),
    ],
)
def test_an_outline_that_is_too_much(outline, word):
    assert word in "".join(reason.text.render(str) for reason in lines.reasons_against_outline(outline))


def test_an_outline_that_will_do():
    assert lines.reasons_against_outline([Question("", "问")]) == []
