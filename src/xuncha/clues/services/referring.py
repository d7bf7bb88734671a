"""Matters for other departments: proposed, approved, handed over by letter, followed to their result. (feature C04)"""

from datetime import date
from typing import Any

from django.utils import timezone

from xuncha.clues.models import Referral, ReferralLetter
from xuncha.clues.rules import (
    reasons_not_on_day,
    reasons_not_to_refer,
    reasons_of_four_eyes,
    reasons_without_words,
)
from xuncha.clues.selectors.referrals import (
    REFERRAL_LETTERS,
    REFERRALS,
    WANTING,
    accused_in,
    findings_for,
    papers_for,
    sent_along,
)
from xuncha.clues.workflow import REFERRAL, ReferralState
from xuncha.core.errors import InvalidTransition, RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.fieldwork.models import WorkingPaper
from xuncha.findings.models import Finding
from xuncha.foundation.leaks.services import hold_back
from xuncha.foundation.regulations.numbers import take_number
from xuncha.foundation.regulations.selectors import due_for
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS


@use_case(P.REFERRAL_WRITE, within=INSPECTIONS)
def propose_referral(act: Act, inspection: Inspection, /, **told: Any) -> Referral:
    """Propose to hand a matter over to a department: `title`, `text`, `department`, and `paper` or `finding`."""
    fields = _fields(inspection, **told)
    number = take_number(act, "referral", inspection.round.term.jurisdiction)
    return act.create(Referral(inspection=inspection, number=number, **fields), "referral.proposed")


@use_case(P.REFERRAL_WRITE, within=REFERRALS)
def save_referral(act: Act, referral: Referral, /, *, base_version: int | None, **told: Any) -> Referral:
    """Word it anew, as long as nobody has approved it."""
    if referral.state != REFERRAL.initial:
        raise InvalidTransition(say("已经审定的移交事项不能修改。"))
    fields = _fields(referral.inspection, **told)
    return act.change(referral, "referral.changed", base_version=base_version, **fields)


@use_case(REFERRAL.steps["approve"].permission, within=REFERRALS)
def approve_referral(act: Act, referral: Referral) -> Referral:
    """Another person than who proposed it agrees."""
    RuleViolated.unless_empty(reasons_of_four_eyes(act.actor.pk, referral.created_by_id))
    REFERRAL.step("approve", ReferralState(referral.state))
    hold_back(act, referral)
    return act.step(referral, REFERRAL, "approve", approved_by=act.actor.user)


@use_case(REFERRAL.steps["withdraw"].permission, within=REFERRALS)
def withdraw_referral(act: Act, referral: Referral, *, reason: str) -> Referral:
    """It goes nowhere."""
    return act.step(referral, REFERRAL, "withdraw", reason=reason)


@use_case(REFERRAL.steps["send"].permission, within=REFERRALS)
def send_referrals(act: Act, referral: Referral, *, on: date) -> ReferralLetter:
    """Hand it over with everything else that was approved for the same department in this round, by one letter."""
    REFERRAL.step("send", type(REFERRAL.initial)(referral.state))
    RuleViolated.unless_empty(reasons_not_on_day(on=on, since=None, today=timezone.localdate(act.now)))
    batch = referral.inspection.round
    number = take_number(act, "referral_letter", batch.term.jurisdiction)
    letter = ReferralLetter(round=batch, department=referral.department, number=number, sent_on=on)
    act.create(letter, "referral.letter_made")
    for line in sent_along(referral):
        act.step(act.lock(line), REFERRAL, "send", letter=letter)
        line.letters.add(letter)
    return letter


@use_case(REFERRAL.steps["receive"].permission, within=REFERRAL_LETTERS)
def receive_letter(act: Act, letter: ReferralLetter, *, on: date, received_by: str) -> ReferralLetter:
    """Note who signed for the letter there; the time to report back runs from that day by the rule in force."""
    found = reasons_not_on_day(on=on, since=letter.sent_on, today=timezone.localdate(act.now))
    if not received_by.strip():
        found.append(reason("请写明对方签收人。", field="received_by"))
    RuleViolated.unless_empty(found)
    due = due_for(REFERRAL.steps["receive"].starts, on, letter.round.term.jurisdiction)
    for line in letter.lines.filter(state=ReferralState.SENT):
        act.step(act.lock(line), REFERRAL, "receive", due_on=due.on if due else None)
    return act.change(letter, "referral.letter_received", received_on=on, received_by=received_by.strip())


@use_case(REFERRAL.steps["accept"].permission, within=REFERRALS)
def accept_referral(act: Act, referral: Referral) -> Referral:
    """The department takes it up."""
    return act.step(referral, REFERRAL, "accept", accepted_on=timezone.localdate(act.now))


@use_case(REFERRAL.steps["decline"].permission, within=REFERRALS)
def decline_referral(act: Act, referral: Referral, *, reason: str) -> Referral:
    """The department gives it back; the list of its letter keeps the line."""
    return act.step(referral, REFERRAL, "decline", reason=reason, due_on=None)


@use_case(REFERRAL.steps["redirect"].permission, within=REFERRALS)
def redirect_referral(act: Act, referral: Referral, *, department: str) -> Referral:
    """It goes to another department instead."""
    if department.strip() in {"", referral.department}:
        raise RuleViolated(reason("请写另一个部门。", field="department"))
    return act.step(referral, REFERRAL, "redirect", department=department.strip(), letter=None)


@use_case(REFERRAL.steps["conclude"].permission, within=REFERRALS)
def conclude_referral(act: Act, referral: Referral, *, text: str) -> Referral:
    """Note what the department reported back."""
    RuleViolated.unless_empty(reasons_without_words(text))
    told: dict[str, Any] = {"concluded_on": timezone.localdate(act.now), "concluded_by": act.actor.user}
    return act.step(referral, REFERRAL, "conclude", result=text.strip(), **told)


@use_case(REFERRAL.steps["again"].permission, within=REFERRALS)
def want_more(act: Act, referral: Referral, *, reason: str) -> Referral:
    """The department is asked to do more."""
    REFERRAL.step("again", ReferralState(referral.state))
    hold_back(act, referral, (WANTING, reason))
    return act.step(referral, REFERRAL, "again", reason=reason)


@use_case(REFERRAL.steps["close"].permission, within=REFERRALS)
def close_referral(act: Act, referral: Referral) -> Referral:
    """The result is enough, says another person than who noted it."""
    RuleViolated.unless_empty(reasons_of_four_eyes(act.actor.pk, referral.concluded_by_id))
    return act.step(referral, REFERRAL, "close")


def _fields(
    inspection: Inspection,
    *,
    title: str,
    text: str,
    department: str,
    paper: WorkingPaper | None = None,
    finding: Finding | None = None,
) -> dict[str, Any]:
    """The fields of a matter that is well told and rests on something of this inspection."""
    signed = paper is not None and papers_for(inspection).filter(pk=paper.pk).exists()
    confirmed = finding is not None and findings_for(inspection).filter(pk=finding.pk).exists()
    RuleViolated.unless_empty(
        reasons_not_to_refer(
            title=title,
            text=text,
            department=department,
            rests=(signed or confirmed) and (paper is None or signed) and (finding is None or confirmed),
            accused=accused_in(f"{title}\n{text}"),
        )
    )
    return {
        "title": title.strip(),
        "text": text.strip(),
        "department": department.strip(),
        "paper": paper,
        "finding": finding,
    }
