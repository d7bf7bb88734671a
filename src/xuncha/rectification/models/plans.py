"""A unit's rectification plan with its three lists, one item for each problem fed back."""

from datetime import date

from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from xuncha.feedback.models import Opinion, OpinionItem, paired
from xuncha.foundation.accounts.models import Made, User
from xuncha.rectification.workflow import ITEM, PLAN, ItemState, PlanState
from xuncha.rounds.models import Inspection


class Difficulty(models.TextChoices):
    """How hard an item is; three classes with their own standard and time (domain §4.1, §5.2)."""

    EASY = "easy", _("一般")
    MEDIUM = "medium", _("较难")
    HARD = "hard", _("疑难")


class Horizon(models.TextChoices):
    """Over what time the item can be put right."""

    SHORT = "short", _("当下改")
    MID = "mid", _("中期")
    LONG = "long", _("长期坚持")


class Plan(Made):
    """One organisation's rectification after one feedback: opened when the opinion is delivered, never by hand."""

    opinion = models.OneToOneField(Opinion, models.PROTECT, related_name="plan")
    inspection = models.OneToOneField(Inspection, models.PROTECT, related_name="rectification")
    due_on = models.DateField(null=True, blank=True)  # by when the plan is due: by rule, from the feedback meeting
    ends_on = models.DateField(null=True, blank=True)  # the end of concentrated rectification, by rule
    principal = models.CharField(max_length=60, blank=True)  # first responsible person: name and post
    overall = models.TextField(blank=True, max_length=4000)  # how the work is organised
    party_meeting_on = models.DateField(null=True, blank=True)  # the unit's party meeting that adopted the plan
    life_meeting_on = models.DateField(null=True, blank=True)  # special democratic life meeting (专题民主生活会)
    state = models.CharField(
        max_length=12, choices=[(s.value, PLAN.states[s].label) for s in PlanState], default=PlanState.DRAFTING
    )
    state_since = models.DateTimeField()
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    times = models.PositiveSmallIntegerField(default=0)  # how often it was submitted
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            paired("submitted_at", "submitted_by", "rectification_plan_submitted_by_somebody"),
            paired("accepted_at", "accepted_by", "rectification_plan_accepted_by_somebody"),
            models.CheckConstraint(
                condition=~models.Q(state="accepted") | models.Q(accepted_at__isnull=False),
                name="rectification_plan_accepted_state",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_by__isnull=True)
                | (models.Q(submitted_by__isnull=False) & ~models.Q(accepted_by=models.F("submitted_by"))),
                name="rectification_plan_accepted_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection.organisation} {_('整改方案')}"

    @property
    def standing(self) -> "models.QuerySet[Item]":
        """Its items but those that the office withdrew, in their order."""
        return Item.objects.filter(plan=self).exclude(state=ItemState.ANNULLED).order_by("number")


class Item(Made):
    """
    One problem to be put right (整改事项). Its wording is the one fed back; only the answer to a dispute changes it,
    and the words before stay in the opinion and in the dispute.

    What the unit says is done (`declared`) is not closed: only another person's review closes (domain §5.2).
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="items")
    opinion_item = models.OneToOneField(OpinionItem, models.PROTECT, related_name="rectification")
    number = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=80)
    text = models.TextField(max_length=20000)
    main = models.BooleanField(default=True)
    objective = models.TextField(blank=True, max_length=1000)  # 做到什么算改好
    difficulty = models.CharField(max_length=8, choices=Difficulty.choices, default=Difficulty.EASY)
    horizon = models.CharField(max_length=8, choices=Horizon.choices, default=Horizon.SHORT)
    leader = models.CharField(max_length=60, blank=True)  # responsible leader: name and post
    department = models.CharField(max_length=60, blank=True)
    contact = models.CharField(max_length=60, blank=True)
    due_on = models.DateField(null=True, blank=True)  # as it stands now
    uncovered = models.CharField(max_length=300, blank=True)  # why no measures are needed, where there are none
    beyond = models.CharField(max_length=300, blank=True)  # why it takes longer than concentrated rectification
    planned_due_on = models.DateField(null=True, blank=True)  # as the accepted plan said: extensions do not touch it
    dated_on = models.DateField(null=True, blank=True)  # since when `due_on` has been in force: warnings begin then
    stopped_from = models.DateField(null=True, blank=True)  # the latest time the clock stood still, both days included
    stopped_to = models.DateField(null=True, blank=True)
    next_on = models.DateField(null=True, blank=True)  # kept up: by when the unit reports on it next
    money_due = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)  # yuan to be brought back
    statement = models.TextField(blank=True, max_length=4000)  # what the unit says it has achieved
    similar = models.TextField(blank=True, max_length=2000)  # what looking for similar cases brought (举一反三)
    unit_meeting_on = models.DateField(null=True, blank=True)  # the unit's party meeting that found it done
    unit_meeting_note = models.CharField(max_length=300, blank=True)
    declared_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    declared_at = models.DateTimeField(null=True, blank=True)
    requested_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    requested_at = models.DateTimeField(null=True, blank=True)
    opinion_text = models.TextField(blank=True, max_length=500)  # the reviewer's opinion on the last request
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)  # closed, basically completed or long-term
    times_returned = models.PositiveSmallIntegerField(default=0)
    times_reopened = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(
        max_length=12, choices=[(s.value, ITEM.states[s].label) for s in ItemState], default=ItemState.LISTED
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["plan_id", "number"]
        indexes = [
            # everything the figures count, so that counting reads no rows
            models.Index(fields=["plan", "state", "due_on", "settled_at", "requested_at", "times_reopened", "id"]),
            models.Index(fields=["state", "due_on"]),
            models.Index(fields=["plan", "-state_since", "id"]),
        ]
        constraints = [
            paired("declared_at", "declared_by", "rectification_declared_by_somebody"),
            paired("requested_at", "requested_by", "rectification_requested_by_somebody"),
            paired("settled_at", "settled_by", "rectification_settled_by_somebody"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["closed", "basically", "long_term"])
                | models.Q(settled_at__isnull=False, requested_at__isnull=False),
                name="rectification_settled_state",
            ),
            models.CheckConstraint(  # invariant 4: nobody reviews what they submitted
                condition=models.Q(settled_by__isnull=True)
                | models.Q(requested_by__isnull=True)
                | ~models.Q(settled_by=models.F("requested_by")),
                name="rectification_settled_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(money_due__isnull=True) | models.Q(money_due__gte=0),
                name="rectification_money_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["listed", "annulled"])
                | models.Q(due_on__isnull=False, planned_due_on__isnull=False, dated_on__isnull=False),
                name="rectification_under_way_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def stands_still(self, day: date) -> bool:
        """Whether the unit's clock stands still on a day, on a ground that was granted."""
        return (
            self.stopped_from is not None
            and self.stopped_to is not None
            and (self.stopped_from <= day <= self.stopped_to)
        )

    @property
    def requested_on(self) -> date | None:
        """The day on which close-out was asked for: there the unit's clock stands while the office has the item."""
        return localdate(self.requested_at) if self.requested_at else None


class NumberedRemark(Made):
    """One numbered reason of a return, on an item or the whole; the unit writes back what it did."""

    times = models.PositiveSmallIntegerField()  # which submission it is about
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    body = models.CharField(max_length=40, blank=True)  # who raised it in a joint review
    reply = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.position}. {self.text}"


class PlanRemark(NumberedRemark):
    """One numbered reason of a returned plan."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="remarks")
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="remarks")

    class Meta:
        ordering = ["plan_id", "-times", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "times", "position"], name="rectification_remark_numbered")
        ]
