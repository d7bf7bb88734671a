"""Evidence of a paper: attached, tied to a sentence, corrected, taken away; never erased."""

from dataclasses import dataclass, replace
from typing import Any

from django.core.files.base import File

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.fieldwork.models import Evidence, WorkingPaper
from xuncha.fieldwork.rules import reasons_not_to_attach
from xuncha.fieldwork.selectors import PAPERS
from xuncha.fieldwork.services.papers import must_be_open, must_be_own
from xuncha.fieldwork.services.signing import take_back
from xuncha.fieldwork.workflow import PAPER, TAKE_BACK, PaperState
from xuncha.foundation.files.models import Attachment, Secrecy
from xuncha.foundation.files.services import store
from xuncha.foundation.usecases import Act, use_case

CORRECTABLE = frozenset({"kind", "quote", "pages", "original_checked"})


def open_to_change(act: Act, paper: WorkingPaper) -> None:
    """Evidence that changes after hand-in takes the paper back: the signatures vouched for what there was."""
    must_be_own(act, paper)
    for step in PAPER.available(PaperState(paper.state)).keys() & {*TAKE_BACK}:
        take_back(act, paper, step)
    must_be_open(paper)


def _held(paper: WorkingPaper, evidence: Evidence) -> Evidence:
    """The evidence as the locked paper holds it now."""
    held = paper.evidence.filter(pk=evidence.pk, removed_at__isnull=True).select_related("attachment").first()
    if held is None:
        raise RuleViolated(say("这件佐证已经移除。"))
    return held


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody hands it in: what it is, which passage of the facts it supports, on which pages."""

    file: "File[bytes]"
    name: str
    kind: str = ""
    quote: str = ""
    pages: str = ""
    original_checked: bool = False
    secrecy: str = Secrecy.INTERNAL


@use_case(P.PAPER_WRITE, within=PAPERS)
def add_evidence(act: Act, paper: WorkingPaper, upload: Upload) -> Evidence:
    """Attach a file to a paper, for the whole of it or for one passage of its facts."""
    open_to_change(act, paper)
    RuleViolated.unless_empty(reasons_not_to_attach(paper.facts, upload.quote))
    evidence = Evidence(
        paper=paper,
        attachment=_stored(act, upload),
        kind=upload.kind,
        quote=upload.quote,
        pages=upload.pages,
        original_checked=upload.original_checked,
    )
    act.create(evidence, "evidence.added", paper=str(paper), file=upload.name)
    act.record("paper.evidence_added", paper, changes={"attachment": ["", str(evidence)]})
    return evidence


def _stored(act: Act, upload: Upload) -> Attachment:
    """The file, kept; what is wrong with it is said beside the file field."""
    try:
        return store(act, upload.file, upload.name, upload.secrecy)
    except RuleViolated as refusal:
        reasons = (replace(why, field="file", mend="#evidence") for why in refusal.reasons)
        raise RuleViolated(*reasons) from refusal


@use_case(P.PAPER_WRITE, within=PAPERS)
def change_evidence(
    act: Act, paper: WorkingPaper, /, evidence: Evidence, *, base_version: int | None = None, **fields: Any
) -> Evidence:
    """Correct what a piece of evidence says of itself: kind, passage, pages, whether the original was seen."""
    unknown = fields.keys() - CORRECTABLE
    if unknown:
        raise TypeError(f"not fields of evidence: {', '.join(sorted(unknown))}")
    held = _held(paper, evidence)
    open_to_change(act, paper)
    RuleViolated.unless_empty(reasons_not_to_attach(paper.facts, fields.get("quote", "")))
    return act.change(held, "evidence.changed", base_version=base_version, **fields)


@use_case(P.PAPER_WRITE, within=PAPERS)
def remove_evidence(act: Act, paper: WorkingPaper, evidence: Evidence, *, reason: str = "") -> Evidence:
    """Take a piece of evidence off a paper; the file and the record of it stay."""
    held = _held(paper, evidence)
    open_to_change(act, paper)
    act.record("paper.evidence_removed", paper, changes={"attachment": [str(held), ""]}, reason=reason)
    return act.change(
        held, "evidence.removed", removed_by=act.actor.user, removed_at=act.now, detail={"reason": reason}
    )
