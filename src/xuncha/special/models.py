"""Registers of special reports, the reports, their versions and what was said of them. What they say lies sealed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.models import Made, User
from xuncha.foundation.sealing.models import Circle, SealedBox
from xuncha.rounds.models import Inspection
from xuncha.special.workflow import SPECIAL, SpecialState


class Kind(models.TextChoices):
    """A matter that cannot wait for the report, or material on the principal of a unit for the secretary's meeting."""

    MATTER = "matter", _("重要事项即时报告")
    PRINCIPAL = "principal", _("一把手专题材料")


class Urgency(models.TextChoices):
    """How soon it is to be read."""

    AT_ONCE = "at_once", _("特急")
    URGENT = "urgent", _("加急")
    USUAL = "usual", _("平急")


class Explained(models.TextChoices):
    """What the person said of a fact."""

    GIVEN = "given", _("本人作了说明")
    DECLINED = "declined", _("已询问，本人没有说明")


class SpecialRegister(Made):
    """The register of special reports of one inspection and the circle of people who open it."""

    inspection = models.OneToOneField(Inspection, models.PROTECT, related_name="special_register")
    circle = models.OneToOneField(Circle, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.inspection)


class SpecialReport(Made):
    """One report on its way. The line in plain says no more than that: whom or what it is about lies sealed."""

    register = models.ForeignKey(SpecialRegister, models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    number = models.CharField(max_length=80, unique=True)
    urgency = models.CharField(max_length=8, choices=Urgency.choices, blank=True)
    latest = models.PositiveSmallIntegerField(default=0)  # the number of the version that holds
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    signed_on = models.DateField(null=True, blank=True)
    received_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    received_on = models.DateField(null=True, blank=True)
    laid_before = models.CharField(max_length=80, blank=True)  # a meeting or a leader
    laid_on = models.DateField(null=True, blank=True)
    instructed_by = models.CharField(max_length=80, blank=True)  # the leader or the meeting, not who noted it
    instructed_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(
        max_length=12, choices=[(s.value, SPECIAL.states[s].label) for s in SpecialState], default=SPECIAL.initial
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(signed_on__isnull=True, signed_by__isnull=True)
                | models.Q(signed_on__isnull=False, signed_by__isnull=False),
                name="special_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="principal")
                | models.Q(signed_on__isnull=True)
                | models.Q(checked_by__isnull=False),
                name="special_principal_checked_before_signed",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class SpecialVersion(models.Model):
    """What a report said at one moment, sealed; nothing that was written is written over."""

    report = models.ForeignKey(SpecialReport, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    box = models.OneToOneField(SealedBox, models.PROTECT, related_name="+")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="special_version_once")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.number}"


class SpecialRemark(models.Model):
    """What was said at a step: why it went back, what was instructed, what was done. Sealed to the circle."""

    report = models.ForeignKey(SpecialReport, models.PROTECT, related_name="remarks")
    step = models.CharField(max_length=12)
    box = models.OneToOneField(SealedBox, models.PROTECT, related_name="+")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.report_id} {self.step}"
