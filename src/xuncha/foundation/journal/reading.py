"""What stands in the journal about a record, and of a person."""

from datetime import datetime

from django.db.models import Q, QuerySet

from xuncha.foundation.journal.models import JournalRecord


def records_about(kind: str, pk: object) -> QuerySet[JournalRecord]:
    """Everything that was done to this record, newest first; denied attempts are the auditor's, not the record's."""
    return JournalRecord.objects.filter(subject_kind=kind, subject_id=str(pk)).exclude(event="denied").order_by("-seq")


def acts_of(username: str, since: datetime) -> QuerySet[JournalRecord]:
    """What a person did since a moment, newest first, without what was denied them."""
    return JournalRecord.objects.filter(actor=username, at__gte=since).exclude(event="denied").order_by("-seq")


def happened(about: Q) -> QuerySet[JournalRecord]:
    """The records of a condition in the order in which things happened."""
    return JournalRecord.objects.filter(about).order_by("seq")
