"""Handing a draft in, and what becomes of it."""

from django.utils import timezone

from xuncha.core.errors import RuleViolated
from xuncha.foundation.usecases import Act, use_case
from xuncha.planning.models import PlanVersion
from xuncha.planning.rules import reasons_not_to_approve, reasons_not_to_submit
from xuncha.planning.selectors import PLANS, facts_of, plan_in_force
from xuncha.planning.workflow import PLAN, PlanState


@use_case(PLAN.steps["submit"].permission, within=PLANS)
def submit_plan(act: Act, plan: PlanVersion) -> PlanVersion:
    """Hand a draft in for approval."""
    PLAN.step("submit", PlanState(plan.state))
    RuleViolated.unless_empty(reasons_not_to_submit(facts_of(plan, timezone.localdate(act.now))))
    return act.step(plan, PLAN, "submit", submitted_by=act.actor.user, submitted_at=act.now)


@use_case(PLAN.steps["return"].permission, within=PLANS)
def return_plan(act: Act, plan: PlanVersion, *, reason: str) -> PlanVersion:
    """Send a plan back to its draft, saying what to change."""
    return act.step(plan, PLAN, "return", reason=reason, submitted_by=None, submitted_at=None)


@use_case(PLAN.steps["approve"].permission, within=PLANS)
def approve_plan(act: Act, plan: PlanVersion) -> PlanVersion:
    """Approve and publish a plan; the version that was in force is superseded in the same act."""
    PLAN.step("approve", PlanState(plan.state))
    in_force = plan_in_force(plan.term, plan.year)
    RuleViolated.unless_empty(
        reasons_not_to_approve(
            actor=act.actor.pk,
            author=plan.created_by_id,
            submitter=plan.submitted_by_id,
            base_in_force=plan.base_id == (in_force.pk if in_force else None),
        )
    )
    if in_force:
        act.step(in_force, PLAN, "supersede")
    return act.step(plan, PLAN, "approve", approved_by=act.actor.user, approved_at=act.now)


@use_case(PLAN.steps["withdraw"].permission, within=PLANS)
def withdraw_plan(act: Act, plan: PlanVersion, *, reason: str) -> PlanVersion:
    """Give a draft up, saying why; it stays readable."""
    return act.step(plan, PLAN, "withdraw", reason=reason)
