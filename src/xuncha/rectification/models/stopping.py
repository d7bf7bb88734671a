"""A deadline that stands still: asked for on a stated ground, granted by somebody else, with a first and a last day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.feedback.models import by_another, paired
from xuncha.foundation.accounts.models import Made, User
from xuncha.rectification.models.plans import Item
from xuncha.rectification.workflow import SUSPENSION, SuspensionState


class Suspension(Made):
    """The clock of an item stands still from one day to another, both included; the date moves by as many days."""

    class Ground(models.TextChoices):
        COURT = "court", _("诉讼、仲裁尚未审结")
        AUDIT = "audit", _("审计、鉴定尚未作出结论")
        APPROVAL = "approval", _("等待上级批复")
        DISPUTE = "dispute", _("对反馈问题的异议尚未答复")
        DISASTER = "disaster", _("自然灾害、突发事件")
        OTHER = "other", _("其他")

    item = models.ForeignKey(Item, models.PROTECT, related_name="suspensions")
    ground = models.CharField(max_length=10, choices=Ground.choices)
    reason = models.TextField(max_length=1000)
    from_on = models.DateField()
    to_on = models.DateField()
    state = models.CharField(
        max_length=12,
        choices=[(s.value, SUSPENSION.states[s].label) for s in SuspensionState],
        default=SuspensionState.ASKED,
    )
    state_since = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            paired("decided_at", "decided_by", "rectification_suspension_decided_by_somebody"),
            by_another("decided_by", "created_by", "rectification_suspension_decided_by_another"),
            models.CheckConstraint(
                condition=models.Q(to_on__gte=models.F("from_on")), name="rectification_suspension_has_days"
            ),
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(state="asked"), name="rectification_one_suspension_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.from_on:%Y-%m-%d} – {self.to_on:%Y-%m-%d}"

    @property
    def days(self) -> int:
        """For how many days the clock stands still."""
        return (self.to_on - self.from_on).days + 1
