"""Appending to the journal. Called only by the use-case door and by `exchange`, inside their transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from django.db import connection
from django.db.models import Model

from xuncha.core.chain import GENESIS, canonical, link
from xuncha.foundation.journal.models import Chained, JournalRecord

JOURNAL_LOCK = 0x58554E  # any constant: the advisory lock that makes writers of one chain queue on PostgreSQL


@dataclass(slots=True)
class Entry:
    """One thing that happened, before it has a place in the chain."""

    event: str
    subject_kind: str
    subject_id: str
    subject_label: str
    changes: dict[str, list[Any]] = field(default_factory=dict)
    detail: dict[str, Any] = field(default_factory=dict)
    sealed: bool = False  # into the sealed journal, whatever the act is


def plain(value: Any) -> Any:  # noqa: PLR0911 - one line per type is the clearest form
    """A value as JSON can hold it, without losing digits or dates."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Model):
        return {"id": value.pk, "label": str(value)}
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


COLUMNS = "seq, at, actor, actor_name, use_case, event, subject_kind, subject_id, subject_label, body, prev, hash"
PLACES = ", ".join(["%s"] * 12)


def append(
    entries: Sequence[Entry],
    *,
    at: datetime,
    actor: str,
    actor_name: str,
    use_case: str,
    book: type[Chained] = JournalRecord,
) -> None:
    """
    Put the entries at the end of the book's chain. Must run inside a transaction: on PostgreSQL writers queue here.

    Every act does this: written out, both statements cost a tenth of what building them anew does.
    """
    table = book._meta.db_table
    moment = book._meta.get_field("at").get_db_prep_save(at, connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [JOURNAL_LOCK])
        cursor.execute(f"SELECT seq, hash FROM {table} ORDER BY seq DESC LIMIT 1")  # noqa: S608 - our table
        seq, prev = cursor.fetchone() or (0, GENESIS)
        records = []
        for entry in entries:
            seq += 1
            said = (actor, actor_name, use_case, entry.event, entry.subject_kind, entry.subject_id)
            body = canonical(
                {
                    "at": plain(at),
                    "actor": actor,
                    "actor_name": actor_name,
                    "use_case": use_case,
                    "event": entry.event,
                    "kind": entry.subject_kind,
                    "id": entry.subject_id,
                    "label": entry.subject_label,
                    "changes": plain(entry.changes),
                    "detail": plain(entry.detail),
                }
            )
            digest = link(prev, seq, body)
            records.append((seq, moment, *said, entry.subject_label[:200], body, prev, digest))
            prev = digest
        cursor.executemany(f"INSERT INTO {table} ({COLUMNS}) VALUES ({PLACES})", records)  # noqa: S608 - ours
