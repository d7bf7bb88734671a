"""
What a person has to read: what others did, by a step of its workflow, with what the person began or handed in. Derived
from the journal; only what has been read is kept.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast

from xuncha.core.permissions import Scope
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.inbox.models import ReadMark
from xuncha.foundation.inbox.selectors import event_label, readable
from xuncha.foundation.inbox.sources import SOURCES, Source
from xuncha.foundation.journal.reading import happened, who_acted
from xuncha.foundation.reach import KINDS, NOTHING

SHOWN = 100  # notices on the page
SINCE = timedelta(days=60)  # what nobody read for so long has found its way otherwise


@dataclass(frozen=True, slots=True)
class Notice:
    """One step that concerns the reader. An inspected unit learns neither who took it nor why."""

    seq: int
    at: datetime
    label: str
    kind: str
    record: Model
    by: str
    reason: str


def _ids(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The ids of records as the journal writes them."""
    named: QuerySet[Any] = rows.order_by().annotate(as_text=Cast("pk", CharField())).values("as_text")
    return named


def _about(source: Source, actor: Actor) -> Iterator[Q]:
    """Which steps of a workflow concern the person: on their own records; for a unit, on what it may see."""
    staff = actor.as_staff
    if staff.holds(source.reach.read):
        own = source.reach.visible_to(staff).filter(Q(created_by=actor.pk) | Q(**{source.own: actor.pk}))
        steps = {step.event for step in source.workflow.steps.values()}
        yield Q(event__in=steps, subject_kind=source.reach.kind, subject_id__in=_ids(own))
    unit = Actor(actor.user, tuple(held for held in actor.held if held.scope is Scope.UNIT))
    if unit.holds(source.reach.read):
        ends = {step.event for step in source.workflow.steps.values() if _reaches_unit(source, step.target, unit)}
        seen = _ids(source.reach.visible_to(unit))
        yield Q(event__in=ends, subject_kind=source.reach.kind, subject_id__in=seen)


def _reaches_unit(source: Source, state: Any, unit: Actor) -> bool:
    """Whether a state is the unit's affair: it must act then, or nothing more is to be done."""
    info = source.workflow.states[state]
    return info.final or (info.turn is not None and unit.holds(info.turn))


def notices_to(actor: Actor, now: datetime, *, read: bool = False) -> QuerySet[Any]:
    """The journal records the person has to read, or those already read; not what they did themselves."""
    about = NOTHING
    for source in SOURCES:
        for condition in _about(source, actor):
            about |= condition
    rows = happened(about).filter(at__gte=now - SINCE).exclude(actor=actor.user.username).order_by("-seq")
    marks = ReadMark.objects.filter(read_by=actor.user).values("seq")
    return rows.filter(seq__in=marks) if read else rows.exclude(seq__in=marks)


def as_notices(actor: Actor, rows: Iterable[Any]) -> list[Notice]:
    """Journal records as the page shows them, where the record may still be read; a query for each kind."""
    found = list(rows)
    records = readable(actor, ((row.subject_kind, row.subject_id) for row in found))
    inside = bool(actor.as_staff.held)
    return [
        Notice(
            row.seq,
            row.at,
            event_label(row.event),
            KINDS[row.subject_kind].label,
            records[row.subject_kind, row.subject_id],
            who_acted(row, detail) if inside else "",
            str(detail.get("reason", "")) if inside else "",
        )
        for row in found
        for detail in [json.loads(row.body)["detail"]]
        if (row.subject_kind, row.subject_id) in records
    ]
