"""Replacing a member: at once while the round is prepared, with the approval of another person while it runs."""

from django.utils import timezone

from xuncha.core.errors import Reason, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Membership, Position, Replacement, Team
from xuncha.rounds.rules import (
    STAFFED,
    reasons_not_to_approve_replacement,
    reasons_not_to_ask_replacement,
    reasons_not_to_leave,
    reasons_not_to_name,
    reasons_not_to_replace_at_once,
)
from xuncha.rounds.selectors import TEAMS, naming_facts
from xuncha.rounds.selectors.replacing import REPLACEMENTS
from xuncha.rounds.services.teams import let_go, own_member, seat
from xuncha.rounds.workflow import REPLACEMENT, ReplacementState, RoundState
from xuncha.talent.models import Person

STEPS = REPLACEMENT.steps


@use_case(P.ROUND_DRAFT, within=TEAMS)
def replace_member(act: Act, team: Team, *, member: Membership, person: Person, reason: str) -> Membership:
    """Put another person in a member's place and duty while the round is prepared."""
    own_member(team, member)
    reasons = reasons_not_to_replace_at_once(staffed=_staffed(team))
    RuleViolated.unless_empty(reasons + _against(act, team, member, person, reason))
    return _exchange(act, team, member, person, reason)


@use_case(P.ROUND_DRAFT, within=TEAMS)
def ask_replacement(act: Act, team: Team, *, member: Membership, person: Person, reason: str) -> Replacement:
    """Ask that another person take a member's place while the round runs; nobody goes or comes yet."""
    own_member(team, member)
    waiting = member.replacements.filter(state=ReplacementState.ASKED).exists()
    reasons = reasons_not_to_ask_replacement(staffed=_staffed(team), waiting=waiting)
    RuleViolated.unless_empty(reasons + _against(act, team, member, person, reason))
    return act.create(Replacement(member=member, person=person, reason=reason.strip()), "replacement.asked")


@use_case(STEPS["approve"].permission, within=REPLACEMENTS)
def approve_replacement(act: Act, replacement: Replacement) -> Replacement:
    """Put the other person in the member's place: access goes over with it. Every rule is asked again."""
    member, person = replacement.member, replacement.person
    RuleViolated.unless_empty(
        reasons_not_to_approve_replacement(
            own=replacement.created_by_id == act.actor.pk,
            concerned=act.actor.pk in {member.person.user_id, person.user_id},
            gone=member.left_on is not None,
        )
    )
    RuleViolated.unless_empty(_against(act, member.team, member, person, replacement.reason))
    act.step(replacement, REPLACEMENT, "approve", decided_by=act.actor.user)
    _exchange(act, member.team, member, person, replacement.reason)
    return replacement


@use_case(STEPS["refuse"].permission, within=REPLACEMENTS)
def refuse_replacement(act: Act, replacement: Replacement, *, reason: str) -> Replacement:
    """Leave the member in place, saying why."""
    return act.step(
        replacement, REPLACEMENT, "refuse", reason=reason, decided_by=act.actor.user, decision=reason.strip()
    )


@use_case(STEPS["withdraw"].permission, within=REPLACEMENTS)
def withdraw_replacement(act: Act, replacement: Replacement) -> Replacement:
    """Take back what one asked for before it is decided."""
    return act.step(replacement, REPLACEMENT, "withdraw")


def _staffed(team: Team) -> bool:
    return RoundState(team.round.state) in STAFFED


def _against(act: Act, team: Team, member: Membership, person: Person, reason: str) -> list[Reason]:
    """What speaks against this person in that place, and against the member leaving it."""
    facts = naming_facts(team, person, member.position, timezone.localdate(act.now), leaving=member)
    return reasons_not_to_name(facts) + reasons_not_to_leave(
        position=member.position, staffed=True, round_open=facts.round_open, reason_given=reason, successor=True
    )


def _exchange(act: Act, team: Team, member: Membership, person: Person, reason: str) -> Membership:
    let_go(act, member, reason)
    return seat(act, team, person, Position(member.position), member.duty)
