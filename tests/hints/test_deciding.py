"""What must hold before a person decides, the office asks, the unit answers."""

from datetime import date

import pytest

from xuncha.hints.rules.deciding import reasons_against_answer, reasons_against_decision, reasons_not_to_ask

TODAY, LATER = date(2022, 5, 10), date(2022, 5, 17)


@pytest.mark.parametrize(("text", "allowed"), [("看过凭证。", True), ("  ", False), ("长" * 501, False)])
def test_a_decision_says_what_was_seen(text, allowed):
    assert (reasons_against_decision(text) == []) is allowed


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, ""),
        ({"dismissed": True}, "已经不成立"),
        ({"waiting": True}, "已经问过单位"),
        ({"due_on": TODAY}, "答复期限要在今天以后"),
        ({"text": ""}, "请写询问内容"),
        ({"text": "长" * 1001}, "不超过 1000 字"),
    ],
)
def test_what_is_asked_and_until_when(facts, words):
    known = {"text": "请说明。", "due_on": LATER, "dismissed": False, "waiting": False, **facts}
    told = [str(reason.text) for reason in reasons_not_to_ask(known.pop("text"), known.pop("due_on"), TODAY, **known)]
    assert [words in one for one in told] == ([True] if words else [])


@pytest.mark.parametrize(("text", "allowed"), [("已附台账。", True), ("", False), ("长" * 2001, False)])
def test_an_answer_says_something(text, allowed):
    assert (reasons_against_answer(text) == []) is allowed
