"""The rules of material, visits and meetings, each with both outcomes."""

from dataclasses import replace
from datetime import date

from tests.gathering.test_rules import said
from xuncha.gathering.rules import materials as rules
from xuncha.gathering.rules.materials import ItemFacts
from xuncha.gathering.rules.visits import VisitFacts, reasons_against_visit
from xuncha.rounds.workflow import RoundState

DAY, LATER = date(2022, 5, 10), date(2022, 5, 11)
GOING = RoundState.IN_FIELD


def test_a_list_is_read_line_by_line():
    assert rules.wanted_of("1．会议记录\n\n 2、账簿 \n2020年合同") == ["会议记录", "账簿", "2020年合同"]


def test_a_list_names_documents_once():
    assert rules.reasons_against_list(["会议记录"], GOING) == []
    assert "一行一项" in said(rules.reasons_against_list([], GOING))
    assert "已经结束" in said(rules.reasons_against_list(["甲"], RoundState.CLOSED))
    found = [str(r.text.render(str)) for r in rules.reasons_against_list(["甲", "甲", "乙" * 201], GOING)]
    assert found == ["第 2 项和前面的重复。", "第 3 项超过 200 字。"]
    assert "最多" in said(rules.reasons_against_list([str(n) for n in range(81)], GOING))


def test_a_list_is_not_sent_in_the_future():
    assert rules.reasons_not_to_send(on=DAY, today=DAY) == []
    assert rules.reasons_not_to_send(on=LATER, today=DAY)


def test_the_unit_provides_or_says_why_not():
    assert rules.reasons_not_to_deliver(none=False, said="", files=1) == []
    assert rules.reasons_not_to_deliver(none=True, said="没有设过", files=0) == []
    assert "请说明" in said(rules.reasons_not_to_deliver(none=True, said=" ", files=0))
    assert "不要勾" in said(rules.reasons_not_to_deliver(none=True, said="没有", files=1))
    assert "请上传" in said(rules.reasons_not_to_deliver(none=False, said="", files=0))


def test_what_came_is_complete_or_says_what_is_missing():
    whole = ItemFacts(DAY, DAY, DAY, complete=True, missing="")
    assert rules.reasons_against_check(whole) == []
    assert rules.reasons_against_check(replace(whole, sent_on=None)) == []
    assert "晚于今天" in said(rules.reasons_against_check(replace(whole, on=LATER)))
    assert "不早于发出" in said(rules.reasons_against_check(replace(whole, sent_on=LATER)))
    assert "还缺什么" in said(rules.reasons_against_check(replace(whole, complete=False)))
    assert "不算齐全" in said(rules.reasons_against_check(replace(whole, missing="附件")))


def test_a_list_is_complete_with_its_last_item():
    assert rules.reasons_not_to_complete([]) == []
    assert len(rules.reasons_not_to_complete([2, 1])) == 2


def test_what_is_given_back_is_signed_for():
    assert rules.reasons_not_to_close(on=DAY, today=DAY, returned=True, signed_for="齐某") == []
    assert rules.reasons_not_to_close(on=DAY, today=DAY, returned=False, signed_for="") == []
    found = said(rules.reasons_not_to_close(on=LATER, today=DAY, returned=True, signed_for=" "))
    assert "晚于今天" in found
    assert "签收人" in found


def test_only_what_came_is_read():
    assert rules.reasons_against_review(came=True, on=DAY, today=DAY, noticed="账实相符") == []
    found = said(rules.reasons_against_review(came=False, on=LATER, today=DAY, noticed=""))
    assert all(word in found for word in ("还没收到", "晚于今天", "查阅情况"))


def test_a_visit_is_made_by_two_and_counts_something():
    facts = VisitFacts(DAY, DAY, {1: "甲", 2: "乙"}, {1, 2}, "看到", 12, "户", GOING)
    assert reasons_against_visit(facts) == []
    assert reasons_against_visit(replace(facts, quantity=None, unit="")) == []
    assert "至少两人" in said(reasons_against_visit(replace(facts, members={1: "甲"})))
    assert said(reasons_against_visit(replace(facts, team={1}))).startswith("乙现在不在本组")
    assert "数量和单位" in said(reasons_against_visit(replace(facts, unit=" ")))
    found = said(reasons_against_visit(replace(facts, on=LATER, seen=" ", round_state=RoundState.CLOSED)))
    assert all(word in found for word in ("已经结束", "晚于今天", "看到了什么"))
