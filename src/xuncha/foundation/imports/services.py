"""Uploading a workbook, settling its columns, writing it in one piece, and taking it back."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from xuncha.core.errors import Reason, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.documents.workbooks import XLSX, read_table
from xuncha.foundation.files.contents import keep
from xuncha.foundation.imports.checking import Fate, Judged
from xuncha.foundation.imports.kinds import KINDS, Values
from xuncha.foundation.imports.mapping import fingerprint, known_labels
from xuncha.foundation.imports.models import ColumnMapping, ImportBatch, as_ranges
from xuncha.foundation.imports.rules import reasons_not_to_map
from xuncha.foundation.imports.selectors import (
    IMPORTS,
    Preview,
    Progress,
    own,
    own_sheet,
    place,
    quiet,
    remembered_mapping,
    rows_of,
    team_of,
)
from xuncha.foundation.imports.workflow import IMPORT
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.usecases import Act, installation_use_case, use_case


@installation_use_case(P.SHEET_IMPORT)
def upload_sheet(act: Act, kind_code: str, jurisdiction: Jurisdiction, *, name: str, path: Path) -> ImportBatch:
    """
    Hand in a workbook; its columns are matched by name, or as this person answered the last time.

    Raises:
        WorkbookRefused: it cannot be read as a workbook.
        Denied: the person may not import this kind; OutOfReach: not in this jurisdiction.

    """
    kind = KINDS[kind_code]
    jurisdiction = place(act.actor, kind, jurisdiction)
    table = read_table(path, known_labels(kind))
    headers = list(table.headers)
    mapping, certain = remembered_mapping(act.actor, kind, headers)
    batch = ImportBatch(
        kind=kind.code,
        jurisdiction=jurisdiction,
        team_id=team_of(act.actor, kind),
        file=keep(path, XLSX),
        name=name[:200],
        headers=headers,
        mapping=mapping if certain else {},
        rows=table.height,
    )
    return act.create(batch, "import.uploaded", kind=kind.code, digest=batch.file_id)


@use_case(P.SHEET_IMPORT, within=IMPORTS)
def map_columns(act: Act, batch: ImportBatch, *, mapping: Mapping[str, int]) -> ImportBatch:
    """
    Say which column of the workbook is which; the answer is remembered for headings that read exactly so.

    Raises:
        RuleViolated: a required column is missing, or a column is used twice.

    """
    kind = own_sheet(act.actor, batch)
    RuleViolated.unless_empty(reasons_not_to_map(kind.columns, batch.headers, mapping))
    ColumnMapping.objects.update_or_create(
        created_by=act.actor.user,
        kind=kind.code,
        fingerprint=fingerprint(batch.headers),
        defaults={"mapping": dict(mapping), "created_at": act.now},
    )
    return act.step(batch, IMPORT, "remap", mapping=dict(mapping))


@use_case(P.SHEET_IMPORT, within=IMPORTS)
def record_preview(act: Act, batch: ImportBatch, *, found: Preview) -> ImportBatch:
    """Note what the check of an uploaded workbook found."""
    own_sheet(act.actor, batch)
    return act.step(
        batch,
        IMPORT,
        "preview",
        rows=found.rows,
        fresh=found.fates[Fate.FRESH],
        same=found.fates[Fate.SAME],
        differing=found.fates[Fate.DIFFERING],
        error_count=found.error_count,
        errors=[error.as_json() for error in (*found.errors, *found.notes)],
    )


@use_case(P.SHEET_IMPORT, within=IMPORTS)
def apply_import(act: Act, batch: ImportBatch, *, progress: Progress = quiet) -> ImportBatch:
    """
    Write every new row of a checked workbook, or none of them.

    The workbook is read and judged once more while it is written: records may have changed since the preview.

    Raises:
        RuleViolated: the preview has errors, nothing in it is new, or a row is no longer right.

    """
    kind = own_sheet(act.actor, batch)
    if batch.error_count:
        raise RuleViolated(
            say("还有 {n} 处错误，改好后重新上传。导入要么全部成功，要么一行也不写。", n=batch.error_count)
        )
    if not batch.fresh:
        raise RuleViolated(say("表里没有新的记录，不用导入。"))
    IMPORT.step("apply", type(IMPORT.initial)(batch.state))
    rows = _fresh(rows_of(act.actor, batch, progress))
    created = as_ranges(int(record.pk) for record in kind.create(act, batch.jurisdiction, rows))
    return act.step(batch, IMPORT, "apply", created=created, applied_by=act.actor.user, applied_at=act.now)


def _fresh(rows: Iterator[Judged]) -> Iterator[Values]:
    """The values of new rows; the first row that is not right ends everything."""
    for judged in rows:
        if judged.errors:
            wrong = judged.errors[0]
            raise RuleViolated(
                say(
                    "核对以后情况有了变化，没有写入任何内容。第 {row} 行「{column}」：{text}",
                    row=wrong.row,
                    column=wrong.column,
                    text=wrong.text,
                )
            )
        if judged.fate is Fate.FRESH:
            yield judged.values


@use_case(P.SHEET_IMPORT, within=IMPORTS)
def undo_import(act: Act, batch: ImportBatch, *, reason: str) -> ImportBatch:
    """
    Take back everything an import made and changed, as long as nothing has been built on it.

    Raises:
        RuleViolated: records were changed or used since; the reasons name them.

    """
    kind = own(act.actor, batch)
    IMPORT.step("undo", type(IMPORT.initial)(batch.state))
    in_the_way = [
        *kind.remove(act, batch.jurisdiction, list(batch.created_ids), reason),
        *kind.restore(act, batch.updated, reason),
    ]
    RuleViolated.unless_empty([Reason(text) for text in in_the_way])
    return act.step(batch, IMPORT, "undo", reason=reason, undone_by=act.actor.user, undone_at=act.now)


@use_case(P.SHEET_IMPORT, within=IMPORTS)
def discard_import(act: Act, batch: ImportBatch) -> ImportBatch:
    """Give up an uploaded workbook that was not written."""
    own(act.actor, batch)
    return act.step(batch, IMPORT, "discard")
