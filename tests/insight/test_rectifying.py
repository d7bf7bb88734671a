"""Rates and results of rectification: each item has one result, sums hold, formulas are those of the dictionary."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import NOW
from tests.insight.conftest import Rectifying
from xuncha.core.figures import FIGURES, Whose
from xuncha.feedback.models import Report, ReportedFinding
from xuncha.findings.models import Finding
from xuncha.insight.selectors import Period, readings, rows_of
from xuncha.rectification.models import Accountability, MoneyOutcome, RuleOutput
from xuncha.rectification.workflow import ItemState, Result

pytestmark = pytest.mark.django_db
DAY = date(2022, 11, 21)
PERIOD = Period(date(2022, 1, 1), date(2022, 12, 31), DAY)


def values(world, period: Period = PERIOD) -> dict[str, Decimal | int]:
    return {r.figure.code: r.value for r in readings(world.city, period) if r.whose is Whose.SELF}


def test_each_item_has_one_result_and_the_sum_holds(world, rectifying):
    for state in ItemState:
        rectifying.item(state)
    rectifying.extend(rectifying.item(), date(2023, 1, 31))
    rectifying.extend(rectifying.item(), date(2022, 10, 31))  # has run out
    rectifying.extend(rectifying.item(ItemState.CLOSED), date(2023, 1, 31))  # closed all the same
    rectifying.extend(rectifying.item(), date(2023, 1, 31), "refused")
    found = values(world)
    assert [found[f"rectification.{name}"] for name in Result] == [4, 1, 1, 1, 6]
    assert found["rectification.items"] == 13


def test_the_rates_are_what_their_formulas_say(world, rectifying):
    for state in ("closed", "closed", "declared", "basically", "long_term", "in_progress", "in_progress", "returned"):
        rectifying.item(ItemState(state))
    found = values(world)
    assert found["rectification.completion_rate"] == Decimal("0.3750")
    assert found["rectification.completion_rate_with_basic"] == Decimal("0.5000")
    assert found["rectification.in_place_rate"] == Decimal("0.3750")
    assert found["rectification.closed_rate"] == Decimal("0.2500")
    assert found["rectification.extension_rate"] == 0


def test_rates_of_nothing_are_nothing(world):
    found = values(world)
    assert {code: found[code] for code in found if code.startswith(("rectification.", "outcomes."))} == {
        code: 0 for code in FIGURES if code.startswith(("rectification.", "outcomes."))
    }


def test_on_time_counts_what_was_asked_by_its_date(world, rectifying):
    rectifying.item(ItemState.CLOSED, due=date(2022, 9, 1), asked=date(2022, 9, 1))
    rectifying.item(ItemState.CLOSED, due=date(2022, 9, 1), asked=date(2022, 9, 2))
    rectifying.item(due=date(2022, 9, 1))
    rectifying.item(ItemState.CLOSED, due=date(2022, 12, 31))
    found = values(world)
    assert found["rectification.on_time_rate"] == Decimal("0.3333")
    assert found["rectification.overdue"] == 1


def test_reopened_ones_are_no_longer_closed(world, rectifying):
    rectifying.item(ItemState.REOPENED, reopened=1)
    rectifying.item(ItemState.CLOSED, reopened=1)
    rectifying.item(ItemState.CLOSED)
    found = values(world)
    assert found["rectification.closed"] == 2
    assert found["rectification.reopening_rate"] == Decimal("0.6667")


def test_the_day_it_stands_for_decides(world, rectifying):
    rectifying.item(ItemState.CLOSED, asked=date(2022, 9, 1), due=date(2022, 8, 1))
    before = Period(date(2022, 1, 1), date(2022, 12, 31), date(2022, 8, 31))
    assert values(world)["rectification.closed"] == 1
    assert values(world, before)["rectification.closed"] == 0
    ahead = Period(date(2022, 1, 1), date(2022, 12, 31), date(2022, 6, 30))
    assert values(world, ahead)["rectification.items"] == 0  # fed back only the day after


def test_outcomes_are_added_up_each_for_itself(world, rectifying):
    item = rectifying.item()
    for kind, amount in (("cleared", "100.50"), ("cleared", "1"), ("recovered", "30"), ("avoided", "7")):
        MoneyOutcome.objects.create(item=item, kind=kind, amount=amount, on=date(2022, 8, 1), **rectifying.made)
    for kind in ("new", "new", "amended", "abolished"):
        RuleOutput.objects.create(item=item, kind=kind, title="办法", on=date(2022, 8, 1), **rectifying.made)
    for form, persons in (("1", 5), ("2", 1)):
        Accountability.objects.create(item=item, form=form, persons=persons, on=date(2022, 8, 1), **rectifying.made)
    Accountability.objects.create(item=item, form="1", persons=9, on=date(2021, 8, 1), **rectifying.made)
    found = values(world)
    assert [found[f"outcomes.{c}"] for c in ("money_cleared", "money_recovered", "money_avoided")] == [
        Decimal("101.50"), 30, 7,
    ]  # fmt: skip
    assert [found[f"outcomes.{c}"] for c in ("rules_new", "rules_amended", "persons_dealt_with")] == [2, 1, 6]


def test_reported_is_neither_found_nor_fed_back(world, rectifying):
    report = Report.objects.create(
        inspection=rectifying.inspection, number="BG-1", state="signed", state_since=NOW, signed_by=world.founder,
        signed_at=NOW, **rectifying.made,
    )  # fmt: skip
    for n in range(3):
        finding = Finding.objects.create(
            inspection=rectifying.inspection, number=f"WT-{n}", title="问题", text="事实", state="confirmed",
            state_since=NOW, **rectifying.made,
        )  # fmt: skip
        if n:
            ReportedFinding.objects.create(report=report, finding=finding, position=n)
    rectifying.item()
    found = values(world)
    codes = ("findings.found", "findings.reported", "rectification.items")
    assert [found[code] for code in codes] == [3, 2, 1]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    states=st.lists(st.tuples(st.sampled_from(list(ItemState)), st.sampled_from(["", "asked", "granted", "refused"]))),
    days=st.integers(-200, 200),
)
def test_the_results_always_add_up(world, states, days):
    """Over any states and on any day: invariant 9."""
    with transaction.atomic():
        rectifying = Rectifying(world)
        for state, extension in states:
            item = rectifying.item(state)
            if extension:
                rectifying.extend(item, DAY + timedelta(days=3), extension)
        period = Period(date(2022, 1, 1), date(2023, 12, 31), date(2022, 7, 1) + timedelta(days=days))
        counted = [rows_of(f"rectification.{name}", Whose.SELF, world.city, period).count() for name in Result]
        assert sum(counted) == rows_of("rectification.items", Whose.SELF, world.city, period).count()
        transaction.set_rollback(True)
