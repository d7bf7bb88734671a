"""What stands in the journal about a record, and of a person."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from xuncha.foundation.journal.models import IN_TURN_OF, JournalRecord


def records_about(kind: str, pk: object) -> QuerySet[JournalRecord]:
    """Everything that was done to this record, newest first; denied attempts are the auditor's, not the record's."""
    return JournalRecord.objects.filter(subject_kind=kind, subject_id=str(pk)).exclude(event="denied").order_by("-seq")


def acts_of(username: str, since: datetime) -> QuerySet[JournalRecord]:
    """What a person did since a moment, newest first, without what was denied them."""
    return JournalRecord.objects.filter(actor=username, at__gte=since).exclude(event="denied").order_by("-seq")


def happened(about: Q) -> QuerySet[JournalRecord]:
    """The records of a condition in the order in which things happened."""
    return JournalRecord.objects.filter(about).order_by("seq")


def who_acted(record: JournalRecord, detail: Mapping[str, Any]) -> str:
    """Who did it, and in whose turn where that person had left it to them."""
    if giver := detail.get(IN_TURN_OF):
        return _("{name}（受{giver}委托）").format(name=record.actor_name, giver=giver)
    return record.actor_name
