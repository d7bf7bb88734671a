"""Steps a unit must have taken, with their day and what shows it. (domain §3.3 D7, D9; C06)"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.models import Made
from xuncha.foundation.files.models import Attachment
from xuncha.rectification.models.plans import Plan


class StepProof(Made):
    """A paper that shows that a meeting took place on a day; a later one stands beside it, none is taken away."""

    class Step(models.TextChoices):
        PARTY = "party", _("党委（党组）会议研究")
        LIFE = "life", _("专题民主生活会")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="proofs")
    step = models.CharField(max_length=8, choices=Step.choices)
    on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["plan_id", "step", "pk"]

    def __str__(self) -> str:
        return self.attachment.name
