"""A problem fed back is disputed by the unit, answered by somebody without a part in it, and the answer received."""

from collections.abc import Sequence

from django.core.files.base import File
from django.utils.timezone import localdate

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.foundation.files.services import store
from xuncha.foundation.leaks.services import hold_back
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import Dispute, Item, Suspension
from xuncha.rectification.rules.disputing import AnswerFacts, reasons_not_to_answer, reasons_not_to_dispute
from xuncha.rectification.selectors import ITEMS
from xuncha.rectification.selectors.disputing import DISPUTES, dispute_facts, had_a_part
from xuncha.rectification.selectors.sources import ANSWER, NEW_WORDS
from xuncha.rectification.services.stopping import run_again
from xuncha.rectification.workflow import (
    DISPUTE,
    ITEM,
    VERDICT_LABEL,
    DisputeState,
    ItemState,
    SuspensionState,
    Verdict,
)


@use_case(P.RECT_WRITE, within=ITEMS)
def raise_dispute(act: Act, item: Item, *, grounds: str, files: "Sequence[File[bytes]]" = ()) -> Dispute:
    """Say why a problem fed back is not as it was told, with evidence, within the term of the dated rule."""
    RuleViolated.unless_empty(reasons_not_to_dispute(dispute_facts(item, grounds, len(files), act.now)))
    number = f"{item.number}-Y{item.disputes.count() + 1}"
    dispute = act.create(Dispute(item=item, number=number, grounds=grounds.strip()), "dispute.raised")
    dispute.files.set([store(act, upload, upload.name or "") for upload in files])
    act.record("rectification.item_disputed", item, text=grounds.strip())
    return dispute


@use_case(DISPUTE.steps["take_back"].permission, within=DISPUTES)
def take_back_dispute(act: Act, dispute: Dispute) -> Dispute:
    """Take the dispute back before it is answered."""
    act.record("rectification.item_dispute_taken_back", dispute.item)
    return act.step(dispute, DISPUTE, "take_back")


@use_case(DISPUTE.steps["decide"].permission, within=DISPUTES)
def answer_dispute(
    act: Act, dispute: Dispute, *, verdict: str, decision: str, title: str = "", text: str = ""
) -> Dispute:
    """
    Uphold what was fed back, correct its words, or withdraw the problem; with reasons that the unit reads.

    A clock that stood still for the dispute runs again from today.
    """
    DISPUTE.step("decide", DisputeState(dispute.state))
    item = act.lock(dispute.item)
    was = (item.title, item.text)
    RuleViolated.unless_empty(
        reasons_not_to_answer(
            AnswerFacts(verdict, decision, had_a_part(dispute, act.actor.pk), ItemState(item.state), title, text, was)
        )
    )
    corrected = verdict == Verdict.CORRECTED
    hold_back(act, dispute, (ANSWER, decision), *[(NEW_WORDS, f"{title}\n{text}")] * corrected)
    _let_run(act, item)
    _tell(act, item, Verdict(verdict), decision.strip(), (title.strip(), text.strip()))
    return act.step(
        dispute,
        DISPUTE,
        "decide",
        verdict=verdict,
        decision=decision.strip(),
        was_title=was[0] if corrected else "",
        was_text=was[1] if corrected else "",
        new_title=title.strip() if corrected else "",
        new_text=text.strip() if corrected else "",
        decided_by=act.actor.user,
        decided_at=act.now,
    )


@use_case(DISPUTE.steps["receive"].permission, within=DISPUTES)
def receive_answer(act: Act, dispute: Dispute) -> Dispute:
    """Confirm as the unit that the answer was read."""
    return act.step(dispute, DISPUTE, "receive", received_by=act.actor.user, received_at=act.now)


def _tell(act: Act, item: Item, verdict: Verdict, decision: str, words: tuple[str, str]) -> None:
    """What the verdict does to the item, in its history."""
    if verdict is Verdict.ANNULLED:
        act.step(item, ITEM, "annul", reason=decision)
    elif verdict is Verdict.CORRECTED:
        act.change(item, "rectification.item_corrected", detail={"reason": decision}, title=words[0], text=words[1])
    else:
        act.record("rectification.item_upheld", item, reason=decision, verdict=VERDICT_LABEL[verdict])


def _let_run(act: Act, item: Item) -> None:
    """End what was granted for the time of the dispute and is not over."""
    today = localdate(act.now)
    standing = item.suspensions.filter(
        ground=Suspension.Ground.DISPUTE, state=SuspensionState.GRANTED, from_on__lt=today, to_on__gte=today
    )
    for suspension in standing:
        run_again(act, suspension, item, reason=DISPUTE.states[DisputeState.ANSWERED].label)
