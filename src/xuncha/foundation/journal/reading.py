"""What stands in the journal about one record."""

from django.db.models import QuerySet

from xuncha.foundation.journal.models import JournalRecord


def records_about(kind: str, pk: object) -> QuerySet[JournalRecord]:
    """Everything that was done to this record, newest first; denied attempts are the auditor's, not the record's."""
    return JournalRecord.objects.filter(subject_kind=kind, subject_id=str(pk)).exclude(event="denied").order_by("-seq")
