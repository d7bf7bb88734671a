"""Who approves a use of results: the director of the office, or the leading group before which it was laid."""

from typing import Any

from django.utils.timezone import localdate

from xuncha.accountability.models import ResultUse
from xuncha.accountability.rules.kinds import Level
from xuncha.accountability.rules.uses import reasons_not_to_approve, reasons_not_to_lay
from xuncha.accountability.selectors import APPROVED, USES, due_of
from xuncha.accountability.workflow import USE, UseState
from xuncha.core.errors import RuleViolated
from xuncha.foundation.usecases import Act, use_case


@use_case(USE.steps["approve"].permission, within=USES)
def approve_use(act: Act, use: ResultUse) -> ResultUse:
    """Approve, for the office, what somebody else handed in; from here it is to be carried out."""
    return _approve(act, use, "approve", Level.OFFICE)


@use_case(USE.steps["decide"].permission, within=USES)
def decide_use(act: Act, use: ResultUse) -> ResultUse:
    """Approve, for the leading group, what was laid before it."""
    return _approve(act, use, "decide", Level.GROUP)


def _approve(act: Act, use: ResultUse, step: str, level: Level) -> ResultUse:
    USE.step(step, UseState(use.state))
    own = use.submitted_by_id == act.actor.pk
    RuleViolated.unless_empty(reasons_not_to_approve(use.kind, own=own, level=level))
    due = due_of(use, APPROVED, localdate(act.now))
    approved: dict[str, Any] = {"approved_by": act.actor.user, "approved_at": act.now}
    return act.step(use, USE, step, due_on=due.on if due else None, **approved)


@use_case(USE.steps["lay"].permission, within=USES)
def lay_use(act: Act, use: ResultUse) -> ResultUse:
    """Lay what somebody else handed in before the leading group."""
    USE.step("lay", UseState(use.state))
    RuleViolated.unless_empty(reasons_not_to_lay(use.kind, own=use.submitted_by_id == act.actor.pk))
    return act.step(use, USE, "lay")


@use_case(USE.steps["return"].permission, within=USES)
def return_use(act: Act, use: ResultUse, *, reason: str) -> ResultUse:
    """Give it back to be changed, saying what is wanting."""
    return act.step(use, USE, "return", reason=reason, return_reason=reason.strip()[:500])


@use_case(USE.steps["refuse"].permission, within=USES)
def refuse_use(act: Act, use: ResultUse, *, reason: str) -> ResultUse:
    """Give it back for the leading group, saying why it does not agree."""
    return act.step(use, USE, "refuse", reason=reason, return_reason=reason.strip()[:500])


@use_case(USE.steps["withdraw"].permission, within=USES)
def withdraw_use(act: Act, use: ResultUse, *, reason: str) -> ResultUse:
    """Take it back, saying why; what was sent keeps its number, and who got it reads that it was withdrawn."""
    return act.step(use, USE, "withdraw", reason=reason, closing=reason.strip()[:500])
