"""
`xuncha import KIND FILE` and `xuncha export KIND FILE`: workbooks in and out without a browser, Word papers in.

Both act as a named person (`--as`), with that person's grants, through the same use cases as the pages. Without
`--as` it is the first account that may do it in the jurisdiction; the answer says who it was. Without
`--jurisdiction` it is the topmost one, if there is only one. Exit codes: 0 done, 1 refused with reasons, 2 usage.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from uuid import uuid4

from xuncha.site.command_word import WORD, NoInspectionError, import_word
from xuncha.site.terminal import prepare

if TYPE_CHECKING:
    from xuncha.foundation.accounts.actors import Actor
    from xuncha.foundation.accounts.models import User
    from xuncha.foundation.imports.kinds import SheetKind
    from xuncha.foundation.imports.models import ImportBatch
    from xuncha.foundation.imports.selectors import Preview
    from xuncha.foundation.orgs.models import Jurisdiction

LISTED = 10_000  # mistakes that the answer lists; `error_count` counts all
KIND_CODES = ("orgs", "targets", "people", "checklist", "papers", "findings")


class _Usage(Exception):  # noqa: N818 - ends the command with exit code 2
    """What was asked for does not exist here."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _Usage(f"{message}\n{self.format_usage()}")


def _parser(verb: str) -> argparse.ArgumentParser:
    parser = _Parser(prog=f"xuncha {verb}", add_help=True)
    parser.add_argument("kind", choices=KIND_CODES)
    parser.add_argument("file", type=Path)
    parser.add_argument("--jurisdiction", metavar="CODE", default="")
    parser.add_argument("--as", dest="username", metavar="USERNAME", default="")
    parser.add_argument("--json", action="store_true")
    if verb == "import":
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--unit", metavar="CODE", default="", help="of a Word paper: the inspected unit")
    return parser


def import_command(arguments: Sequence[str]) -> int:
    """`xuncha import KIND FILE.xlsx|papers FILE.docx [--jurisdiction CODE] [--as USERNAME] [--dry-run] [--json]`."""
    return _run("import", arguments, _import)


def export_command(arguments: Sequence[str]) -> int:
    """`xuncha export KIND FILE.xlsx [--jurisdiction CODE] [--as USERNAME] [--json]`."""
    return _run("export", arguments, _export)


def _run(verb: str, arguments: Sequence[str], do: Callable[..., tuple[int, dict[str, Any]]]) -> int:
    prepare()
    from django.utils import timezone

    from xuncha.core.errors import Refused
    from xuncha.foundation.imports.kinds import KINDS

    try:
        asked = _parser(verb).parse_args(arguments)
        now = timezone.now()  # noqa: TID251 - a command is where its clock is read
        if verb == "import" and asked.kind == "papers" and asked.file.suffix.lower() == WORD:
            code, answer = _word(asked, now)
        else:
            kind, place = KINDS[asked.kind], _place(asked)
            code, answer = do(asked, kind, place, _person(asked.username, kind, place, now), now)
    except _Usage as usage:
        print(usage, file=sys.stderr)
        return 2
    except SystemExit as ended:  # --help
        return int(ended.code or 0)
    except Refused as refusal:
        code, answer = 1, {"state": "refused", "reasons": [str(reason.text) for reason in refusal.reasons]}
    print(json.dumps(answer, ensure_ascii=False) if asked.json else _as_text(answer))
    return code


def _word(asked: argparse.Namespace, now: datetime) -> tuple[int, dict[str, Any]]:
    if not asked.file.is_file():
        raise _Usage(f"no file {asked.file}")
    place = _place(asked)
    if asked.username:
        _account(asked.username)
    try:
        return import_word(asked, place, now, asked.username)
    except NoInspectionError as unsaid:
        raise _Usage(str(unsaid)) from None


def _place(asked: argparse.Namespace) -> "Jurisdiction":
    """The jurisdiction that is asked for, or the topmost one where there is only one."""
    from xuncha.foundation.orgs.models import Jurisdiction

    if asked.jurisdiction:
        place = Jurisdiction.objects.filter(code=asked.jurisdiction).first()
        if place is None:
            known = ", ".join(Jurisdiction.objects.values_list("code", flat=True)[:20])
            raise _Usage(f"no jurisdiction {asked.jurisdiction!r}; there are: {known}")
    else:
        tops = list(Jurisdiction.objects.filter(parent=None)[:2])
        if len(tops) != 1:
            raise _Usage("say --jurisdiction CODE")
        place = tops[0]
    return place


def _account(username: str) -> "User":
    from xuncha.foundation.accounts.models import User

    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise _Usage(f"no account {username!r}")
    return user


