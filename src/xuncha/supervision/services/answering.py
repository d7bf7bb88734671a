"""A letter after it was issued: received and answered by its addressee, accepted or issued again by the office."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.files.base import File
from django.utils.timezone import localdate

from xuncha.core.errors import RuleViolated
from xuncha.core.signing import PaperFacts
from xuncha.foundation.files.services import store
from xuncha.foundation.usecases import Act, use_case
from xuncha.supervision.models import Letter
from xuncha.supervision.rules.kinds import KINDS
from xuncha.supervision.rules.letters import (
    TITLE_LENGTH,
    is_overdue,
    reasons_not_to_accept,
    reasons_not_to_answer,
    reasons_not_to_enter,
    reasons_not_to_enter_receipt,
    reasons_not_to_enter_reply,
    reasons_not_to_reissue,
)
from xuncha.supervision.selectors import LETTERS, answers_itself, items_in
from xuncha.supervision.services.letters import begin
from xuncha.supervision.workflow import LETTER, LetterState


@use_case(LETTER.steps["receive"].permission, within=LETTERS)
def receive_letter(act: Act, letter: Letter) -> Letter:
    """Sign, for the addressee, for having received a letter."""
    return act.step(letter, LETTER, "receive", received_by=act.actor.user, received_at=act.now)


@use_case(LETTER.steps["answer"].permission, within=LETTERS)
def answer_letter(act: Act, letter: Letter, *, reply: str, files: "Sequence[File[bytes]]" = ()) -> Letter:
    """Hand in the addressee's reply with its files."""
    LETTER.step("answer", LetterState(letter.state))
    RuleViolated.unless_empty(reasons_not_to_answer(reply, len(files)))
    letter.files.set([store(act, upload, upload.name or "") for upload in files])
    return act.step(letter, LETTER, "answer", reply=reply.strip(), answered_by=act.actor.user, answered_at=act.now)


@use_case(LETTER.steps["enter_receipt"].permission, within=LETTERS)
def enter_receipt(act: Act, letter: Letter, *, signatory: str, on: date, scans: "Sequence[File[bytes]]" = ()) -> Letter:
    """Enter, for an addressee without an account, who signed for a letter on paper and when."""
    LETTER.step("enter_receipt", LetterState(letter.state))
    facts = PaperFacts(on, len(scans), localdate(letter.issued_at), localdate(act.now))
    RuleViolated.unless_empty(
        reasons_not_to_enter(answers_itself=answers_itself(letter, act.now))
        or reasons_not_to_enter_receipt(signatory, facts)
    )
    letter.scans.set([store(act, upload, upload.name or "") for upload in scans])
    signed: dict[str, Any] = {"signatory": signatory.strip(), "signed_on": on}
    return act.step(letter, LETTER, "enter_receipt", received_by=act.actor.user, received_at=act.now, **signed)


@use_case(LETTER.steps["enter_reply"].permission, within=LETTERS)
def enter_reply(act: Act, letter: Letter, *, reply: str, on: date, scans: "Sequence[File[bytes]]" = ()) -> Letter:
    """Enter, for an addressee without an account, the reply that came on paper, with its scan and its files."""
    LETTER.step("enter_reply", LetterState(letter.state))
    received = letter.signed_on or localdate(letter.received_at)
    facts = PaperFacts(on, len(scans), received, localdate(act.now))
    RuleViolated.unless_empty(
        reasons_not_to_enter(answers_itself=answers_itself(letter, act.now)) or reasons_not_to_enter_reply(reply, facts)
    )
    letter.files.set([store(act, upload, upload.name or "") for upload in scans])
    answered: dict[str, Any] = {"answered_by": act.actor.user, "answered_at": act.now, "replied_on": on}
    return act.step(letter, LETTER, "enter_reply", reply=reply.strip(), **answered)


@use_case(LETTER.steps["accept"].permission, within=LETTERS)
def accept_letter(act: Act, letter: Letter, *, opinion: str = "") -> Letter:
    """Be satisfied with the reply; one that was entered from paper is looked at by another person."""
    LETTER.step("accept", LetterState(letter.state))
    RuleViolated.unless_empty(reasons_not_to_accept(entered=letter.entered_by(act.actor.pk)))
    settled: dict[str, Any] = {"settled_by": act.actor.user, "settled_at": act.now}
    return act.step(letter, LETTER, "accept", opinion=opinion.strip()[:500], **settled)


@use_case(LETTER.steps["reissue"].permission, within=LETTERS)
def reissue_letter(act: Act, letter: Letter, *, kind: str, reason: str) -> Letter:
    """
    Close a letter that was answered insufficiently or not in time, and draft the one that follows it.

    The new one is about the same items and has its own approval, number and date; in the chain of five it is the next.
    """
    state, today = LetterState(letter.state), localdate(act.now)
    LETTER.step("reissue", state)
    RuleViolated.unless_empty(reasons_not_to_reissue(letter.kind, kind, state=state, due_on=letter.due_on, today=today))
    overdue = is_overdue(state, letter.due_on, today)
    settled: dict[str, Any] = {"settled_by": act.actor.user, "settled_at": act.now}
    act.step(letter, LETTER, "reissue", reason=reason, opinion=reason.strip()[:500], **settled)
    following = Letter(
        jurisdiction=letter.jurisdiction,
        kind=kind,
        addressee=letter.addressee,
        title=letter.title.replace(KINDS[letter.kind].label, KINDS[kind].label)[:TITLE_LENGTH],
        text=KINDS[kind].demand,
        plan=letter.plan,
        hint="unanswered" if overdue else letter.hint,
        subject=f"letter-{letter.pk}" if overdue else letter.subject,
        why=reason.strip()[:300],
        previous=letter,
    )
    return begin(act, following, items_in(letter))
