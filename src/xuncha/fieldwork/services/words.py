"""Papers that come in as Word files: handed in, looked through by the person, written in one piece. (feature D14)"""

import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.db.models import ForeignKey

from xuncha.core.errors import Reason, RuleViolated, StaleEdit
from xuncha.core.permissions import Permission as P
from xuncha.core.text import Say, say
from xuncha.fieldwork.models import ORIGINAL, WorkingPaper
from xuncha.fieldwork.selectors import WORD_PAGE, WordFile, inspection_of
from xuncha.fieldwork.services.evidence import Upload, add_evidence, remove_evidence
from xuncha.fieldwork.services.papers import create_paper
from xuncha.fieldwork.services.writing import write_paper
from xuncha.foundation.accounts.models import User
from xuncha.foundation.documents.word_reading import read_word
from xuncha.foundation.files.contents import Taken, keep, take
from xuncha.foundation.files.kinds import agree, kind_of_content
from xuncha.foundation.files.services import clean_name
from xuncha.foundation.imports.models import ImportBatch, as_ranges
from xuncha.foundation.imports.selectors import IMPORTS, own
from xuncha.foundation.imports.uploads import scratch
from xuncha.foundation.imports.workflow import IMPORT, ImportState
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS

MOST = 50  # files at once
ZIP = "application/zip"


@use_case(P.PAPER_WRITE, within=INSPECTIONS, lock=False)
def upload_word_papers(act: Act, inspection: Inspection, /, *, files: "Sequence[File[bytes]]") -> ImportBatch:
    """
    Hand in Word papers of an inspection, to be looked through before anything is written.

    Raises:
        RuleViolated: too many, one of them twice, or some that cannot be read; every one is named with what is wrong.

    """
    if len(files) > MOST:
        raise RuleViolated(Reason(say("一次最多 {limit} 份，这里有 {n} 份。", limit=MOST, n=len(files)), "papers"))
    taken: dict[str, Taken] = {}
    reasons: list[Reason] = []
    try:
        for file in files:
            name = clean_name(str(file.name))
            try:
                _read(name, file, taken)
            except RuleViolated as refusal:
                reasons += [replace(why, text=_of(name, why), field="papers") for why in refusal.reasons]
        RuleViolated.unless_empty(reasons)
        bundle = _bundled(taken)
    finally:
        for one in taken.values():
            one.drop()
    batch = ImportBatch(
        kind="papers",
        jurisdiction=inspection.round.term.jurisdiction,
        team_id=inspection.team_id,
        file=bundle,
        name="、".join(taken)[:200],
        headers=list(taken),
        page=WORD_PAGE,
        into_id=inspection.pk,
        rows=len(taken),
    )
    act.create(batch, "import.uploaded", kind=batch.kind, digest=batch.file_id)
    return act.step(batch, IMPORT, "preview")


def _of(name: str, why: Reason) -> Any:
    return say("「{name}」：{why}", name=name, why=why.text)


def _read(name: str, file: "File[bytes]", taken: dict[str, Taken]) -> None:
    """Take one upload and make sure that it is a Word document with text; put it among the others under its name."""
    one = take(file.chunks())
    if name in taken or one.digest in {other.digest for other in taken.values()}:
        one.drop()
        raise RuleViolated(say("同一份文件选了两次。"))
    taken[name] = one
    read_word(one.path)
    agree(kind_of_content(one.path), name)


def _bundled(taken: dict[str, Taken]) -> Any:
    """The uploads as one stored content."""
    with tempfile.NamedTemporaryFile(dir=scratch(), suffix=".zip") as made:
        with zipfile.ZipFile(made, "w") as bundle:
            for name, one in taken.items():
                bundle.write(one.path, name)
        made.flush()
        return keep(Path(made.name), ZIP)


