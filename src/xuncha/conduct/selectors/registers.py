"""Who was trained, who promised, who has which device; who still has to promise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from xuncha.conduct.models import Device, Pledge, Training
from xuncha.conduct.rules import pledge_demand_of, reasons_without_pledges
from xuncha.core.errors import Reason
from xuncha.core.parameters import Demand
from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.regulations.selectors import parameter_on
from xuncha.rounds.models import Inspection, Membership, Round, Team


def members_of(batch: Round) -> QuerySet[Membership]:
    """Who is in a team of the round today, team by team."""
    rows = Membership.objects.filter(team__round=batch, left_on__isnull=True)
    return rows.select_related("person", "team").order_by("team__number", "position", "pk")


def members_in(team: Team | None) -> QuerySet[Membership]:
    """Who was ever in a team; those who left may still have broken a rule before."""
    return Membership.objects.filter(team=team).select_related("person").order_by("position", "pk")


def own_membership(user: User, team: Team) -> Membership | None:
    """The person's own place in a team today."""
    return team.memberships.filter(person__user=user, left_on__isnull=True).first()


def pledge_demand(office: Jurisdiction, day: date) -> Demand:
    """Whether pledges are a bar, a hint or nothing, on a day (parameter `conduct.pledge`)."""
    row = parameter_on("conduct.pledge", day, office)
    return pledge_demand_of(row.value if row else None)


@dataclass(frozen=True, slots=True)
class Line:
    """One member with what was promised, learnt and taken along."""

    membership: Membership
    pledges: dict[str, Pledge]
    trainings: int
    devices: list[Device]

    @property
    def missing(self) -> list[str]:
        """The pledges that are not there, in words."""
        return [str(kind.label) for kind in Pledge.Kind if kind.value not in self.pledges]


def lines_of(batch: Round) -> list[Line]:
    """Every member of the round; four queries however many."""
    members = members_of(batch)
    pledges = Pledge.objects.filter(membership__team__round=batch)
    devices = list(Device.objects.filter(membership__team__round=batch).order_by("number"))
    attended = list(
        Training.members.through._default_manager.filter(training__round=batch).values_list("membership_id")
    )
    return [
        Line(
            member,
            {one.kind: one for one in pledges if one.membership_id == member.pk},
            attended.count((member.pk,)),
            [one for one in devices if one.membership_id == member.pk],
        )
        for member in members
    ]


def reasons_to_pledge_first(user: User, inspection: Inspection, day: date) -> Sequence[Reason]:
    """Where pledges are a bar: why this member writes nothing of the case yet."""
    member = own_membership(user, inspection.team) if inspection.team else None
    if member is None:
        return []
    there = set(member.pledges.values_list("kind", flat=True))
    missing = [str(kind.label) for kind in Pledge.Kind if kind.value not in there]
    return reasons_without_pledges(pledge_demand(inspection.round.term.jurisdiction, day), missing) if missing else []
