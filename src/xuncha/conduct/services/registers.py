"""Training and debriefs, pledges, devices of a round. (feature A19)"""

from collections.abc import Collection
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.conduct.models import Device, Pledge, Training
from xuncha.conduct.rules import (
    CODE,
    SECRECY,
    reasons_not_to_give_back,
    reasons_not_to_issue_device,
    reasons_not_to_pledge,
    reasons_not_to_register,
)
from xuncha.conduct.selectors import DEVICES, members_of, own_membership
from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Membership, Round, Team
from xuncha.rounds.selectors import ROUNDS, TEAMS

WORDS = {Pledge.Kind.SECRECY: SECRECY, Pledge.Kind.CODE: CODE}


def words_of(kind: str) -> list[str]:
    """What is promised, line by line, as it is shown."""
    return [_(line) for line in WORDS[Pledge.Kind(kind)]]


@use_case(P.CONDUCT_WRITE, within=ROUNDS, lock=False)
def register_training(
    act: Act,
    batch: Round,
    *,
    kind: str,
    title: str,
    on: date,
    members: Collection[Membership],
    place: str = "",
    teacher: str = "",
    content: str = "",
) -> Training:
    """Register a training, lecture or debrief with those who were there."""
    there = {member.pk for member in members_of(batch)}
    chosen = [member for member in members if member.pk in there]
    RuleViolated.unless_empty(reasons_not_to_register(on=on, today=timezone.localdate(act.now), people=len(chosen)))
    training = Training(
        round=batch, kind=kind, title=title.strip(), on=on, place=place, teacher=teacher, content=content.strip()
    )
    act.create(training, "training.registered", members=[str(member.person) for member in chosen])
    training.members.set(chosen)
    return training


@use_case(P.CONDUCT_SIGN, within=TEAMS)
def sign_pledge(act: Act, team: Team, *, kind: str) -> Pledge:
    """Promise as a member of the team; the words are kept as they were shown."""
    member = own_membership(act.actor.user, team)
    there = member is not None and member.pledges.filter(kind=kind).exists()
    RuleViolated.unless_empty(reasons_not_to_pledge(member=member is not None, there=there))
    return act.create(Pledge(membership=member, kind=kind, words="\n".join(words_of(kind))), "pledge.signed")


@use_case(P.CONDUCT_WRITE, within=TEAMS)
def enter_pledge(act: Act, team: Team, *, kind: str, member: Membership) -> Pledge:
    """Enter a pledge that a member of the team signed on paper."""
    there = member.pledges.filter(kind=kind).exists()
    RuleViolated.unless_empty(reasons_not_to_pledge(member=member.team_id == team.pk, there=there))
    pledge = Pledge(membership=member, kind=kind, words="\n".join(words_of(kind)), on_paper=True)
    return act.create(pledge, "pledge.entered")


@use_case(P.CONDUCT_WRITE, within=TEAMS)
def issue_device(act: Act, team: Team, *, member: Membership, name: str, number: str, on: date) -> Device:
    """Hand a device to a member of the team."""
    out = Device.objects.filter(number=number.strip(), returned_on__isnull=True).exists()
    RuleViolated.unless_empty(
        reasons_not_to_issue_device(on=on, today=timezone.localdate(act.now), out=out)
        + reasons_not_to_pledge(member=member.team_id == team.pk, there=False)
    )
    return act.create(Device(membership=member, name=name.strip(), number=number.strip(), on=on), "device.issued")


@use_case(P.CONDUCT_WRITE, within=DEVICES)
def take_device_back(act: Act, device: Device, *, on: date, note: str = "") -> Device:
    """Note that a device came back, and in which state."""
    today, gone = timezone.localdate(act.now), device.returned_on is not None
    RuleViolated.unless_empty(reasons_not_to_give_back(on=on, issued_on=device.on, today=today, returned=gone))
    return act.change(device, "device.returned", returned_on=on, note=note.strip())
