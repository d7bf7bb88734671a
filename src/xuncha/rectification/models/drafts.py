"""What a unit has written and not handed in."""

from django.db import models

from xuncha.foundation.accounts.models import Made
from xuncha.rectification.models.asking import UnitReport
from xuncha.rectification.models.plans import Item, Plan


class Draft(Made):
    """
    What a unit is writing of its plan as a whole, of one item or of a report. Nobody outside the unit has a way to it.

    The record itself holds what was handed in last; handing in carries `values` over and leaves the draft empty.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="drafts")
    item = models.OneToOneField(Item, models.CASCADE, null=True, blank=True, related_name="draft")
    report = models.OneToOneField(UnitReport, models.CASCADE, null=True, blank=True, related_name="draft")
    values = models.JSONField(default=dict, blank=True)  # {field: value as JSON holds it}

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"],
                condition=models.Q(item__isnull=True, report__isnull=True),
                name="rectification_one_draft_of_a_plan",
            ),
            models.CheckConstraint(
                condition=models.Q(item__isnull=True) | models.Q(report__isnull=True),
                name="rectification_draft_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return str(self.report or self.item or self.plan)
