"""What came of an item in figures: money, rules, people dealt with; reported, corrected, taken out with a reason."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.utils.timezone import localdate

from xuncha.core.errors import OutOfReach, RuleViolated, reasons_not_to_repeat
from xuncha.core.given import against
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, say
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import Accountability, Item, MoneyOutcome, RuleOutput
from xuncha.rectification.rules.doing import (
    reasons_against_money,
    reasons_against_people,
    reasons_against_rule,
)
from xuncha.rectification.selectors import ITEMS
from xuncha.rectification.services.doing import must_be_open
from xuncha.rectification.workflow import SUPPLIED

Outcome = TypeVar("Outcome", MoneyOutcome, RuleOutput, Accountability)


@use_case(P.RECT_WRITE, within=ITEMS)
def record_money(
    act: Act,
    item: Item,
    *,
    kind: str,
    amount: Decimal,
    on: date,
    note: str = "",
    correcting: MoneyOutcome | None = None,
    base_version: int | None = None,
    counted: bool = False,
) -> MoneyOutcome:
    """
    Report money brought back or saved, or correct what was reported; the amount is in yuan.

    `counted`: the amount is what a sum has grown by, so that it may be the same as one before.
    """
    RuleViolated.unless_empty(reasons_against_money(amount, on, note, localdate(act.now), due=item.money_due))
    values = {"kind": kind, "amount": amount, "on": on, "note": note.strip()}
    if correcting is None and not counted:
        _must_be_new(item, MoneyOutcome, "amount", values)
    return _put(act, item, MoneyOutcome, correcting, base_version=base_version, **values)


@use_case(P.RECT_WRITE, within=ITEMS)
def record_rule(
    act: Act,
    item: Item,
    *,
    kind: str,
    title: str,
    on: date,
    correcting: RuleOutput | None = None,
    base_version: int | None = None,
) -> RuleOutput:
    """Report a rule that was made, amended or abolished, or correct what was reported."""
    RuleViolated.unless_empty(reasons_against_rule(title, on, localdate(act.now)))
    values = {"kind": kind, "title": title.strip(), "on": on}
    if correcting is None:
        _must_be_new(item, RuleOutput, "title", values)
    return _put(act, item, RuleOutput, correcting, base_version=base_version, **values)


@use_case(P.RECT_WRITE, within=ITEMS)
def record_people(
    act: Act,
    item: Item,
    *,
    form: str,
    persons: int,
    on: date,
    what: str = "",
    correcting: Accountability | None = None,
    base_version: int | None = None,
) -> Accountability:
    """Report how many people were dealt with and how, or correct what was reported; no name is taken."""
    RuleViolated.unless_empty(reasons_against_people(persons, what, on, localdate(act.now)))
    values = {"form": form, "persons": persons, "on": on, "what": what.strip()}
    if correcting is None:
        _must_be_new(item, Accountability, "persons", values)
    return _put(act, item, Accountability, correcting, base_version=base_version, **values)


@use_case(P.RECT_WRITE, within=ITEMS)
def remove_outcome(act: Act, item: Item, outcome: MoneyOutcome | RuleOutput | Accountability, *, reason: str) -> Item:
    """Take out a figure that was reported by mistake; what it said stays in the history."""
    must_be_open(item, SUPPLIED)
    _must_be_of(item, outcome)
    RuleViolated.unless_empty(against(reason, 300, N_("理由"), "reason"))
    act.record("rectification.outcome_removed", item, changes={"outcome": [str(outcome), ""]}, reason=reason.strip())
    outcome.delete()
    return item


def _must_be_new(item: Item, model: type[Outcome], field: str, values: Mapping[str, Any]) -> None:
    there = model._default_manager.filter(item=item, **values).exists()
    RuleViolated.unless_empty(reasons_not_to_repeat(field, there=there))


def _put(
    act: Act,
    item: Item,
    model: type[Outcome],
    correcting: Outcome | None,
    *,
    base_version: int | None,
    **values: Any,
) -> Outcome:
    must_be_open(item, SUPPLIED)
    if correcting is None:
        outcome = act.create(model(item=item, **values), "rectification.outcome_reported")
        act.record("rectification.item_outcome", item, changes={"outcome": ["", str(outcome)]})
        return outcome
    _must_be_of(item, correcting)
    held = act.lock(correcting)
    before = str(held)
    act.change(held, "rectification.outcome_corrected", base_version=base_version, **values)
    act.record("rectification.item_outcome", item, changes={"outcome": [before, str(held)]})
    return held


def _must_be_of(item: Item, outcome: MoneyOutcome | RuleOutput | Accountability) -> None:
    if outcome.item_id != item.pk:
        raise OutOfReach(say("没有这条记录，或者不是这个问题的。"))
