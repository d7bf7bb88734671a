"""The opinion on its way: submitted, approved by another person of the leading group or returned, signed for."""

from typing import Any

from xuncha.core.errors import RuleViolated
from xuncha.feedback.models import Opinion
from xuncha.feedback.rules.opinions import reasons_not_to_approve, reasons_not_to_return, reasons_not_to_submit
from xuncha.feedback.selectors import OPINIONS, submit_facts
from xuncha.feedback.workflow import OPINION, OpinionState
from xuncha.foundation.leaks.models import SourceCheck
from xuncha.foundation.leaks.selectors import reasons_to_wait
from xuncha.foundation.leaks.services import ask_keepers
from xuncha.foundation.usecases import Act, use_case

NOBODY: dict[str, Any] = {"approved_by": None, "approved_at": None}


@use_case(OPINION.steps["submit"].permission, within=OPINIONS)
def ask_about_opinion(act: Act, opinion: Opinion) -> SourceCheck | None:
    """Have a complete opinion compared with the petitions about the unit; None when it may be handed in."""
    OPINION.step("submit", OpinionState(opinion.state))
    RuleViolated.unless_empty(reasons_not_to_submit(submit_facts(opinion)))
    return ask_keepers(act, opinion)


@use_case(OPINION.steps["submit"].permission, within=OPINIONS)
def submit_opinion(act: Act, opinion: Opinion) -> Opinion:
    """Hand a complete opinion in for approval."""
    OPINION.step("submit", OpinionState(opinion.state))
    RuleViolated.unless_empty(reasons_not_to_submit(submit_facts(opinion)) or reasons_to_wait(opinion))
    return act.step(opinion, OPINION, "submit", submitted_by=act.actor.user, submitted_at=act.now, **NOBODY)


@use_case(OPINION.steps["approve"].permission, within=OPINIONS)
def approve_opinion(act: Act, opinion: Opinion) -> Opinion:
    """Approve an opinion that somebody else submitted."""
    RuleViolated.unless_empty(reasons_not_to_approve(author=opinion.submitted_by_id == act.actor.pk))
    return act.step(opinion, OPINION, "approve", approved_by=act.actor.user, approved_at=act.now)


@use_case(OPINION.steps["return"].permission, within=OPINIONS)
def return_opinion(act: Act, opinion: Opinion, *, reason: str) -> Opinion:
    """Return an opinion with what has to be changed."""
    RuleViolated.unless_empty(reasons_not_to_return(in_session=opinion.session_id is not None))
    return act.step(opinion, OPINION, "return", reason=reason, **NOBODY)


@use_case(OPINION.steps["receive"].permission, within=OPINIONS)
def receive_opinion(act: Act, opinion: Opinion) -> Opinion:
    """Sign, for the inspected unit, for having received the opinion."""
    return act.step(opinion, OPINION, "receive", received_by=act.actor.user, received_at=act.now)
