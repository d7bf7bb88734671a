"""The rules of letters without a database: each with both outcomes."""

from datetime import date

import pytest

from xuncha.supervision.rules.hints import PlanFacts, reasons_not_to_dismiss, still_dismissed, suggested_for
from xuncha.supervision.rules.kinds import CHAIN, KINDS, To, follow_ups, next_in_chain
from xuncha.supervision.rules.letters import (
    DraftFacts,
    is_overdue,
    reasons_not_to_answer,
    reasons_not_to_draft,
    reasons_not_to_issue,
    reasons_not_to_reissue,
    reasons_not_to_submit,
    reasons_not_to_write,
    situation_of,
)
from xuncha.supervision.workflow import LetterState as S

TODAY, DUE = date(2022, 7, 19), date(2022, 7, 1)
NOT_YET = "回复时限是 {}，还没有到；逾期或者回复不到位才续发。"


def draft(**other) -> DraftFacts:
    return DraftFacts(**{"kind": "supervision", "title": "督办", "text": "", "inspected": True, **other})


def said(reasons) -> list[str]:
    return [str(why.text) for why in reasons]


@pytest.mark.parametrize(
    ("other", "fields"),
    [
        ({}, []),
        ({"title": " "}, ["title"]),
        ({"title": "字" * 101, "text": "字" * 5001}, ["title", "text"]),
        ({"kind": "circular"}, ["kind"]),
        ({"kind": "chain_notice"}, []),
        ({"kind": "chain_guidance"}, ["kind"]),
        ({"inspected": False}, ["addressee"]),
        ({"kind": "assignment", "inspected": False, "others": 3}, []),
        ({"kind": "recommendation", "inspected": False}, []),
        ({"others": 2}, ["items"]),
        ({"elsewhere": 1}, ["items"]),
        ({"known_addressee": False}, ["addressee"]),
    ],
)
def test_what_may_be_drafted(other, fields):
    assert [why.field for why in reasons_not_to_draft(draft(**other))] == fields


def test_the_next_of_the_five_books_cannot_begin_a_matter_but_may_be_written():
    assert said(reasons_not_to_draft(draft(kind="chain_reminder"))) == [
        "“整改情况提醒书”是递进的下一步，在“阶段督查指导书”回复不到位或者逾期以后，从那一件上续发。"
    ]
    assert reasons_not_to_write(draft(kind="chain_reminder")) == []


def test_a_complete_letter_says_what_is_demanded_and_about_what():
    assert reasons_not_to_submit("请回复。", items=1, about_plan=False) == []
    assert reasons_not_to_submit("请回复。", items=0, about_plan=True) == []
    assert len(reasons_not_to_submit(" ", items=0, about_plan=False)) == 2


def test_nobody_issues_their_own():
    assert reasons_not_to_issue(own=False) == []
    assert said(reasons_not_to_issue(own=True)) == ["这是您送签的，要由另一个人签发。"]


def test_a_reply_says_something_with_not_too_many_files():
    assert reasons_not_to_answer("已办。", 10) == []
    assert [why.field for why in reasons_not_to_answer("", 11)] == ["reply", "proofs"]


@pytest.mark.parametrize(
    ("state", "due", "late"),
    [
        (S.ISSUED, DUE, True),
        (S.RECEIVED, TODAY, False),
        (S.RECEIVED, None, False),
        (S.ANSWERED, DUE, False),
    ],
)
def test_overdue_is_out_unanswered_and_past_its_date(state, due, late):
    assert is_overdue(state, due, TODAY) is late


@pytest.mark.parametrize(
    ("code", "chosen", "state", "due", "reasons"),
    [
        ("supervision", "supervision", S.ANSWERED, None, []),
        ("supervision", "re_rectification", S.RECEIVED, DUE, []),
        (
            "supervision",
            "supervision",
            S.ISSUED,
            TODAY,
            [NOT_YET.format("2022-07-19")],
        ),
        ("supervision", "supervision", S.ISSUED, None, [NOT_YET.format("—")]),
        ("chain_notice", "chain_guidance", S.ANSWERED, DUE, []),
        ("chain_notice", "chain_admonition", S.ANSWERED, DUE, ["这一件之后可以续发的是：阶段督查指导书。"]),
    ],
)
def test_what_is_issued_again_was_overdue_or_insufficient(code, chosen, state, due, reasons):
    assert said(reasons_not_to_reissue(code, chosen, state=state, due_on=due, today=TODAY)) == reasons


def test_the_five_books_follow_each_other():
    assert [next_in_chain(code) for code in CHAIN] == [*CHAIN[1:], ""]
    assert follow_ups(CHAIN[0]) == [CHAIN[1]]
    assert follow_ups(CHAIN[-1]) == [CHAIN[-1]]
    assert follow_ups("assignment") == ["assignment"]
    assert follow_ups("warning") == ["warning", "re_rectification"]


def test_every_kind_is_complete_and_its_number_tells_it_apart():
    assert len({kind.mark for kind in KINDS.values()}) == len(KINDS)
    for kind in KINDS.values():
        assert kind.opening.format(rounds="第一轮", n=2)
        assert kind.demand
        assert kind.to <= set(To)


def facts(**other) -> PlanFacts:
    values = {
        "today": TODAY, "ends_on": date(2022, 7, 10), "plan_due_on": date(2022, 6, 10), "plan_handed_in": True,
        "items": 10, "in_place": 7, "overdue": 0, "returned": 0, "lowest": 70,
    }  # fmt: skip
    return PlanFacts(**{**values, **other})


@pytest.mark.parametrize(
    ("other", "hints"),
    [
        ({}, []),
        ({"overdue": 2}, ["整改事项超期没有完成"]),
        ({"in_place": 6}, ["60.00%"]),
        ({"in_place": 6, "ends_on": TODAY}, []),
        ({"in_place": 6, "ends_on": None}, []),
        ({"returned": 1}, ["两次以上"]),
        ({"plan_handed_in": False}, ["已逾期 39 天"]),
        ({"plan_handed_in": False, "plan_due_on": None}, []),
        ({"plan_handed_in": False, "plan_due_on": TODAY}, []),
    ],
)
def test_what_is_suggested(other, hints):
    found = suggested_for(facts(**other))
    assert len(found) == len(hints)
    assert all(words in str(one.why) for words, one in zip(hints, found, strict=True))


def test_a_dismissed_suggestion_comes_back_when_more_rows_are_behind_it():
    assert still_dismissed(2, 2)
    assert not still_dismissed(3, 2)
    assert not still_dismissed(1, None)


def test_dismissing_takes_a_reason_and_a_suggestion():
    assert reasons_not_to_dismiss("已当面督促。", applies=True) == []
    assert [why.field for why in reasons_not_to_dismiss(" ", applies=True)] == ["reason"]
    assert said(reasons_not_to_dismiss("", applies=False)) == ["这条建议已经不成立，不用再处理。"]


def test_how_an_item_stands_in_a_letter():
    assert (
        situation_of("整改中", DUE, TODAY, overdue=True, returned=2)
        == "整改中；时限2022-07-01，已超期18日；销号退回2次"
    )
    assert situation_of("待定措施", None, TODAY, overdue=False, returned=0) == "待定措施"
    assert situation_of("整改中", TODAY, TODAY, overdue=False, returned=0) == "整改中；时限2022-07-19"
