"""What the security administrator does with accounts and grants. The journal says who did what, never a password."""

from datetime import datetime

from xuncha.core.errors import RuleViolated, reason
from xuncha.core.permissions import ROLE_SCOPE, Role, Scope
from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts import credentials, granting
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.accounts.opening import opened
from xuncha.foundation.accounts.rules import reasons_not_to_grant_by_hand, reasons_not_to_take_away
from xuncha.foundation.accounts.selectors import ACCOUNTS, GRANTED, is_last_security_admin, security_grants
from xuncha.foundation.accounts.services.keeping import NO_SESSION, keep
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.usecases import Act, installation_use_case, use_case


@installation_use_case(P.ACCOUNTS_MANAGE)
def open_account(
    act: Act,
    *,
    username: str,
    name: str,
    password: str | None,
    organisation: Organisation | None = None,
    post: str = "",
    is_cast: bool = False,
) -> User:
    """
    Open an account for one named person, with a first password that must be changed at the first sign-in.

    Without a password (None) nobody can sign in until one is set; the cast of a demo has a button all the same.

    Raises:
        RuleViolated: the username is taken or not usable, or the password is weak.

    """
    user = User(username=username.strip(), name=name.strip(), organisation=organisation, post=post, is_cast=is_cast)
    return opened(act, user, password)


@use_case(P.ACCOUNTS_MANAGE, within=ACCOUNTS)
def change_account(
    act: Act,
    user: User,
    *,
    name: str,
    organisation: Organisation | None,
    post: str,
    base_version: int | None = None,
) -> User:
    """Correct a person's name, organisation and post. The username stays: the journal knows the person by it."""
    return act.change(
        user, "account.changed", base_version=base_version, name=name.strip(), organisation=organisation, post=post
    )


@use_case(P.ACCOUNTS_MANAGE, within=ACCOUNTS)
def switch_off(act: Act, user: User, *, reason: str) -> User:
    """Switch an account off: it holds nothing from this moment, and an open session ends at its next request."""
    _refuse_to_take_away(act, user, manages=True)
    act.change(user, "account.switched_off", detail={"reason": _given(reason)}, is_active=False)
    granting.lessened(act, user)
    return user


@use_case(P.ACCOUNTS_MANAGE, within=ACCOUNTS)
def switch_on(act: Act, user: User, *, reason: str) -> User:
    """Switch an account on again. Grants that ended in between stay ended."""
    return act.change(user, "account.switched_on", detail={"reason": _given(reason)}, is_active=True)


@use_case(P.ACCOUNTS_MANAGE, within=ACCOUNTS)
def reset_password(act: Act, user: User, *, password: str) -> User:
    """Give a new first password, to be changed at the next sign-in; ends the person's sessions and the lock."""
    RuleViolated.unless_empty(credentials.reasons_not_to_use(password, user))
    user.set_password(password)
    return keep(
        act,
        user,
        "account.password_reset",
        password=user.password,
        must_change_password=True,
        session_key=NO_SESSION,
        failed_attempts=0,
        locked_until=None,
    )


@use_case(P.ACCOUNTS_MANAGE, within=ACCOUNTS)
def reset_second_factor(act: Act, user: User, *, reason: str) -> User:
    """Forget a lost second factor and its recovery codes; the next sign-in asks for a new one. Ends sessions."""
    return keep(
        act,
        user,
        "account.second_factor_reset",
        detail={"reason": _given(reason)},
        otp_secret="",
        otp_last_step=0,
        recovery_codes=[],
        session_key=NO_SESSION,
    )


@use_case(P.ACCOUNTS_MANAGE, within=ACCOUNTS)
def unlock(act: Act, user: User) -> User:
    """Open an account that too many failed sign-ins have shut."""
    return keep(act, user, "account.unlocked", failed_attempts=0, locked_until=None)


@use_case(P.ACCOUNTS_MANAGE, within=ACCOUNTS)
def grant_role(
    act: Act,
    user: User,
    *,
    role: Role,
    jurisdiction: Jurisdiction | None = None,
    unit: Organisation | None = None,
    valid_to: datetime | None = None,
    reason: str = "",
) -> Grant:
    """
    Give a role over the installation, a jurisdiction or a unit, from now on.

    Raises:
        RuleViolated: a team role, a role without its thing, to oneself, twice, or roles that exclude each other.

    """
    thing: Jurisdiction | Organisation | None = {Scope.JURISDICTION: jurisdiction, Scope.UNIT: unit}.get(
        ROLE_SCOPE[role]
    )
    exists = ROLE_SCOPE[role] is Scope.INSTALLATION or thing is not None
    RuleViolated.unless_empty(reasons_not_to_grant_by_hand(role, thing_exists=exists))
    return granting.give(
        act,
        user,
        role,
        scope_id=thing.pk if thing else 0,
        scope_name=thing.name if thing else "",
        valid_to=valid_to,
        reason=reason,
    )


@use_case(P.ACCOUNTS_MANAGE, within=GRANTED)
def end_grant(act: Act, grant: Grant, *, reason: str) -> Grant:
    """End a person's grant now; what it allowed is over at their next request."""
    _refuse_to_take_away(act, grant.user, manages=grant.role == Role.SECURITY_ADMIN)
    return granting.end(act, grant, reason=_given(reason))


def _refuse_to_take_away(act: Act, user: User, *, manages: bool) -> None:
    """The security administrators' grants are locked first, so that the last two cannot end each other at once."""
    if manages:
        for grant in security_grants(act.now):
            act.lock(grant)
    last = manages and is_last_security_admin(user, act.now)
    RuleViolated.unless_empty(reasons_not_to_take_away(own=user.pk == act.actor.user.pk, last_security_admin=last))


def _given(text: str) -> str:
    if not text.strip():
        raise RuleViolated(reason("请写明理由。", field="reason"))
    return text.strip()
