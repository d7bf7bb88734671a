"""The rectification ledger coming back filled in: one workbook, what it changed, and whether that was taken back."""

from django.db import models

from xuncha.feedback.models import paired
from xuncha.foundation.accounts.models import Made, User
from xuncha.foundation.files.models import StoredFile
from xuncha.rectification.models.plans import Plan


class LedgerUpload(Made):
    """
    A workbook of a plan. Nothing of it counts before it is applied; what it says is judged anew whenever it is read.

    `written` keeps, for each row that changed something, the measure with its old and new values and the ids of what
    was made: enough to take it all back.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="ledgers")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    written = models.JSONField(default=list, blank=True)
    applied_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            paired("applied_at", "applied_by", "rectification_ledger_applied_by_somebody"),
            paired("undone_at", "undone_by", "rectification_ledger_undone_by_somebody"),
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True) | models.Q(applied_at__isnull=False),
                name="rectification_ledger_undone_was_applied",
            ),
        ]

    def __str__(self) -> str:
        return self.name
