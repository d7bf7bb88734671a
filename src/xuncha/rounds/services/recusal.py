"""Ties are checked again whenever people or units change (domain §8.4, invariant 5). Called by use cases."""

from django.utils import timezone

from xuncha.foundation.usecases import Act
from xuncha.rounds.models import Membership, Team
from xuncha.rounds.selectors import ties_to, units_of
from xuncha.rounds.services.access import refresh_access


def recuse_members(act: Act, team: Team) -> None:
    """Keep every member out of exactly those units of the team to which they have declared ties."""
    members = list(
        Membership.objects.filter(team=team, left_on__isnull=True)
        .select_related("person")
        .prefetch_related("recused_from")
    )
    ties = ties_to(list(units_of(team)), [m.person for m in members], timezone.localdate(act.now))
    for member in members:
        before = {unit.pk for unit in member.recused_from.all()}
        wanted = set(ties[member.person_id])
        if before == wanted:
            continue
        member.recused_from.set(sorted(wanted))
        act.record("member.recused", member, changes={"recused_from": [sorted(before), sorted(wanted)]})
        refresh_access(act, Membership.objects.select_related("person__user", "team__round").get(pk=member.pk))
