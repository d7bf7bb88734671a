"""Where members of a team went, and meetings of the unit at which they sat in. (feature B04)"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.models import Made, User
from xuncha.foundation.files.models import Attachment
from xuncha.rounds.models import Inspection


class Visit(Made):
    """A visit or a meeting sat in on, by at least two members: place, day, what was seen, how much."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("走访")
        MEETING = "meeting", _("列席会议")

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="visits")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    title = models.CharField(max_length=60)  # whom or what was visited; which meeting
    on = models.DateField()
    place = models.CharField(max_length=80)
    members = models.ManyToManyField(User, related_name="visits")
    seen = models.TextField(max_length=5000)
    quantity = models.PositiveIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=10, blank=True)  # 户、个项目、人 …
    files = models.ManyToManyField(Attachment, blank=True, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quantity__isnull=True) | ~models.Q(unit=""), name="gathering_quantity_has_unit"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.title}"
