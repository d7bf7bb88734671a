"""Findings with their lineage and classification; immediate rectification. No clue about a person is kept here."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.fieldwork.models import WorkingPaper
from xuncha.findings.workflow import FINDING, FIX, FindingState, FixState
from xuncha.foundation.accounts.models import Made, User
from xuncha.foundation.files.models import Attachment
from xuncha.foundation.regulations.models import Category, Taxonomy
from xuncha.rounds.models import Inspection


class Severity(models.TextChoices):
    GENERAL = "general", _("一般")
    KEY = "key", _("重点")
    GRAVE = "grave", _("突出")


class Finding(Made):
    """A confirmed problem of an organisation. `main` marks the headline level (主要问题) that published counts use."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="findings")
    number = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=80)
    text = models.TextField(validators=[MaxLengthValidator(20000)])
    main = models.BooleanField(default=True)
    severity = models.CharField(max_length=8, choices=Severity.choices, default=Severity.GENERAL)
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)  # yuan
    repeat_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="repeats")
    papers = models.ManyToManyField(WorkingPaper, blank=True, related_name="findings")
    imported = models.BooleanField(default=False)  # came in by workbook from a lower office: has no papers here
    state = models.CharField(
        max_length=12,
        choices=[(s.value, FINDING.states[s].label) for s in FindingState],
        default=FindingState.CANDIDATE,
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            # everything the groups above the list count, so that counting reads no rows
            models.Index(fields=["inspection", "state", "main", "imported", "repeat_of", "created_by"]),
            models.Index(fields=["inspection", "-state_since", "id"]),  # the list of one team: newest first
            models.Index(fields=["-state_since", "id"]),  # the list of a whole city: newest first
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True) | models.Q(amount__gte=0), name="findings_amount_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(repeat_of__isnull=True) | ~models.Q(repeat_of=models.F("pk")),
                name="findings_no_repeat_of_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Lineage(models.Model):
    """`child` came out of `parent` by merging (several parents) or splitting (several children). Never removed."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("合并")
        SPLIT = "split", _("拆分")

    parent = models.ForeignKey(Finding, models.PROTECT, related_name="children_links")
    child = models.ForeignKey(Finding, models.PROTECT, related_name="parent_links")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    reason = models.CharField(max_length=500)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["parent", "child"], name="findings_link_once"),
            models.CheckConstraint(condition=~models.Q(parent=models.F("child")), name="findings_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.parent_id} → {self.child_id}"


class Classification(models.Model):
    """A finding on one axis: at most one category per taxonomy."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="classifications")
    taxonomy = models.ForeignKey(Taxonomy, models.PROTECT, related_name="+")  # the category's own, for the constraint
    category = models.ForeignKey(Category, models.PROTECT, related_name="classifications")

    class Meta:
        ordering = ["finding_id", "taxonomy_id"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "taxonomy"], name="findings_one_category_per_taxonomy")
        ]

    def __str__(self) -> str:
        return str(self.category)


class ImmediateFix(Made):
    """An immediate rectification (立行立改): approved notice, deadline, the unit's proof, verification."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="fixes")
    paper = models.ForeignKey(WorkingPaper, models.PROTECT, null=True, blank=True, related_name="fixes")
    number = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=80)
    demand = models.TextField(max_length=2000)  # what the unit is asked to put right
    due_on = models.DateField(null=True, blank=True)  # set when the notice is issued, at the latest
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)
    quantities = models.JSONField(default=list, blank=True)  # [{"what": "蹲便器", "unit": "个", "value": 89}]
    answer = models.TextField(blank=True, max_length=4000)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(max_length=500, blank=True)  # what the unit still has to do
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    proof = models.ManyToManyField(Attachment, blank=True, related_name="+")
    state = models.CharField(
        max_length=12, choices=[(s.value, FIX.states[s].label) for s in FixState], default=FixState.DRAFT
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(issued_at__isnull=True, issued_by__isnull=True)
                | models.Q(issued_at__isnull=False, issued_by__isnull=False, due_on__isnull=False),
                name="findings_fix_issued_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "withdrawn"]) | models.Q(issued_at__isnull=False),
                name="findings_fix_issued_state",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True, answered_by__isnull=True)
                | models.Q(answered_at__isnull=False, answered_by__isnull=False),
                name="findings_fix_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="findings_fix_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="accepted") | models.Q(accepted_at__isnull=False),
                name="findings_fix_accepted_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
