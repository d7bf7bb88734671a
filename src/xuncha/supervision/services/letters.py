"""A letter from the draft to the number: written by one person, compared with petitions, issued by another."""

from collections.abc import Collection, Sequence
from typing import Any

from django.utils.timezone import localdate

from xuncha.core.errors import Reason, RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.foundation.leaks.models import SourceCheck
from xuncha.foundation.leaks.selectors import reasons_to_wait
from xuncha.foundation.leaks.services import ask_keepers
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.regulations.numbers import take_number
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import Item
from xuncha.supervision.models import Dismissal, Letter, LetterLine
from xuncha.supervision.rules.hints import reasons_not_to_dismiss
from xuncha.supervision.rules.kinds import KINDS
from xuncha.supervision.rules.letters import (
    reasons_not_to_draft,
    reasons_not_to_issue,
    reasons_not_to_submit,
    reasons_not_to_write,
)
from xuncha.supervision.selectors import (
    LETTERS,
    checked_records,
    draft_facts,
    due_of_letter,
    items_in,
    lines_for,
)
from xuncha.supervision.selectors.suggesting import the_suggestion
from xuncha.supervision.workflow import LETTER, LetterState


@use_case(P.LETTER_WRITE, within=JURISDICTIONS)
def draft_letter(
    act: Act,
    jurisdiction: Jurisdiction,
    *,
    kind: str,
    addressee: Organisation,
    title: str,
    text: str = "",
    items: Sequence[Item] = (),
    hint: str = "",
    subject: str = "",
) -> Letter:
    """Begin a letter about these items, of one's own accord or because the system suggests it today."""
    today = localdate(act.now)
    facts = draft_facts(jurisdiction, kind=kind, addressee=addressee, title=title, text=text, items=items)
    RuleViolated.unless_empty(reasons_not_to_draft(facts))
    suggested = the_suggestion(jurisdiction, today, hint, subject) if hint else None
    if hint and suggested is None:
        raise RuleViolated(reason("这条建议已经不成立，或者已经有人起草了函件。"))
    letter = Letter(
        jurisdiction=jurisdiction,
        kind=kind,
        addressee=addressee,
        title=title.strip(),
        text=text.strip(),
        hint=hint,
        subject=subject,
        why=str(suggested.why) if suggested else "",
        plan=suggested.plan if suggested else None,
    )
    return begin(act, letter, items)


def begin(act: Act, letter: Letter, items: Collection[Item]) -> Letter:
    """Within an act: save a new letter with its items."""
    act.create(letter, "letter.drafted", kind=letter.get_kind_display())
    act.create_many(LetterLine, lines_for(letter, items, localdate(act.now)), "letter.line_added")
    return letter


@use_case(P.LETTER_WRITE, within=LETTERS)
def write_letter(
    act: Act, letter: Letter, *, base_version: int | None, addressee: Organisation, title: str, text: str
) -> Letter:
    """Change the words of a draft, or to whom it goes."""
    _must_be_draft(letter)
    items = items_in(letter)
    facts = draft_facts(letter.jurisdiction, kind=letter.kind, addressee=addressee, title=title, text=text, items=items)
    RuleViolated.unless_empty(reasons_not_to_write(facts))
    changed: dict[str, Any] = {"addressee": addressee, "title": title.strip(), "text": text.strip()}
    return act.change(letter, "letter.written", base_version=base_version, **changed)


@use_case(P.LETTER_WRITE, within=LETTERS)
def add_items(act: Act, letter: Letter, *, items: Sequence[Item]) -> Letter:
    """Put items into a draft; those that are in it already stay as they are."""
    _must_be_draft(letter)
    known = items_in(letter)
    new = [item for item in items if item not in known]
    if not new:
        raise RuleViolated(reason("没有选出新的整改事项。"))
    facts = draft_facts(
        letter.jurisdiction, kind=letter.kind, addressee=letter.addressee, title=letter.title, text="", items=new
    )
    RuleViolated.unless_empty(reasons_not_to_write(facts))
    act.create_many(LetterLine, lines_for(letter, new, localdate(act.now)), "letter.line_added")
    act.record("letter.items_added", letter, items=[item.number for item in new])
    return letter


