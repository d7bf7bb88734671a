"""Deadline rules, parameters and the working-day calendar: a change is a new version from a day on."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from xuncha.core.errors import RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.core.reminders import PRESETS, values_of
from xuncha.core.text import say
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.regulations.models import CalendarDay, DeadlineRule, Parameter
from xuncha.foundation.regulations.rules import (
    reasons_not_to_date,
    reasons_not_to_set_parameter,
    reasons_not_to_set_rule,
)
from xuncha.foundation.regulations.selectors import RULES, rule_facts
from xuncha.foundation.usecases import Act, use_case

M = TypeVar("M", bound=Model)


@use_case(P.REGULATIONS_WRITE, within=JURISDICTIONS)
def set_rule(
    act: Act,
    jurisdiction: Jurisdiction,
    *,
    code: str,
    name: str,
    trigger: str,
    offset: int,
    unit: str,
    deliverable: str,
    owner: str,
    valid_from: date,
    basis: str = "",
    warn_days: Sequence[int] = (),
) -> DeadlineRule:
    """Lay down a deadline rule of the office from a day on; the version before it ends there."""
    versions = DeadlineRule.objects.filter(code=code, jurisdiction=jurisdiction)
    facts = rule_facts(
        jurisdiction, code, trigger=trigger, unit=unit, offset=offset, warn_days=warn_days, valid_from=valid_from
    )
    RuleViolated.unless_empty(reasons_not_to_set_rule(facts))
    _end_before(act, versions, valid_from, "regulations.rule_ended")
    made = DeadlineRule(
        jurisdiction=jurisdiction,
        code=code,
        name=name,
        trigger=trigger,
        offset=offset,
        unit=unit,
        deliverable=deliverable,
        owner=owner,
        valid_from=valid_from,
        basis=basis,
        warn_days=list(warn_days),
        created_by=act.actor.user,
    )
    return act.create(made, "regulations.rule_set")


@use_case(P.REGULATIONS_WRITE, within=RULES)
def end_rule(act: Act, rule: DeadlineRule, *, on: date) -> DeadlineRule:
    """End a rule of the office; from that day on the common one counts again."""
    RuleViolated.unless_empty(reasons_not_to_date(on, rule.valid_from))
    if rule.valid_to is not None:
        raise RuleViolated(say("这一版已在 {day} 失效。", day=rule.valid_to.isoformat()))
    return act.change(rule, "regulations.rule_ended", valid_to=on)


@use_case(P.REGULATIONS_WRITE, within=JURISDICTIONS)
def set_parameter(
    act: Act, jurisdiction: Jurisdiction, *, code: str, value: Any, valid_from: date, note: str = ""
) -> Parameter:
    """Lay down a parameter of the office from a day on; the version before it ends there."""
    versions = Parameter.objects.filter(code=code, jurisdiction=jurisdiction)
    RuleViolated.unless_empty(reasons_not_to_set_parameter(code, value, valid_from, _latest(versions)))
    _end_before(act, versions, valid_from, "regulations.parameter_ended")
    made = Parameter(jurisdiction=jurisdiction, code=code, value=value, valid_from=valid_from, note=note)
    return act.create(made, "regulations.parameter_set")


@use_case(P.REGULATIONS_WRITE, within=JURISDICTIONS)
def adopt_preset(act: Act, jurisdiction: Jurisdiction, *, preset: str, valid_from: date) -> list[Parameter]:
    """Take a known practice of warning over: from a day on its steps and its addressees are the office's own."""
    if preset not in PRESETS:
        raise RuleViolated(reason("请从列出的做法里选一种。", field="preset"))
    return [
        set_parameter(act, jurisdiction, code=code, value=value, valid_from=valid_from, note=PRESETS[preset].label)
        for code, value in values_of(preset).items()
    ]


def _latest(versions: QuerySet[Any]) -> date | None:
    latest: date | None = versions.order_by("-valid_from").values_list("valid_from", flat=True).first()
    return latest


def _end_before(act: Act, versions: QuerySet[M], valid_from: date, event: str) -> None:
    for version in versions.filter(valid_to__isnull=True):
        act.change(version, event, valid_to=valid_from)


@use_case(P.REGULATIONS_WRITE, within=JURISDICTIONS)
def set_day(act: Act, jurisdiction: Jurisdiction, *, day: date, works: bool, note: str = "") -> CalendarDay:
    """Enter an exception of the working-day calendar: a day off, or a weekend day that is worked."""
    known = CalendarDay.objects.filter(day=day).first()
    if known is None:
        return act.create(CalendarDay(day=day, works=works, note=note), "regulations.day_set")
    return act.change(known, "regulations.day_set", works=works, note=note)


@use_case(P.REGULATIONS_WRITE, within=JURISDICTIONS)
def clear_day(act: Act, jurisdiction: Jurisdiction, *, day: date) -> None:
    """Take an exception out of the working-day calendar."""
    known = CalendarDay.objects.filter(day=day).first()
    if known is None:
        raise RuleViolated(say("{day} 没有特别安排，不用清除。", day=day.isoformat()))
    act.record("regulations.day_cleared", known, works=known.works, note=known.note)
    known.delete()
