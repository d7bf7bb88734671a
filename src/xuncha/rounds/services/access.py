"""Access of a team's members (一次一授权): given with the authority of the round, ended with it. For use cases."""

from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from xuncha.core.errors import RuleViolated, reason
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.granting import end, give, lessened
from xuncha.foundation.accounts.models import Grant
from xuncha.foundation.usecases import Act
from xuncha.rounds.models import Membership, Round


def end_of_authority(batch: Round) -> datetime:
    """The moment after the last day of the authority, in the office's time zone."""
    assert batch.authority_to is not None  # noqa: S101 - the rule for authorising asks for it
    return timezone.make_aware(datetime.combine(batch.authority_to + timedelta(days=1), time.min))


def open_grants(act: Act, member: Membership) -> list[Grant]:
    """What the member holds in this team now."""
    if member.person.user_id is None:
        return []
    return list(
        Grant.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=act.now),
            user_id=member.person.user_id,
            role=member.position,
            scope_id=member.team_id,
        )
    )


def give_access(act: Act, member: Membership) -> None:
    """
    Let a member with an account work in the team until the authority ends, except in units they keep out of.

    Raises:
        RuleViolated: what the account may not hold, told with the member's name.

    """
    batch = member.team.round
    if member.person.user is None or open_grants(act, member):
        return
    try:
        give(
            act,
            member.person.user,
            Role(member.position),
            scope_id=member.team_id,
            scope_name=f"{batch} {member.team}",
            valid_to=end_of_authority(batch),
            except_units=recused_units(member),
            reason=str(batch),
        )
    except RuleViolated as refusal:
        raise RuleViolated(
            *(reason("{name}：{why}", mend="#teams", name=member.person.name, why=r.text) for r in refusal.reasons)
        ) from None


def refresh_access(act: Act, member: Membership) -> None:
    """Bring the member's grant into line with the round's authority and the units they keep out of."""
    for grant in open_grants(act, member):
        units, until = recused_units(member), end_of_authority(member.team.round)
        if (grant.except_units, grant.valid_to) != (units, until):
            act.change(grant, "grant.changed", except_units=units, valid_to=until)
            lessened(act, grant.user)


def end_access(act: Act, member: Membership, *, why: str) -> None:
    """Take the member's access away at this moment."""
    for grant in open_grants(act, member):
        end(act, grant, reason=why)


def members_of(batch: Round) -> list[Membership]:
    """Everybody who belongs to a team of the round now."""
    current = Membership.objects.filter(team__round=batch, left_on__isnull=True)
    return list(current.select_related("person__user", "team__round").prefetch_related("recused_from"))


def recused_units(member: Membership) -> list[int]:
    """The organisations the member keeps out of, as a grant stores them."""
    return sorted(unit.pk for unit in member.recused_from.all())
