"""What the inbox keeps for a person: drafts, what they have read, and who stands in for them for a time."""

from datetime import date

from django.db import models

from xuncha.foundation.accounts.models import User


class Draft(models.Model):
    """The fields of one form as they were last typed. `code` names form and record: "fieldwork.paper:12"."""

    saved_by = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    code = models.CharField(max_length=80)
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-saved_at"]
        constraints = [models.UniqueConstraint(fields=["saved_by", "code"], name="inbox_one_draft_of_a_form")]

    def __str__(self) -> str:
        return self.code


class ReadMark(models.Model):
    """Somebody has read the notice that the journal record of this number is to them."""

    read_by = models.ForeignKey(User, models.CASCADE, related_name="read_marks")
    read_at = models.DateTimeField()
    seq = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["read_by", "seq"], name="inbox_read_once")]

    def __str__(self) -> str:
        return str(self.seq)


class Delegation(models.Model):
    """
    `created_by` asks `taker` to act in their turn from one day to another, both included. Nobody gains a right by it:
    what the taker could not do without it they cannot do with it.
    """

    created_by = models.ForeignKey(User, models.PROTECT, related_name="delegations_given")
    created_at = models.DateTimeField()
    taker = models.ForeignKey(User, models.PROTECT, related_name="delegations_taken")
    from_on = models.DateField()
    to_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_on__gte=models.F("from_on")), name="inbox_delegation_days_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_by__isnull=True, ended_at__isnull=True)
                | models.Q(ended_by__isnull=False, ended_at__isnull=False),
                name="inbox_delegation_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.created_by} → {self.taker}"

    def holds_on(self, day: date) -> bool:
        """Whether it counts on this day."""
        return self.ended_at is None and self.from_on <= day <= self.to_on
