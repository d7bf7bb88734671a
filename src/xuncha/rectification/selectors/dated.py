"""Dates that were written down at the feedback meeting, for whoever asks what another rule would change. (C08)"""

from collections.abc import Iterator

from xuncha.core.text import N_
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.reach import page_of
from xuncha.foundation.regulations.selectors.preview import Dated
from xuncha.rectification.models import Plan
from xuncha.rectification.selectors.facts import EVENT
from xuncha.rectification.selectors.reaches import PLANS
from xuncha.rectification.workflow import RUNNING, PlanState


def dated_by_feedback(actor: Actor, office: Jurisdiction, triggers: frozenset[str]) -> Iterator[Dated]:
    """Plans still to be accepted, and the ends of rectifications under way: no rule moves what was said to the unit."""
    if EVENT not in triggers:
        return
    plans = PLANS.visible_to(actor).filter(inspection__round__term__jurisdiction=office)
    open_plans = plans.exclude(state=PlanState.ACCEPTED).exclude(due_on=None)
    running = plans.filter(items__state__in=RUNNING).exclude(ends_on=None).distinct()
    for plan in open_plans.select_related("opinion", "inspection__organisation").order_by("due_on", "pk"):
        yield from _dated(plan, N_("整改方案时限"), "plan")
    for plan in running.select_related("opinion", "inspection__organisation").order_by("ends_on", "pk"):
        yield from _dated(plan, N_("集中整改期满"), "rectification")


def _dated(plan: Plan, kind: str, code: str) -> Iterator[Dated]:
    written = plan.due_on if code == "plan" else plan.ends_on
    if plan.opinion.delivered_on is not None:
        unit = str(plan.inspection.organisation)
        yield Dated(kind, unit, page_of(plan), EVENT, plan.opinion.delivered_on, code, written)
