"""
Reading the journal. An auditor sees who did what to what and when, and which fields changed; never what a case says.

What may be shown is decided per kind of record, and an unknown kind is treated as a case: the default is to withhold.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from xuncha.core.chain import Link, Verdict, canonical, verify
from xuncha.core.permissions import CASE_CONTENT
from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.journal.models import IN_TURN_OF, Chained, JournalRecord, SealedRecord
from xuncha.foundation.reach import KINDS, Reach

RECORDS = Reach(JournalRecord, "journal.record", "操作记录", P.JOURNAL_READ, installation=True)

BATCH = 2000
OPEN_DETAIL = frozenset({"step", IN_TURN_OF})  # detail of a case that says nothing of its content


@dataclass(frozen=True, slots=True)
class Question:
    """What an auditor looks for. Empty asks for everything; both days count."""

    person: str = ""
    event: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None


def matching(actor: Actor, question: Question) -> QuerySet[JournalRecord]:
    """The records that answer the question, newest first."""
    wanted = Q()
    if question.person:
        wanted &= Q(actor__icontains=question.person) | Q(actor_name__icontains=question.person)
    if question.event:
        wanted &= Q(event=question.event)
    if question.kind:
        wanted &= Q(subject_kind=question.kind)
    if question.since:
        wanted &= Q(at__gte=timezone.make_aware(datetime.combine(question.since, time.min)))
    if question.until:
        wanted &= Q(at__lte=timezone.make_aware(datetime.combine(question.until, time.max)))
    return RECORDS.visible_to(actor).filter(wanted).order_by("-seq")


def before(rows: QuerySet[JournalRecord], seq: int | None, size: int) -> tuple[list[JournalRecord], int | None]:
    """One page of records older than `seq`, and where the next one begins; equally fast anywhere in the journal."""
    page = list((rows.filter(seq__lt=seq) if seq else rows)[: size + 1])
    return page[:size], page[size - 1].seq if len(page) > size else None


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as an auditor may see it."""

    record: JournalRecord
    kind: str
    subject: str
    changes: list[tuple[str, Any, Any]]
    detail: dict[str, Any]
    withheld: bool


def is_case(kind: str) -> bool:
    """Whether records of this kind say what an inspection found out."""
    reach = KINDS.get(kind)
    return reach is None or reach.read in CASE_CONTENT


def shown(record: JournalRecord) -> Shown:
    """What an auditor may see of a record: of a case, the names of changed fields and no text."""
    body = json.loads(record.body)
    reach = KINDS.get(record.subject_kind)
    kind = reach.label if reach else ""
    changes = [(name, old, new) for name, (old, new) in body["changes"].items()]
    if not is_case(record.subject_kind):
        return Shown(record, kind, record.subject_label, changes, body["detail"], withheld=False)
    kept = {name: value for name, value in body["detail"].items() if name in OPEN_DETAIL}
    names = [(name, None, None) for name, _, _ in changes]
    return Shown(record, kind, record.subject_id, names, kept, withheld=True)


def auditors_lines(rows: QuerySet[JournalRecord]) -> Iterator[str]:
    """
    The records as lines of JSON, with what an auditor may see and the hashes.

    It is not the verifiable export, which holds every text and is made on the server (`xuncha journal export`); its
    hashes tie each line to that export.
    """
    for record in rows.iterator(chunk_size=BATCH):
        seen = shown(record)
        yield (
            canonical(
                {
                    "seq": record.seq,
                    "at": record.at.astimezone(UTC).isoformat(),
                    "actor": record.actor,
                    "actor_name": record.actor_name,
                    "use_case": record.use_case,
                    "event": record.event,
                    "kind": record.subject_kind,
                    "subject": seen.subject,
                    "changes": {name: [old, new] for name, old, new in seen.changes},
                    "detail": seen.detail,
                    "withheld": seen.withheld,
                    "prev": record.prev,
                    "hash": record.hash,
                }
            )
            + "\n"
        )


def stored_links(*, sealed: bool = False) -> Iterator[Link]:
    """A whole chain as stored, streamed. A record whose columns contradict its body comes with an empty body."""
    book: type[Chained] = SealedRecord if sealed else JournalRecord
    for record in book._default_manager.order_by("seq").iterator(chunk_size=BATCH):
        yield Link(record.seq, record.prev, record.hash, record.body if _columns_agree(record) else "")


def verify_stored(anchors: dict[int, str] | None = None, *, sealed: bool = False) -> Verdict:
    """Walk a chain in the database. Reads only; takes about a second per 100,000 records."""
    return verify(stored_links(sealed=sealed), anchors)


def sealed_is_intact() -> bool:
    """Whether the chain of the sealed areas is as it was written: all that an auditor may know of it."""
    return verify_stored(sealed=True).intact


def events_and_kinds(actor: Actor) -> tuple[list[str], list[str]]:
    """What there is to choose from in the filters."""
    rows = RECORDS.visible_to(actor).order_by()
    return _distinct(rows, "event"), _distinct(rows, "subject_kind")


def head() -> JournalRecord | None:
    """The newest record."""
    return JournalRecord.objects.order_by("-seq").first()


def _distinct(rows: QuerySet[JournalRecord], column: str) -> list[str]:
    values: Iterable[str] = rows.values_list(column, flat=True).distinct()
    return sorted(values)


def _columns_agree(record: Chained) -> bool:
    try:
        body = json.loads(record.body)
        return (
            datetime.fromisoformat(body["at"]) == record.at
            and body["label"][:200] == record.subject_label
            and (body["actor"], body["actor_name"], body["use_case"], body["event"], body["kind"], body["id"])
            == (
                record.actor,
                record.actor_name,
                record.use_case,
                record.event,
                record.subject_kind,
                record.subject_id,
            )
        )
    except (ValueError, KeyError, TypeError):
        return False
