"""
Giving and ending grants within an act that somebody is already allowed to do.

The security administrator's use cases and the authorisation of a round both end here. The caller's use case has
checked who may; this module checks what may be given (`rules`) and leaves the journal entries.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.accounts.rules import GrantFacts, reasons_not_to_grant
from xuncha.foundation.accounts.selectors import not_ended, roles_of
from xuncha.foundation.usecases import Act

LESSENED: list[Callable[[Act, User], None]] = []
"""Told within the act that somebody holds less than before: what they could open is shut to them in the same breath."""


def lessened(act: Act, user: User) -> None:
    """Say that the person holds less from now on."""
    for tell in LESSENED:
        tell(act, user)


def give(
    act: Act,
    user: User,
    role: Role,
    *,
    scope_id: int = 0,
    scope_name: str = "",
    valid_to: datetime | None = None,
    except_units: Iterable[int] = (),
    reason: str = "",
) -> Grant:
    """
    Give a role over one thing, from now until `valid_to` (None: until ended).

    `except_units` are organisations the person is recused from. The account is locked while its roles are compared,
    so that two grants at once cannot add up to what neither may.

    Raises:
        RuleViolated: to oneself, to a switched-off account, twice the same, or roles that exclude each other.

    """
    user = act.lock(user)
    same = user.grants.filter(not_ended(act.now), role=role, scope_id=scope_id).exists()
    facts = GrantFacts(
        role=role,
        held=roles_of(user, act.now),
        same=same,
        own=act.actor.user.pk == user.pk,
        active=user.is_active,
        begins=act.now,
        ends=valid_to,
    )
    RuleViolated.unless_empty(reasons_not_to_grant(facts))
    grant = Grant(
        user=user,
        role=role,
        scope_id=scope_id,
        scope_name=scope_name[:120],
        valid_from=act.now,
        valid_to=valid_to,
        except_units=sorted(except_units),
        reason=reason[:200],
    )
    return act.create(grant, "grant.given", **_told(grant))


def end(act: Act, grant: Grant, *, reason: str = "") -> Grant:
    """End a grant now. One that has already ended stays as it is and is only noted."""
    if grant.valid_to is not None and grant.valid_to <= act.now:
        act.record("grant.already_ended", grant, **_told(grant))
        return grant
    told = {**_told(grant), "reason": reason}
    act.change(grant, "grant.ended", detail=told, valid_to=max(act.now, grant.valid_from))
    lessened(act, grant.user)
    return grant


def _told(grant: Grant) -> dict[str, Any]:
    """What the journal says of a grant besides its changes."""
    return {
        "user": grant.user.username,
        "role": grant.role,
        "scope": grant.scope_name,
        "scope_id": grant.scope_id,
        "valid_to": grant.valid_to,
        "except_units": grant.except_units,
        **({"reason": grant.reason} if grant.reason else {}),
    }
