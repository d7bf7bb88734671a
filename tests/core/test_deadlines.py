"""Working days, months, lights: same rule, same event, same calendar, same day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.core.deadlines import (
    TRIGGERS,
    Calendar,
    Level,
    Rule,
    Skipped,
    Unit,
    add_calendar_days,
    add_months,
    add_working_days,
    days_left,
    due,
    due_date,
    light,
    period,
    skipped_days,
)

# The Labour Day of 2022: off from Saturday 30 April to Wednesday 4 May; a Sunday and a Saturday were worked for it.
MAY = Calendar(
    frozenset(date(2022, 4, 30) + timedelta(days=n) for n in range(5)),
    frozenset({date(2022, 4, 24), date(2022, 5, 7)}),
)
DAYS = st.dates(date(2018, 1, 1), date(2035, 12, 31))
CALENDARS = st.builds(
    Calendar,
    st.frozensets(st.dates(date(2020, 1, 1), date(2026, 12, 31)), max_size=40),
    st.frozensets(st.dates(date(2020, 1, 1), date(2026, 12, 31)).filter(lambda day: day.weekday() >= 5), max_size=20),
)
RULES = st.builds(
    Rule,
    st.just("r"),
    st.just("规则"),
    st.sampled_from(sorted(TRIGGERS)),
    st.integers(-60, 200),
    st.sampled_from(Unit),
)


def rule(offset: int, unit: Unit, trigger: str = "feedback.held") -> Rule:
    return Rule("r", "集中整改", trigger, offset, unit)


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        (date(2022, 4, 29), 1, date(2022, 5, 5)),  # Friday before the holiday → first day back
        (date(2022, 4, 29), 3, date(2022, 5, 7)),  # the worked Saturday counts
        (date(2022, 4, 22), 1, date(2022, 4, 24)),  # the worked Sunday counts
        (date(2022, 5, 5), -1, date(2022, 4, 29)),
        (date(2022, 4, 30), 0, date(2022, 4, 30)),
        (date(2022, 6, 3), 5, date(2022, 6, 10)),
    ],
)
def test_working_days_skip_holidays_and_count_worked_weekends(start, n, expected):
    assert add_working_days(start, n, MAY) == expected


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2022, 12, 31), 2, date(2023, 2, 28)),
        (date(2022, 3, 31), 6, date(2022, 9, 30)),
        (date(2022, 11, 15), 2, date(2023, 1, 15)),
        (date(2022, 1, 31), -2, date(2021, 11, 30)),
    ],
)
def test_months_keep_the_day_or_take_the_last_one(start, n, expected):
    assert add_months(start, n) == expected


def test_calendar_days_before_the_event():
    assert add_calendar_days(date(2022, 4, 10), -10) == date(2022, 3, 31)


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (
            due(rule(15, Unit.WORKING, "round.withdrawn"), date(2022, 4, 20), MAY),
            "从撤点（2022-04-20）往后数 15 个工作日，当天不算；跳过休息日 7 天，计入调休上班 2 天，是 2022-05-12。",
        ),
        (due(rule(2, Unit.MONTH), date(2022, 3, 1), MAY), "从反馈会召开（2022-03-01）往后数 2 个月，是 2022-05-01。"),
        (
            due(rule(2, Unit.MONTH), date(2023, 12, 31), MAY),
            "从反馈会召开（2023-12-31）往后数 2 个月，那个月没有 31 日，取月末，是 2024-02-29。",
        ),
        (
            due(rule(-10, Unit.CALENDAR, "round.entered"), date(2022, 4, 11), MAY),
            "从进驻（2022-04-11）往前数 10 日，当天不算，是 2022-04-01。",
        ),
        (due(rule(0, Unit.CALENDAR, "item.due"), date(2022, 4, 11), MAY), "整改事项到期当天（2022-04-11）到期。"),
    ],
)
def test_every_due_date_explains_itself(made, sentence):
    assert str(made.explained) == sentence
    assert made.on.isoformat() in sentence


def test_a_year_without_entered_holidays_is_cautioned_about():
    assert due(rule(15, Unit.WORKING), date(2022, 4, 20), MAY).caution is None
    caution = due(rule(15, Unit.WORKING), date(2022, 12, 25), MAY).caution
    assert "2023 年的放假安排还没有录入" in str(caution)
    assert due(rule(15, Unit.CALENDAR), date(2030, 1, 1), MAY).caution is None


@pytest.mark.parametrize(
    ("left", "warn", "level", "words"),
    [
        (24, (20, 10), Level.OK, "余 24 天"),
        (20, (20, 10), Level.NOTE, "余 20 天"),
        (11, (20, 10), Level.NOTE, "余 11 天"),
        (10, (20, 10), Level.NEAR, "余 10 天"),
        (3, (), Level.OK, "余 3 天"),
        (3, (5,), Level.NEAR, "余 3 天"),
        (0, (), Level.NEAR, "今天到期"),
        (-3, (20, 10), Level.LATE, "超期 3 天"),
    ],
)
def test_the_light_of_a_due_date(left, warn, level, words):
    today = date(2022, 5, 10)
    shown = light(today + timedelta(days=left), today, warn)
    assert (shown.level, str(shown.text), shown.days) == (level, words, left)


def test_a_stopped_clock_is_never_late():
    shown = light(date(2022, 1, 1), date(2022, 5, 10), stopped=True)
    assert (shown.level, str(shown.text)) == (Level.STOP, "暂停计时")


@pytest.mark.parametrize(
    ("offset", "unit", "words"),
    [(6, Unit.MONTH, "之后 6 个月"), (-10, Unit.CALENDAR, "之前 10 日"), (0, Unit.WORKING, "当天")],
)
def test_a_period_in_words(offset, unit, words):
    assert str(period(offset, unit)) == words


@given(RULES, DAYS, CALENDARS)
def test_due_dates_recompute_from_rule_and_trigger(made, event_on, calendar):
    """Invariant 6 of domain §9."""
    first = due(made, event_on, calendar)
    assert due(first.rule, first.event_on, calendar) == first
    assert first.on == due_date(made, event_on, calendar)


@given(RULES, DAYS, st.integers(0, 400), CALENDARS)
def test_a_later_event_is_never_due_earlier(made, event_on, gap, calendar):
    later = event_on + timedelta(days=gap)
    assert due_date(made, event_on, calendar) <= due_date(made, later, calendar)


@given(DAYS, st.integers(1, 120), CALENDARS)
def test_a_working_day_count_ends_on_a_working_day_and_counts_exactly(start, n, calendar):
    end = add_working_days(start, n, calendar)
    assert calendar.works(end)
    between = [start + timedelta(days=i) for i in range(1, (end - start).days + 1)]
    assert sum(calendar.works(day) for day in between) == n
    assert skipped_days(start, end, calendar).off == len(between) - n


@given(DAYS, st.integers(1, 60), CALENDARS)
def test_counting_back_mirrors_counting_forward(start, n, calendar):
    end = add_working_days(start, -n, calendar)
    assert end < start
    assert calendar.works(end)


@given(DAYS, DAYS)
def test_days_left_and_overdue_add_up(on, today):
    assert days_left(on, today) == -days_left(today, on)


def test_nothing_is_skipped_between_a_day_and_itself():
    assert skipped_days(date(2022, 5, 1), date(2022, 5, 1), MAY) == Skipped()
