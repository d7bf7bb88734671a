"""The rules by themselves, with both outcomes; no database."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.core.deadlines import Level
from xuncha.rectification.rules.asking import reasons_not_to_decide
from xuncha.rectification.rules.doing import MeasureFacts, reasons_not_to_touch
from xuncha.rectification.rules.gate import (
    CloseFacts,
    PieceFacts,
    conditions,
    reasons_not_to_close,
    reasons_not_to_find_basically_done,
)
from xuncha.rectification.rules.lights import light_of, steps_reached
from xuncha.rectification.rules.plans import ItemFacts, MeasureDraft, PlanFacts, hints_about, is_vague
from xuncha.rectification.rules.plans import reasons_not_to_submit as plan_gaps
from xuncha.rectification.rules.reports import contradictions
from xuncha.rectification.rules.shortfalls import (
    MoneyFacts,
    reasons_not_to_explain,
    reasons_not_to_judge_shortfall,
)
from xuncha.rectification.workflow import RESULT_LABEL, STANDING, SUPPLIED, WORKED_ON, ItemState, Result, result_of

DAY = date(2022, 7, 10)
OPEN_GATE = CloseFacts(
    measures=[MeasureFacts(1, done=True, evidence=2)],
    pieces=[PieceFacts("凭证", "original"), PieceFacts("照片", "accepted")],
    money=MoneyFacts(Decimal(100), Decimal(100)),
    unit_meeting_on=DAY,
    similar="清查 3 处",
    asked_by_reviewer=False,
)


def test_an_open_gate_has_every_condition_met_and_no_reason():
    assert [c.met for c in conditions(OPEN_GATE)] == [True] * 10
    assert reasons_not_to_close(OPEN_GATE) == reasons_not_to_find_basically_done(OPEN_GATE) == []
    assert (
        reasons_not_to_close(replace(OPEN_GATE, money=MoneyFacts(Decimal(100), Decimal("100.01")))) == []
    )  # more than was due
    assert "没有应追缴" in str(conditions(replace(OPEN_GATE, money=MoneyFacts()))[4].text)


@pytest.mark.parametrize(
    ("change", "said", "also_for_basically"),
    [
        ({"measures": [MeasureFacts(3, done=False, evidence=1)]}, "措施 3 还没有报完成", False),
        ({"measures": [MeasureFacts(2, done=True, evidence=0)]}, "措施 2 没有佐证", False),
        ({"pieces": [PieceFacts(f"件{n}") for n in range(6)]}, "件4…", True),
        ({"pieces": [PieceFacts("件", "rejected")]}, "存疑或不认可", False),
        ({"money": MoneyFacts(Decimal(100), Decimal("99.99"))}, "已登记 99.99 元，没有到位，差额没有说明原因", False),
        ({"money": MoneyFacts(Decimal(100), Decimal(60), Decimal(40))}, "差额 40.00 元的原因还没有认可", False),
        ({"unit_meeting_on": None}, "没有登记单位党组织会议", True),
        ({"similar": " "}, "没有写同类问题", False),
        ({"asked_by_reviewer": True}, "另一个人审核", True),
        ({"open_extension": True}, "延期申请还没有答复", True),
        ({"open_questions": 1}, "来问 1 件", True),
        ({"open_disputes": 2}, "异议 2 件", True),
    ],
)
def test_each_condition_shuts_the_gate_by_itself(change, said, also_for_basically):
    facts = replace(OPEN_GATE, **change)
    (why,) = reasons_not_to_close(facts)
    assert said in str(why.text)
    assert bool(reasons_not_to_find_basically_done(facts)) is also_for_basically


def test_vague_measures_are_hinted_at():
    assert is_vague("进一步加强学习，提高认识")
    assert not is_vague("加强管理，修订《财务管理办法》")
    assert not is_vague("加强巡查，每月 2 次")
    assert not is_vague("退还多收的款项")
    hints = hints_about("ZG-1", [MeasureDraft("切实加强领导"), MeasureDraft("退款", standard="全部到账")])
    assert [str(h) for h in hints] == [
        "ZG-1 第 1 条措施较空泛，最好写明做什么、做到多少。",
        "ZG-1 第 1 条措施没有写完成标准。",
    ]


def test_an_empty_row_is_one_in_which_nothing_stands():
    assert MeasureDraft(" ").is_empty
    assert not MeasureDraft("", due_on=DAY).is_empty


def test_without_an_end_of_the_period_any_date_will_do():
    item = ItemFacts("ZG-1", "目标", "领导", "部门", DAY, "", lasting=False, measures=1)
    facts = PlanFacts([item], "书记", DAY, DAY, None, DAY)
    assert plan_gaps(facts) == []
    assert len(plan_gaps(replace(facts, ends_on=DAY - timedelta(days=1)))) == 1


@pytest.mark.parametrize("state", ItemState)
def test_touched_only_in_the_states_that_allow_it(state):
    for allowed in (SUPPLIED, WORKED_ON):
        assert bool(reasons_not_to_touch(state, allowed)) is (state not in allowed)


def test_what_was_declared_done_says_how_to_go_on():
    assert "撤回自报" in str(reasons_not_to_touch(ItemState.DECLARED, WORKED_ON)[0].text)
    assert "重新打开" in str(reasons_not_to_touch(ItemState.CLOSED, SUPPLIED)[0].text)


def test_deciding_an_extension():
    assert reasons_not_to_decide(own=False, settled=False) == []
    assert len(reasons_not_to_decide(own=True, settled=True)) == 2


# --- lights and warnings ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "asked", "level"),
    [
        (ItemState.IN_PROGRESS, None, Level.LATE),
        (ItemState.DECLARED, None, Level.LATE),
        (ItemState.REQUESTED, DAY - timedelta(days=5), Level.NEAR),
        (ItemState.REQUESTED, DAY + timedelta(days=1), Level.LATE),
        (ItemState.REQUESTED, None, None),
        (ItemState.CLOSED, None, None),
        (ItemState.BASICALLY, None, None),
        (ItemState.LISTED, None, None),
    ],
)
def test_the_light_is_the_units_time(state, asked, level):
    found = light_of(state, DAY, DAY + timedelta(days=3), [20, 10], requested_on=asked)
    assert (found and found.level) == level


def test_of_steps_passed_before_the_date_was_set_only_the_last_is_said():
    since = DAY - timedelta(days=5)
    assert [(s.level, s.on) for s in steps_reached(DAY, since, since, [20, 10])] == [(Level.NEAR, since)]
    late = DAY + timedelta(days=9)
    assert [(s.level, s.on) for s in steps_reached(DAY, late, late, [20, 10])] == [(Level.LATE, late)]


def test_steps_before_the_last_are_first_notices():
    steps = steps_reached(DAY, date(2022, 1, 1), DAY, [30, 20, 10])
    assert [s.level for s in steps] == [Level.NOTE, Level.NOTE, Level.NEAR]


@given(
    st.integers(-60, 60), st.integers(-60, 60), st.lists(st.integers(1, 50), max_size=4, unique=True),
)  # fmt: skip
def test_steps_are_in_order_and_never_ahead_of_the_day(since, today, warn):
    steps = steps_reached(DAY, DAY + timedelta(days=since), DAY + timedelta(days=today), warn)
    days = [s.on for s in steps]
    assert days == sorted(days)
    assert all(DAY + timedelta(days=since) <= day <= DAY + timedelta(days=today) for day in days)
    assert len({s.days_before for s in steps}) == len(steps)
    later = steps_reached(DAY, DAY + timedelta(days=since), DAY + timedelta(days=today + 9), warn)
    assert later[: len(steps)] == steps


# --- results ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", sorted(STANDING))
@pytest.mark.parametrize("extended", [True, False])
def test_every_item_is_exactly_one_result(state, extended):
    result = result_of(state, extended=extended)
    assert result in RESULT_LABEL
    done = state in {"declared", "requested", "closed"}
    assert (result is Result.COMPLETED) is done
    assert (result is Result.EXTENDED) is (extended and not done and state not in {"basically", "long_term"})


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("反馈问题 12 个，清退资金 1,200.50 元。", 0),
        ("反馈问题１２个，挽回损失 2 万元。", 0),
        ("反馈问题，个别还在整改。", 0),
        ("反馈问题 13 个，清退资金 1200 元。", 2),
        ("销号 1 个。", 1),
    ],
)
def test_a_report_says_what_the_records_say(text, wrong):
    figures = {"fed_back": 12, "money_cleared": "1200.50", "money_avoided": "20000"}
    assert len(contradictions(text, figures)) == wrong


def test_a_shortfall_has_a_reason_and_somebody_else_judges_it_once():
    short = MoneyFacts(Decimal(100), Decimal(60))
    assert reasons_not_to_explain("企业破产。", short) == []
    assert "请写差额原因" in str(reasons_not_to_explain(" ", short)[0].text)
    assert "已经到位" in str(reasons_not_to_explain("企业破产。", MoneyFacts())[0].text)
    assert reasons_not_to_judge_shortfall("accepted", "", own=False, judged=False) == []
    assert reasons_not_to_judge_shortfall("rejected", "没有依据", own=False, judged=False) == []
    assert len(reasons_not_to_judge_shortfall("", "长" * 301, own=True, judged=True)) == 4
