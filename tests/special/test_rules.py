"""Rules of special reports: every sentence has its source, none judges, each step by the right person."""

from datetime import date

import pytest

from xuncha.special.rules import (
    Fact,
    cited_in,
    judging_words,
    reasons_not_of_kind,
    reasons_not_the_same,
    reasons_not_to_begin,
    reasons_not_to_hand_in,
    reasons_not_to_instruct,
    reasons_not_to_lay,
    reasons_not_to_open,
    reasons_not_to_write,
    reasons_of_four_eyes,
    reasons_without_words,
    sentences_of,
)

DAY, NEXT = date(2022, 5, 10), date(2022, 5, 11)
GOOD = Fact("2021年3月召开党组会〔1〕。会议没有记录。〔1、2〕", "given", "事后补了")


def told(reasons) -> str:
    return "\n".join(str(one.text) for one in reasons)


def test_sentences_with_their_marks_before_or_after_the_stop():
    found = sentences_of("召开会议[1]。\n没有记录！【1，2】 第三句")
    assert [(one.text, one.cited) for one in found] == [("召开会议。", (1,)), ("没有记录！", (1, 2)), ("第三句", ())]
    assert sentences_of(" 〔1〕。\n") == []
    assert cited_in(["甲。〔1〕", "乙。〔3〕"]) == {1, 3}


@pytest.mark.parametrize(
    "text",
    [
        "民主测评得分靠后",
        "综合评价为良好",
        "考核排名第三",
        "属于高风险",
        "性格强势",
        "涉嫌违规",
        "不排除知情",
        "定为较差",
        "打了85分",
    ],
)
def test_what_judges_is_seen(text):
    assert judging_words(text)


@pytest.mark.parametrize("text", ["会议开了20分钟", "收到3分公司报告", "签批合同三份", "主持召开党组会"])
def test_what_tells_is_not(text):
    assert judging_words(text) == []


def test_a_fact_is_told_sentence_by_sentence():
    assert reasons_not_to_write(GOOD, place=1, sources=2) == []
    bad = reasons_not_to_write(Fact("开了会。〔1〕没有记录。涉嫌违规。〔9〕"), place=2, sources=1)
    assert told(bad).splitlines() == [
        "第 2 段第 2 句没有注明依据：没有记录。",
        "第 2 段第 3 句引用的依据 9 不在依据表里。",
        "第 2 段第 3 句有评价或者推断的字样「涉嫌」，只写事实：涉嫌违规。",
    ]
    assert "请写明事实" in told(reasons_not_to_write(Fact(""), place=1, sources=0))


def test_an_explanation_and_whether_there_is_one_agree():
    assert "请写明本人的说明" in told(reasons_not_to_write(Fact("会。〔1〕", "given", " "), place=1, sources=1))
    assert "请选" in told(reasons_not_to_write(Fact("会。〔1〕", "declined", "说了"), place=1, sources=1))


def test_it_is_handed_in_whole():
    whole = {"principal": True, "sources": 2, "fallen": ()}
    assert reasons_not_to_hand_in([GOOD], **whole) == []
    assert "还没有写事实" in told(reasons_not_to_hand_in([], **whole))
    bare = Fact("会。〔1〕")
    missing = reasons_not_to_hand_in([GOOD, bare], **whole)
    assert told(missing) == "第 2 段没有记本人的说明；问过而没有说明的，也要记明。"
    assert missing[0].mend == "#fact-2"
    assert reasons_not_to_hand_in([bare], **{**whole, "principal": False}) == []
    assert told(reasons_not_to_hand_in([GOOD], **{**whole, "fallen": {2, 5}})) == "依据 2 已经失效，请换依据。"
    assert reasons_not_to_hand_in([GOOD], **{**whole, "sources": 1})[0].mend == "#fact-1"


def test_a_register_has_leader_writer_and_director_with_keys():
    assert reasons_not_to_open(team=2, office=1, keyless=(), already=False) == []
    bad = told(reasons_not_to_open(team=1, office=0, keyless=["乙", "甲"], already=True))
    for word in ("已经开通", "撰稿", "巡察办主任", "还没有设置保密口令"):
        assert word in bad


def test_a_matter_says_how_urgent_and_what_is_asked():
    good = {"about": "某事", "matter": True, "asked": "请求核查。", "urgency": "at_once"}
    assert reasons_not_to_begin(**good) == []
    assert reasons_not_to_begin(about="某人", matter=False, asked="", urgency="") == []
    assert len(reasons_not_to_begin(about=" ", matter=True, asked="", urgency="")) == 3
    assert "第 1 句有评价" in told(reasons_not_to_begin(**{**good, "asked": "此人涉嫌受贿"}))


def test_who_wrote_does_not_check_and_who_answered_does_not_accept():
    assert reasons_of_four_eyes(1, {2, 3}) == []
    assert reasons_of_four_eyes(2, {2, 3})
    assert reasons_not_the_same(1, 2) == []
    assert reasons_not_the_same(1, 1)


def test_steps_of_one_kind_alone():
    assert reasons_not_of_kind(wanted=None, kind="matter") == []
    assert reasons_not_of_kind(wanted="matter", kind="matter") == []
    assert reasons_not_of_kind(wanted="principal", kind="matter")


def test_laid_before_somebody_after_it_was_signed():
    good = {"before": "书记专题会议", "on": DAY, "signed_on": DAY, "today": DAY}
    assert reasons_not_to_lay(**good) == []
    assert "会议或者领导" in told(reasons_not_to_lay(**{**good, "before": ""}))
    for wrong in ({"on": NEXT}, {"signed_on": NEXT}):
        assert "呈送日期" in told(reasons_not_to_lay(**{**good, **wrong}))


def test_instructed_with_time_to_do_it():
    good = {"text": "核查", "leader": "书记", "on": DAY, "laid_on": DAY, "due_on": NEXT, "today": DAY}
    assert reasons_not_to_instruct(**good) == []
    assert len(reasons_not_to_instruct(**{**good, "text": "", "leader": "", "on": NEXT, "due_on": DAY})) == 4
    assert reasons_without_words("好") == []
