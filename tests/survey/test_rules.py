"""What may be asked, which questions open, which groups are shown, when a questionnaire goes out. No database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.survey.rules.questionnaires import (
    FLOOR,
    SMALLEST,
    SendingFacts,
    reasons_not_to_answer,
    reasons_not_to_change,
    reasons_not_to_keep_pattern,
    reasons_not_to_send,
    smallest_group,
)
from xuncha.survey.rules.questions import (
    Kind,
    Question,
    SheetFacts,
    differing,
    in_order,
    moved,
    next_id,
    numbers_of,
    of_open,
    open_questions,
    reasons_against_questions,
    reasons_not_to_hand_in,
    reasons_not_to_key,
    stored_questions,
    understood,
    without,
)
from xuncha.survey.rules.tally import NO_GROUP, merged, tally

DAY = date(2022, 5, 10)
WHO = Question("q1", Kind.SINGLE, "岗位", ("领导", "中层", "职工"), group=True)
WORK = Question("q2", Kind.SINGLE, "作风", ("没有", "存在问题"))
WHICH = Question("q3", Kind.MULTIPLE, "哪方面", ("拖延", "吃喝"), after="q2", on=(1,))
WHERE = Question("q4", Kind.TEXT, "说说", required=False, after="q3", on=(0,))
ALL = [WHO, WORK, WHICH, WHERE]


def told(reasons) -> str:
    return "".join(why.text.render(str) for why in reasons)


def test_questions_are_kept_and_read_again():
    assert stored_questions([q.stored() for q in ALL]) == ALL
    assert numbers_of(ALL) == {"q1": "1", "q2": "2", "q3": "2-1", "q4": "2-1-1"}
    assert next_id(ALL) == "q5"
    assert next_id([]) == "q1"


def test_a_follow_up_opens_only_behind_its_option():
    assert [q.id for q in open_questions(ALL, {})] == ["q1", "q2"]
    assert [q.id for q in open_questions(ALL, {"q2": [0]})] == ["q1", "q2"]
    assert [q.id for q in open_questions(ALL, {"q2": [1], "q3": [0]})] == ["q1", "q2", "q3", "q4"]
    assert of_open(ALL, {"q2": [0], "q3": [0], "q4": "收回的"}) == {"q2": [0]}


def test_what_is_open_and_must_be_answered_is():
    assert {why.field for why in reasons_not_to_hand_in(ALL, {"q2": [1]})} == {"q1", "q3"}
    assert reasons_not_to_hand_in(ALL, {"q1": [0], "q2": [0]}) == []


def test_what_no_form_offers_is_passed_over():
    typed = {"q1": ["2", "0"], "q2": ["9"], "q3": ["1", "x", "0"], "q4": [" 字 "]}
    assert understood(ALL, lambda name: typed.get(name, [])) == {"q1": [0], "q3": [0, 1], "q4": "字"}


def test_questions_move_among_their_own_and_go_with_what_hangs_behind_them():
    assert [q.id for q in moved(ALL, "q2", -1)] == ["q2", "q3", "q4", "q1"]
    assert [q.id for q in moved(ALL, "q1", -1)] == ["q1", "q2", "q3", "q4"]
    assert [q.id for q in moved(ALL, "q1", 1)] == ["q2", "q3", "q4", "q1"]
    assert without(ALL, "q2") == [WHO]
    assert in_order([WHERE, WHICH, WORK, WHO]) == [WORK, WHICH, WHERE, WHO]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (Question("q9", Kind.SINGLE, " ", ("甲", "乙")), "请写题目"),
        (Question("q9", Kind.SINGLE, "问", ("甲",)), "2 到 20 个选项"),
        (Question("q9", Kind.SINGLE, "问", ("甲", "甲")), "不能重复"),
        (Question("q9", Kind.SINGLE, "问", ("甲", "乙" * 61)), "不超过 60"),
        (Question("q9", Kind.TEXT, "问", ("甲", "乙")), "没有选项"),
        (Question("q9", Kind.MULTIPLE, "问", ("甲", "乙"), group=True), "单选题"),
        (Question("q9", Kind.SINGLE, "问", ("甲", "乙"), group=True), "只能按一道题"),
        (Question("q9", Kind.TEXT, "问", after="q2"), "选项后面"),
        (Question("q9", Kind.TEXT, "问", after="q4", on=(0,)), "选项后面"),
        (Question("q9", Kind.TEXT, "问", after="q8", on=(0,)), "选项后面"),
        (Question("q9", Kind.TEXT, "问", after="q2", on=(2,)), "已删去的选项"),
    ],
)
def test_a_question_that_cannot_be_asked_is_told(question, sentence):
    assert reasons_against_questions(ALL) == []
    assert sentence in told(reasons_against_questions([*ALL, question]))


def test_there_are_not_too_many_questions():
    many = [Question(f"q{n}", Kind.TEXT, "问") for n in range(61)]
    assert "最多 60 题" in told(reasons_against_questions(many))
    assert reasons_against_questions(many[1:]) == []


SENDING = {
    "questions": ALL,
    "opens_on": DAY,
    "closes_on": DAY,
    "today": DAY,
    "authority_to": DAY,
    "round_over": False,
}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"questions": []}, "至少要有一道题"),
        ({"round_over": True}, "已经结束"),
        ({"opens_on": DAY + timedelta(days=1)}, "不早于开始"),
        ({"today": DAY + timedelta(days=1)}, "不早于今天"),
        ({"authority_to": DAY - timedelta(days=1)}, "授权截止日"),
    ],
)
def test_it_goes_out_with_questions_on_days_to_come(change, sentence):
    assert reasons_not_to_send(SendingFacts(**SENDING)) == []
    assert reasons_not_to_send(SendingFacts(**{**SENDING, "authority_to": None})) == []
    assert sentence in told(reasons_not_to_send(SendingFacts(**{**SENDING, **change})))


def test_answers_come_from_the_first_day_to_the_last():
    days = {"opens_on": DAY, "closes_on": DAY + timedelta(days=1)}
    for shift, counted, sentence in [(-1, False, "还没有开始"), (2, False, "截止"), (0, True, "截止")]:
        reasons = reasons_not_to_answer(**days, counted=counted, today=DAY + timedelta(days=shift))
        assert sentence in told(reasons)
    assert reasons_not_to_answer(**days, counted=False, today=DAY) == []
    assert reasons_not_to_answer(**days, counted=False, today=days["closes_on"]) == []


def test_what_went_out_stands_and_patterns_follow_each_other():
    assert reasons_not_to_change(drafted=True) == []
    assert "另出一版" in told(reasons_not_to_change(drafted=False))
    assert reasons_not_to_keep_pattern(questions=ALL, valid_from=DAY, latest=None) == []
    assert "晚于上一版" in told(reasons_not_to_keep_pattern(questions=ALL, valid_from=DAY, latest=DAY))
    assert "没有题目" in told(reasons_not_to_keep_pattern(questions=[], valid_from=DAY, latest=None))


def test_a_sheet_is_keyed_once_with_something_on_it():
    assert reasons_not_to_key(SheetFacts(ALL, {"q1": [0]})) == []
    assert "已经录入" in told(reasons_not_to_key(SheetFacts(ALL, {"q1": [0]}, taken=True)))
    assert "一题也没有答" in told(reasons_not_to_key(SheetFacts(ALL)))
    assert "没有在收答卷" in told(reasons_not_to_key(SheetFacts(ALL, {"q1": [0]}, out=False)))
    assert [why.field for why in differing(ALL, {"q1": [0]}, {"q1": [1], "q2": [0]})] == ["q1", "q2"]


def test_a_figure_rests_on_as_many_answers_as_the_office_says_but_never_on_two():
    assert [smallest_group(n) for n in (None, 1, 8)] == [SMALLEST, FLOOR, 8]


# What is shown of groups


@pytest.mark.parametrize(
    ("bases", "hidden"),
    [
        ({0: 10, 1: 8}, set()),
        ({0: 10, 1: 3}, {0, 1}),
        ({0: 20, 1: 10, 2: 3}, {1, 2}),  # one alone could be worked out by subtraction
        ({0: 20, 1: 2, 2: 3}, {1, 2}),
        ({0: 20, 1: 6, 2: 1, 3: 2}, {1, 2, 3}),  # two together are still too few
        ({0: 20, 1: 0, 2: 3}, {0, 2}),
    ],
)
def test_small_groups_hide_behind_others(bases, hidden):
    assert merged(bases, 5) == hidden


@given(st.dictionaries(st.integers(0, 8), st.integers(0, 40), max_size=9), st.integers(3, 12))
def test_no_few_people_can_be_worked_out_from_what_is_shown(bases, smallest):
    hidden = merged(bases, smallest)
    shown = {group for group, base in bases.items() if base} - hidden
    assert all(bases[group] >= smallest for group in shown)
    if hidden and shown:  # what subtraction leaves over: the hidden ones together
        assert len(hidden) > 1
        assert sum(bases[group] for group in hidden) >= smallest


def people(group: int | None, n: int, **more):
    given = {} if group is None else {"q1": [group]}
    return [{**given, "q2": [0], **more} for _ in range(n)]


def test_figures_are_shown_for_enough_answers_alone():
    few = tally(ALL, people(0, 4), 5)
    assert [one.whole for one in few] == [None] * 4
    answers = [*people(0, 6), *people(1, 3), *people(2, 7, q2=[1], q3=[0, 1], q4="要送礼")]
    who, work, which, where = tally(ALL, answers, 5)
    assert who.whole.counts == (6, 3, 7)
    assert who.rows == ()
    assert work.whole.counts == (9, 7)
    assert work.whole.share(0) == pytest.approx(56.25)
    assert [(row.groups, row.base, row.counts) for row in work.rows] == [((2,), 7, (0, 7)), ((0, 1), 9, (9, 0))]
    assert which.whole.counts == (7, 7)
    assert [(row.groups, row.base) for row in which.rows] == [((2,), 7)]
    assert where.texts == ("要送礼",) * 7


def test_who_did_not_say_their_group_is_a_group():
    _, work, *_ = tally(ALL, [*people(0, 6), *people(None, 6)], 5)
    assert [row.groups for row in work.rows] == [(0,), (NO_GROUP,)]


def test_nothing_is_told_apart_where_every_group_is_hidden_or_none_is_asked():
    _, work, *_ = tally(ALL, [*people(0, 6), *people(1, 2)], 5)
    assert work.rows == ()
    assert tally([WORK], people(0, 6), 5)[0].rows == ()


def test_texts_stand_in_no_order_of_their_coming():
    texts = [f"第{n}个人写的" for n in range(12)]
    question = Question("q1", Kind.TEXT, "说说")
    one = tally([question], [{"q1": text} for text in texts], 5)[0].texts
    other = tally([question], [{"q1": text} for text in reversed(texts)], 5)[0].texts
    assert one == other
    assert sorted(one) == sorted(texts)
    assert list(one) != texts
