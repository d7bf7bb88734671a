"""What stands in the journal about a record, and of a person."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from xuncha.core.permissions import is_sealed
from xuncha.foundation.journal.models import IN_TURN_OF, Chained, JournalRecord, SealedRecord
from xuncha.foundation.reach import KINDS


def records_about(kind: str, pk: object) -> QuerySet[Any]:
    """Everything that was done to this record, newest first; denied attempts are the auditor's, not the record's."""
    book = SealedRecord if kind in KINDS and is_sealed(KINDS[kind].read) else JournalRecord
    return book._default_manager.filter(subject_kind=kind, subject_id=str(pk)).exclude(event="denied").order_by("-seq")


def acts_of(username: str, since: datetime) -> QuerySet[JournalRecord]:
    """What a person did since a moment, newest first, without what was denied them."""
    return JournalRecord.objects.filter(actor=username, at__gte=since).exclude(event="denied").order_by("-seq")


def happened(about: Q) -> QuerySet[JournalRecord]:
    """The records of a condition in the order in which things happened."""
    return JournalRecord.objects.filter(about).order_by("seq")


def who_acted(record: Chained, detail: Mapping[str, Any]) -> str:
    """Who did it, and in whose turn where that person had left it to them."""
    if giver := detail.get(IN_TURN_OF):
        return _("{name}（受{giver}委托）").format(name=record.actor_name, giver=giver)
    return record.actor_name
