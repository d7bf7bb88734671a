"""The office asks the unit about something; the unit is heard before anything is held against it. (domain §8.5)"""

from datetime import date

from django.utils.timezone import localdate

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.foundation.leaks.services import hold_back
from xuncha.foundation.usecases import Act, use_case
from xuncha.hints.models import Hint, Inquiry
from xuncha.hints.rules.deciding import reasons_against_answer, reasons_not_to_ask
from xuncha.hints.selectors import HINTS, INQUIRIES
from xuncha.hints.selectors.sources import QUESTION
from xuncha.hints.workflow import INQUIRY, HintState, InquiryState


@use_case(P.HINT_HANDLE, within=HINTS)
def ask_unit(act: Act, hint: Hint, *, text: str, due_on: date) -> Inquiry:
    """Put a question to the unit in the office's own words; what was computed is not said."""
    reasons = reasons_not_to_ask(
        text,
        due_on,
        localdate(act.now),
        dismissed=hint.state in {HintState.DISMISSED, HintState.LAPSED},
        waiting=hint.inquiries.exclude(state=InquiryState.CLOSED).exists(),
    )
    RuleViolated.unless_empty(reasons)
    hold_back(act, hint, (QUESTION, text))
    inquiry = Inquiry(hint=hint, plan=hint.plan, item=hint.item, text=text.strip(), due_on=due_on)
    return act.create(inquiry, "inquiry.asked")


@use_case(INQUIRY.steps["answer"].permission, within=INQUIRIES)
def answer_inquiry(act: Act, inquiry: Inquiry, *, answer: str) -> Inquiry:
    """Answer the office for the unit."""
    INQUIRY.step("answer", InquiryState(inquiry.state))
    RuleViolated.unless_empty(reasons_against_answer(answer))
    return act.step(inquiry, INQUIRY, "answer", answer=answer.strip(), answered_by=act.actor.user, answered_at=act.now)


@use_case(INQUIRY.steps["again"].permission, within=INQUIRIES)
def ask_again(act: Act, inquiry: Inquiry, *, reason: str) -> Inquiry:
    """Ask the unit to say more; what it has said stays until it says something else."""
    INQUIRY.step("again", InquiryState(inquiry.state))
    hold_back(act, inquiry, (QUESTION, reason))
    return act.step(inquiry, INQUIRY, "again", reason=reason)


@use_case(INQUIRY.steps["close"].permission, within=INQUIRIES)
def close_inquiry(act: Act, inquiry: Inquiry) -> Inquiry:
    """The question is answered."""
    return act.step(inquiry, INQUIRY, "close")
