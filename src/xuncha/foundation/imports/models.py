"""One uploaded workbook and what became of it; which columns a person matched to which fields."""

from collections.abc import Iterable, Iterator

from django.db import models

from xuncha.foundation.accounts.models import User
from xuncha.foundation.files.models import StoredFile
from xuncha.foundation.imports.workflow import IMPORT, ImportState
from xuncha.foundation.orgs.models import Jurisdiction


class ImportBatch(models.Model):
    """
    A workbook on its way in. `team_id` names the team whose work it is when the right to import is held over a team.
    Where it is a bundle of other documents, `page` is the url name of the stage's page that goes on with it (`pk` is
    the import's), and `into_id` the record into which they go.

    `errors` holds the first ones for the page (all are in the report), `created` the ids of what came in as
    [first, last] ranges, `updated` what it changed on records that were there: as much as taking it back needs.
    """

    kind = models.CharField(max_length=20)
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="imports")
    team_id = models.PositiveBigIntegerField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="imports")
    name = models.CharField(max_length=200)
    page = models.CharField(max_length=60, blank=True)
    into_id = models.PositiveBigIntegerField(null=True, blank=True)
    headers = models.JSONField(default=list)
    mapping = models.JSONField(default=dict, blank=True)  # {field: column index}; empty until it is settled
    rows = models.PositiveIntegerField(default=0)
    fresh = models.PositiveIntegerField(default=0)  # rows that are new
    same = models.PositiveIntegerField(default=0)  # rows that are already on record, word for word
    differing = models.PositiveIntegerField(default=0)  # rows whose record exists and says something else
    error_count = models.PositiveIntegerField(default=0)
    errors = models.JSONField(default=list, blank=True)
    created = models.JSONField(default=list, blank=True)
    updated = models.JSONField(default=list, blank=True)
    state = models.CharField(
        max_length=12, choices=[(s.value, IMPORT.states[s].label) for s in ImportState], default=ImportState.DRAFT
    )
    state_since = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    applied_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "import batches"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(applied_at__isnull=True, applied_by__isnull=True)
                | models.Q(applied_at__isnull=False, applied_by__isnull=False),
                name="imports_applied_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True, undone_by__isnull=True)
                | models.Q(undone_at__isnull=False, undone_by__isnull=False),
                name="imports_undone_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["applied", "undone"]) | models.Q(applied_at__isnull=False),
                name="imports_applied_state",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def created_ids(self) -> Iterator[int]:
        """The ids of the records that this import made."""
        for first, last in self.created:
            yield from range(first, last + 1)


def as_ranges(ids: Iterable[int]) -> list[list[int]]:
    """[3, 4, 5, 9] as [[3, 5], [9, 9]]: a hundred thousand ids in a few bytes."""
    ranges: list[list[int]] = []
    for number in sorted(ids):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ranges


class ColumnMapping(models.Model):
    """What a person answered in the mapping dialog, for headings that read exactly so."""

    kind = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=64)  # SHA-256 of the headings in order
    mapping = models.JSONField()
    created_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["created_by", "kind", "fingerprint"], name="imports_one_mapping")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.fingerprint[:12]}"
