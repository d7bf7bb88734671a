"""A clue that a body declined: it goes elsewhere, on where it still is, or nowhere any more."""

from datetime import date

from django.utils import timezone

from xuncha.clues.models import Clue, Destination
from xuncha.clues.rules import (
    reasons_not_to_decide,
    reasons_not_to_end,
    reasons_not_to_go_on,
    reasons_not_to_redirect,
)
from xuncha.clues.selectors import CLUES, holding, standing
from xuncha.clues.services.judging import with_words
from xuncha.clues.workflow import CLUE, HandoverState
from xuncha.core.errors import RuleViolated
from xuncha.foundation.usecases import Act, use_case


@use_case(CLUE.steps["redirect"].permission, within=CLUES)
def redirect_clue(act: Act, clue: Clue, *, meeting: str, on: date, destination: str, text: str) -> Clue:
    """Decide to whom it goes instead; whoever still has it keeps it."""
    today = timezone.localdate(act.now)
    wanted = Destination(destination)
    RuleViolated.unless_empty(
        [
            *reasons_not_to_decide(on=on, judged_on=clue.judged_on or on, today=today, meeting=meeting),
            *reasons_not_to_redirect(wanted=wanted.bodies, holding=holding(clue)),
        ]
    )
    told = {"meeting": meeting.strip(), "decided_on": on, "decided_by": act.actor.user, "destination": wanted.value}
    return with_words(act, clue, "redirect", text, **told)


@use_case(CLUE.steps["go_on"].permission, within=CLUES)
def let_go_on(act: Act, clue: Clue, *, text: str) -> Clue:
    """It stays with the body that still has it; where that has reported already, it is reported."""
    held = holding(clue)
    RuleViolated.unless_empty(reasons_not_to_go_on(holding=held))
    with_words(act, clue, "go_on", text, destination=Destination(held[0].value).value)
    if not standing().filter(clue=clue).exclude(state=HandoverState.REPORTED).exists():
        act.step(clue, CLUE, "reported")
    return clue


@use_case(CLUE.steps["hold"].permission, within=CLUES)
def hold_clue(act: Act, clue: Clue, *, text: str) -> Clue:
    """It goes nowhere for now and is kept."""
    RuleViolated.unless_empty(reasons_not_to_end(holding=[str(one.label) for one in holding(clue)]))
    return with_words(act, clue, "hold", text)


@use_case(CLUE.steps["withdraw"].permission, within=CLUES)
def withdraw_clue(act: Act, clue: Clue, *, text: str) -> Clue:
    """It is handed over no more."""
    RuleViolated.unless_empty(reasons_not_to_end(holding=[str(one.label) for one in holding(clue)]))
    return with_words(act, clue, "withdraw", text)
