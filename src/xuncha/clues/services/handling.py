"""What a body does with what was handed to it: received, accepted, disposed of, concluded, reported back."""

from django.utils import timezone

from xuncha.clues.models import Disposal, Handover, Package, Result
from xuncha.clues.rules import ResultFacts, reasons_not_to_conclude, reasons_of_four_eyes, reasons_without_words
from xuncha.clues.selectors import HANDED, standing
from xuncha.clues.selectors.content import ACCOUNT, account_of
from xuncha.clues.workflow import CLUE, HANDOVER, ClueState, HandoverState
from xuncha.core.errors import RuleViolated
from xuncha.foundation.regulations.selectors import due_for
from xuncha.foundation.sealing.circles import seal
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.foundation.usecases import Act, use_case

HANDLE = HANDOVER.steps["receive"].permission


@use_case(HANDLE, within=HANDED)
def receive(act: Act, handover: Handover) -> Package:
    """Sign for the letter with everything on its list; the time to report back runs from here."""
    today = timezone.localdate(act.now)
    package = act.lock(handover.package)
    RuleViolated.unless_empty(reasons_of_four_eyes(act.actor.pk, package.created_by_id))
    office = handover.package.register.inspection.round.term.jurisdiction
    due = due_for(HANDOVER.steps["receive"].starts, today, office)
    for line in package.lines.all():
        act.step(act.lock(line), HANDOVER, "receive", due_on=due.on if due else None)
    return act.change(package, "package.received", received_on=today, received_by=act.actor.user)


@use_case(HANDLE, within=HANDED)
def accept(act: Act, handover: Handover) -> Handover:
    """Take it up."""
    return act.step(handover, HANDOVER, "accept", accepted_on=timezone.localdate(act.now))


@use_case(HANDLE, within=HANDED)
def decline(act: Act, handover: Handover, *, text: str) -> Handover:
    """
    Give it back: it is not this body's to deal with. The office decides again.

    Why lies sealed to both sides.
    """
    RuleViolated.unless_empty(reasons_without_words(text))
    told = text.strip().encode()
    act.step(
        handover,
        HANDOVER,
        "decline",
        own_account=seal(handover.box.circle_key.circle, ACCOUNT, told),
        account=seal(handover.package.register.circle, ACCOUNT, told),
    )
    clue = act.lock(handover.clue)
    if clue.state != ClueState.DECLINED:
        act.step(clue, CLUE, "declined")
    return handover


@use_case(HANDLE, within=HANDED)
def dispose(act: Act, handover: Handover, *, disposal: str) -> Handover:
    """Say in which of the four ways it is dealt with."""
    return act.step(handover, HANDOVER, "dispose", disposal=Disposal(disposal).value)


@use_case(HANDLE, within=HANDED)
def conclude(
    act: Act,
    handover: Handover,
    *,
    result: str,
    account: str,
    cases: int = 0,
    persons_filed: int = 0,
    form_1: int = 0,
    form_2: int = 0,
    form_3: int = 0,
    form_4: int = 0,
    transferred: int = 0,
) -> Handover:
    """Note what came of it; the account lies sealed to the recipients until somebody else reports it back."""
    RuleViolated.unless_empty(
        [
            *reasons_without_words(account, "account"),
            *reasons_not_to_conclude(
                ResultFacts(
                    filed=result == Result.FILED,
                    unfounded=result == Result.UNFOUNDED,
                    cases=cases,
                    persons_filed=persons_filed,
                    forms=(form_1, form_2, form_3, form_4),
                    transferred=transferred,
                )
            ),
        ]
    )
    return act.step(
        handover,
        HANDOVER,
        "conclude",
        result=Result(result).value,
        cases=cases,
        persons_filed=persons_filed,
        form_1=form_1,
        form_2=form_2,
        form_3=form_3,
        form_4=form_4,
        transferred=transferred,
        own_account=seal(handover.box.circle_key.circle, ACCOUNT, account.strip().encode()),
        concluded_by=act.actor.user,
    )


@use_case(HANDLE, within=HANDED)
def conclude_again(act: Act, handover: Handover) -> Handover:
    """It is looked into once more; the account is written anew."""
    return act.step(handover, HANDOVER, "again", own_account=None)


@use_case(HANDLE, within=HANDED)
def report(act: Act, handover: Handover, *, by: Unlocked) -> Handover:
    """
    Report back, by another person than who noted the result: the account is sealed again to the team and the office.

    With the last body the clue itself is reported.
    """
    RuleViolated.unless_empty(reasons_of_four_eyes(act.actor.pk, handover.concluded_by_id))
    told = account_of(handover, by, own=True).encode()
    account = seal(handover.package.register.circle, ACCOUNT, told)
    act.step(handover, HANDOVER, "report", reported_on=timezone.localdate(act.now), account=account)
    clue = act.lock(handover.clue)
    left = standing().filter(clue=clue).exclude(state=HandoverState.REPORTED).exists()
    if not left and clue.state == ClueState.HANDED:
        act.step(clue, CLUE, "reported")
    return handover
