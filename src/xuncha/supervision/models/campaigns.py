"""A joint campaign of departments against one kind of problem: its items, tasks and reports."""

from django.db import models

from xuncha.feedback.models import by_another, paired
from xuncha.foundation.accounts.models import Made, User
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.rectification.models import Item
from xuncha.supervision.workflow import CAMPAIGN, CampaignState


class Campaign(Made):
    """One campaign: a department leads, others take part. Its figures are the sums of what they report."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+")
    title = models.CharField(max_length=100)
    goal = models.TextField(max_length=2000)
    lead = models.ForeignKey(Organisation, models.PROTECT, related_name="led_campaigns")
    participants = models.ManyToManyField(Organisation, related_name="campaigns")  # the one that leads among them
    items = models.ManyToManyField(Item, blank=True, related_name="campaigns")
    from_on = models.DateField()
    to_on = models.DateField()
    state = models.CharField(
        max_length=10, choices=[(s.value, CAMPAIGN.states[s].label) for s in CampaignState], default=CampaignState.DRAFT
    )
    state_since = models.DateTimeField()
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(max_length=500, blank=True)
    closing = models.TextField(blank=True, max_length=5000)
    reported_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            paired("submitted_at", "submitted_by", "supervision_campaign_submitted_by_somebody"),
            paired("approved_at", "approved_by", "supervision_campaign_approved_by_somebody"),
            paired("reported_at", "reported_by", "supervision_campaign_reported_by_somebody"),
            by_another("approved_by", "submitted_by", "supervision_campaign_approved_by_another"),
            models.CheckConstraint(
                condition=models.Q(to_on__gt=models.F("from_on")), name="supervision_campaign_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def members(self) -> models.QuerySet[Organisation]:
        """Who takes part beside the department that leads."""
        return self.participants.exclude(pk=self.lead_id).order_by("code")


class CampaignTask(models.Model):
    """What one participant has to do by when."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="tasks")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    due_on = models.DateField()
    result = models.CharField(max_length=1000, blank=True)
    done_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["campaign_id", "position"]
        constraints = [models.UniqueConstraint(fields=["campaign", "position"], name="supervision_task_position")]

    def __str__(self) -> str:
        return f"{self.position}. {self.text[:40]}"


class CampaignReport(Made):
    """What a participant reported on a day, since its last report; never changed."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="reports")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    on = models.DateField()
    text = models.TextField(max_length=2000)
    problems = models.PositiveIntegerField(default=0)
    money = models.DecimalField(max_digits=16, decimal_places=2, default=0)  # yuan recovered
    rules = models.PositiveIntegerField(default=0)
    cases = models.PositiveIntegerField(default=0)  # 件
    persons = models.PositiveIntegerField(default=0)  # 人

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(money__gte=0, persons__gte=models.F("cases")), name="supervision_report_sensible"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.on:%Y-%m-%d}"
