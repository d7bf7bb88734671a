"""The office's review of a plan: returned with numbered remarks, or accepted, whereupon its items begin."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate

from xuncha.core.errors import OutOfReach, RuleViolated
from xuncha.core.text import say
from xuncha.foundation.leaks.services import hold_back
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import Item, Plan, PlanRemark, UnitReport
from xuncha.rectification.rules.doing import reasons_against_reviewer
from xuncha.rectification.rules.joint import reasons_to_sum_up_first
from xuncha.rectification.rules.plans import reasons_not_to_accept, reasons_not_to_return, reasons_not_to_submit
from xuncha.rectification.selectors import PLANS, open_review, plan_facts
from xuncha.rectification.selectors.joint import acts_for_unit
from xuncha.rectification.selectors.sources import REMARK
from xuncha.rectification.services.doing import must_be_outside
from xuncha.rectification.workflow import ITEM, PLAN, PlanState


@dataclass(frozen=True, slots=True)
class Remark:
    """One reason of a return, on one item or on the plan as a whole."""

    text: str
    item: Item | None = None
    body: str = ""  # who raised it in a joint review


@use_case(PLAN.steps["return"].permission, within=PLANS)
def return_plan(act: Act, plan: Plan, *, remarks: Sequence[Remark]) -> Plan:
    """Return a plan with numbered remarks, each to be answered."""
    PLAN.step("return", PlanState(plan.state))
    must_be_outside(act, plan)
    reasons = reasons_to_sum_up_first(open_review=open_review(plan) is not None)
    RuleViolated.unless_empty(reasons + reasons_not_to_return([remark.text for remark in remarks]))
    written = [remark for remark in remarks if remark.text.strip()]
    hold_back(act, plan, *[(REMARK, remark.text) for remark in written])
    rows = [PlanRemark(plan=plan, **row) for row in numbered(plan, written, plan.times)]
    act.create_many(PlanRemark, rows, "rectification.remark_made")
    return act.step(plan, PLAN, "return", reason="；".join(remark.text.strip() for remark in written)[:500])


def numbered(plan: Plan, remarks: Sequence[Remark], times: int) -> list[dict[str, Any]]:
    """
    The remarks on a submission in their order, as the one list that the unit answers point by point.

    Raises:
        OutOfReach: a remark names an item that is not the plan's.

    """
    own = set(plan.items.values_list("pk", flat=True))
    if any(remark.item is not None and remark.item.pk not in own for remark in remarks):
        raise OutOfReach(say("意见所指的问题不在这份方案里。"))
    return [
        {"times": times, "position": n, "item": r.item, "text": r.text.strip(), "body": r.body}
        for n, r in enumerate(remarks, 1)
    ]


@use_case(PLAN.steps["accept"].permission, within=PLANS)
def accept_plan(act: Act, plan: Plan) -> Plan:
    """Accept a plan that somebody else submitted: its dates are fixed, its items begin, its two reports fall due."""
    PLAN.step("accept", PlanState(plan.state))
    reasons = reasons_to_sum_up_first(open_review=open_review(plan) is not None)
    reasons += reasons_against_reviewer(of_unit=acts_for_unit(act.actor, plan))
    reasons += reasons_not_to_accept(submitted=plan.submitted_by_id == act.actor.pk)
    RuleViolated.unless_empty(reasons + reasons_not_to_submit(plan_facts(plan, act.now)))
    act.step(plan, PLAN, "accept", accepted_by=act.actor.user, accepted_at=act.now)
    for item in plan.standing:
        act.step(item, ITEM, "start", planned_due_on=item.due_on, dated_on=localdate(act.now))
    for kind in UnitReport.Kind.values:
        act.create(UnitReport(plan=plan, kind=kind, due_on=plan.ends_on), "unit_report.opened")
    return plan
