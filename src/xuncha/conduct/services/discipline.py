"""Who asked about an inspection or put in a word; members who did not keep out. (feature D04; domain §8.6)"""

import json
from datetime import date
from typing import Any

from django.utils import timezone

from xuncha.conduct.models import Approach, Breach
from xuncha.conduct.rules import reasons_not_to_decide, reasons_not_to_report_approach, reasons_not_to_report_breach
from xuncha.conduct.selectors import APPROACHES, BREACHES
from xuncha.conduct.workflow import APPROACH, BREACH
from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.foundation.sealing.fields import opened, sealed
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Inspection, Membership
from xuncha.rounds.selectors import INSPECTIONS


def _decided(act: Act, said: str) -> dict[str, Any]:
    return {"decided_by": act.actor.user, "decided_at": act.now, "decision": said.strip()[:500]}


@use_case(P.APPROACH_WRITE, within=INSPECTIONS, lock=False)
def report_approach(
    act: Act, inspection: Inspection, *, kind: str, on: date, who: str, about: str, answer: str
) -> Approach:
    """Register that somebody asked, pleaded or meddled, and how it was answered; what was told is sealed at once."""
    today = timezone.localdate(act.now)
    RuleViolated.unless_empty(reasons_not_to_report_approach(on=on, today=today, who=who, about=about, answer=answer))
    told = json.dumps([who.strip(), about.strip(), answer.strip()], ensure_ascii=False)
    return act.create(Approach(inspection=inspection, kind=kind, on=on, told=sealed(told)), "approach.reported")


@use_case(P.APPROACH_READ, within=APPROACHES)
def read_approach(act: Act, approach: Approach) -> tuple[str, str, str]:
    """Open what was told: who, about what, how it was answered. That it was opened, and by whom, is noted."""
    act.record("approach.read", approach)
    who, about, answer = json.loads(opened(approach.told))
    return who, about, answer


@use_case(APPROACH.steps["handle"].permission, within=APPROACHES)
def handle_approach(act: Act, approach: Approach, *, reason: str) -> Approach:
    """Note what was done about it; by another person than who reported it."""
    _by_another(act, approach.created_by_id)
    return act.step(approach, APPROACH, "handle", reason=reason, **_decided(act, reason))


@use_case(APPROACH.steps["pass_on"].permission, within=APPROACHES)
def pass_approach_on(act: Act, approach: Approach, *, reason: str) -> Approach:
    """Note that it was handed to the discipline body, to whom and why."""
    _by_another(act, approach.created_by_id)
    return act.step(approach, APPROACH, "pass_on", reason=reason, **_decided(act, reason))


@use_case(P.RECUSAL_HANDLE, within=INSPECTIONS, lock=False)
def report_breach(act: Act, inspection: Inspection, *, member: Membership, on: date, what: str) -> Breach:
    """Report that a member who had to keep out of this unit did not."""
    RuleViolated.unless_empty(
        reasons_not_to_report_breach(
            on=on, today=timezone.localdate(act.now), in_team=member.team_id == inspection.team_id
        )
    )
    return act.create(Breach(membership=member, inspection=inspection, on=on, what=what.strip()), "breach.reported")


@use_case(BREACH.steps["uphold"].permission, within=BREACHES)
def uphold_breach(act: Act, breach: Breach, *, reason: str) -> Breach:
    """Decide that it was a breach, and what follows; by another person than who reported it."""
    _by_another(act, breach.created_by_id, breach.membership.person.user_id)
    return act.step(breach, BREACH, "uphold", reason=reason, **_decided(act, reason))


@use_case(BREACH.steps["dismiss"].permission, within=BREACHES)
def dismiss_breach(act: Act, breach: Breach, *, reason: str) -> Breach:
    """Decide that it was none, with the reason."""
    _by_another(act, breach.created_by_id, breach.membership.person.user_id)
    return act.step(breach, BREACH, "dismiss", reason=reason, **_decided(act, reason))


def _by_another(act: Act, reporter: int, concerned: int | None = None) -> None:
    RuleViolated.unless_empty(
        reasons_not_to_decide(reporter=act.actor.pk == reporter, concerned=act.actor.pk == concerned)
    )
