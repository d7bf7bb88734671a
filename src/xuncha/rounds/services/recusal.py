"""
Recusal: found again whenever people or units change (domain §8.4, invariant 5), checked, excepted for a reason.

`recuse_members` is called by use cases; the steps of a case are use cases themselves.
"""

from typing import Any

from django.utils import timezone

from xuncha.core.avoidance import Weight
from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Membership, Recusal, Team
from xuncha.rounds.rules import reasons_not_to_decide, reasons_not_to_exempt
from xuncha.rounds.selectors import RECUSALS, TEAMS, found_for, open_cases, proposed_case
from xuncha.rounds.services.access import refresh_access
from xuncha.rounds.workflow import RECUSAL, RecusalState
from xuncha.talent.models import Person

STEPS = RECUSAL.steps


def recuse_members(act: Act, team: Team) -> None:
    """Find again what speaks against each member, and keep them out of the units to which they have declared ties."""
    members = list(
        Membership.objects.filter(team=team, left_on__isnull=True)
        .select_related("person")
        .prefetch_related("recused_from")
    )
    exempt = _find_again(act, team, members)
    for member in members:
        before = {unit.pk for unit in member.recused_from.all()}
        wanted = exempt[member.person_id]
        if before == wanted:
            continue
        member.recused_from.set(sorted(wanted))
        act.record("member.recused", member, changes={"recused_from": [sorted(before), sorted(wanted)]})
        refresh_access(act, Membership.objects.select_related("person__user", "team__round").get(pk=member.pk))


def _find_again(act: Act, team: Team, members: list[Membership]) -> dict[int, set[int]]:
    """Bring the cases into line with what is found today; the units each member has to keep out of."""
    cases, found = open_cases(team), found_for(team, members, timezone.localdate(act.now))
    keep_out: dict[int, set[int]] = {member.person_id: set() for member in members}
    for thing, finding in found.items():
        case = cases.get(thing)
        if case is None:
            case = act.create(
                Recusal(
                    team=team,
                    person=finding.person,
                    organisation=finding.organisation,
                    other=finding.other,
                    weight=finding.weight,
                    ground=finding.text,
                ),
                "recusal.found",
                weight=finding.weight,
            )
        elif (case.weight, case.ground) != (finding.weight, finding.text):
            heavier = case.weight != finding.weight
            act.change(case, "recusal.changed", weight=finding.weight, ground=finding.text)
            if heavier and case.state in {RecusalState.SETTLED, RecusalState.EXEMPT}:
                act.step(case, RECUSAL, "recheck")
        if finding.organisation and finding.weight is Weight.BLOCK and case.state != RecusalState.EXEMPT:
            keep_out[finding.person.pk].add(finding.organisation.pk)
    present = keep_out.keys()
    for thing, case in cases.items():
        if thing not in found and case.person_id in present:
            act.step(case, RECUSAL, "lapse")
    return keep_out


def lapse_cases(act: Act, member: Membership) -> None:
    """Nothing speaks any more against somebody who has left the team, nor against others because of them."""
    for case in open_cases(member.team).values():
        if member.person_id in {case.person_id, case.other_id}:
            act.step(case, RECUSAL, "lapse")


def _asked(act: Act, why: str) -> dict[str, Any]:
    return {"exception_reason": why.strip(), "asked_by": act.actor.user, "decided_by": None, "decision": ""}


@use_case(STEPS["settle"].permission, within=RECUSALS)
def settle_recusal(act: Act, recusal: Recusal) -> Recusal:
    """Note that a case was looked at: who is blocked keeps out, who is only warned of may go."""
    return act.step(recusal, RECUSAL, "settle")


@use_case(STEPS["ask"].permission, within=RECUSALS)
def ask_exemption(act: Act, recusal: Recusal, *, reason: str) -> Recusal:
    """Ask that somebody may serve although they are blocked, saying why; another person decides."""
    RuleViolated.unless_empty(reasons_not_to_exempt(weight=recusal.weight, reason_given=reason))
    return act.step(recusal, RECUSAL, "ask", reason=reason, **_asked(act, reason))


@use_case(P.RECUSAL_HANDLE, within=TEAMS)
def propose_exemption(
    act: Act, team: Team, *, person: Person, organisation: Organisation | None, other: Person | None, reason: str
) -> Recusal:
    """Ask for an exception for somebody who is not in the team yet, because what blocks keeps them from being named."""
    finding = proposed_case(team, person, organisation, other, timezone.localdate(act.now))
    RuleViolated.unless_empty(
        reasons_not_to_exempt(weight=finding.weight if finding else Weight.OK, reason_given=reason)
    )
    case = open_cases(team).get(finding.thing) if finding else None
    if case is None and finding is not None:
        case = act.create(
            Recusal(
                team=team,
                person=person,
                organisation=organisation,
                other=other,
                weight=finding.weight,
                ground=finding.text,
            ),
            "recusal.found",
            weight=finding.weight,
        )
    assert case is not None  # noqa: S101 - without a finding the rule has refused
    return act.step(case, RECUSAL, "ask", reason=reason, **_asked(act, reason))


@use_case(STEPS["approve"].permission, within=RECUSALS)
def approve_exemption(act: Act, recusal: Recusal, *, reason: str) -> Recusal:
    """Let somebody serve although they are blocked; the approver's name and reason stand in the round's record."""
    RuleViolated.unless_empty(
        reasons_not_to_decide(own=recusal.asked_by_id == act.actor.pk, concerned=recusal.person.user_id == act.actor.pk)
    )
    act.step(recusal, RECUSAL, "approve", reason=reason, decided_by=act.actor.user, decision=reason.strip())
    recuse_members(act, recusal.team)
    return recusal


@use_case(STEPS["refuse"].permission, within=RECUSALS)
def refuse_exemption(act: Act, recusal: Recusal, *, reason: str) -> Recusal:
    """Leave the recusal in force, saying why."""
    return act.step(recusal, RECUSAL, "refuse", reason=reason, decided_by=act.actor.user, decision=reason.strip())


@use_case(STEPS["revoke"].permission, within=RECUSALS)
def revoke_exemption(act: Act, recusal: Recusal, *, reason: str) -> Recusal:
    """Take an exception back; from now on the person keeps out again."""
    act.step(recusal, RECUSAL, "revoke", reason=reason, decided_by=act.actor.user, decision=reason.strip())
    recuse_members(act, recusal.team)
    return recusal
