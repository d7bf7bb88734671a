"""Schemes score as people do by hand; order never matters, a veto always wins, and what is missing is said."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.core.scoring import (
    Band,
    Choice,
    Effect,
    Given,
    Group,
    Indicator,
    Item,
    Mark,
    Method,
    Scheme,
    Share,
    Veto,
    faults,
    reasons_not_to_mark,
    score,
)

D = Decimal
BANDS = (Band("good", "好", D(90)), Band("fair", "较好", D(80)), Band("plain", "一般", D(60)), Band("poor", "差", D(0)))
CHOICES = (Choice("a", "满意", D(100)), Choice("b", "基本满意", D(60)), Choice("c", "不满意", D(0)))
GROUPS = (Group("staff", "干部职工", D(60)), Group("users", "服务对象", D(40)))
LEAD = Indicator(
    "lead", "组织领导", D(15), Method.DEDUCT, (Item("late", "开会晚", D(3)), Item("none", "没开会", D(15)))
)
DUTY = Indicator("duty", "责任落实", D(15), Method.DEDUCT)
DONE = Indicator("done", "任务完成", D(60), Method.RATE)
VOTE = Indicator("vote", "群众评议", D(10), Method.VOTE)
NEW = Indicator("new", "创新", D(5), Method.ADD)
WORSE = Indicator("worse", "反弹", D(8), Method.TAKE)
FALSE = Veto("false", "报完成、核查未完成", 5, Effect.ZERO)
ACCIDENT = Veto("accident", "责任事故", 1, Effect.LOWEST)
SCHEME = Scheme((LEAD, DUTY, DONE, VOTE, NEW, WORSE), BANDS, GROUPS, CHOICES, (FALSE, ACCIDENT))
BALLOTS = {"vote": {"staff": {"a": 6, "b": 3, "c": 1}, "users": {"a": 2, "b": 3, "c": 0}}}
WHOLE = Given(
    marks=(
        Mark("lead", D(1), "late"),
        Mark("lead", D("0.5"), "late"),
        Mark("duty", D(2)),
        Mark("new", D(3)),
        Mark("worse", D("1.25")),
    ),
    shares={"done": Share(23, 24)},
    ballots=BALLOTS,
    asked={"staff": 12},
)


def value(sheet, code):
    return next(line.value for line in sheet.lines if line.indicator.code == code)


def test_a_sheet_computed_by_hand():
    # 15 − 1.5; 15 − 2; 60 × 23/24; 10 × (60 % × (6 + 3 × 0.6)/10 + 40 % × (2 + 3 × 0.6)/5) = 10 × (0.468 + 0.304)
    sheet = score(SCHEME, WHOLE)
    assert [line.value for line in sheet.lines] == [D("13.50"), D("13.00"), D("57.50"), D("7.72"), D("3.00"), D("1.25")]
    assert sheet.total == D("93.47")
    assert sheet.band.code == "good"
    assert sheet.missing == sheet.vetoed == ()


def test_every_step_is_written_out():
    lines = {line.indicator.code: [str(step) for step in line.working] for line in score(SCHEME, WHOLE).lines}
    assert lines["lead"] == ["开会晚 1.5 分", "15 − 1.5 = 13.5"]
    assert lines["done"] == ["60 × 23 ÷ 24 = 57.50"]
    assert "干部职工：10 票，平均 78.00%，权重 60.00%" in lines["vote"]
    assert "干部职工应到 12 票，2 票未投" in lines["vote"]
    assert lines["vote"][-1] == "10 × 77.20% = 7.72"
    assert lines["new"][-1] == "合计 3 分，最多 5 分"


def test_votes_not_cast_are_shown_by_what_they_could_have_moved():
    line = next(line for line in score(SCHEME, WHOLE).lines if line.indicator is VOTE)
    assert (line.least, line.value, line.most) == (D("6.94"), D("7.72"), D("7.94"))  # 60 % of (7.8 + 0 or 2)/12


def test_a_group_short_of_ballots_does_not_count_and_its_weight_is_shared():
    few = {"vote": {"staff": {"a": 6, "c": 4}, "users": {"a": 4}}}
    line = next(line for line in score(SCHEME, Given(ballots=few)).lines if line.indicator is VOTE)
    assert line.value == D("6.00")
    assert "服务对象只有 4 票，不足 5 票，不计入" in [str(step) for step in line.working]


def test_what_is_not_known_yet_gives_no_grade():
    sheet = score(SCHEME, Given(ballots={"vote": {"staff": {"a": 4}}}))
    assert sheet.band is None
    assert [str(text) for text in sheet.missing] == ["「任务完成」还没有结果", "「群众评议」还没有结果"]
    assert [value(sheet, code) for code in ("done", "vote")] == [None, None]


def test_where_nothing_was_due_nothing_is_lost():
    assert value(score(SCHEME, Given(shares={"done": Share(0, 0)})), "done") == D("60.00")


def test_a_group_far_from_the_others_is_told_with_the_value_without_it():
    far = {"vote": {"staff": {"a": 10}, "users": {"c": 10}}}
    working = [str(step) for step in score(SCHEME, Given(ballots=far)).lines[3].working]
    assert "服务对象与其他评议主体相差 100.00 个百分点；不计这一组为 10.00（仅供参考）" in working
    near = {"vote": {"staff": {"a": 10}, "users": {"a": 8, "b": 2}}}
    assert not [step for step in score(SCHEME, Given(ballots=near)).lines[3].working if "相差" in str(step)]


def test_what_is_lost_beyond_the_maximum_is_said():
    line = score(SCHEME, Given(marks=(Mark("duty", D(40)),))).lines[1]
    assert [str(step) for step in line.working] == ["责任落实 40 分", "共扣 40 分，扣完 15 分为止", "15 − 15 = 0"]


def test_points_stop_at_the_maximum_and_at_nothing():
    marks = (Mark("duty", D(40)), Mark("new", D(40)), Mark("worse", D(40)))
    sheet = score(SCHEME, Given(marks=marks))
    assert [value(sheet, code) for code in ("duty", "new", "worse")] == [D("0.00"), D("5.00"), D("8.00")]
    assert score(Scheme((WORSE,), BANDS, full=D(0)), Given(marks=marks)).total == 0


@pytest.mark.parametrize(("n", "total", "grade"), [(4, D("93.47"), "good"), (5, D(0), "poor"), (9, D(0), "poor")])
def test_five_false_reports_make_nothing_of_all(n, total, grade):
    sheet = score(SCHEME, Given(WHOLE.marks, WHOLE.shares, BALLOTS, {}, {"false": n}))
    assert (sheet.total, sheet.band.code) == (total, grade)


def test_a_veto_may_leave_the_total_and_take_the_grade():
    sheet = score(SCHEME, Given(WHOLE.marks, WHOLE.shares, BALLOTS, {}, {"accident": 1}))
    assert (sheet.total, sheet.band.code) == (D("93.47"), "poor")
    assert [str(text) for text in sheet.vetoed] == ["责任事故：1 件，达到 1 件"]


@pytest.mark.parametrize(
    ("share", "expected"),
    [(Share(1, 8), "0.13"), (Share(1, 3), "0.33"), (Share(2, 3), "0.67"), (Share(1, 200), "0.01")],
)
def test_halves_go_up(share, expected):
    one = Indicator("one", "一项", D(1), Method.RATE)
    assert value(score(Scheme((one,), BANDS, full=D(1)), Given(shares={"one": share})), "one") == D(expected)


counts = st.fixed_dictionaries({choice.code: st.integers(0, 30) for choice in CHOICES})
marks = st.lists(
    st.builds(Mark, st.sampled_from(["duty", "new", "worse"]), st.decimals("0.1", 9, places=1)), max_size=6
)


@given(marks, counts, counts, st.integers(0, 9), st.randoms())
def test_order_never_matters_sums_hold_and_a_veto_always_wins(given_marks, staff, users, false, random):
    ballots = {"vote": {"staff": staff, "users": users}}
    whole = Given(tuple(given_marks), {"done": Share(3, 7)}, ballots, {"staff": 95, "users": 95}, {"false": false})
    shuffled = random.sample(given_marks, len(given_marks))
    turned = {"vote": {name: dict(reversed(votes.items())) for name, votes in reversed(ballots["vote"].items())}}
    sheet = score(SCHEME, whole)
    again = score(SCHEME, Given(tuple(shuffled), whole.shares, turned, whole.asked, whole.cases))
    assert [line.value for line in sheet.lines] == [line.value for line in again.lines]
    assert (sheet.total, sheet.band) == (again.total, again.band)
    signed = [(-1 if line.indicator is WORSE else 1) * (line.value or 0) for line in sheet.lines]
    assert sheet.total == (0 if false >= 5 else max(sum(signed), 0))
    if false >= 5:
        assert sheet.band is BANDS[-1]
    for line in sheet.lines:
        assert line.value is None or 0 <= line.value <= line.indicator.maximum
        if line.indicator is VOTE and line.value is not None:
            assert line.least <= line.value <= line.most


def test_shares_of_weight_follow_the_groups_that_count():
    three = (Group("a", "甲", D(20)), Group("b", "乙", D(30)), Group("c", "丙", D(50)))
    scheme = Scheme((Indicator("vote", "评议", D(100), Method.VOTE),), BANDS, three, CHOICES)
    votes = {"vote": {"a": {"a": 5}, "b": {"c": 5}}}
    assert score(scheme, Given(ballots=votes)).total == D(str(float(Fraction(20, 50) * 100)))


def test_the_scheme_has_no_fault():
    assert faults(SCHEME) == []


def one(method, maximum=100, **more):
    """A scheme of a single indicator beside what the case is about."""
    items = more.pop("items", ())
    return Scheme(
        (Indicator("x", "甲", D(maximum), method, items), *more.pop("beside", ())), more.pop("bands", BANDS), **more
    )


NIL = Indicator("y", "乙", D(0), Method.ADD)
FEW = (Group("g", "领导", D(100), 3),)
FREE = (Group("g", "领导", D(100)), Group("h", "群众", D(0)))
TWICE = Indicator("x2", "丙", D(5), Method.ADD, (Item("i", "一", D(1)), Item("i", "二", D(1))))
NEVER = (Veto("v", "弄虚作假", 0, Effect.ZERO),)


@pytest.mark.parametrize(
    ("scheme", "sentence"),
    [
        (one(Method.RATE, 75), "基本指标满分合计 75 分，应为 100 分。"),
        (one(Method.RATE, beside=(NEW, NEW)), "代码重复：new"),
        (one(Method.RATE, beside=(NIL,)), "「乙」的满分要大于 0。"),
        (one(Method.RATE, items=LEAD.items), "「甲」按比例或者投票计分，没有加减分项。"),
        (one(Method.VOTE, groups=GROUPS[:1], choices=CHOICES), "各评议主体的权重合计应为 100%。"),
        (one(Method.VOTE, groups=FEW, choices=CHOICES), "「领导」至少要 5 票才计入，否则看得出个人怎么投的。"),
        (one(Method.VOTE, groups=FREE, choices=CHOICES), "「群众」的权重要大于 0。"),
        (one(Method.RATE, places=5), "小数保留 0 到 4 位。"),
        (one(Method.RATE, beside=(TWICE,)), "代码重复：i"),
        (one(Method.VOTE, groups=GROUPS), "评议选项要有，每项折合 0% 到 100%。"),
        (one(Method.RATE, bands=BANDS[:2]), "等次从高到低排列，分数线依次降低，最低一等从 0 分起。"),
        (one(Method.RATE, vetoes=NEVER), "「弄虚作假」至少要有 1 件才否决。"),
    ],
)
def test_what_cannot_be_a_scheme(scheme, sentence):
    assert sentence in [str(fault.text) for fault in faults(scheme)]


@pytest.mark.parametrize(
    ("mark", "sentence"),
    [
        (Mark("lead", D("1.5"), "late"), None),
        (Mark("duty", D(13)), None),
        (Mark("lead", D("1.6"), "late"), "「开会晚」最多 3 分，已有 1.5 分。"),
        (Mark("duty", D(14)), "「责任落实」最多 15 分，已有 2 分。"),
        (Mark("lead", D(1)), "请选这项指标的一个加减分项。"),
        (Mark("duty", D(1), "late"), "请选这项指标的一个加减分项。"),
        (Mark("duty", D(0)), "分值要大于 0。"),
        (Mark("done", D(1)), "这项指标不逐项加减分。"),
        (Mark("no", D(1)), "这项指标不逐项加减分。"),
    ],
)
def test_points_that_cannot_be_given(mark, sentence):
    reasons = reasons_not_to_mark(SCHEME, WHOLE.marks, mark)
    assert [str(one.text) for one in reasons] == ([sentence] if sentence else [])
