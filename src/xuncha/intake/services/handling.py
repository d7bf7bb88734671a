"""What becomes of a petition: accepted, routed, declined, passed up, joined, concluded; the word back."""

from xuncha.core.errors import RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.foundation.sealing.suites import STANDARD
from xuncha.foundation.usecases import Act, use_case
from xuncha.intake.models import Conclusion, Petition, Word
from xuncha.intake.rules import reasons_not_to_conclude, reasons_not_to_find_malicious, reasons_not_to_join
from xuncha.intake.selectors import PETITIONS, Petitioner, petitioner_of
from xuncha.intake.workflow import PETITION, PetitionState

WRITE = P.PETITION_WRITE


@use_case(WRITE, within=PETITIONS)
def class_petition(act: Act, petition: Petition, *, matter: str, base_version: int | None = None) -> Petition:
    """Say what a petition is about."""
    return act.change(petition, "petition.classed", base_version=base_version, matter=matter)


@use_case(WRITE, within=PETITIONS)
def accept_petition(act: Act, petition: Petition) -> Petition:
    """Take it up: it lies within what the inspection looks into."""
    return act.step(petition, PETITION, "accept")


@use_case(WRITE, within=PETITIONS)
def decline_petition(act: Act, petition: Petition, *, reason: str) -> Petition:
    """
    Do not take it up.

    For litigation, no substance, nobody's competence here (domain §8.1, Art. 13).
    """
    return act.step(petition, PETITION, "decline", reason=reason)


@use_case(WRITE, within=PETITIONS)
def route_petition(act: Act, petition: Petition, *, to: str, reason: str) -> Petition:
    """Pass it to the body that is competent; what goes there is told without the petitioner."""
    return act.step(petition, PETITION, "route", reason=reason, routed_to=to.strip())


@use_case(WRITE, within=PETITIONS)
def answered_petition(act: Act, petition: Petition, *, reason: str) -> Petition:
    """Note what the body to which it was passed has reported."""
    return act.step(petition, PETITION, "answered", reason=reason)


@use_case(WRITE, within=PETITIONS)
def pass_up_petition(act: Act, petition: Petition, *, reason: str) -> Petition:
    """
    Seal it and pass it to the higher office, unread by this one.

    It concerns people above (domain §8.1, Art. 15). The register keeps number, way and day; `reason` says to whom it
    went and by which receipt, never what it says.
    """
    return act.step(petition, PETITION, "pass_up", reason=reason)


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
    return act.step(petition, PETITION, "join", reason=reason, into=into)


@use_case(WRITE, within=PETITIONS)
def propose_conclusion(act: Act, petition: Petition, *, conclusion: str, determined_by: str = "") -> Petition:
    """Say what looking into it came to; somebody else decides."""
    if conclusion == Conclusion.MALICIOUS:
        RuleViolated.unless_empty(reasons_not_to_find_malicious(determined_by))
    return act.step(
        petition,
        PETITION,
        "propose",
        conclusion=conclusion,
        determined_by=determined_by.strip(),
        proposed_by=act.actor.user,
    )


@use_case(PETITION.steps["return"].permission, within=PETITIONS)
def return_petition(act: Act, petition: Petition, *, reason: str) -> Petition:
    """Ask for more before deciding."""
    return act.step(petition, PETITION, "return", reason=reason)


@use_case(PETITION.steps["conclude"].permission, within=PETITIONS)
def conclude_petition(act: Act, petition: Petition) -> Petition:
    """Decide that the proposed conclusion stands."""
    RuleViolated.unless_empty(reasons_not_to_conclude(own=petition.proposed_by_id == act.actor.pk))
    return act.step(petition, PETITION, "conclude")


@use_case(WRITE, within=PETITIONS)
def reveal_petitioner(act: Act, petition: Petition, *, purpose: str, by: Unlocked) -> Petitioner:
    """Show who petitions to a member of the circle who says what for; journaled without the name."""
    told = petitioner_of(petition, by)
    if told is None:
        raise RuleViolated(reason("这是匿名件，没有登记反映人。"))
    act.record("petition.revealed", petition, purpose=purpose)
    return told


@use_case(WRITE, within=PETITIONS)
def answer_petitioner(act: Act, petition: Petition, *, text: str) -> Word:
    """Write to whoever holds the receipt; only that person opens it, the team itself cannot read it again."""
    if petition.tip is None:
        raise RuleViolated(say("只有扫码反映的有回执，其他的请用电话或书面答复。"))
    sealed = STANDARD.seal(bytes(petition.tip.answer_to), text.strip().encode(), str(petition.tip_id).encode())
    word = Word.objects.create(tip=petition.tip, sealed=sealed, day=act.now.date())
    act.record("petition.word_sent", petition, length=len(text.strip()))
    return word
