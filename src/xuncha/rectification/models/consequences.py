"""What follows for a unit whose rate in place (到位率) stayed below the office's limit (责令书面检查)."""

from django.db import models

from xuncha.feedback.models import by_another, paired
from xuncha.foundation.accounts.models import Made, User
from xuncha.rectification.models.plans import Plan
from xuncha.rectification.workflow import CONSEQUENCE, ConsequenceState


class Consequence(Made):
    """
    Proposed by one person with the figures of that day, sent to the unit or dropped by another; answered by the unit.

    What is demanded was the office's dated setting when it was proposed.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="consequences")
    what = models.CharField(max_length=100)  # 作出书面检查
    note = models.TextField(blank=True, max_length=1000)  # what the office adds to the figures
    as_of = models.DateField()
    in_place = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    lowest = models.PositiveSmallIntegerField()  # per cent
    state = models.CharField(
        max_length=12,
        choices=[(s.value, CONSEQUENCE.states[s].label) for s in ConsequenceState],
        default=ConsequenceState.PROPOSED,
    )
    state_since = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)  # by rule, from the day it was sent
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=500, blank=True)  # why it was dropped
    answer = models.TextField(blank=True, max_length=5000)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            paired("decided_at", "decided_by", "rectification_consequence_decided_by_somebody"),
            paired("answered_at", "answered_by", "rectification_consequence_answered_by_somebody"),
            by_another("decided_by", "created_by", "rectification_consequence_decided_by_another"),
            models.CheckConstraint(
                condition=models.Q(state="proposed", decided_at__isnull=True)
                | ~models.Q(state="proposed") & models.Q(decided_at__isnull=False),
                name="rectification_consequence_decided_state",
            ),
            models.UniqueConstraint(fields=["plan"], name="rectification_one_consequence_of_a_plan"),
        ]

    def __str__(self) -> str:
        return self.what