@dataclass(frozen=True, slots=True)
class WordPaper:
    """One file as the person wants it written: a new paper, or an open one brought up to date."""

    file: WordFile
    fields: dict[str, Any]
    second_handler: User | None = None
    paper: WorkingPaper | None = None
    base_version: int | None = None


@use_case(P.SHEET_IMPORT, within=IMPORTS)
def import_word_papers(act: Act, batch: ImportBatch, *, papers: Sequence[WordPaper]) -> ImportBatch:
    """
    Write uploaded Word papers as drafts, each with its file as the original, or none of them.

    Raises:
        RuleViolated: nothing was chosen, or a paper is refused; the file is named.

    """
    own(act.actor, batch)
    inspection = inspection_of(act.actor, batch)
    IMPORT.step("apply", ImportState(batch.state))
    if not papers:
        raise RuleViolated(say("没有选要导入的文件。"))
    created, updated = [], []
    for one in papers:
        before = len(act.entries)
        try:
            written = _written(act, inspection, one)
        except RuleViolated as refusal:
            raise RuleViolated(
                *(replace(why, text=_of(one.file.name, why), field="") for why in refusal.reasons)
            ) from refusal
        except StaleEdit as stale:
            changed = say("「{name}」：这份底稿在核对以后又改过，请重新打开这一页核对。", name=one.file.name)
            raise RuleViolated(changed) from stale
        if one.paper is None:
            created.append(written.pk)
        else:
            updated.append(_as_it_was(act, written, before))
    return act.step(
        batch,
        IMPORT,
        "apply",
        created=as_ranges(created),
        updated=updated,
        fresh=len(created),
        differing=len(papers) - len(created),
        same=batch.rows - len(papers),
        applied_by=act.actor.user,
        applied_at=act.now,
    )


def _written(act: Act, inspection: Inspection, one: WordPaper) -> WorkingPaper:
    original = Upload(File(BytesIO(one.file.content), one.file.name), one.file.name, kind=ORIGINAL)
    if one.paper is not None:
        return write_paper(
            act,
            one.paper,
            base_version=one.base_version,
            second_handler=one.second_handler,
            upload=original,
            **one.fields,
        )
    paper = create_paper(act, inspection, second_handler=one.second_handler, **one.fields)
    add_evidence(act, paper, original)
    return paper


def _as_it_was(act: Act, paper: WorkingPaper, since: int) -> dict[str, Any]:
    """What bringing a draft up to date changed: its version since then, the old values, the file that came along."""
    fields = {field.name for field in WorkingPaper._meta.concrete_fields}
    old = {name: value for name, value in act.as_it_was(paper, since).items() if name in fields}
    paper.refresh_from_db(fields=["version"])
    original = paper.evidence.order_by("-pk").values_list("pk", flat=True)[0]
    return {"paper": paper.pk, "version": paper.version, "old": old, "original": original}


def restore_papers(act: Act, updated: Sequence[Mapping[str, Any]], reason: str) -> list[Say]:
    """Give drafts that an import brought up to date their old text back; those changed since then are in the way."""
    in_the_way = []
    for one in updated:
        paper = act.lock(WorkingPaper(pk=one["paper"]))
        if paper.version != one["version"]:
            in_the_way.append(say("「{record}」导入后又改过或者提交过，退不回原来的内容。", record=str(paper)))
            continue
        original = paper.evidence.get(pk=one["original"])
        if original.removed_at is None:
            remove_evidence(act, paper, original, reason=reason)
        values = {name: _value(name, value) for name, value in one["old"].items()}
        act.change(act.lock(paper), "paper.import_undone", detail={"reason": reason}, **values)
    return in_the_way


def _value(name: str, stored: Any) -> Any:
    """A value as the record holds it, of what the journal's plain form keeps."""
    field = next(field for field in WorkingPaper._meta.concrete_fields if field.name == name)
    if isinstance(field, ForeignKey):
        return field.related_model._default_manager.filter(pk=stored["id"]).first() if stored else None
    return field.to_python(stored)
