"""What the unit does not agree with: grounds, evidence, the office's answer, and the wording before and after it."""

from django.db import models

from xuncha.feedback.models import by_another, paired
from xuncha.foundation.accounts.models import Made, User
from xuncha.foundation.files.models import Attachment
from xuncha.rectification.models.plans import Item
from xuncha.rectification.workflow import DISPUTE, VERDICT_LABEL, DisputeState, Verdict


class Dispute(Made):
    """
    A unit says that a problem fed back is not as it was told; somebody who did not draft it answers with reasons.

    The clock runs on meanwhile, unless a suspension was granted. What was fed back stays in the opinion for ever; a
    correction writes new words into the item and keeps the old ones here.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="disputes")
    number = models.CharField(max_length=48, unique=True)
    grounds = models.TextField(max_length=2000)
    files = models.ManyToManyField(Attachment, blank=True, related_name="+")
    verdict = models.CharField(max_length=10, blank=True, choices=[(v.value, VERDICT_LABEL[v]) for v in Verdict])
    decision = models.TextField(blank=True, max_length=2000)  # the reasons
    was_title = models.CharField(max_length=80, blank=True)  # the wording disputed, where it was corrected
    was_text = models.TextField(blank=True, max_length=20000)
    new_title = models.CharField(max_length=80, blank=True)
    new_text = models.TextField(blank=True, max_length=20000)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    received_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=12, choices=[(s.value, DISPUTE.states[s].label) for s in DisputeState], default=DisputeState.RAISED
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            paired("decided_at", "decided_by", "rectification_dispute_decided_by_somebody"),
            paired("received_at", "received_by", "rectification_dispute_received_by_somebody"),
            by_another("decided_by", "created_by", "rectification_dispute_decided_by_another"),
            models.CheckConstraint(
                condition=models.Q(state__in=["raised", "taken_back"], verdict="")
                | (models.Q(state__in=["answered", "received"], decided_at__isnull=False) & ~models.Q(verdict="")),
                name="rectification_dispute_answered_state",
            ),
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(state="raised"), name="rectification_one_dispute_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.item.title}"
