"""The record of every act: append-only in the database itself, hash-chained, no foreign keys."""

from django.db import models

from xuncha.foundation.guards import Guard

IN_TURN_OF = "in_turn_of"
"""Detail of a step: the name of the person who had left this turn to the one who took the step."""


class Chained(models.Model):
    """One thing that happened. `body` is the canonical text that the hash covers; the columns repeat it for queries."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=40)
    actor_name = models.CharField(max_length=40)
    use_case = models.CharField(max_length=120)
    event = models.CharField(max_length=80, db_index=True)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    subject_label = models.CharField(max_length=200)
    body = models.TextField()
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        abstract = True
        ordering = ["seq"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "seq"]),
            models.Index(fields=["actor", "seq"]),
        ]

    def __str__(self) -> str:
        return f"第 {self.seq} 条"


class JournalRecord(Chained):
    """What the auditor reads: everything but the sealed areas."""


class SealedRecord(Chained):
    """
    What happened in the sealed areas: a chain of its own, so that the other one does not even count it.

    No page lists it. The history of a record shows what concerns that record, to those who may open it.
    """


for operation in ("UPDATE", "DELETE", "TRUNCATE"):
    Guard(f"journal_no_{operation.lower()}", JournalRecord, operation, "journal records are append-only")
    Guard(f"journal_sealed_no_{operation.lower()}", SealedRecord, operation, "journal records are append-only")


class PerformedAct(models.Model):
    """A client-made key that was used: the same key again returns the same result and changes nothing."""

    key = models.UUIDField()
    use_case = models.CharField(max_length=120)
    subject = models.CharField(max_length=120)
    actor = models.CharField(max_length=40)
    at = models.DateTimeField()
    result_model = models.CharField(max_length=80, blank=True)
    result_pk = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "use_case", "subject"], name="journal_one_act_per_key"),
        ]

    def __str__(self) -> str:
        return f"{self.use_case} {self.key}"
