"""Levels working together in a round: the mode, who takes part, whom they put forward, their own rounds. (A06)"""

from datetime import date

from django.utils import timezone

from xuncha.core.errors import OutOfReach, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import LentPerson, Linkage, Participation, Round
from xuncha.rounds.rules import (
    reasons_not_to_answer,
    reasons_not_to_invite,
    reasons_not_to_lend,
    reasons_not_to_link,
    reasons_not_to_recall,
    reasons_not_to_revoke,
    reasons_not_to_run_along,
)
from xuncha.rounds.selectors import (
    OPEN_PARTICIPATIONS,
    PARTICIPATIONS,
    ROUNDS,
    guests_of,
    inviting_facts,
    joining_facts,
    lending_facts,
)
from xuncha.rounds.workflow import PARTICIPATION, RoundState
from xuncha.talent.models import Person


@use_case(P.ROUND_DRAFT, within=ROUNDS)
def choose_linkage(act: Act, batch: Round, *, linkage: str, base_version: int | None = None) -> Round:
    """Say how levels work together in this round, or that it is this office's alone."""
    invited = batch.participations.filter(state__in=OPEN_PARTICIPATIONS).count()
    RuleViolated.unless_empty(reasons_not_to_link(RoundState(batch.state), invited=invited))
    return act.change(batch, "round.linked", base_version=base_version, linkage=Linkage(linkage))


@use_case(P.ROUND_DRAFT, within=ROUNDS)
def invite_office(
    act: Act, batch: Round, *, jurisdiction: Jurisdiction, task: str, seats: int = 0, answer_by: date | None = None
) -> Participation:
    """Ask another office to take part."""
    facts = inviting_facts(batch, jurisdiction, seats, answer_by, timezone.localdate(act.now))
    RuleViolated.unless_empty(reasons_not_to_invite(facts))
    return act.create(
        Participation(round=batch, jurisdiction=jurisdiction, task=task, seats=seats, answer_by=answer_by),
        "participation.invited",
    )


@use_case(PARTICIPATION.steps["revoke"].permission, within=ROUNDS)
def revoke_invitation(act: Act, batch: Round, *, participation: Participation, reason: str) -> Participation:
    """Take an invitation back, while nobody whom the office put forward sits in a team."""
    if participation.round_id != batch.pk:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    held = act.lock(participation)
    seated = [guest.lent.person.name for guest in guests_of(held) if guest.member is not None]
    RuleViolated.unless_empty(reasons_not_to_revoke(seated))
    return act.step(held, PARTICIPATION, "revoke", reason=reason)


@use_case(PARTICIPATION.steps["accept"].permission, within=PARTICIPATIONS)
def accept_invitation(act: Act, participation: Participation) -> Participation:
    """Take part in another office's round."""
    RuleViolated.unless_empty(reasons_not_to_answer(RoundState(participation.round.state)))
    return act.step(participation, PARTICIPATION, "accept", answered_by=act.actor.user, answered_at=act.now)


@use_case(PARTICIPATION.steps["decline"].permission, within=PARTICIPATIONS)
def decline_invitation(act: Act, participation: Participation, *, reason: str) -> Participation:
    """Do not take part, and say why."""
    return act.step(
        participation, PARTICIPATION, "decline", reason=reason, answered_by=act.actor.user, answered_at=act.now
    )


@use_case(P.ROUND_DRAFT, within=PARTICIPATIONS)
def lend_person(act: Act, participation: Participation, *, person: Person, note: str = "") -> LentPerson:
    """Put one of the own people forward for the teams of the round."""
    if person.jurisdiction_id != participation.jurisdiction_id:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    RuleViolated.unless_empty(reasons_not_to_lend(lending_facts(participation, person, timezone.localdate(act.now))))
    return act.create(LentPerson(participation=participation, person=person, note=note), "person.lent")


@use_case(P.ROUND_DRAFT, within=PARTICIPATIONS)
def recall_person(act: Act, participation: Participation, *, lent: LentPerson) -> Participation:
    """Take back somebody who was put forward and sits in no team yet."""
    guest = next((one for one in guests_of(participation) if one.lent.pk == lent.pk), None)
    if guest is None:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    team = guest.member.team.name if guest.member else ""
    RuleViolated.unless_empty(reasons_not_to_recall(name=guest.lent.person.name, team=team))
    act.record("person.recalled", participation, person=guest.lent.person.name)
    guest.lent.delete()
    return participation


@use_case(P.ROUND_DRAFT, within=PARTICIPATIONS)
def join_with_round(
    act: Act, participation: Participation, *, own_round: Round, base_version: int | None = None
) -> Participation:
    """Say with which round of the own office it takes part (同步、接力)."""
    if own_round.term.jurisdiction_id != participation.jurisdiction_id:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    RuleViolated.unless_empty(reasons_not_to_run_along(joining_facts(participation, own_round)))
    return act.change(participation, "participation.joined", base_version=base_version, own_round=own_round)
