"""What the unit asks for, what it reports as a whole, and what it was warned of."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.core.permissions import ROLE_LABEL, Role
from xuncha.feedback.models import paired
from xuncha.foundation.accounts.models import Made, User
from xuncha.foundation.files.models import Attachment
from xuncha.rectification.models.plans import Item, NumberedRemark, Plan
from xuncha.rectification.workflow import (
    EXTENSION,
    NOTICE,
    QUERY,
    UNIT_REPORT,
    ExtensionState,
    NoticeState,
    QueryState,
    UnitReportState,
)


class Extension(Made):
    """The unit asks for more time for one item; somebody else decides. The first date stays on the item."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="extensions")
    from_on = models.DateField()  # the due date when it was asked
    to_on = models.DateField()
    reason = models.TextField(max_length=1000)
    files = models.ManyToManyField(Attachment, blank=True, related_name="+")
    state = models.CharField(
        max_length=12,
        choices=[(s.value, EXTENSION.states[s].label) for s in ExtensionState],
        default=ExtensionState.ASKED,
    )
    state_since = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            paired("decided_at", "decided_by", "rectification_extension_decided_by_somebody"),
            models.CheckConstraint(
                condition=models.Q(to_on__gt=models.F("from_on")), name="rectification_extension_is_later"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("created_by")),
                name="rectification_extension_decided_by_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["granted", "refused"]) | models.Q(decided_at__isnull=False),
                name="rectification_extension_decided_state",
            ),
            models.UniqueConstraint(
                fields=["item"],
                condition=models.Q(state__in=["asked", "raised"]),
                name="rectification_one_extension_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} → {self.to_on:%Y-%m-%d}"


class Query(Made):
    """A question or a request for guidance: kept beside the item with its answer."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("咨询")
        GUIDANCE = "guidance", _("请求指导")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="queries")
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="queries")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.TextField(max_length=2000)
    files = models.ManyToManyField(Attachment, blank=True, related_name="+")
    answer = models.TextField(blank=True, max_length=2000)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=12, choices=[(s.value, QUERY.states[s].label) for s in QueryState], default=QueryState.ASKED
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            paired("answered_at", "answered_by", "rectification_query_answered_by_somebody"),
            models.CheckConstraint(
                condition=models.Q(state="asked") | models.Q(answered_at__isnull=False),
                name="rectification_query_answered_state",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]


class UnitReport(Made):
    """The unit's report on the concentrated period, or its principal's own report on how it was organised."""

    class Kind(models.TextChoices):
        PROGRESS = "progress", _("集中整改进展情况报告")
        PRINCIPAL = "principal", _("主要负责人组织落实情况报告")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="unit_reports")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    due_on = models.DateField(null=True, blank=True)  # the end of concentrated rectification
    text = models.TextField(blank=True, max_length=20000)  # what the unit writes itself; figures come from the records
    figures = models.JSONField(default=dict, blank=True)  # what the records said when it was submitted
    party_meeting_on = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=12,
        choices=[(s.value, UNIT_REPORT.states[s].label) for s in UnitReportState],
        default=UnitReportState.DRAFT,
    )
    state_since = models.DateTimeField()
    times = models.PositiveSmallIntegerField(default=0)  # how often it was submitted
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "kind"], name="rectification_one_report_of_a_kind"),
            paired("submitted_at", "submitted_by", "rectification_report_submitted_by_somebody"),
            paired("reviewed_at", "reviewed_by", "rectification_report_reviewed_by_somebody"),
            models.CheckConstraint(
                condition=~models.Q(state="accepted") | models.Q(reviewed_at__isnull=False),
                name="rectification_report_accepted_state",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class ReportRemark(NumberedRemark):
    """One numbered reason of a returned report."""

    report = models.ForeignKey(UnitReport, models.CASCADE, related_name="remarks")
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="report_remarks")

    class Meta:
        ordering = ["report_id", "-times", "position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "times", "position"], name="rectification_report_remark_numbered")
        ]


class DueNotice(models.Model):
    """
    That an item neared or passed its date, said to the holders of one role: once for each step, and an event for ever.

    `on` is the day the step was reached, however late the daily run noticed it.
    """

    class Level(models.TextChoices):
        NOTE = "note", _("到期提示")
        NEAR = "near", _("临近到期")
        LATE = "late", _("超期")

    item = models.ForeignKey(Item, models.PROTECT, related_name="notices")
    role = models.CharField(max_length=20, choices=[(r.value, ROLE_LABEL[r]) for r in Role])
    level = models.CharField(max_length=4, choices=Level.choices)
    days_before = models.SmallIntegerField()  # the step: days before the due date; -1 is the first day after it
    due_on = models.DateField()  # the date it is about: an extension begins a new round of warnings
    on = models.DateField()
    state = models.CharField(
        max_length=12, choices=[(s.value, NOTICE.states[s].label) for s in NoticeState], default=NoticeState.GIVEN
    )
    state_since = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")  # None: daily run
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["item_id", "on", "pk"]
        indexes = [models.Index(fields=["role", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["item", "role", "due_on", "days_before"], name="rectification_warned_once")
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.get_level_display()}"
