"""What assessors note, what the unit objects to, what follows from a grade. (domain §5.4, §8.5)"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.evaluation.models.runs import Subject
from xuncha.evaluation.rules.definitions import FOLLOW_LABEL
from xuncha.evaluation.workflow import FOLLOW, FollowState
from xuncha.feedback.models import by_another, paired
from xuncha.foundation.accounts.models import Made, User
from xuncha.rectification.models import Item


class Mark(Made):
    """
    Points given to or taken from an indicator, or one case of what a veto counts (`points` empty).

    By a named person, with the reason and where it can be seen; withdrawn with a reason, never erased.
    """

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="marks")
    code = models.CharField(max_length=40)  # of the indicator, or of the veto
    part = models.CharField(max_length=40, blank=True)  # of the indicator
    points = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    reason = models.CharField(max_length=500)
    evidence = models.CharField(max_length=300)
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)  # it was withdrawn

    class Meta:
        ordering = ["subject_id", "pk"]
        constraints = [
            paired("withdrawn_at", "withdrawn_by", "evaluation_mark_withdrawn_by_somebody"),
            models.CheckConstraint(
                condition=models.Q(points__isnull=True) | models.Q(points__gt=0), name="evaluation_mark_above_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} · {self.reason[:30]}"


class Rate(Made):
    """A rate taken from the records on a day: so many of so many. The latest counts, the earlier ones stay."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="rates")
    code = models.CharField(max_length=40)
    part = models.PositiveIntegerField()
    of = models.PositiveIntegerField()
    as_of = models.DateField()

    class Meta:
        ordering = ["subject_id", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(part__lte=models.F("of")), name="evaluation_rate_of_its_whole")
        ]

    def __str__(self) -> str:
        return f"{self.part}/{self.of}"


class Objection(Made):
    """What the evaluated body finds wrong with its draft sheet; decided by somebody who had no part in it."""

    class Verdict(models.TextChoices):
        UPHELD = "upheld", _("采纳")
        REJECTED = "rejected", _("不采纳")

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="objections")
    code = models.CharField(max_length=40, blank=True)  # of the indicator; none: the whole
    text = models.TextField(max_length=1000)
    said_by = models.CharField(max_length=60, blank=True)  # where the office entered it from paper
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    decision = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["subject_id", "pk"]
        constraints = [
            paired("decided_at", "decided_by", "evaluation_objection_decided_by_somebody"),
            by_another("decided_by", "created_by", "evaluation_objection_decided_by_another"),
        ]

    def __str__(self) -> str:
        return self.text[:40]


class Follow(Made):
    """What the scheme proposes to follow from a grade: nothing follows unless a person decides so."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="follows")
    what = models.CharField(max_length=12, choices=list(FOLLOW_LABEL.items()))
    state = models.CharField(
        max_length=10, choices=[(s.value, FOLLOW.states[s].label) for s in FollowState], default=FollowState.PROPOSED
    )
    state_since = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "what"], name="evaluation_follow_once"),
            paired("decided_at", "decided_by", "evaluation_follow_decided_by_somebody"),
            by_another("decided_by", "created_by", "evaluation_follow_decided_by_another"),
        ]

    @property
    def label(self) -> str:
        """What follows, to be put into words."""
        return FOLLOW_LABEL[self.what]

    def __str__(self) -> str:
        return str(_(self.label))
