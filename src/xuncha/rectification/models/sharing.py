"""What goes on inside a unit before anything reaches the office: parts given away, what came back, notes on drafts."""

from django.db import models

from xuncha.feedback.models import paired
from xuncha.foundation.accounts.models import Made, User
from xuncha.foundation.files.models import Attachment
from xuncha.rectification.models.asking import UnitReport
from xuncha.rectification.models.doing import Evidence, Measure
from xuncha.rectification.models.plans import Item
from xuncha.rectification.workflow import ASSIGNMENT, AssignmentState


class Assignment(Made):
    """One measure, or an item as a whole, given by the liaison to one person of the unit or of one below it."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="assignments")
    measure = models.ForeignKey(Measure, models.SET_NULL, null=True, blank=True, related_name="assignments")
    to = models.ForeignKey(User, models.PROTECT, related_name="+")
    ask = models.TextField(max_length=1000)  # what is wanted
    due_on = models.DateField()
    text = models.TextField(blank=True, max_length=2000)  # what was done, as handed in last
    on = models.DateField(null=True, blank=True)  # until which day
    done = models.BooleanField(default=False)  # whether the measure is done with it
    handed_in_on = models.DateField(null=True, blank=True)
    return_reason = models.CharField(max_length=500, blank=True)
    adopted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    adopted_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=12,
        choices=[(s.value, ASSIGNMENT.states[s].label) for s in AssignmentState],
        default=AssignmentState.GIVEN,
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["to", "state"])]
        constraints = [
            paired("adopted_at", "adopted_by", "rectification_assignment_adopted_by_somebody"),
            models.CheckConstraint(
                condition=~models.Q(state="adopted") | models.Q(adopted_at__isnull=False),
                name="rectification_assignment_adopted_state",
            ),
            models.CheckConstraint(
                condition=~models.Q(to=models.F("created_by")), name="rectification_assignment_to_another"
            ),
        ]

    def __str__(self) -> str:
        return self.ask[:40]


class Contribution(Made):
    """A file that came with what was handed in; it becomes evidence when the liaison takes it over."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="pieces")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Evidence.Kind.choices)
    formed_on = models.DateField(null=True, blank=True)
    adopted = models.BooleanField(default=False)

    class Meta:
        ordering = ["assignment_id", "pk"]

    def __str__(self) -> str:
        return str(self.attachment)


class UnitNote(Made):
    """A comment on a draft among the unit's own people. The office has no way to it."""

    item = models.ForeignKey(Item, models.CASCADE, null=True, blank=True, related_name="notes")
    report = models.ForeignKey(UnitReport, models.CASCADE, null=True, blank=True, related_name="notes")
    assignment = models.ForeignKey(Assignment, models.CASCADE, null=True, blank=True, related_name="notes")
    text = models.TextField(max_length=1000)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(item__isnull=False, report__isnull=True, assignment__isnull=True)
                | models.Q(item__isnull=True, report__isnull=False, assignment__isnull=True)
                | models.Q(item__isnull=True, report__isnull=True, assignment__isnull=False),
                name="rectification_note_on_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]
