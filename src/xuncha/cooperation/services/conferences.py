"""A conference: prepared, called, held, its decisions carried out by departments, closed."""

from collections.abc import Sequence
from datetime import date

from django.utils.timezone import localdate

from xuncha.cooperation.models import Conference, Decision, Invited
from xuncha.cooperation.rules import (
    reasons_not_to_close,
    reasons_not_to_decide,
    reasons_not_to_finish,
    reasons_not_to_give_view,
    reasons_not_to_hold,
    reasons_not_to_plan_conference,
)
from xuncha.cooperation.selectors import CONFERENCES, DECISIONS, finishes, own_invited, waiting_decisions
from xuncha.cooperation.selectors.sources import DECIDED, MINUTES
from xuncha.cooperation.workflow import CONFERENCE, DECISION, ConferenceState
from xuncha.core.errors import OutOfReach, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.leaks.services import hold_back
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS


def _about(act: Act, inspection: Inspection | None) -> None:
    """A conference speaks of no unit that its writer cannot reach."""
    if inspection is not None and not INSPECTIONS.permits(act.actor, P.COOPERATION_WRITE, inspection):
        raise OutOfReach(say("没有这个巡察任务，或者不在您的工作范围内。"))


def _invite(conference: Conference, invited: Sequence[Organisation]) -> None:
    """Ask these and no others; what those that stay have said stays."""
    conference.invited.exclude(organisation__in=[one.pk for one in invited]).delete()
    there = set(conference.invited.values_list("organisation_id", flat=True))
    new = [one for one in invited if one.pk not in there]
    Invited.objects.bulk_create(Invited(conference=conference, organisation=one) for one in new)


@use_case(P.COOPERATION_WRITE, within=JURISDICTIONS)
def plan_conference(
    act: Act,
    jurisdiction: Jurisdiction,
    *,
    kind: str,
    title: str,
    on: date,
    agenda: str,
    invited: Sequence[Organisation],
    place: str = "",
    chair: str = "",
    inspection: Inspection | None = None,
) -> Conference:
    """Prepare a joint meeting, a consultation or a briefing by departments."""
    RuleViolated.unless_empty(reasons_not_to_plan_conference(title, agenda, invited=len(invited)))
    _about(act, inspection)
    conference = Conference(
        jurisdiction=jurisdiction,
        kind=kind,
        title=title.strip(),
        on=on,
        agenda=agenda.strip(),
        place=place.strip(),
        chair=chair.strip(),
        inspection=inspection,
    )
    act.create(conference, "conference.planned", invited=[one.name for one in invited])
    _invite(conference, invited)
    return conference


@use_case(P.COOPERATION_WRITE, within=CONFERENCES)
def change_conference(
    act: Act,
    conference: Conference,
    *,
    base_version: int | None,
    kind: str,
    title: str,
    on: date,
    agenda: str,
    invited: Sequence[Organisation],
    place: str = "",
    chair: str = "",
    inspection: Inspection | None = None,
) -> Conference:
    """Change one that was not called yet."""
    CONFERENCE.step("call", ConferenceState(conference.state))
    RuleViolated.unless_empty(reasons_not_to_plan_conference(title, agenda, invited=len(invited)))
    _about(act, inspection)
    changed = act.change(
        conference,
        "conference.changed",
        base_version=base_version,
        detail={"invited": [one.name for one in invited]},
        kind=kind,
        title=title.strip(),
        on=on,
        agenda=agenda.strip(),
        place=place.strip(),
        chair=chair.strip(),
        inspection=inspection,
    )
    _invite(conference, invited)
    return changed


@use_case(CONFERENCE.steps["call"].permission, within=CONFERENCES)
def call_conference(act: Act, conference: Conference) -> Conference:
    """Tell those who are asked to come; from here they see it."""
    CONFERENCE.step("call", ConferenceState(conference.state))
    hold_back(act, conference)
    return act.step(conference, CONFERENCE, "call")


@use_case(CONFERENCE.steps["cancel"].permission, within=CONFERENCES)
def cancel_conference(act: Act, conference: Conference, *, reason: str) -> Conference:
    """Hold none after all."""
    return act.step(conference, CONFERENCE, "cancel", reason=reason, why=reason.strip()[:500])


@use_case(P.COOPERATION_ANSWER, within=CONFERENCES)
def give_view(act: Act, conference: Conference, *, organisation: Organisation, view: str) -> Invited:
    """Say what one's department thinks; the office enters what a department said on paper."""
    CONFERENCE.step("hold", ConferenceState(conference.state))
    found = own_invited(act.actor, conference).filter(organisation=organisation).first()
    if found is None:
        raise OutOfReach(say("没有邀请这个部门，或者不由您填写它的意见。"))
    RuleViolated.unless_empty(reasons_not_to_give_view(view))
    return act.change(found, "conference.view_given", view=view.strip(), given_on=localdate(act.now))


@use_case(CONFERENCE.steps["hold"].permission, within=CONFERENCES)
def hold_conference(act: Act, conference: Conference, *, minutes: str) -> Conference:
    """Write down what was said, on the day or later."""
    CONFERENCE.step("hold", ConferenceState(conference.state))
    RuleViolated.unless_empty(reasons_not_to_hold(minutes, conference.on, localdate(act.now)))
    hold_back(act, conference, (MINUTES, minutes))
    return act.step(conference, CONFERENCE, "hold", minutes=minutes.strip())


@use_case(P.COOPERATION_WRITE, within=CONFERENCES)
def add_decision(
    act: Act, conference: Conference, *, text: str, due_on: date, owner: Organisation | None = None
) -> Decision:
    """Note what was decided, and which department does it by when; without one the office does it."""
    CONFERENCE.step("close", ConferenceState(conference.state))
    invited = owner is None or conference.invited.filter(organisation=owner).exists()
    RuleViolated.unless_empty(reasons_not_to_decide(text, due_on, conference.on, invited=invited))
    hold_back(act, conference, (DECIDED, text))
    position = conference.decisions.count() + 1
    decision = Decision(conference=conference, position=position, text=text.strip(), owner=owner, due_on=due_on)
    return act.create(decision, "decision.made")


@use_case(DECISION.steps["finish"].permission, within=DECISIONS)
def finish_decision(act: Act, decision: Decision, *, result: str, done_on: date) -> Decision:
    """Say, as the department that does it or as the office, what was done."""
    own, today = finishes(act.actor, decision), localdate(act.now)
    RuleViolated.unless_empty(reasons_not_to_finish(result, done_on, decision.conference.on, today, own=own))
    return act.step(decision, DECISION, "finish", result=result.strip(), done_on=done_on)


@use_case(CONFERENCE.steps["close"].permission, within=CONFERENCES)
def close_conference(act: Act, conference: Conference) -> Conference:
    """Put it away when everything decided has been done."""
    CONFERENCE.step("close", ConferenceState(conference.state))
    RuleViolated.unless_empty(reasons_not_to_close(waiting_decisions(conference)))
    return act.step(conference, CONFERENCE, "close")
