"""Two versions of a record side by side: which words changed from one to the other, and who changed them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model

from xuncha.core.wording import Piece, difference
from xuncha.foundation.inbox.selectors import event_label, value_in_words
from xuncha.foundation.journal.reading import records_about, who_acted
from xuncha.foundation.reach import kind_of
from xuncha.foundation.ui.labels import UNTOLD, field_label


@dataclass(frozen=True, slots=True)
class Version:
    """What a record was after one act that changed it; `changes` is {field: (old, new)}."""

    number: int
    at: datetime
    who: str
    label: str
    changes: dict[str, tuple[Any, Any]]

    def __str__(self) -> str:
        return f"{self.number}"


@dataclass(frozen=True, slots=True)
class Compared:
    """One field that differs between two versions, with the way from one to the other and who went it."""

    label: str
    pieces: list[Piece]
    who: list[str]


def versions_of(record: Model) -> list[Version]:
    """The acts that changed the record, oldest first, numbered from one; what it was before them is number 0."""
    reach = kind_of(type(record))
    rows = reversed(records_about(reach.kind, record.pk)) if reach else ()
    told = [(row, json.loads(row.body)) for row in rows]
    changing = [(row, body, _changes(body)) for row, body in told if _changes(body)]
    return [
        Version(n, row.at, who_acted(row, body["detail"]), event_label(row.event), changes)
        for n, (row, body, changes) in enumerate(changing, 1)
    ]


def _changes(body: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {name: (old, new) for name, (old, new) in body["changes"].items() if name not in UNTOLD}


def compared(record: Model, versions: Sequence[Version], older: int, newer: int) -> list[Compared]:
    """The fields that differ between version `older` and version `newer`, in the order in which they changed first."""
    between = [version for version in versions if older < version.number <= newer]
    names = dict.fromkeys(name for version in between for name in version.changes)
    found = []
    for name in names:
        acts = [version for version in between if name in version.changes]
        before, after = (
            value_in_words(type(record), name, value) for value in (acts[0].changes[name][0], acts[-1].changes[name][1])
        )
        if before != after:
            who = list(dict.fromkeys(act.who for act in acts))
            found.append(Compared(field_label(name), difference(before, after), who))
    return found