def _person(username: str, kind: "SheetKind", place: "Jurisdiction", now: datetime) -> "Actor":
    from xuncha.foundation.accounts.actors import actor_of
    from xuncha.foundation.accounts.models import User
    from xuncha.foundation.imports.selectors import places_for

    if username:
        return actor_of(_account(username), now)
    for user in User.objects.filter(is_active=True, grants__isnull=False).distinct().order_by("pk").iterator():
        actor = actor_of(user, now)
        if actor.holds(kind.permission) and places_for(actor, kind).filter(pk=place.pk).exists():
            return actor
    raise _Usage(f"nobody may import {kind.code} in {place.code}; say --as USERNAME")


def _import(
    asked: argparse.Namespace, kind: "SheetKind", place: "Jurisdiction", actor: "Actor", now: datetime
) -> tuple[int, dict[str, Any]]:
    from xuncha.foundation.imports.checking import Fate
    from xuncha.foundation.imports.selectors import Preview
    from xuncha.foundation.imports.services import apply_import, discard_import
    from xuncha.foundation.usecases import Act

    if not asked.file.is_file():
        raise _Usage(f"no file {asked.file}")

    def told(state: str, found: Preview) -> dict[str, Any]:
        return {
            "state": state,
            "kind": kind.code,
            "jurisdiction": place.code,
            "as": actor.user.username,
            "rows": found.rows,
            **{fate.value: found.fates[fate] for fate in Fate if fate is not Fate.BAD},
            "error_count": found.error_count,
            "errors": [{"row": e.row, "column": e.column, "text": str(e.text)} for e in found.errors],
            "differences": [{"row": n.row, "column": n.column, "text": str(n.text)} for n in found.notes],
        }

    if asked.dry_run:
        found = _rehearsed(asked.file, kind, place, actor)
        return (1, told("refused", found)) if found.error_count else (0, told("checked", found))
    batch, found = _checked(asked.file, kind, place, actor, now)
    if found.error_count or not batch.fresh:
        discard_import(Act(actor, now, uuid4()), batch)
        return (1, told("refused", found)) if found.error_count else (0, told("unchanged", found))
    batch = apply_import(Act(actor, now, uuid4()), batch)
    return 0, {**told("applied", found), "batch": batch.pk}


def _rehearsed(path: Path, kind: "SheetKind", jurisdiction: "Jurisdiction", actor: "Actor") -> "Preview":
    """The check without a trace: nothing is stored, nothing is written."""
    from xuncha.core.errors import RuleViolated
    from xuncha.foundation.imports.mapping import suggest
    from xuncha.foundation.imports.rules import reasons_not_to_map
    from xuncha.foundation.imports.selectors import headers_of, judged_rows, place, summarise

    place(actor, kind, jurisdiction)
    headers = headers_of(kind, path)
    mapping = suggest(kind, headers).mapping
    RuleViolated.unless_empty(reasons_not_to_map(kind.columns, headers, mapping))
    return summarise(judged_rows(actor, kind, jurisdiction, path, mapping=mapping), shown=LISTED)


def _checked(
    path: Path, kind: "SheetKind", place: "Jurisdiction", actor: "Actor", now: datetime
) -> "tuple[ImportBatch, Preview]":
    """The workbook handed in and checked; its columns as the person matched them before, or as they are named."""
    from xuncha.foundation.imports.mapping import suggest
    from xuncha.foundation.imports.selectors import rows_of, summarise
    from xuncha.foundation.imports.services import map_columns, record_preview, upload_sheet
    from xuncha.foundation.usecases import Act

    batch = upload_sheet(Act(actor, now, uuid4()), kind.code, place, name=path.name, path=path)
    if not batch.mapping:
        batch = map_columns(Act(actor, now, uuid4()), batch, mapping=suggest(kind, batch.headers).mapping)
    found = summarise(rows_of(actor, batch), shown=LISTED)
    return record_preview(Act(actor, now, uuid4()), batch, found=found), found


def _export(
    asked: argparse.Namespace, kind: "SheetKind", place: "Jurisdiction", actor: "Actor", now: datetime
) -> tuple[int, dict[str, Any]]:
    from xuncha.foundation.imports.outgoing import write_export

    if not asked.file.parent.is_dir():
        raise _Usage(f"no folder {asked.file.parent}")
    rows = write_export(asked.file, kind, actor, place)
    answer = {"state": "exported", "kind": kind.code, "jurisdiction": place.code, "rows": rows, "file": str(asked.file)}
    return 0, {**answer, "as": actor.user.username}


def _as_text(answer: dict[str, Any]) -> str:
    """The answer for people: one line per fact, one line per mistake."""
    lines = [f"{name}: {value}" for name, value in answer.items() if not isinstance(value, list)]
    lines += answer.get("reasons", [])
    lines += [f"第 {e['row']} 行「{e['column']}」：{e['text']}" for e in answer.get("errors", [])]
    lines += [f"没有归入任何一栏：{left['label']} {left['text']}" for left in answer.get("left", [])]
    return "\n".join(lines)
