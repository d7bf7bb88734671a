"""
A change of a team's members: at once while the round is prepared, with another person's approval while it runs.

Replacing somebody, sending one more, letting somebody go without a successor and giving a member another place are
all asked for as one kind of request, and every rule is asked again when it is approved.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from xuncha.core.errors import Reason, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Membership, Position, Replacement, Team
from xuncha.rounds.rules import (
    reasons_not_to_approve_replacement,
    reasons_not_to_ask_replacement,
    reasons_not_to_change_at_once,
    reasons_not_to_leave,
    reasons_not_to_name,
)
from xuncha.rounds.selectors import TEAMS, naming_facts
from xuncha.rounds.selectors.replacing import REPLACEMENTS
from xuncha.rounds.services.teams import is_staffed, let_go, may_change, own_member, put, seat
from xuncha.rounds.workflow import REPLACEMENT, ReplacementState
from xuncha.talent.models import Person

STEPS = REPLACEMENT.steps


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is to go, who is to come, to which place and with which duty."""

    team: Team
    member: Membership | None
    person: Person | None
    position: Position
    duty: str
    reason: str


@use_case(P.ROUND_DRAFT, within=TEAMS)
def replace_member(act: Act, team: Team, *, member: Membership, person: Person, reason: str) -> Membership:
    """Put another person in a member's place and duty while the round is prepared."""
    own_member(team, member)
    reasons = reasons_not_to_change_at_once(staffed=is_staffed(team))
    wanted = Wanted(team, member, person, Position(member.position), member.duty, reason)
    RuleViolated.unless_empty(reasons + _against(act, wanted))
    let_go(act, member, reason)
    return seat(act, team, person, wanted.position, wanted.duty)


@use_case(P.ROUND_DRAFT, within=TEAMS)
def ask_replacement(act: Act, team: Team, *, member: Membership, person: Person, reason: str) -> Replacement:
    """Ask that another person take a member's place while the round runs; nobody goes or comes yet."""
    own_member(team, member)
    return _ask(act, Wanted(team, member, person, Position(member.position), member.duty, reason))


@use_case(P.ROUND_DRAFT, within=TEAMS)
def ask_joining(
    act: Act, team: Team, *, person: Person, position: Position, duty: str = "", reason: str
) -> Replacement:
    """Ask that one more person join the team while the round runs."""
    return _ask(act, Wanted(team, None, person, position, duty, reason))


@use_case(P.ROUND_DRAFT, within=TEAMS)
def ask_leaving(act: Act, team: Team, *, member: Membership, reason: str) -> Replacement:
    """Ask that a member leave without a successor while the round runs; until then they stay."""
    own_member(team, member)
    return _ask(act, Wanted(team, member, None, Position(member.position), member.duty, reason))


@use_case(P.ROUND_DRAFT, within=TEAMS)
def ask_position(
    act: Act, team: Team, *, member: Membership, position: Position, duty: str, reason: str
) -> Replacement:
    """Ask that a member take another place in the team, and the access that goes with it, while the round runs."""
    own_member(team, member)
    return _ask(act, Wanted(team, member, member.person, position, duty, reason))


@use_case(STEPS["approve"].permission, within=REPLACEMENTS)
def approve_replacement(act: Act, replacement: Replacement) -> Replacement:
    """Let the members change as was asked for: access goes with it. Every rule is asked again."""
    member, person = replacement.member, replacement.person
    RuleViolated.unless_empty(
        reasons_not_to_approve_replacement(
            own=replacement.created_by_id == act.actor.pk,
            concerned=act.actor.pk in concerned_by(replacement),
            gone=member is not None and member.left_on is not None,
        )
    )
    position = Position(replacement.position)
    RuleViolated.unless_empty(
        _against(act, Wanted(replacement.team, member, person, position, replacement.duty, replacement.reason))
    )
    act.step(replacement, REPLACEMENT, "approve", decided_by=act.actor.user)
    if member is not None and replacement.same_person:
        put(act, member, position, replacement.duty)
        return replacement
    if member is not None:
        let_go(act, member, replacement.reason)
    if person is not None:
        seat(act, replacement.team, person, position, replacement.duty)
    return replacement


@use_case(STEPS["refuse"].permission, within=REPLACEMENTS)
def refuse_replacement(act: Act, replacement: Replacement, *, reason: str) -> Replacement:
    """Leave the team as it is, saying why."""
    return act.step(
        replacement, REPLACEMENT, "refuse", reason=reason, decided_by=act.actor.user, decision=reason.strip()
    )


@use_case(STEPS["withdraw"].permission, within=REPLACEMENTS)
def withdraw_replacement(act: Act, replacement: Replacement) -> Replacement:
    """Take back what one asked for before it is decided."""
    return act.step(replacement, REPLACEMENT, "withdraw")


def concerned_by(replacement: Replacement) -> set[int]:
    """The accounts of those whom the request is about: they do not decide it."""
    people = (replacement.member.person if replacement.member else None, replacement.person)
    return {person.user_id for person in people if person is not None and person.user_id is not None}


def _ask(act: Act, wanted: Wanted) -> Replacement:
    same = Q(pk__in=[])
    if wanted.member is not None:
        same |= Q(member=wanted.member)
    if wanted.person is not None:
        same |= Q(person=wanted.person)
    waiting = wanted.team.replacements.filter(same, state=ReplacementState.ASKED).exists()
    reasons = reasons_not_to_ask_replacement(staffed=is_staffed(wanted.team), waiting=waiting)
    RuleViolated.unless_empty(reasons + _against(act, wanted))
    asked = Replacement(
        team=wanted.team,
        member=wanted.member,
        person=wanted.person,
        position=wanted.position,
        duty=wanted.duty,
        reason=wanted.reason.strip(),
    )
    return act.create(asked, "replacement.asked")


def _against(act: Act, wanted: Wanted) -> list[Reason]:
    """What speaks against this person in that place, and against the member leaving it."""
    member, found = wanted.member, []
    if wanted.person is not None:
        day = timezone.localdate(act.now)
        found = reasons_not_to_name(naming_facts(wanted.team, wanted.person, wanted.position, day, leaving=member))
    succeeded = wanted.person is not None and member is not None and wanted.position == member.position
    return found + reasons_not_to_leave(
        position=member.position if member is not None else "",
        staffed=True,
        round_open=wanted.person is not None or may_change(wanted.team),
        reason_given=wanted.reason,
        successor=succeeded,
    )
