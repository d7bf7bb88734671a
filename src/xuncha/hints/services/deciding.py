"""A person says what a hint is worth. Nothing of the item changes by it."""

from xuncha.core.errors import RuleViolated
from xuncha.foundation.usecases import Act, use_case
from xuncha.hints.models import Hint
from xuncha.hints.rules.deciding import reasons_against_decision
from xuncha.hints.selectors import HINTS
from xuncha.hints.workflow import HINT, HintState


@use_case(HINT.steps["confirm"].permission, within=HINTS)
def confirm_hint(act: Act, hint: Hint, *, reason: str) -> Hint:
    """Confirm after looking that it is as the hint says, and how that was found."""
    return _decide(act, hint, "confirm", reason)


@use_case(HINT.steps["dismiss"].permission, within=HINTS)
def dismiss_hint(act: Act, hint: Hint, *, reason: str) -> Hint:
    """Dismiss after looking what the hint suspects, and why."""
    return _decide(act, hint, "dismiss", reason)


def _decide(act: Act, hint: Hint, step: str, reason: str) -> Hint:
    HINT.step(step, HintState(hint.state))
    RuleViolated.unless_empty(reasons_against_decision(reason))
    decided = {"decided_by": act.actor.user, "decided_at": act.now, "decision": reason.strip()}
    return act.step(hint, HINT, step, reason=reason.strip(), **decided)
