"""Material that a team asks the unit for, what came, and what was noticed in reading it. (feature B04)"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.models import Made
from xuncha.foundation.files.models import Attachment
from xuncha.gathering.workflow import MATERIAL, MaterialState
from xuncha.rounds.models import Inspection


class Disposal(models.TextChoices):
    """What became of the material in the end."""

    RETURNED = "returned", _("退还单位")
    DESTROYED = "destroyed", _("销毁")
    ARCHIVED = "archived", _("复印件随轮次归档，原件退还")


class Way(models.TextChoices):
    """How an item came."""

    PORTAL = "portal", _("网上提供")
    PAPER = "paper", _("纸质提供")
    NONE = "none", _("单位说明没有")


class MaterialRequest(Made):
    """A list of documents that a team wants to see (调阅资料清单), sent to the unit."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="material_requests")
    number = models.PositiveSmallIntegerField()  # within the inspection
    title = models.CharField(max_length=60)
    note = models.CharField(max_length=300, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    disposed_on = models.DateField(null=True, blank=True)
    disposal = models.CharField(max_length=10, choices=Disposal.choices, blank=True)
    signed_for = models.CharField(max_length=40, blank=True)  # who of the unit signed for what came back
    state = models.CharField(
        max_length=10, choices=[(s.value, MATERIAL.states[s].label) for s in MaterialState], default=MaterialState.DRAFT
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["inspection_id", "number"]
        constraints = [models.UniqueConstraint(fields=["inspection", "number"], name="gathering_material_number")]

    def __str__(self) -> str:
        return f"{self.number:02} {self.title}"


class MaterialItem(models.Model):
    """One wanted document: how it came, whether it is complete."""

    request = models.ForeignKey(MaterialRequest, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    way = models.CharField(max_length=6, choices=Way.choices, blank=True)
    delivered_on = models.DateField(null=True, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    said = models.CharField(max_length=300, blank=True)  # by the unit
    complete = models.BooleanField(default=False)
    missing = models.CharField(max_length=200, blank=True)  # by the team
    files = models.ManyToManyField(Attachment, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["request_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["request", "position"], name="gathering_item_position"),
            models.CheckConstraint(
                condition=models.Q(complete=False) | models.Q(delivered_on__isnull=False),
                name="gathering_complete_item_came",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.text}"


class MaterialReview(Made):
    """What a member read of an item and what they noticed (查阅记录); the unit never sees it."""

    item = models.ForeignKey(MaterialItem, models.PROTECT, related_name="reviews")
    read_on = models.DateField()
    pages = models.CharField(max_length=60, blank=True)
    noticed = models.TextField(max_length=3000)

    class Meta:
        ordering = ["item_id", "pk"]

    def __str__(self) -> str:
        return str(self.item)
