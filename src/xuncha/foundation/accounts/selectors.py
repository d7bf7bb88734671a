"""What people may read of accounts and grants."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import BooleanField, ExpressionWrapper, F, Prefetch, Q, QuerySet

from xuncha.core.permissions import ROLE_LABEL, ROLE_SCOPE, Role, Scope, roles_with
from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.reach import Reach

ACCOUNTS = Reach(User, "accounts.user", "账号", P.ACCOUNTS_READ, installation=True, url_name="accounts:people-one")
GRANTED = Reach(Grant, "accounts.grant", "授权", P.ACCOUNTS_READ, installation=True)


def in_force(now: datetime) -> Q:
    """Grants that count at this moment."""
    return Q(valid_from__lte=now) & not_ended(now)


def acting_for_units(permission: P, now: datetime) -> QuerySet[Grant]:
    """The grants by which people of units can do this in the portal at this moment."""
    if not settings.XUNCHA_PORTAL:
        return Grant.objects.none()
    roles = [role for role in roles_with(permission) if ROLE_SCOPE[role] is Scope.UNIT]
    return Grant.objects.filter(in_force(now), role__in=roles, user__is_active=True)


def not_ended(now: datetime) -> Q:
    """Grants that count now or will."""
    return Q(valid_to__isnull=True) | Q(valid_to__gt=now)


def roles_of(user: User, now: datetime) -> frozenset[Role]:
    """Every role the person holds or will hold, whatever its scope."""
    return frozenset(Role(role) for role in user.grants.filter(not_ended(now)).values_list("role", flat=True))


def security_grants(now: datetime) -> QuerySet[Grant]:
    """The grants by which people are security administrators at this moment."""
    return Grant.objects.filter(in_force(now), role=Role.SECURITY_ADMIN, user__is_active=True)


def is_last_security_admin(user: User, now: datetime) -> bool:
    """Whether nobody else could open accounts and give grants once this person no longer can."""
    return {grant.user_id for grant in security_grants(now)} == {user.pk}


def account(pk: int) -> User | None:
    """The account of a sign-in under way."""
    return User.objects.filter(pk=pk).first()


def cast() -> QuerySet[User]:
    """The people of the demo."""
    return User.objects.filter(is_cast=True, is_active=True)


def cast_by_role(now: datetime) -> list[tuple[str, list[Grant]]]:
    """The people of the demo by what they are, in table order: (role in words, grants with their people)."""
    grants = Grant.objects.filter(in_force(now), user__in=cast()).select_related("user").order_by("scope_id", "user_id")
    by_role: dict[str, list[Grant]] = {role.value: [] for role in Role}
    for grant in grants:
        by_role[grant.role].append(grant)
    return [(ROLE_LABEL[Role(role)], held) for role, held in by_role.items() if held]


@dataclass(frozen=True, slots=True)
class Dated:
    """A grant at a moment: over, now or later."""

    grant: Grant
    phase: str


def grants_of(user: User, now: datetime) -> list[Dated]:
    """Everything the person holds, will hold or held, what lasts longest first."""
    grants = user.grants.order_by(F("valid_to").desc(nulls_first=True), "-valid_from", "pk")
    return [
        Dated(grant, "now" if grant.in_force(now) else "later" if now < grant.valid_from else "over")
        for grant in grants
    ]


def people(actor: Actor, now: datetime) -> QuerySet[User]:
    """Accounts for the list: whether shut at this moment, and the grants in force as `held_now`."""
    held = Grant.objects.filter(in_force(now))
    return (
        ACCOUNTS.visible_to(actor)
        .annotate(shut=ExpressionWrapper(Q(locked_until__gt=now), output_field=BooleanField()))
        .prefetch_related(Prefetch("grants", held, to_attr="held_now"))
    )
