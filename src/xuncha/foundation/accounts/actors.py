"""The signed-in person together with the grants in force: what every check of permission and reach looks at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q

from xuncha.core.permissions import GRANTS, ROLE_SCOPE, Permission, Role, Scope
from xuncha.foundation.accounts.models import Grant, User


@dataclass(frozen=True, slots=True)
class Held:
    """One grant in force, reduced to what a decision needs."""

    role: Role
    scope: Scope
    scope_id: int
    except_units: tuple[int, ...] = ()
    scope_name: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at a moment (`at`). Grants that have not begun or have ended are already left out."""

    user: User
    held: tuple[Held, ...]
    at: datetime | None = None

    @property
    def pk(self) -> int:
        return int(self.user.pk)

    @property
    def roles(self) -> frozenset[Role]:
        """Roles held in whatever scope."""
        return frozenset(h.role for h in self.held)

    def holds(self, permission: Permission) -> bool:
        """Whether any grant in force carries the permission."""
        return any(permission in GRANTS[h.role] for h in self.held)

    def holding(self, permission: Permission) -> list[Held]:
        """The grants in force that carry the permission."""
        return [h for h in self.held if permission in GRANTS[h.role]]

    @property
    def as_staff(self) -> "Actor":
        """The same person without what they hold for an inspected unit: what only the inside may read asks for this."""
        return Actor(self.user, tuple(h for h in self.held if h.scope is not Scope.UNIT), self.at)

    @property
    def only_for_units(self) -> bool:
        """Whether everything the person holds is held for inspected units: theirs is the portal."""
        return bool(self.held) and all(held.scope is Scope.UNIT for held in self.held)

    def scope_ids(self, permission: Permission, scope: Scope) -> list[int]:
        """The things of this kind over which the permission is held."""
        return [h.scope_id for h in self.holding(permission) if h.scope is scope]


def reduce(grants: Iterable[Grant]) -> tuple[Held, ...]:
    """Grants as the actor carries them."""
    return tuple(
        Held(Role(g.role), ROLE_SCOPE[Role(g.role)], g.scope_id, tuple(int(u) for u in g.except_units), g.scope_name)
        for g in grants
    )


def actor_of(user: User, now: datetime) -> Actor:
    """
    The person with the grants in force at this moment; one query. A switched-off account holds nothing, and where the
    units' portal is switched off nobody holds anything for a unit, but staff who enter for it what comes on paper.
    """
    in_force = Q(valid_from__lte=now) & (Q(valid_to__isnull=True) | Q(valid_to__gt=now))
    return actor_with(user, user.grants.filter(in_force) if user.is_active else (), now)


def actor_with(user: User, grants: Iterable[Grant], now: datetime) -> Actor:
    """`actor_of` for somebody whose grants, past and future ones among them, are already read; no query."""
    if not user.is_active:
        return Actor(user, (), now)
    in_force = reduce(g for g in grants if g.valid_from <= now and (g.valid_to is None or now < g.valid_to))
    actor = Actor(user, in_force, now)
    enters = settings.XUNCHA_ON_PAPER and not actor.only_for_units
    return actor if settings.XUNCHA_PORTAL or enters else actor.as_staff
