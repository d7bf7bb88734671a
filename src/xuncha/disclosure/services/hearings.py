"""Residents are told what became of the matters and asked one question. (feature C20)"""

from collections.abc import Sequence
from datetime import date
from secrets import choice
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from xuncha.core.errors import Reason, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.disclosure.models import Disclosure, Hearing, Section, Verdict
from xuncha.disclosure.rules.hearings import (
    OpenFacts,
    reasons_not_to_answer,
    reasons_not_to_open,
    reasons_not_to_take,
    reasons_not_to_write,
)
from xuncha.disclosure.selectors import DISCLOSURES, HEARINGS, office_of, published_on
from xuncha.disclosure.selectors.hearings import is_told, least_on, tellable
from xuncha.disclosure.workflow import HEARING, HearingState
from xuncha.foundation.leaks.services import hold_back
from xuncha.foundation.tickets import Ticket
from xuncha.foundation.usecases import Act, held_still, in_one_transaction, use_case
from xuncha.intake.models import Told

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that is taken for another one when it is typed from a poster."""
LENGTH = 8


@use_case(P.HEARING_WRITE, within=DISCLOSURES, lock=False)
def draft_hearing(
    act: Act,
    text: Disclosure,
    *,
    title: str,
    audience: str,
    words: str,
    sections: Sequence[Section],
    petitioners: bool = False,
) -> Hearing:
    """Begin to ask residents about a text: which of its public sections they read, and what the office says to them."""
    RuleViolated.unless_empty(_against(text, title, audience, words, sections))
    hearing = Hearing(
        inspection=text.plan.inspection,
        disclosure=text,
        title=title.strip(),
        audience=audience.strip(),
        words=words.strip(),
        petitioners=petitioners,
    )
    act.create(hearing, "hearing.drafted", sections=[one.position for one in sections])
    hearing.sections.set(sections)
    return hearing


@use_case(P.HEARING_WRITE, within=HEARINGS)
def write_hearing(
    act: Act,
    hearing: Hearing,
    *,
    base_version: int | None,
    title: str,
    audience: str,
    words: str,
    sections: Sequence[Section],
    petitioners: bool = False,
) -> Hearing:
    """Change a draft."""
    HEARING.step("open", HearingState(hearing.state))
    RuleViolated.unless_empty(_against(hearing.disclosure, title, audience, words, sections))
    said: dict[str, Any] = {"title": title.strip(), "audience": audience.strip(), "words": words.strip()}
    shown = {"sections": [one.position for one in sections]}
    act.change(hearing, "hearing.written", base_version=base_version, detail=shown, petitioners=petitioners, **said)
    hearing.sections.set(sections)
    return hearing


def _against(text: Disclosure, title: str, audience: str, words: str, sections: Sequence[Section]) -> list[Reason]:
    known = set(tellable(text).values_list("pk", flat=True))
    foreign = sum(one.pk not in known for one in sections)
    return reasons_not_to_write(title, audience, words, sections=len(sections), foreign=foreign, told=is_told(text))


@use_case(HEARING.steps["open"].permission, within=HEARINGS)
def open_hearing(act: Act, hearing: Hearing, *, opens_on: date, closes_on: date) -> Hearing:
    """Let it go out under a code: from now on its words stand."""
    HEARING.step("open", HearingState(hearing.state))
    today = localdate(act.now)
    facts = OpenFacts(opens_on, closes_on, published_on(hearing.disclosure) or date.max, today)
    RuleViolated.unless_empty(reasons_not_to_open(facts))
    hold_back(act, hearing)
    if hearing.petitioners:
        told = {"title": hearing.title, "words": hearing.words, "day": opens_on}
        act.create(Told(inspection=hearing.inspection, **told), "hearing.told")
    return act.step(
        hearing,
        HEARING,
        "open",
        code="".join(choice(LETTERS) for _ in range(LENGTH)),
        smallest=least_on(today, office_of(hearing.disclosure)),
        opens_on=opens_on,
        closes_on=closes_on,
    )


@use_case(HEARING.steps["drop"].permission, within=HEARINGS)
def drop_hearing(act: Act, hearing: Hearing, *, reason: str) -> Hearing:
    """Ask nobody after all."""
    return act.step(hearing, HEARING, "drop", reason=reason)


@use_case(HEARING.steps["close"].permission, within=HEARINGS)
def close_hearing(act: Act, hearing: Hearing) -> Hearing:
    """Close it for good: there is a result from now on, and no further answer."""
    return act.step(hearing, HEARING, "close")


@in_one_transaction
def answer_hearing(hearing: Hearing, ticket: Ticket, given: str, said: str, day: date) -> None:
    """
    Take one person's answer in. Without the door: nobody acts, and the journal keeps nothing of it.

    The same form sent again changes nothing.

    Raises:
        RuleViolated: nothing is taken in today, or no answer was chosen.

    """
    asked = held_still(hearing)  # it is not closed meanwhile
    key = UUID(bytes=ticket.derived("verdict")[:16])
    if asked.verdicts.filter(pk=key).exists():
        return
    RuleViolated.unless_empty(reasons_on(asked, day) or reasons_not_to_take(given, said))
    Verdict.objects.create(pk=key, hearing=asked, choice=given, said=said.strip(), day=day)


def reasons_on(hearing: Hearing, day: date) -> list[Reason]:
    """Why nothing is taken in on this day; it went out, so that its days are set."""
    opens_on, closes_on = hearing.opens_on or date.max, hearing.closes_on or date.min
    is_open = hearing.state == HearingState.OPEN
    return reasons_not_to_answer(opens_on=opens_on, closes_on=closes_on, is_open=is_open, today=day)
