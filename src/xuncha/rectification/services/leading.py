"""The leader of many units is named, or stops, in one act: one grant for each unit."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from django.utils.timezone import localdate, make_aware

from xuncha.core.errors import OutOfReach, RuleViolated
from xuncha.core.given import against
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Role
from xuncha.core.text import N_, say
from xuncha.foundation.accounts import granting
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import Plan
from xuncha.rectification.rules.leading import reasons_not_to_name
from xuncha.rectification.selectors.leading import latest_plans, leading, to_be_named


@use_case(P.RECT_LEAD, within=JURISDICTIONS)
def name_leader(
    act: Act,
    office: Jurisdiction,
    *,
    plans: Iterable[Plan],
    leader: User,
    valid_to: date,
    instead: bool = False,
    reason: str = "",
) -> list[Grant]:
    """
    Name somebody as the leader of the units of these rectifications, until the end of a day; all of them or none.

    `instead`: whoever led a unit until now does so no longer. Units that are theirs already stay as they are.
    """
    units = _units(act, office, plans)
    theirs = set(leading(act.now).filter(user=leader).values_list("scope_id", flat=True))
    anew = [unit for unit in units if unit.pk not in theirs]
    known = to_be_named(office, act.now).filter(pk=leader.pk).exists()
    reasons = against(reason, 200, N_("理由"), "reason")
    reasons += reasons_not_to_name(valid_to, localdate(act.now), known=known, anew=bool(anew))
    RuleViolated.unless_empty(reasons)
    if instead:
        _stop(act, [unit.pk for unit in anew], reason)
    ends = make_aware(datetime.combine(valid_to, time.max))
    role = Role.SUPERVISING_LEADER
    return [
        granting.give(act, leader, role, scope_id=unit.pk, scope_name=unit.name, valid_to=ends, reason=reason.strip())
        for unit in anew
    ]


@use_case(P.RECT_LEAD, within=JURISDICTIONS)
def end_leaders(act: Act, office: Jurisdiction, *, plans: Iterable[Plan], reason: str) -> list[Grant]:
    """End what the leaders of these units may do now."""
    units = [unit.pk for unit in _units(act, office, plans)]
    RuleViolated.unless_empty(against(reason, 200, N_("理由"), "reason"))
    ended = _stop(act, units, reason)
    if not ended:
        raise RuleViolated(say("选中的单位现在没有分管领导。"))
    return ended


def _units(act: Act, office: Jurisdiction, plans: Iterable[Plan]) -> list[Organisation]:
    wanted = {plan.pk for plan in plans}
    rows = latest_plans(act.actor).filter(pk__in=wanted, inspection__round__term__jurisdiction=office)
    found = list(rows.select_related("inspection__organisation").order_by("pk"))
    if not found or len(found) != len(wanted):
        raise OutOfReach(say("没有这个单位的整改，或者不在您的工作范围内。"))
    return [plan.inspection.organisation for plan in found]


def _stop(act: Act, units: Sequence[int], reason: str) -> list[Grant]:
    rows = leading(act.now).filter(scope_id__in=units).select_related("user").order_by("pk")
    return [granting.end(act, grant, reason=reason.strip()) for grant in rows]
