"""What comes first on a page: the main action at its place, the commonest of what waits, the groups worth naming."""

from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django import forms
from django.utils.translation import override

from xuncha.foundation.inbox.desk import KINDS_AT_ONCE, kinds_first
from xuncha.foundation.ui.forms import Form
from xuncha.foundation.ui.ledgers import NAMED, Shown
from xuncha.foundation.ui.steps import Button
from xuncha.foundation.ui.templatetags.ui import money, steps, waited

BUTTONS = [Button("approve", "通过", "/a/", "p"), Button("cancel", "取消", "/c/", "x"), Button("return", "退回", "/r/")]


@pytest.mark.parametrize(("column", "labels"), [(False, "取消 退回 通过"), (True, "通过 取消 退回")])
def test_the_main_step_ends_a_row_and_heads_a_column(rf, column, labels):
    drawn = steps(BUTTONS, rf.get("/"), column=column)
    assert sorted(labels.split(), key=drawn.index) == labels.split()


def test_of_many_kinds_those_of_which_most_waits_are_offered_and_the_chosen_one():
    counts = {f"kind {n}": n for n in range(1, KINDS_AT_ONCE + 4)}
    kinds = kinds_first(counts, "kind 1")
    assert dict(kinds.first) == {"kind 1": 1} | {f"kind {n}": n for n in range(5, KINDS_AT_ONCE + 4)}
    assert [name for name, _n in kinds.others] == ["kind 2", "kind 3", "kind 4"]
    assert kinds_first({"kind 1": 1}, "").others == []


def test_how_long_something_waits_is_counted_in_days_of_the_calendar():
    late_in_the_evening = datetime(2022, 11, 18, 15, tzinfo=UTC)
    next_morning = datetime(2022, 11, 19, 1, tzinfo=UTC)
    with override("zh-hans"):
        assert waited(late_in_the_evening, next_morning) == "已等 1 天"
        assert waited(next_morning, next_morning) == "今天到的"
    with override("en"):
        assert waited(late_in_the_evening, next_morning) == "waiting 1 day"


def test_a_list_names_its_first_groups_and_always_what_is_late():
    groups = [{"label": str(n), "n": n, "late": n == 9} for n in range(10)]
    told = Shown.told.fget(SimpleNamespace(chips=groups))
    assert [group["label"] for group in told] == [*map(str, range(1, NAMED + 1)), "9"]


def test_a_printed_page_of_a_list_says_which_part_it_is():
    page = SimpleNamespace(page=3, size=15, rows=[None] * 7)
    page.first = Shown.first.fget(page)
    assert (page.first, Shown.last.fget(page)) == (31, 37)


@pytest.mark.parametrize(("amount", "read"), [(Decimal(86600), "86,600.00"), (0, "0.00"), (None, ""), ("", "")])
def test_money_is_read_with_its_thousands_apart(amount, read):
    assert money(amount) == read


def test_a_box_to_tick_stands_before_what_it_means():
    class Printed(Form):
        red = forms.BooleanField(label="印红头", required=False)

    drawn = str(Printed())
    assert drawn.index('type="checkbox"') < drawn.index("印红头")
    assert "选填" not in drawn
