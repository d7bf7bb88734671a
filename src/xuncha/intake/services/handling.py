"""What becomes of a petition: accepted, declined, passed up, joined, concluded; the word back."""

from datetime import date

from django.utils import timezone
from django.utils.timezone import localdate

from xuncha.core.errors import RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.sealing.circles import opened_box
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.foundation.sealing.suites import STANDARD
from xuncha.foundation.usecases import Act, use_case
from xuncha.intake.models import Conclusion, Enclosure, Petition, Word
from xuncha.intake.rules import (
    reasons_not_to_clear,
    reasons_not_to_conclude,
    reasons_not_to_find_malicious,
    reasons_not_to_join,
    reasons_not_to_note_cleared,
    reasons_not_to_note_informed,
)
from xuncha.intake.selectors import PETITIONS, Petitioner, petitioner_of
from xuncha.intake.selectors.dues import due_of
from xuncha.intake.workflow import PETITION, PetitionState

WRITE = P.PETITION_WRITE
HURT = frozenset({Conclusion.MISTAKEN, Conclusion.MALICIOUS})
"""Conclusions by which somebody was wrongly accused."""


@use_case(WRITE, within=PETITIONS)
def class_petition(act: Act, petition: Petition, *, matter: str, base_version: int | None = None) -> Petition:
    """Say what a petition is about."""
    return act.change(petition, "petition.classed", base_version=base_version, matter=matter)


@use_case(WRITE, within=PETITIONS)
def accept_petition(act: Act, petition: Petition) -> Petition:
    """Take it up: it lies within what the inspection looks into. Who gave a name is told so within the rule's days."""
    told_by = due_of(petition, "petition.received", petition.received_on, code="petition_notice")
    return act.step(petition, PETITION, "accept", due_on=told_by if petition.named else None)


@use_case(WRITE, within=PETITIONS)
def decline_petition(act: Act, petition: Petition, *, reason: str) -> Petition:
    """
    Do not take it up.

    For litigation, no substance, nobody's competence here (domain §8.1, Art. 13).
    """
    return act.step(petition, PETITION, "decline", reason=reason, due_on=None)


@use_case(WRITE, within=PETITIONS)
def pass_up_petition(act: Act, petition: Petition, *, reason: str) -> Petition:
    """
    Seal it and pass it to the higher office, unread by this one.

    It concerns people above (domain §8.1, Art. 15). The register keeps number, way and day; `reason` says to whom it
    went and by which receipt, never what it says.
    """
    return act.step(petition, PETITION, "pass_up", reason=reason, due_on=None)


@use_case(WRITE, within=PETITIONS)
def join_petition(act: Act, petition: Petition, *, into: Petition, reason: str) -> Petition:
    """Put a duplicate to the petition it repeats; both keep their numbers."""
    RuleViolated.unless_empty(
        reasons_not_to_join(
            same=into.pk == petition.pk,
            other_joined=into.state == PetitionState.JOINED,
            same_inspection=into.inspection_id == petition.inspection_id,
        )
    )
    return act.step(petition, PETITION, "join", reason=reason, into=into, due_on=None)


@use_case(WRITE, within=PETITIONS)
def propose_conclusion(
    act: Act, petition: Petition, *, conclusion: str, determined_by: str = "", clarification: str = ""
) -> Petition:
    """Say what looking into it came to, and how a wrongly accused person is cleared; somebody else decides."""
    if conclusion == Conclusion.MALICIOUS:
        RuleViolated.unless_empty(reasons_not_to_find_malicious(determined_by))
    RuleViolated.unless_empty(reasons_not_to_clear(clarification=clarification, mistaken=conclusion in HURT))
    return act.step(
        petition,
        PETITION,
        "propose",
        conclusion=conclusion,
        determined_by=determined_by.strip(),
        clarification=clarification,
        proposed_by=act.actor.user,
        due_on=None,
    )


@use_case(PETITION.steps["return"].permission, within=PETITIONS)
def return_petition(act: Act, petition: Petition, *, reason: str) -> Petition:
    """Ask for more before deciding."""
    return act.step(petition, PETITION, "return", reason=reason)


@use_case(PETITION.steps["conclude"].permission, within=PETITIONS)
def conclude_petition(act: Act, petition: Petition) -> Petition:
    """Decide that the proposed conclusion stands; who gave a name is told within the rule's days."""
    RuleViolated.unless_empty(reasons_not_to_conclude(own=petition.proposed_by_id == act.actor.pk))
    reply_by = due_of(petition, "petition.closed", timezone.localdate(act.now))
    return act.step(petition, PETITION, "conclude", due_on=reply_by if petition.named else None)


@use_case(WRITE, within=PETITIONS)
def note_informed(act: Act, petition: Petition, *, on: date) -> Petition:
    """Note the day on which who gave a name was told: that it is taken up or not, and in the end what came of it."""
    ended = petition.state in PETITION.finished()
    RuleViolated.unless_empty(
        reasons_not_to_note_informed(
            named=petition.named,
            on=on,
            received_on=petition.received_on,
            today=timezone.localdate(act.now),
            done=(petition.replied_on if ended else petition.told_on) is not None,
        )
    )
    due_on = petition.due_on if petition.state == PetitionState.ROUTED else None  # then another one's answer is due
    if ended:
        return act.change(petition, "petition.replied", replied_on=on, due_on=None)
    return act.change(petition, "petition.told", told_on=on, due_on=due_on)


@use_case(WRITE, within=PETITIONS)
def note_cleared(act: Act, petition: Petition, *, on: date) -> Petition:
    """Note the day on which somebody wrongly accused was cleared, in the way that was decided."""
    decided = petition.state == PetitionState.CONCLUDED and bool(petition.clarification)
    RuleViolated.unless_empty(reasons_not_to_note_cleared(decided=decided, done=petition.clarified_on is not None))
    return act.change(petition, "petition.cleared", clarified_on=on)


@use_case(WRITE, within=PETITIONS)
def reveal_petitioner(act: Act, petition: Petition, *, purpose: str, by: Unlocked) -> Petitioner:
    """Show who petitions to a member of the circle who says what for; journaled without the name."""
    told = petitioner_of(petition, by)
    if told is None:
        raise RuleViolated(reason("这是匿名件，没有登记反映人。"))
    act.record("petition.revealed", petition, purpose=purpose)
    return told


@use_case(WRITE, within=PETITIONS)
def take_original(act: Act, petition: Petition, *, enclosure: Enclosure, purpose: str, by: Unlocked) -> bytes:
    """Hand a file as it came to a keeper who says what for: it may tell who made it, where and when."""
    if enclosure.original is None or enclosure.tip_id != petition.tip_id:
        raise RuleViolated(reason("反映人选择了不保留原件。"))
    content = opened_box(enclosure.original, by)
    act.record("petition.original_taken", petition, enclosure=enclosure.pk, purpose=purpose)
    return content


@use_case(WRITE, within=PETITIONS)
def answer_petitioner(act: Act, petition: Petition, *, text: str) -> Word:
    """Write to whoever holds the receipt; only that person opens it, the team itself cannot read it again."""
    if petition.tip is None:
        raise RuleViolated(say("只有带回执号的反映能在这里答复，其他的请用电话或书面答复。"))
    sealed = STANDARD.seal(bytes(petition.tip.answer_to), text.strip().encode(), str(petition.tip_id).encode())
    word = Word.objects.create(tip=petition.tip, sealed=sealed, day=localdate(act.now))
    act.record("petition.word_sent", petition, length=len(text.strip()))
    return word
