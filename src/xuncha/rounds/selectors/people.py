"""Who of a team may do what about one inspection."""

from datetime import datetime

from django.db.models import Q

from xuncha.core.permissions import GRANTS, ROLE_SCOPE, Permission, Scope
from xuncha.foundation.accounts.models import Grant, User
from xuncha.rounds.models import Inspection


def people_with(permission: Permission, inspection: Inspection, now: datetime) -> list[User]:
    """The people who hold this permission in the inspection's team now, without those recused from the unit."""
    roles = [r for r, scope in ROLE_SCOPE.items() if scope is Scope.TEAM and permission in GRANTS[r]]
    in_force = Q(valid_from__lte=now) & (Q(valid_to__isnull=True) | Q(valid_to__gt=now))
    team = inspection.team_id or 0  # no team yet: nobody
    grants = Grant.objects.filter(in_force, role__in=roles, scope_id=team, user__is_active=True)
    given = grants.select_related("user").order_by()
    people = {g.user_id: g.user for g in given if inspection.organisation_id not in g.except_units}
    return sorted(people.values(), key=lambda user: (user.name, user.pk))
