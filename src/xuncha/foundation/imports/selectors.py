"""Imports within reach, the places where a person may import, and what a check of a workbook finds. Reads only."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db.models import Q, QuerySet

from xuncha.core.errors import Denied, OutOfReach, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.permissions import Scope
from xuncha.core.text import say
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.documents.workbooks import Table, read_table
from xuncha.foundation.files.contents import path_of
from xuncha.foundation.imports.checking import CellError, Fate, Judged, fingerprints, judge
from xuncha.foundation.imports.kinds import KINDS, SheetKind
from xuncha.foundation.imports.mapping import fingerprint, known_labels, suggest
from xuncha.foundation.imports.models import ColumnMapping, ImportBatch
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.reach import Reach, with_related

IMPORTS = Reach(
    ImportBatch,
    "imports.batch",
    "导入",
    P.SHEET_IMPORT,
    jurisdiction=(
        "jurisdiction_id",
        "jurisdiction__parent_id",
        "jurisdiction__parent__parent_id",
        "jurisdiction__parent__parent__parent_id",
    ),
    team="team_id",
    url_name="imports:import",
)
SHOWN = 200  # errors and notes kept for the page; the report has all
STRIDE = 1_000  # rows between two notes of progress
Progress = Callable[[int, int], None]


def quiet(done: int, total: int) -> None:
    """Progress that nobody watches."""


def kinds_for(actor: Actor) -> list[SheetKind]:
    """What this person may import somewhere."""
    return [kind for kind in KINDS.values() if actor.holds(kind.permission)]


def places_for(actor: Actor, kind: SheetKind) -> QuerySet[Jurisdiction]:
    """Where the person may import this kind."""
    return kind.reach.permitted(actor, kind.permission)


def place(actor: Actor, kind: SheetKind, jurisdiction: Jurisdiction) -> Jurisdiction:
    """
    The jurisdiction, if the person may import this kind there.

    Raises:
        Denied: they may not import this kind anywhere.
        OutOfReach: not there.

    """
    if not actor.holds(kind.permission):
        raise Denied(say("您没有导入这类表格的权限（{permission}）。", permission=kind.permission.value))
    found = places_for(actor, kind).filter(pk=jurisdiction.pk).first()
    if found is None:
        raise OutOfReach(say("没有这个辖区，或者不在您的工作范围内。"))
    return found


def team_of(actor: Actor, kind: SheetKind) -> int | None:
    """The team for which the person imports; None when they may import for a whole jurisdiction."""
    if actor.scope_ids(kind.permission, Scope.JURISDICTION):
        return None
    return max(actor.scope_ids(kind.permission, Scope.TEAM), default=None)


def own(actor: Actor, batch: ImportBatch) -> SheetKind:
    """
    The batch's kind, if this person may work on it: a team's import is its author's own, an office's the office's.

    Raises:
        RuleViolated: it is a colleague's, or of a kind that this person may not import there. Its content stays shut.

    """
    kind = KINDS[batch.kind]
    if batch.team_id is not None and batch.created_by_id != actor.pk:
        raise RuleViolated(say("这次导入由别的同事办理，内容只有本人可见。"))
    may(actor, kind)
    if not places_for(actor, kind).filter(pk=batch.jurisdiction_id).exists():
        raise RuleViolated(say("您不能在这个辖区导入这类表格。"))
    return kind


def own_sheet(actor: Actor, batch: ImportBatch) -> SheetKind:
    """
    The batch's kind, as `own`, of a batch that is a workbook.

    Raises:
        RuleViolated: it is a bundle of documents, with which a stage's own page goes on.

    """
    if batch.page:
        raise RuleViolated(say("这次导入的不是表格，请回到它的核对页办理。"))
    return own(actor, batch)


def may(actor: Actor, kind: SheetKind) -> None:
    """
    Whoever may import something may not import everything.

    Raises:
        RuleViolated: the person holds no grant for this kind.

    """
    if not actor.holds(kind.permission):
        raise RuleViolated(say("您没有导入这类表格的权限（{permission}）。", permission=kind.permission.value))


def recent(actor: Actor) -> QuerySet[ImportBatch]:
    """Imports that the person may look at, the latest first: the office's, and their own for a team."""
    kinds = [kind.code for kind in kinds_for(actor)]
    return IMPORTS.visible_to(actor).filter(Q(team_id=None) | Q(created_by=actor.user), kind__in=kinds)


def remembered_mapping(actor: Actor, kind: SheetKind, headers: list[str]) -> tuple[dict[str, int], bool]:
    """({field: column}, whether no question is left): the person's last answer for these headings, or a suggestion."""
    answer = ColumnMapping.objects.filter(
        created_by=actor.user, kind=kind.code, fingerprint=fingerprint(headers)
    ).first()
    if answer is not None:
        return {name: int(index) for name, index in answer.mapping.items()}, True
    suggestion = suggest(kind, headers)
    return suggestion.mapping, suggestion.certain


@dataclass(slots=True)
class Preview:
    """What a check found: rows by fate, all mistakes counted, the first of them kept."""

    fates: dict[Fate, int] = field(default_factory=lambda: dict.fromkeys(Fate, 0))
    error_count: int = 0
    errors: list[CellError] = field(default_factory=list)
    notes: list[CellError] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows there were."""
        return sum(self.fates.values())


def headers_of(kind: SheetKind, path: Path) -> list[str]:
    """The headings of a workbook."""
    return list(read_table(path, known_labels(kind)).headers)


def judged_rows(
    actor: Actor,
    kind: SheetKind,
    jurisdiction: Jurisdiction,
    path: Path,
    *,
    mapping: Mapping[str, int],
    progress: Progress = quiet,
) -> Iterator[Judged]:
    """Every row of a workbook, judged against what is on record now."""
    table: Table = read_table(path, known_labels(kind))
    context = kind.context(actor, jurisdiction)
    on_record = fingerprints(kind, kind.records(actor, jurisdiction))
    for count, judged in enumerate(judge(kind, context, table, mapping, on_record)):
        if count % STRIDE == 0:
            progress(count, table.height)
        yield judged


def summarise(rows: Iterator[Judged], shown: int = SHOWN) -> Preview:
    """Count what the check found, and keep the first `shown` mistakes and differences."""
    found = Preview()
    for judged in rows:
        found.fates[judged.fate] += 1
        found.error_count += len(judged.errors)
        if judged.errors and len(found.errors) < shown:
            found.errors += judged.errors
        if judged.notes and len(found.notes) < shown:
            found.notes += judged.notes
    return found


def rows_of(actor: Actor, batch: ImportBatch, progress: Progress = quiet) -> Iterator[Judged]:
    """The rows of an uploaded workbook, judged."""
    kind = KINDS[batch.kind]
    return judged_rows(actor, kind, batch.jurisdiction, path_of(batch.file), mapping=batch.mapping, progress=progress)


def created_records(batch: ImportBatch) -> Iterator[Any]:
    """The records that an import made, in their order."""
    kind = KINDS[batch.kind]
    ids = list(batch.created_ids)
    for start in range(0, len(ids), STRIDE):
        chunk = ids[start : start + STRIDE]
        yield from with_related(kind.model._default_manager.filter(pk__in=chunk), kind.related).order_by("pk")
