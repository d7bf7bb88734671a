"""Evidence of an item: added, replaced, withdrawn by the unit; judged piece by piece by somebody else."""

from dataclasses import dataclass, replace
from datetime import date

from django.core.files.base import File
from django.utils.timezone import localdate

from xuncha.core.errors import OutOfReach, RuleViolated, reasons_not_to_repeat
from xuncha.core.given import against
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, say
from xuncha.foundation.files.models import Attachment
from xuncha.foundation.files.services import store
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import Evidence, EvidenceReview, Item, Measure
from xuncha.rectification.rules.doing import reasons_against_evidence, reasons_against_verdict
from xuncha.rectification.selectors import ITEMS, live_evidence
from xuncha.rectification.services.doing import measure_of, must_be_open, must_be_outside
from xuncha.rectification.workflow import SUPPLIED


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as the unit hands it in; `formed_on` is the day the document itself bears."""

    file: "File[bytes]"
    name: str
    kind: str = Evidence.Kind.OTHER
    formed_on: date | None = None


@use_case(P.RECT_WRITE, within=ITEMS)
def add_evidence(act: Act, item: Item, upload: Upload, *, measure: Measure | None = None) -> Evidence:
    """Hand in a file that shows that something was done, for one measure or for the item as a whole."""
    must_be_open(item, SUPPLIED)
    RuleViolated.unless_empty(reasons_against_evidence(upload.formed_on, localdate(act.now)))
    held = measure_of(act, item, measure) if measure is not None else None
    piece = _keep(act, Evidence(item=item, measure=held), upload)
    same = live_evidence(item).filter(measure=held, attachment__file=piece.attachment.file_id).exclude(pk=piece.pk)
    RuleViolated.unless_empty(reasons_not_to_repeat("file", there=same.exists()))
    return piece


@use_case(P.RECT_WRITE, within=ITEMS)
def replace_evidence(act: Act, item: Item, evidence: Evidence, upload: Upload) -> Evidence:
    """Put a new file in the place of one; the old one stays with its review, the new one has none yet."""
    must_be_open(item, SUPPLIED)
    old = _held(act, item, evidence)
    RuleViolated.unless_empty(reasons_against_evidence(upload.formed_on, localdate(act.now), live=_is_live(old)))
    return _keep(act, Evidence(item=item, measure=old.measure, replaces=old), upload)


@use_case(P.RECT_WRITE, within=ITEMS)
def withdraw_evidence(act: Act, item: Item, evidence: Evidence, *, reason: str) -> Evidence:
    """Take a file out of the evidence with a reason; the file and its review stay readable."""
    must_be_open(item, SUPPLIED)
    old = _held(act, item, evidence)
    reasons = reasons_against_evidence(None, localdate(act.now), live=_is_live(old))
    RuleViolated.unless_empty(reasons + against(reason, 300, N_("撤回理由"), "reason"))
    act.record("rectification.item_evidence_withdrawn", item, file=str(old), reason=reason.strip())
    return act.change(
        old,
        "rectification.evidence_withdrawn",
        withdrawn_by=act.actor.user,
        withdrawn_at=act.now,
        withdrawn_reason=reason.strip(),
    )


@use_case(P.RECT_REVIEW, within=ITEMS)
def review_evidence(act: Act, item: Item, evidence: Evidence, *, verdict: str, note: str = "") -> EvidenceReview:
    """Say of one piece of evidence what it is worth; the word holds for the content that was seen and no other."""
    must_be_open(item, SUPPLIED)
    must_be_outside(act, item.plan)
    piece = _held(act, item, evidence)
    own = piece.created_by_id == act.actor.pk
    RuleViolated.unless_empty(reasons_against_verdict(verdict, note, own=own, live=_is_live(piece)))
    review = EvidenceReview(evidence=piece, digest=piece.attachment.file_id, verdict=verdict, note=note.strip())
    act.create(review, "rectification.evidence_reviewed", file=str(piece))
    act.record("rectification.item_evidence_reviewed", item, file=str(piece), verdict=verdict, note=note.strip())
    return review


def _held(act: Act, item: Item, evidence: Evidence) -> Evidence:
    """The piece as it is now, if it is one of this item's."""
    if evidence.item_id != item.pk:
        raise OutOfReach(say("没有这件佐证，或者不是这个问题的。"))
    return act.lock(evidence)


def _is_live(evidence: Evidence) -> bool:
    """Whether the piece counts: neither withdrawn nor replaced."""
    return evidence.withdrawn_at is None and not Evidence.objects.filter(replaces=evidence).exists()


def _keep(act: Act, evidence: Evidence, upload: Upload) -> Evidence:
    evidence.attachment = stored(act, upload)
    evidence.kind, evidence.formed_on = upload.kind, upload.formed_on
    act.create(evidence, "rectification.evidence_added", replaces=str(evidence.replaces or ""))
    act.record("rectification.item_evidence_added", evidence.item, file=str(evidence))
    return evidence


def stored(act: Act, upload: Upload) -> Attachment:
    """The file, kept; what is wrong with it is said beside the file field."""
    try:
        return store(act, upload.file, upload.name)
    except RuleViolated as refusal:
        raise RuleViolated(*(replace(why, field="file") for why in refusal.reasons)) from refusal