@use_case(P.LETTER_WRITE, within=LETTERS)
def remove_item(act: Act, letter: Letter, *, item: Item) -> Letter:
    """Take an item out of a draft."""
    _must_be_draft(letter)
    line = letter.lines.filter(item=item).first()
    if line is None:
        raise RuleViolated(reason("这一项已经不在函件里。"))
    line.delete()
    act.record("letter.line_removed", letter, item=item.number)
    return letter


def _must_be_draft(letter: Letter) -> None:
    """Only a draft is changed: the refusal names the state and the step that is missing."""
    LETTER.step("submit", LetterState(letter.state))


@use_case(P.LETTER_WRITE, within=LETTERS)
def ask_about_letter(act: Act, letter: Letter) -> list[SourceCheck]:
    """Have a complete letter compared with the petitions about its units; nothing to wait for: it may be handed in."""
    _must_be_draft(letter)
    RuleViolated.unless_empty(_wanting(letter))
    return [check for check in (ask_keepers(act, record) for record in checked_records(letter)) if check]


def _wanting(letter: Letter) -> list[Reason]:
    return reasons_not_to_submit(letter.text, items=letter.lines.count(), about_plan=letter.plan_id is not None)


@use_case(LETTER.steps["submit"].permission, within=LETTERS)
def submit_letter(act: Act, letter: Letter) -> Letter:
    """Hand a complete letter in to be issued."""
    _must_be_draft(letter)
    waits = [why for record in checked_records(letter) for why in reasons_to_wait(record)]
    RuleViolated.unless_empty(_wanting(letter) or waits[:1])
    return act.step(letter, LETTER, "submit", submitted_by=act.actor.user, submitted_at=act.now, return_reason="")


@use_case(LETTER.steps["return"].permission, within=LETTERS)
def return_letter(act: Act, letter: Letter, *, reason: str) -> Letter:
    """Give a letter back to be changed, saying what is wanting."""
    return act.step(letter, LETTER, "return", reason=reason, return_reason=reason.strip()[:500])


@use_case(LETTER.steps["drop"].permission, within=LETTERS)
def drop_letter(act: Act, letter: Letter, *, reason: str) -> Letter:
    """Send nothing after all; a draft has no number, so that none is missing."""
    return act.step(letter, LETTER, "drop", reason=reason, opinion=reason.strip()[:500])


@use_case(LETTER.steps["issue"].permission, within=LETTERS)
def issue_letter(act: Act, letter: Letter) -> Letter:
    """Issue what somebody else handed in: it gets its number, is delivered, and the reply falls due by its rule."""
    LETTER.step("issue", LetterState(letter.state))
    RuleViolated.unless_empty(reasons_not_to_issue(own=letter.submitted_by_id == act.actor.pk))
    due = due_of_letter(letter, localdate(act.now))
    number = take_number(act, "supervision", letter.jurisdiction, kind=KINDS[letter.kind].mark)
    for item in items_in(letter):
        act.record("letter.item_named", item, letter=number)
    return act.step(
        letter,
        LETTER,
        "issue",
        number=number,
        issued_by=act.actor.user,
        issued_at=act.now,
        due_on=due.on if due else None,
    )


@use_case(P.LETTER_WRITE, within=JURISDICTIONS)
def dismiss_suggestion(act: Act, jurisdiction: Jurisdiction, *, hint: str, subject: str, reason: str) -> Dismissal:
    """Decide not to follow a suggestion, saying why; it comes back only when more rows are behind it."""
    suggested = the_suggestion(jurisdiction, localdate(act.now), hint, subject)
    RuleViolated.unless_empty(reasons_not_to_dismiss(reason, applies=suggested is not None))
    assert suggested is not None  # noqa: S101 - a reason above
    return act.create(
        Dismissal(
            jurisdiction=jurisdiction,
            hint=hint,
            subject=subject,
            label=suggested.label,
            organisation=suggested.to,
            count=suggested.count,
            reason=reason.strip(),
        ),
        "letter.suggestion_dismissed",
    )
