"""
`xuncha import papers FILE.docx`: a Word paper in without a browser, read as the page reads it.

What is recognised becomes a draft with the file as its original; what no field claimed is listed and stays in the file.
The inspection is that of `--unit`, or of the unit that the file names, or the only one whose papers the person writes.
"""

import argparse
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

if TYPE_CHECKING:
    from xuncha.fieldwork.selectors import WordFile
    from xuncha.fieldwork.views.word_form import WordPaperForm
    from xuncha.foundation.accounts.actors import Actor
    from xuncha.foundation.orgs.models import Jurisdiction
    from xuncha.rounds.models import Inspection

WORD = ".docx"


class NoInspectionError(LookupError):
    """Nobody writes papers of the unit, or it is not said which unit is meant; the text says what to add."""


def import_word(
    asked: argparse.Namespace, place: "Jurisdiction", now: datetime, username: str
) -> tuple[int, dict[str, Any]]:
    """
    Read, check and write one file, or with `--dry-run` only read and check; exit code and answer.

    Raises:
        NoInspectionError: see there.
        Refused: the file is no Word paper, or the person may not.

    """
    from django.core.files.base import File

    from xuncha.fieldwork.services import import_word_papers, upload_word_papers
    from xuncha.foundation.imports.checking import Fate
    from xuncha.foundation.usecases import Act

    file = _read(asked)
    actor, inspection = _settled(file, asked.unit, place, now, username)
    form = _form(file, actor, inspection, now)
    if form.standing.fate is Fate.SAME:
        return 0, _told("unchanged", form, place, actor)
    if not form.importable or not form.is_valid():
        return 1, _told("refused", form, place, actor)
    if asked.dry_run:
        return 0, _told("checked", form, place, actor)
    with asked.file.open("rb") as content:
        upload = File(content, name=file.name)
        batch = upload_word_papers(Act(actor, now, uuid4()), inspection, files=[upload])
    batch = import_word_papers(Act(actor, now, uuid4()), batch, papers=[form.word_paper])
    return 0, {**_told("applied", form, place, actor), "batch": batch.pk}


def _read(asked: argparse.Namespace) -> "WordFile":
    from xuncha.fieldwork.rules import recognise
    from xuncha.fieldwork.selectors import WordFile
    from xuncha.foundation.documents.word_reading import read_word

    return WordFile(0, asked.file.name, asked.file.read_bytes(), recognise(read_word(asked.file)))


def _settled(
    file: "WordFile", unit: str, place: "Jurisdiction", now: datetime, username: str
) -> "tuple[Actor, Inspection]":
    """Who writes the paper, and of which inspection: the newest of the unit."""
    named = unit or file.found.texts.get("unit", "")
    known: list[str] = []
    for actor in _people(username, now):
        mine = list(_inspections(actor, place))
        here = [inspection for inspection in mine if not named or _is_named(inspection, named)]
        if len({inspection.organisation_id for inspection in here}) == 1:
            return actor, here[0]
        known += [str(inspection.organisation.code) for inspection in mine if inspection.organisation.code not in known]
    raise NoInspectionError(f"say --unit CODE and --as USERNAME; papers are written of: {', '.join(known[:20])}")


def _people(username: str, now: datetime) -> "Iterator[Actor]":
    from xuncha.core.permissions import Permission as P
    from xuncha.foundation.accounts.actors import actor_of
    from xuncha.foundation.accounts.models import User

    people = User.objects.filter(is_active=True, grants__isnull=False).distinct().order_by("pk")
    for user in people.filter(username=username) if username else people:
        actor = actor_of(user, now)
        if actor.holds(P.PAPER_WRITE) and actor.holds(P.SHEET_IMPORT):
            yield actor


def _inspections(actor: "Actor", place: "Jurisdiction") -> "Iterator[Inspection]":
    from xuncha.core.permissions import Permission as P
    from xuncha.foundation.reach import with_related
    from xuncha.rounds.selectors import INSPECTIONS

    mine = INSPECTIONS.permitted(actor, P.PAPER_WRITE).filter(round__term__jurisdiction=place)
    yield from with_related(mine, INSPECTIONS.around).order_by("-round__year", "-round__number", "pk")


def _is_named(inspection: "Inspection", named: str) -> bool:
    unit = inspection.organisation
    return named == unit.code or any(name in named or named in name for name in {unit.name, unit.short_name} - {""})


def _form(file: "WordFile", actor: "Actor", inspection: "Inspection", now: datetime) -> "WordPaperForm":
    """The editor of the page, filled with what was recognised."""
    from xuncha.fieldwork.selectors import standing_of
    from xuncha.fieldwork.views.word_form import WordPaperForm
    from xuncha.foundation.http import SignedInRequest

    request = SignedInRequest()
    request.actor, request.now = actor, now
    return WordPaperForm(request, inspection, file, standing_of(actor, inspection, file))


def _told(state: str, form: "WordPaperForm", place: "Jurisdiction", actor: "Actor") -> dict[str, Any]:
    from xuncha.foundation.imports.checking import Fate

    standing, errors = form.standing, []
    if state == "refused" and form.importable:
        errors = [
            {"row": 1, "column": str(form.fields[name].label) if name in form.fields else "", "text": str(text)}
            for name, texts in form.errors.items()
            for text in texts
        ]
    return {
        "state": state,
        "kind": "papers",
        "jurisdiction": place.code,
        "unit": form.inspection.organisation.code,
        "as": actor.user.username,
        "rows": 1,
        **{fate.value: int(standing.fate is fate) for fate in Fate if fate is not Fate.BAD},
        "reasons": [str(standing.why)] if standing.why is not None else [],
        "error_count": len(errors) or int(standing.fate is Fate.BAD),
        "errors": errors,
        "left": [{"label": piece.label, "text": piece.text} for piece in form.unplaced],
    }
