"""The leaders to whom inspected units answer, and the rectifications for which they are named."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.accounts.selectors import in_force, not_ended
from xuncha.foundation.http import listed
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.rectification.models import Plan
from xuncha.rectification.selectors.reaches import PLANS

UNIT = "inspection__organisation_id"
HEARD = (Role.SECRETARY, Role.LEADING_GROUP)
"""Whoever leads the inspections of an office may lead units, too."""


def latest_plans(actor: Actor) -> QuerySet[Plan]:
    """The latest rectification of each unit for which the person may name a leader."""
    plans = PLANS.permitted(actor, P.RECT_LEAD)
    later = plans.filter(inspection__organisation=OuterRef(UNIT), pk__gt=OuterRef("pk"))
    return plans.filter(~Exists(later))


def leading(now: datetime) -> QuerySet[Grant]:
    """The grants by which somebody leads a unit at this moment."""
    return Grant.objects.filter(in_force(now), role=Role.SUPERVISING_LEADER, user__is_active=True)


def led_by_nobody(now: datetime) -> Q:
    """Rectifications of units without such a leader."""
    return ~Q(Exists(leading(now).filter(scope_id=OuterRef(UNIT))))


def leaders_at(now: datetime) -> Callable[[Sequence[Any]], Mapping[Any, str]]:
    """For rows of plans who leads their units and until when; two queries for all of them."""

    def ask(keys: Sequence[Any]) -> Mapping[Any, str]:
        units = dict(Plan.objects.filter(pk__in=keys).values_list("pk", UNIT))
        told: dict[int, list[str]] = {}
        for grant in leading(now).filter(scope_id__in=units.values()).select_related("user").order_by("pk"):
            until = f"（{localdate(grant.valid_to)}）" if grant.valid_to else ""
            told.setdefault(grant.scope_id, []).append(f"{grant.user.name}{until}")
        return {plan: listed(told[unit]) for plan, unit in units.items() if unit in told}

    return ask


def to_be_named(office: Jurisdiction, now: datetime) -> QuerySet[User]:
    """
    The people who may be named: the office's own leaders, whoever leads or led one of its units, and accounts of the
    jurisdiction that hold nothing yet.
    """
    held = Grant.objects.filter(user=OuterRef("pk"))
    heard = held.filter(in_force(now), role__in=HEARD, scope_id=office.pk)
    units = Plan.objects.filter(inspection__round__term__jurisdiction=office).values(UNIT)
    before = held.filter(role=Role.SUPERVISING_LEADER, scope_id__in=units)
    idle = Q(organisation__jurisdiction=office) & ~Q(Exists(held.filter(not_ended(now))))
    rows = User.objects.filter(Q(Exists(heard)) | Q(Exists(before)) | idle, is_active=True)
    return rows.select_related("organisation").order_by("name", "pk")
