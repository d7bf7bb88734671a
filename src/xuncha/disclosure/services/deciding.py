"""The office judges: each omission, whether a source could be given away, and the text as a whole."""

from typing import Any

from xuncha.core.errors import Reason, RuleViolated
from xuncha.disclosure.models import Disclosure, Section
from xuncha.disclosure.rules.steps import (
    REASON_LENGTH,
    reasons_not_to_approve,
    reasons_not_to_judge,
    reasons_not_to_return,
)
from xuncha.disclosure.selectors import DISCLOSURES, SECTIONS, section_facts
from xuncha.disclosure.workflow import DISCLOSURE, DisclosureState
from xuncha.foundation.leaks.models import SourceCheck
from xuncha.foundation.leaks.selectors import reasons_to_wait
from xuncha.foundation.leaks.services import ask_keepers
from xuncha.foundation.usecases import Act, use_case

APPROVE = DISCLOSURE.steps["approve"].permission


def _must_be_judged(text: Disclosure) -> None:
    DISCLOSURE.step("approve", DisclosureState(text.state))


@use_case(APPROVE, within=SECTIONS)
def judge_omission(act: Act, section: Section, *, accepted: bool, note: str = "") -> Section:
    """Agree that an item is left out, or not, with the reason."""
    _must_be_judged(section.disclosure)
    RuleViolated.unless_empty(reasons_not_to_judge(omitted=bool(section.omitted), accepted=accepted, note=note))
    judged: dict[str, Any] = {
        "accepted": accepted,
        "note": note.strip(),
        "judged_by": act.actor.user,
        "judged_at": act.now,
    }
    return act.change(section, "disclosure.omission_judged", **judged)


@use_case(APPROVE, within=DISCLOSURES)
def ask_about_disclosure(act: Act, text: Disclosure) -> SourceCheck | None:
    """
    Have a text that may be approved compared with the petitions; None when it may go out.

    The office asks, never the unit: that there is anything to wait for would tell it that somebody spoke up.
    """
    _must_be_judged(text)
    RuleViolated.unless_empty(_reasons(act, text))
    return ask_keepers(act, text)


def _reasons(act: Act, text: Disclosure) -> list[Reason]:
    return reasons_not_to_approve(section_facts(text), own=text.submitted_by_id == act.actor.pk)


@use_case(APPROVE, within=DISCLOSURES)
def approve_disclosure(act: Act, text: Disclosure) -> Disclosure:
    """Let a text go out that somebody else handed in."""
    _must_be_judged(text)
    RuleViolated.unless_empty(_reasons(act, text) or reasons_to_wait(text))
    return act.step(text, DISCLOSURE, "approve", approved_by=act.actor.user, approved_at=act.now)


@use_case(DISCLOSURE.steps["return"].permission, within=DISCLOSURES)
def return_disclosure(act: Act, text: Disclosure, *, reason: str) -> Disclosure:
    """Give a text back to be changed, also one that was approved and is not published yet."""
    RuleViolated.unless_empty(reasons_not_to_return(published=text.publications.exists()))
    return act.step(
        text,
        DISCLOSURE,
        "return",
        reason=reason,
        return_reason=reason.strip()[:REASON_LENGTH],
        approved_by=None,
        approved_at=None,
    )
