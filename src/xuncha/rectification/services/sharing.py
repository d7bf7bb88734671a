"""Inside a unit: a part of an item is given to somebody, handed in, and taken over or returned by the liaison."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.timezone import localdate

from xuncha.core.errors import OutOfReach, RuleViolated, reasons_not_to_repeat
from xuncha.core.given import against
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, say
from xuncha.foundation.accounts.models import User
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import Assignment, Contribution, Evidence, Item, Measure, UnitNote, UnitReport
from xuncha.rectification.rules.doing import reasons_against_evidence
from xuncha.rectification.rules.sharing import (
    NOTE_LENGTH,
    reasons_not_to_give,
    reasons_not_to_hand_in,
    reasons_not_to_share,
)
from xuncha.rectification.selectors import ITEMS, UNIT_REPORTS
from xuncha.rectification.selectors.sharing import ASSIGNMENTS, giving_facts
from xuncha.rectification.services.doing import measure_of, report_progress
from xuncha.rectification.services.evidence import Upload, stored
from xuncha.rectification.workflow import ASSIGNMENT, AssignmentState, ItemState


@use_case(P.RECT_WRITE, within=ITEMS)
def give_part(act: Act, item: Item, *, to: User, ask: str, due_on: date, measure: Measure | None = None) -> Assignment:
    """Ask somebody of the unit, or of one below it, for what was done about a measure or the item."""
    held = measure_of(act, item, measure) if measure is not None else None
    given = Assignment(item=item, measure=held, to=to, ask=ask.strip(), due_on=due_on)
    RuleViolated.unless_empty(reasons_not_to_give(giving_facts(item, to, held, given, act.now)))
    return act.create(given, "assignment.given")


@use_case(ASSIGNMENT.steps["hand_in"].permission, within=ASSIGNMENTS)
def hand_in_part(
    act: Act, assignment: Assignment, *, text: str, on: date, done: bool = False, uploads: Sequence[Upload] = ()
) -> Assignment:
    """Hand in what was done, with files; what was handed in before and returned stays with it."""
    ASSIGNMENT.step("hand_in", AssignmentState(assignment.state))
    if assignment.to_id != act.actor.pk:
        raise OutOfReach(say("没有这件交办，或者不是交给您的。"))
    today = localdate(act.now)
    reasons = reasons_not_to_hand_in(text, on, today, done=done, measured=assignment.measure_id is not None)
    for upload in uploads:
        reasons += reasons_against_evidence(upload.formed_on, today)
    RuleViolated.unless_empty(reasons)
    for upload in uploads:
        piece = Contribution(assignment=assignment, kind=upload.kind, formed_on=upload.formed_on)
        piece.attachment = stored(act, upload)
        act.create(piece, "assignment.file_added")
    return act.step(
        assignment, ASSIGNMENT, "hand_in", text=text.strip(), on=on, done=done, handed_in_on=localdate(act.now)
    )


@use_case(ASSIGNMENT.steps["adopt"].permission, within=ASSIGNMENTS)
def adopt_part(act: Act, assignment: Assignment, *, pieces: Iterable[Contribution] = ()) -> Assignment:
    """
    Take over what was handed in: as progress of the measure, and the chosen files as evidence, under one's own name.

    While the plan is still being written there is no progress yet: the words serve the draft.
    """
    ASSIGNMENT.step("adopt", AssignmentState(assignment.state))
    item = act.lock(assignment.item)
    RuleViolated.unless_empty(reasons_not_to_share(ItemState(item.state)))
    chosen = {piece.pk for piece in pieces}
    if item.state != ItemState.LISTED and assignment.on is not None:
        report_progress(
            act,
            item,
            text=assignment.text,
            on=assignment.on,
            measure=assignment.measure,
            done_on=assignment.on if assignment.done else None,
        )
        for piece in assignment.pieces.filter(pk__in=chosen):
            _as_evidence(act, item, assignment, piece)
    return act.step(assignment, ASSIGNMENT, "adopt", adopted_by=act.actor.user, adopted_at=act.now)


def _as_evidence(act: Act, item: Item, assignment: Assignment, piece: Contribution) -> None:
    evidence = Evidence(item=item, measure=assignment.measure, attachment=piece.attachment)
    evidence.kind, evidence.formed_on = piece.kind, piece.formed_on
    act.create(evidence, "rectification.evidence_added")
    act.record("rectification.item_evidence_added", item, file=str(evidence))
    act.change(piece, "assignment.file_adopted", adopted=True)


@use_case(ASSIGNMENT.steps["return"].permission, within=ASSIGNMENTS)
def return_part(act: Act, assignment: Assignment, *, reason: str) -> Assignment:
    """Send back what was handed in, saying what is wanting."""
    return act.step(assignment, ASSIGNMENT, "return", reason=reason, return_reason=reason.strip()[:500])


@use_case(ASSIGNMENT.steps["take_back"].permission, within=ASSIGNMENTS)
def take_part_back(act: Act, assignment: Assignment) -> Assignment:
    """Take a part back from whoever has it."""
    return act.step(assignment, ASSIGNMENT, "take_back")


@use_case(P.RECT_NOTE, within=ITEMS)
def note_on_item(act: Act, item: Item, *, text: str) -> UnitNote:
    """Comment on an item's draft or progress, for the unit's own people."""
    return _note(act, UnitNote(item=item), text)


@use_case(P.RECT_NOTE, within=UNIT_REPORTS)
def note_on_report(act: Act, report: UnitReport, *, text: str) -> UnitNote:
    """Comment on a report's draft, for the unit's own people."""
    return _note(act, UnitNote(report=report), text)


@use_case(P.RECT_SHARE, within=ASSIGNMENTS)
def note_on_part(act: Act, assignment: Assignment, *, text: str) -> UnitNote:
    """Comment on what was given away, for whoever gave and has it."""
    return _note(act, UnitNote(assignment=assignment), text)


def _note(act: Act, note: UnitNote, text: str) -> UnitNote:
    note.text = text.strip()
    same = UnitNote.objects.filter(
        item=note.item, report=note.report, assignment=note.assignment, text=note.text, created_by=act.actor.user
    )
    reasons = against(text, NOTE_LENGTH, N_("意见"), "text")
    RuleViolated.unless_empty(reasons + reasons_not_to_repeat("text", there=same.exists()))
    return act.create(note, "unit_note.written")
