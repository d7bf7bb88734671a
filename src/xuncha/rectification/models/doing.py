"""Measures of an item, progress reported, evidence and its review piece by piece."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.feedback.models import paired
from xuncha.foundation.accounts.models import Made, User
from xuncha.foundation.files.models import Attachment
from xuncha.rectification.models.plans import Item


class Measure(models.Model):
    """One measure of an item: what, by whom, by when, and what "done" means. Progress is reported on each."""

    class Kind(models.TextChoices):
        CORRECT = "correct", _("纠正事实")
        MONEY = "money", _("追缴、清退资金")
        PEOPLE = "people", _("处理、教育人员")
        RULE = "rule", _("建章立制")
        SIMILAR = "similar", _("举一反三清查")
        OTHER = "other", _("其他")

    item = models.ForeignKey(Item, models.CASCADE, related_name="measures")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.CORRECT)
    text = models.TextField(max_length=1000)
    standard = models.CharField(max_length=300, blank=True)  # standard of done
    owner = models.CharField(max_length=60, blank=True)
    department = models.CharField(max_length=60, blank=True)
    due_on = models.DateField(null=True, blank=True)
    progress = models.TextField(blank=True, max_length=2000)  # as last reported
    done_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["item_id", "position"]
        constraints = [models.UniqueConstraint(fields=["item", "position"], name="rectification_measure_position")]

    def __str__(self) -> str:
        return f"{self.position}. {self.text[:40]}"


class Progress(models.Model):
    """What the unit reported on a day; never changed, only followed by the next report."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="reports")
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, blank=True, related_name="reports")
    on = models.DateField()
    text = models.TextField(max_length=2000)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["item_id", "-created_at", "-pk"]

    def __str__(self) -> str:
        return self.text[:40]


class Evidence(Made):
    """A file that shows that something was done. Replacing it leaves the old one in place and its review behind."""

    class Kind(models.TextChoices):
        VOUCHER = "voucher", _("票据凭证")
        PHOTO = "photo", _("照片")
        TABLE = "table", _("清单表格")
        RULE = "rule", _("制度文件")
        MINUTES = "minutes", _("会议记录")
        DECISION = "decision", _("处理决定")
        OTHER = "other", _("其他")

    item = models.ForeignKey(Item, models.PROTECT, related_name="evidence")
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, blank=True, related_name="evidence")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    formed_on = models.DateField(null=True, blank=True)  # the day the document itself bears
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["item_id", "pk"]
        constraints = [
            paired("withdrawn_at", "withdrawn_by", "rectification_evidence_withdrawn_by_somebody"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | ~models.Q(withdrawn_reason=""),
                name="rectification_evidence_withdrawn_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.attachment)


class EvidenceReview(models.Model):
    """What a reviewer found of one piece; it holds for the content that was seen (`digest`) and for no other."""

    class Verdict(models.TextChoices):
        ORIGINAL = "original", _("已核原件")
        ACCEPTED = "accepted", _("认可")
        DOUBTFUL = "doubtful", _("存疑")
        REJECTED = "rejected", _("不认可")

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="reviews")
    digest = models.CharField(max_length=64)  # SHA-256 of the content that was seen
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    note = models.CharField(max_length=300, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["evidence_id", "-pk"]

    def __str__(self) -> str:
        return self.get_verdict_display()
