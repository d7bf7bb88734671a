"""What people may read of accounts and grants."""

from datetime import datetime

from django.db.models import Q, QuerySet

from xuncha.core.permissions import ADMINISTRATORS, Role
from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.reach import Reach

ACCOUNTS = Reach(User, "accounts.user", "账号", P.ACCOUNTS_READ, installation=True, url_name="accounts:person")
GRANTED = Reach(Grant, "accounts.grant", "授权", P.ACCOUNTS_READ, installation=True)


def not_ended(now: datetime) -> Q:
    """Grants that count now or will."""
    return Q(valid_to__isnull=True) | Q(valid_to__gt=now)


def roles_of(user: User, now: datetime) -> frozenset[Role]:
    """Every role the person holds or will hold, whatever its scope."""
    return frozenset(Role(role) for role in user.grants.filter(not_ended(now)).values_list("role", flat=True))


def security_grants(now: datetime) -> QuerySet[Grant]:
    """The grants by which people are security administrators at this moment."""
    return Grant.objects.filter(not_ended(now), role=Role.SECURITY_ADMIN, valid_from__lte=now, user__is_active=True)


def is_last_security_admin(user: User, now: datetime) -> bool:
    """Whether nobody else could open accounts and give grants once this person no longer can."""
    return {grant.user_id for grant in security_grants(now)} == {user.pk}


def cast() -> QuerySet[User]:
    """The people of the demo, with their grants."""
    return User.objects.filter(is_cast=True, is_active=True).prefetch_related("grants")


def administrators(now: datetime) -> QuerySet[User]:
    """Who holds one of the three administrators' roles."""
    held = Grant.objects.filter(not_ended(now), role__in=ADMINISTRATORS)
    return User.objects.filter(pk__in=held.values("user"), is_active=True)
