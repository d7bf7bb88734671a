"""The regular ledger of a unit (周报、月报): what was done in a period, as the records say."""

from django.db import models

from xuncha.feedback.models import paired
from xuncha.foundation.accounts.models import User
from xuncha.rectification.models.plans import Plan
from xuncha.rectification.workflow import PERIOD_REPORT, PeriodState


class PeriodReport(models.Model):
    """
    One period of a plan, opened by the daily run when the period is over, handed in by the unit's liaison.

    `content` is what the records said at that moment; until then the page shows the records themselves.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="periods")
    from_on = models.DateField()
    to_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)  # by rule, from the end of the period
    note = models.TextField(blank=True, max_length=1000)  # what the records cannot say
    content = models.JSONField(default=dict, blank=True)
    state = models.CharField(
        max_length=12,
        choices=[(s.value, PERIOD_REPORT.states[s].label) for s in PeriodState],
        default=PeriodState.OPEN,
    )
    state_since = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")  # None: daily run
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-to_on", "-pk"]
        indexes = [models.Index(fields=["to_on", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["plan", "to_on"], name="rectification_one_report_for_a_period"),
            models.CheckConstraint(
                condition=models.Q(from_on__lte=models.F("to_on")), name="rectification_period_has_days"
            ),
            paired("submitted_at", "submitted_by", "rectification_period_handed_in_by_somebody"),
            models.CheckConstraint(
                condition=models.Q(state="open", submitted_at__isnull=True)
                | models.Q(state="handed_in", submitted_at__isnull=False),
                name="rectification_period_handed_in_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_on:%Y-%m-%d} — {self.to_on:%Y-%m-%d}"
