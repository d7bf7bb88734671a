"""Teams and the people named to them; access follows while the round runs."""

from django.utils import timezone

from xuncha.core.errors import OutOfReach, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, say
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Membership, Position, Round, Team
from xuncha.rounds.rules import (
    STAFFED,
    reasons_not_to_add_team,
    reasons_not_to_change_at_once,
    reasons_not_to_leave,
    reasons_not_to_name,
    reasons_not_to_remove_team,
)
from xuncha.rounds.selectors import ROUNDS, TEAMS, naming_facts
from xuncha.rounds.services.access import end_access, give_access
from xuncha.rounds.services.declarations import ask_as_others
from xuncha.rounds.services.recusal import lapse_cases, recuse_members
from xuncha.rounds.workflow import RoundState
from xuncha.talent.models import Person


@use_case(P.ROUND_DRAFT, within=ROUNDS)
def add_team(act: Act, batch: Round, *, number: int | None = None, name: str = "") -> Team:
    """Add a team to a draft; without a number it takes the next one."""
    numbers = set(batch.teams.values_list("number", flat=True))
    wanted = number or max(numbers, default=0) + 1
    RuleViolated.unless_empty(reasons_not_to_add_team(RoundState(batch.state), number=wanted, taken=wanted in numbers))
    return act.create(Team(round=batch, number=wanted, name=name or f"第{wanted}巡察组"), "team.added")


@use_case(P.ROUND_DRAFT, within=TEAMS)
def rename_team(act: Act, team: Team, *, name: str, base_version: int | None = None) -> Team:
    """Call a team something else."""
    return act.change(team, "team.renamed", base_version=base_version, name=name)


@use_case(P.ROUND_DRAFT, within=ROUNDS)
def remove_team(act: Act, batch: Round, *, team: Team) -> Round:
    """Take an empty team out of a draft."""
    if team.round_id != batch.pk:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    RuleViolated.unless_empty(
        reasons_not_to_remove_team(
            RoundState(batch.state), units=team.inspections.count(), members=team.memberships.count()
        )
    )
    act.record("team.removed", team)
    team.delete()
    return batch


@use_case(P.ROUND_DRAFT, within=TEAMS)
def name_member(act: Act, team: Team, *, person: Person, position: Position, duty: str = "") -> Membership:
    """Name a person to a team. Declared ties keep them out of the units concerned, or out of the team altogether."""
    facts = naming_facts(team, person, position, timezone.localdate(act.now))
    RuleViolated.unless_empty(reasons_not_to_change_at_once(staffed=is_staffed(team)) + reasons_not_to_name(facts))
    return seat(act, team, person, position, duty)


@use_case(P.ROUND_DRAFT, within=TEAMS)
def change_member(
    act: Act, team: Team, *, member: Membership, position: Position, duty: str, base_version: int | None = None
) -> Membership:
    """Give a member another duty in the same team; while the round is prepared, another place as well."""
    own_member(team, member)
    facts = naming_facts(team, member.person, position, timezone.localdate(act.now), leaving=member)
    reasons = reasons_not_to_name(facts)
    if position != member.position:
        reasons += reasons_not_to_change_at_once(staffed=is_staffed(team))
    RuleViolated.unless_empty(reasons)
    return put(act, member, position, duty, base_version=base_version)


@use_case(P.ROUND_DRAFT, within=TEAMS)
def remove_member(act: Act, team: Team, *, member: Membership, reason: str) -> Membership:
    """Let a member leave the team while the round is prepared, with the reason."""
    own_member(team, member)
    staffed = is_staffed(team)
    reasons = reasons_not_to_change_at_once(staffed=staffed)
    reasons += reasons_not_to_leave(
        position=member.position,
        staffed=staffed,
        round_open=may_change(team),
        reason_given=reason,
    )
    RuleViolated.unless_empty(reasons)
    return let_go(act, member, reason)


def is_staffed(team: Team) -> bool:
    """Whether members hold access, so that who comes and goes is for another person to approve."""
    return RoundState(team.round.state) in STAFFED


def may_change(team: Team) -> bool:
    """Whether the round is in a state in which people come and go at all."""
    return RoundState(team.round.state) in STAFFED | {RoundState.DRAFT}


def own_member(team: Team, member: Membership) -> None:
    """Refuse a member who is of another team, or gone."""
    if member.team_id != team.pk or member.left_on is not None:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))


def seat(act: Act, team: Team, person: Person, position: Position, duty: str) -> Membership:
    """Name somebody of whom every rule of naming has been asked; access follows in a running round."""
    member = act.create(Membership(team=team, person=person, position=position, duty=duty), "member.named")
    ask_as_others(act, member)
    recuse_members(act, team)
    if is_staffed(team):
        give_access(act, member)
    return member


def put(act: Act, member: Membership, position: Position, duty: str, *, base_version: int | None = None) -> Membership:
    """Give a member a place and a duty of which every rule has been asked; access changes with the place."""
    if position != member.position:
        end_access(act, member, why=N_("改任"))
    act.change(member, "member.changed", base_version=base_version, position=position, duty=duty)
    recuse_members(act, member.team)
    if is_staffed(member.team):
        give_access(act, member)
    return member


def let_go(act: Act, member: Membership, reason: str) -> Membership:
    """Take a member out of the team, of whom every rule of leaving has been asked; access ends at once."""
    end_access(act, member, why=reason)
    lapse_cases(act, member)
    return act.change(
        member, "member.left", detail={"reason": reason}, left_on=timezone.localdate(act.now), left_reason=reason
    )
