"""Who was trained, who promised, who has which device; who still has to promise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from xuncha.conduct.models import Device, Pledge, Training
from xuncha.conduct.rules import FIELD_WORK, pledge_demand_of, reasons_without_pledges
from xuncha.core.errors import Reason
from xuncha.core.parameters import Demand
from xuncha.core.permissions import Permission
from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.reach import Reach
from xuncha.foundation.regulations.selectors import parameter_on
from xuncha.foundation.usecases import Act
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


PLEDGE = "conduct.pledge"


def pledge_demand(office: Jurisdiction, day: date) -> Demand:
    """Whether pledges are a bar, a hint or nothing, on a day (parameter `conduct.pledge`)."""
    row = parameter_on(PLEDGE, day, office)
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


def reasons_to_pledge_first(act: Act, permission: Permission, within: Reach[Any], record: Model) -> Sequence[Reason]:
    """Where pledges are a bar: why this member does nothing about the case yet. Asked by the door of every act."""
    inspection = _inspection(within, record) if permission in FIELD_WORK else None
    if inspection is None or inspection.team is None or act.actor.user.pk is None:
        return []
    office, today = inspection.round.term.jurisdiction, localdate(act.now)
    if pledge_demand(office, today) is not Demand.BLOCK:
        return []
    member = own_membership(act.actor.user, inspection.team)
    return reasons_without_pledges(Demand.BLOCK, _missing(member)) if member else []


def _inspection(within: Reach[Any], record: Any) -> Inspection | None:
    """The inspection in which the record lies: where its reach finds the inspected unit."""
    for step in within.inspected.split("__")[:-1]:
        record = getattr(record, step, None)
    return record if isinstance(record, Inspection) else None


def _missing(member: Membership) -> dict[str, str]:
    """The pledges that the member has not made, with where each is signed."""
    there = set(member.pledges.values_list("kind", flat=True))
    kinds = [kind for kind in Pledge.Kind if kind.value not in there]
    return {str(kind.label): reverse("conduct:pledge-sign", args=[member.team_id, kind.value]) for kind in kinds}
