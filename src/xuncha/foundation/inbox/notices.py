"""
What a person has to read: what others did, by a step of its workflow, with what the person began or handed in. Derived
from the journal; only what has been read is kept. Of each record the latest step stands for those before it.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Count, Max, Model, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse

from xuncha.core.permissions import Scope
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.inbox.models import ReadMark
from xuncha.foundation.inbox.selectors import event_label, readable
from xuncha.foundation.inbox.sources import SOURCES, Source
from xuncha.foundation.journal.reading import happened, who_acted
from xuncha.foundation.reach import KINDS, NOTHING

SHOWN = 500  # notices looked at; those of one unit and kind are one line
OF_UNIT = 3  # so many of one unit and kind are one line
OF_KIND = 5  # so many of one kind that stand alone are one line
SINCE = timedelta(days=60)  # what nobody read for so long has found its way otherwise


@dataclass(frozen=True, slots=True)
class Notice:
    """
    The latest step of a record that concerns the reader, and how many came before it that are in the same pile.

    An inspected unit learns neither who took it nor why.
    """

    seq: int
    at: datetime
    label: str
    kind: str
    record: Model
    by: str
    reason: str
    before: int
    kind_code: str
    unit: str


@dataclass(frozen=True, slots=True)
class Pile:
    """Several notices about records of one kind, and of one unit or of none in common, as one line that opens."""

    notices: tuple[Notice, ...]
    unit: str
    ledger: str  # the list of these records, for those who work inside

    @property
    def first(self) -> Notice:
        """The newest of them."""
        return self.notices[0]

    @property
    def seqs(self) -> str:
        """Their numbers, as the button that marks all of them sends them."""
        return ",".join(str(notice.seq) for notice in self.notices)


def _ids(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The ids of records as the journal writes them."""
    named: QuerySet[Any] = rows.order_by().annotate(as_text=Cast("pk", CharField())).values("as_text")
    return named


def _about(source: Source, actor: Actor) -> Iterator[Q]:
    """Which steps of a workflow concern the person: on their own records; for a unit, on what it may see."""
    staff = actor.as_staff
    told = [step for step in source.workflow.steps.values() if not step.follows]
    if staff.holds(source.reach.read):
        own = source.reach.visible_to(staff).filter(Q(created_by=actor.pk) | Q(**{source.own: actor.pk}))
        steps = {step.event for step in told}
        yield Q(event__in=steps, subject_kind=source.reach.kind, subject_id__in=_ids(own))
    unit = Actor(actor.user, tuple(held for held in actor.held if held.scope is Scope.UNIT))
    if unit.holds(source.reach.read):
        ends = {step.event for step in told if _reaches_unit(source, step.target, unit)}
        seen = _ids(source.reach.visible_to(unit))
        yield Q(event__in=ends, subject_kind=source.reach.kind, subject_id__in=seen)


def _reaches_unit(source: Source, state: Any, unit: Actor) -> bool:
    """Whether a state is the unit's affair: it must act then, or nothing more is to be done."""
    info = source.workflow.states[state]
    return info.final or (info.turn is not None and unit.holds(info.turn))


def steps_told(actor: Actor, now: datetime, *, read: bool = False) -> QuerySet[Any]:
    """Every step the person has to read of, or has read of already; not what they did themselves."""
    about = NOTHING
    for source in SOURCES:
        for condition in _about(source, actor):
            about |= condition
    rows = happened(about).filter(at__gte=now - SINCE).exclude(actor=actor.user.username)
    marks = ReadMark.objects.filter(read_by=actor.user).values("seq")
    return rows.filter(seq__in=marks) if read else rows.exclude(seq__in=marks)


def notices_to(actor: Actor, now: datetime, *, read: bool = False) -> QuerySet[Any]:
    """The latest of these steps for each record, the newest first."""
    latest = _by_record(steps_told(actor, now, read=read)).annotate(last=Max("seq")).values("last")
    return happened(Q(seq__in=latest)).order_by("-seq")


def _by_record(steps: QuerySet[Any]) -> QuerySet[Any]:
    return steps.order_by().values("subject_kind", "subject_id")


def kinds_of(notices: QuerySet[Any]) -> list[tuple[str, str, int]]:
    """Of which kinds of records they are, as (kind, label, how many), the most first; one query."""
    counted = notices.order_by().values_list("subject_kind").annotate(n=Count("seq")).order_by("-n", "subject_kind")
    return [(kind, KINDS[kind].label, n) for kind, n in counted]


def shown_notices(actor: Actor, now: datetime, *, read: bool = False, kind: str = "") -> list[Notice]:
    """
    The notices as the page shows them, of one kind of records or of all, where the record may still be read.

    A query for the notices, one for the steps before them and one for each kind.
    """
    rows = notices_to(actor, now, read=read)
    found = list((rows.filter(subject_kind=kind) if kind else rows)[:SHOWN])
    of_these = Q(subject_kind__in={row.subject_kind for row in found}, subject_id__in={row.subject_id for row in found})
    steps = _by_record(steps_told(actor, now, read=read).filter(of_these)).annotate(n=Count("seq"))
    many = {(step["subject_kind"], step["subject_id"]): step["n"] for step in steps}
    records = readable(actor, many)
    inside = bool(actor.as_staff.held)
    sources = {source.reach.kind: source for source in SOURCES}
    return [
        Notice(
            row.seq,
            row.at,
            event_label(row.event),
            KINDS[row.subject_kind].label,
            records[key],
            who_acted(row, detail) if inside else "",
            str(detail.get("reason", "")) if inside else "",
            many[key] - 1,
            row.subject_kind,
            str(sources[row.subject_kind].unit(records[key])),
        )
        for row in found
        for key in [(row.subject_kind, row.subject_id)]
        for detail in [json.loads(row.body)["detail"]]
        if key in records
    ]


def folded(notices: Iterable[Notice], actor: Actor, *, by_kind: bool = True) -> list[Notice | Pile]:
    """
    The notices with those of one unit and kind as one line; what then stands alone as one line for each kind.

    Where a line stands is said by the newest in it. `by_kind` is off where the page shows one kind alone.
    """
    piles: dict[tuple[str, str], list[Notice]] = {}
    for notice in notices:
        piles.setdefault((notice.kind_code, notice.unit or f"#{notice.seq}"), []).append(notice)
    lists = {source.reach.kind: source.ledger for source in SOURCES} if actor.as_staff.held else {}
    lines: list[Notice | Pile] = []
    alone: dict[str, list[Notice]] = {}
    for (kind, unit), found in piles.items():
        if len(found) < OF_UNIT:
            alone.setdefault(kind, []).extend(found)
            continue
        ledger = lists.get(kind, "")
        lines.append(Pile(tuple(found), unit, f"{reverse(ledger)}?{urlencode({'unit': unit})}" if ledger else ""))
    for kind, found in alone.items():
        many = by_kind and len(found) >= OF_KIND
        lines += [Pile(tuple(found), "", reverse(lists[kind]) if lists.get(kind) else "")] if many else found
    return sorted(lines, key=lambda line: -(line.first if isinstance(line, Pile) else line).seq)
