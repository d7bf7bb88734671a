"""Accounts that a unit's liaison opens for people of the unit: one role, over this unit alone, for at most a year."""

from datetime import timedelta

from xuncha.core.errors import RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Role
from xuncha.foundation.accounts import granting
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.accounts.opening import opened
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import Plan
from xuncha.rectification.rules.sharing import DAYS_OF_ACCOUNT, reasons_not_to_appoint
from xuncha.rectification.selectors import PLANS
from xuncha.rectification.selectors.sharing import CONTRIBUTORS, contributors_of, organisations_of


@use_case(P.RECT_APPOINT, within=PLANS)
def appoint_contributor(
    act: Act, plan: Plan, *, name: str, post: str, organisation: Organisation, password: str
) -> User:
    """
    Open an account for a named person who may hand in what is given to them, and nothing else.

    The username is made from the unit's code, so that nobody learns which others exist.
    """
    unit = plan.inspection.organisation
    within = organisations_of(plan).filter(pk=organisation.pk).exists()
    held = contributors_of(unit.pk, act.now).count()
    RuleViolated.unless_empty(reasons_not_to_appoint(name, within=within, held=held))
    user = User(username=_free_name(unit), name=name.strip(), organisation=organisation, post=post.strip())
    opened(act, user, password)
    granting.give(
        act,
        user,
        Role.UNIT_CONTRIBUTOR,
        scope_id=unit.pk,
        scope_name=unit.name,
        valid_to=act.now + timedelta(days=DAYS_OF_ACCOUNT),
    )
    return user


@use_case(P.RECT_APPOINT, within=CONTRIBUTORS)
def dismiss_contributor(act: Act, grant: Grant, *, reason: str) -> Grant:
    """End what a contributor may do; what they handed in stays."""
    return granting.end(act, grant, reason=_given(reason))


def _given(text: str) -> str:
    if not text.strip():
        raise RuleViolated(reason("请写明理由。", field="reason"))
    return text.strip()


def _free_name(unit: Organisation) -> str:
    """The unit's code and a number that nobody has yet."""
    stem = "".join(sign if sign.isalnum() else "-" for sign in unit.code.lower())[:32]
    n = User.objects.filter(username__istartswith=f"{stem}.").count() + 1
    while User.objects.filter(username__iexact=f"{stem}.{n}").exists():
        n += 1
    return f"{stem}.{n}"
