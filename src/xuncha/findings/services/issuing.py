"""Immediate rectification, the team's half: drafting the notice, issuing it with its deadline, withdrawing it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from xuncha.core.errors import OutOfReach, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.fieldwork.models import WorkingPaper
from xuncha.fieldwork.selectors import PAPERS
from xuncha.findings.models import ImmediateFix
from xuncha.findings.rules.fixes import (
    IssueFacts,
    Quantity,
    quantities_of,
    reasons_against_demand,
    reasons_not_to_change,
    reasons_not_to_issue,
)
from xuncha.findings.selectors import FIXES, due_by_rule
from xuncha.findings.services.numbers import fix_number
from xuncha.findings.workflow import FIX, FixState
from xuncha.foundation.leaks.services import hold_back
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS

Rows = Sequence[Mapping[str, Any]]


@use_case(P.FIX_WRITE, within=INSPECTIONS)
def draft_fix(
    act: Act,
    inspection: Inspection,
    *,
    title: str,
    demand: str,
    paper: WorkingPaper | None = None,
    quantities: Rows = (),
    due_on: date | None = None,
) -> ImmediateFix:
    """Draft a notice of immediate rectification, from a working paper or free."""
    if paper is not None and not PAPERS.visible_to(act.actor).filter(pk=paper.pk, inspection=inspection).exists():
        raise OutOfReach(say("没有这份底稿，或者不是这次巡察的。"))
    counted = _checked(title, demand, quantities)
    fix = ImmediateFix(
        inspection=inspection,
        paper=paper,
        number=fix_number(act, inspection),
        title=title.strip(),
        demand=demand.strip(),
        quantities=counted,
        due_on=due_on,
    )
    return act.create(fix, "fix.drafted", paper=str(paper or ""))


@use_case(P.FIX_WRITE, within=FIXES)
def change_fix(
    act: Act,
    fix: ImmediateFix,
    *,
    base_version: int | None,
    title: str,
    demand: str,
    quantities: Rows = (),
    due_on: date | None = None,
) -> ImmediateFix:
    """Change a notice that has not been issued yet."""
    RuleViolated.unless_empty(reasons_not_to_change(FixState(fix.state)))
    counted = _checked(title, demand, quantities)
    return act.change(
        fix,
        "fix.changed",
        base_version=base_version,
        title=title.strip(),
        demand=demand.strip(),
        quantities=counted,
        due_on=due_on,
    )


def _checked(title: str, demand: str, rows: Rows) -> list[Quantity]:
    counted, reasons = quantities_of(rows)
    RuleViolated.unless_empty(reasons_against_demand(title, demand) + reasons)
    return counted


@use_case(FIX.steps["issue"].permission, within=FIXES)
def issue_fix(act: Act, fix: ImmediateFix, *, due_on: date | None = None) -> ImmediateFix:
    """Issue a notice to the unit; without a date given or drafted, the deadline comes from the office's rule."""
    FIX.step("issue", FixState(fix.state))
    today = timezone.localdate(act.now)
    by_rule = due_by_rule(fix, today)
    deadline = due_on or fix.due_on or (by_rule.on if by_rule else None)
    RuleViolated.unless_empty(
        reasons_not_to_issue(IssueFacts(fix.created_by_id == act.actor.pk, deadline, today)),
    )
    hold_back(act, fix)
    return act.step(fix, FIX, "issue", due_on=deadline, issued_by=act.actor.user, issued_at=act.now)


@use_case(FIX.steps["withdraw"].permission, within=FIXES)
def withdraw_fix(act: Act, fix: ImmediateFix, *, reason: str) -> ImmediateFix:
    """Withdraw a notice before the unit has answered it."""
    return act.step(fix, FIX, "withdraw", reason=reason)
