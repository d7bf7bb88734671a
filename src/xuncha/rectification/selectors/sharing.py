"""What a unit's people gave each other: for the unit's liaison and head, and whom it was given to; for no office."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from xuncha.core.errors import OutOfReach
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Role, Scope
from xuncha.core.text import say
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.accounts.selectors import in_force
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.reach import Reach
from xuncha.rectification.models import Assignment, Item, Measure, Plan
from xuncha.rectification.rules.sharing import GivingFacts
from xuncha.rectification.selectors.reaches import PLANS
from xuncha.rectification.workflow import ASSIGNMENT, ItemState

UNIT = "item__plan__inspection__organisation_id"


def own_or_given(actor: Actor) -> Q:
    """Everything of the units whose rectification the person follows; of others, what was given to them by name."""
    return Q(**{f"{UNIT}__in": actor.scope_ids(P.RECT_FOLLOW, Scope.UNIT)}) | Q(to=actor.pk)


ASSIGNMENTS = Reach(
    Assignment,
    "rectification.assignment",
    "单位内部交办",
    P.RECT_SHARE,
    unit=UNIT,
    inspected=UNIT,
    named=own_or_given,
    url_name="rectification_unit:assignment",
    around=("item__plan__inspection__organisation",),
)
CONTRIBUTORS = Reach(
    Grant,
    "rectification.contributor",
    "责任部门经办人",
    P.RECT_APPOINT,
    unit="scope_id",
    inspected="scope_id",
    unit_sees=Q(role=Role.UNIT_CONTRIBUTOR),
)


def contributors_of(unit: int, now: datetime) -> QuerySet[Grant]:
    """The grants by which people contribute to a unit's rectification now."""
    held = Grant.objects.filter(in_force(now), role=Role.UNIT_CONTRIBUTOR, scope_id=unit, user__is_active=True)
    return held.select_related("user__organisation").order_by("user_id")


def organisations_of(plan: Plan) -> QuerySet[Organisation]:
    """The unit itself and what lies right below it."""
    unit = plan.inspection.organisation_id
    return Organisation.objects.filter(Q(pk=unit) | Q(parent=unit), closed_on__isnull=True).order_by("pk")


def giving_facts(item: Item, to: User, measure: Measure | None, asked: Assignment, now: datetime) -> GivingFacts:
    """What giving a part of an item looks at; two queries."""
    waiting = item.assignments.filter(to=to, measure=measure).exclude(state__in=ASSIGNMENT.finished())
    return GivingFacts(
        state=ItemState(item.state),
        ask=asked.ask,
        due_on=asked.due_on,
        today=localdate(now),
        known=contributors_of(item.plan.inspection.organisation_id, now).filter(user=to).exists(),
        same=waiting.exists(),
    )


def plans_to_appoint(actor: Actor) -> list[Plan]:
    """The latest rectification of each unit for which the person opens accounts; one query."""
    if not actor.holds(P.RECT_APPOINT):
        return []
    plans = PLANS.permitted(actor, P.RECT_APPOINT).select_related("inspection__organisation").order_by("-pk")
    latest = {plan.inspection.organisation_id: plan for plan in reversed(plans)}
    return [latest[unit] for unit in sorted(latest)]


def plan_of_grant(actor: Actor, grant: Grant) -> Plan:
    """
    The latest rectification of the unit for which somebody contributes.

    Raises:
        OutOfReach: the unit has none.

    """
    plan = (
        PLANS.permitted(actor, P.RECT_APPOINT).filter(inspection__organisation=grant.scope_id).order_by("-pk").first()
    )
    if plan is None:
        raise OutOfReach(say("这个单位没有整改。"))
    return plan
