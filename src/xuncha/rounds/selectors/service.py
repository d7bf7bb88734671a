"""Where people served, told to the talent pools: every team of a round that was authorised."""

from collections.abc import Collection

from django.urls import reverse

from xuncha.rounds.models import Membership
from xuncha.rounds.rules import ENTERED, STAFFED
from xuncha.talent.selectors import Service, service_sources


def service_in_rounds(people: Collection[int]) -> list[Service]:
    """The teams these people belonged to, the newest round first; one query."""
    rows = Membership.objects.filter(person__in=people, team__round__state__in=ENTERED | STAFFED)
    rows = rows.select_related("team__round").order_by("-team__round__year", "-team__round__number", "-pk")
    return [
        Service(
            person_id=row.person_id,
            round_id=row.team.round_id,
            round_name=row.team.round.name,
            team_id=row.team_id,
            team=row.team.name,
            position=str(row.get_position_display()),
            since=row.team.round.field_from,
            left_on=row.left_on,
            url=reverse("rounds:round", kwargs={"pk": row.team.round_id}),
        )
        for row in rows
    ]


service_sources.append(service_in_rounds)
