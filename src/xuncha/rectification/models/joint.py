"""A joint review of a plan or a report: what each body says of its part, and what the office makes of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.core.permissions import ROLE_LABEL, Role
from xuncha.feedback.models import paired
from xuncha.foundation.accounts.models import Made, User
from xuncha.rectification.models.asking import UnitReport
from xuncha.rectification.models.plans import Item, Plan
from xuncha.rectification.workflow import BODY_OPINION, JOINT_REVIEW, JointState, OpinionState


class Grade(models.TextChoices):
    """What a body finds, and what the office makes of all of them: a word, never a number."""

    PASS = "pass", _("通过")
    AMEND = "amend", _("修改后通过")
    RETURN = "return", _("退回")


class JointReview(Made):
    """
    One submission of a plan, or of a report on it, before several bodies at once.

    `left_out` names the bodies none of whose problems are in it: they were not asked.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="joint_reviews")
    report = models.ForeignKey(UnitReport, models.PROTECT, null=True, blank=True, related_name="joint_reviews")
    times = models.PositiveSmallIntegerField()  # which submission
    begun_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)  # by rule, from the day on which the bodies were asked
    left_out = models.JSONField(default=list, blank=True)
    grade = models.CharField(max_length=6, choices=Grade.choices, blank=True)
    summary = models.TextField(blank=True, max_length=2000)
    concluded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    concluded_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=12, choices=[(s.value, JOINT_REVIEW.states[s].label) for s in JointState], default=JointState.OPEN
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            paired("concluded_at", "concluded_by", "rectification_joint_concluded_by_somebody"),
            models.CheckConstraint(
                condition=models.Q(state="open") | models.Q(concluded_at__isnull=False) & ~models.Q(grade=""),
                name="rectification_joint_concluded_state",
            ),
            models.UniqueConstraint(
                fields=["plan", "times"],
                condition=models.Q(report__isnull=True),
                name="rectification_joint_once_a_submission",
            ),
            models.UniqueConstraint(fields=["report", "times"], name="rectification_joint_once_a_report"),
        ]

    def __str__(self) -> str:
        return f"{self.plan.inspection.organisation} {self.report or _('整改方案')} {_('联审')}"


class BodyOpinion(Made):
    """What one body was asked and says. `role` holds who writes for it, `items` the problems that are its part."""

    review = models.ForeignKey(JointReview, models.PROTECT, related_name="opinions")
    body = models.CharField(max_length=40)  # its name, as the office's setting had it
    role = models.CharField(max_length=20, choices=[(r.value, ROLE_LABEL[r]) for r in Role])
    part = models.CharField(max_length=200, blank=True)  # the classes it sees, in words; empty: everything
    items = models.ManyToManyField(Item, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    grade = models.CharField(max_length=6, choices=Grade.choices, blank=True)
    text = models.TextField(blank=True, max_length=2000)
    given_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_on = models.DateField(null=True, blank=True)
    passed_reason = models.CharField(max_length=300, blank=True)  # why the office went on without it
    state = models.CharField(
        max_length=12,
        choices=[(s.value, BODY_OPINION.states[s].label) for s in OpinionState],
        default=OpinionState.ASKED,
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["review_id", "pk"]
        constraints = [
            paired("given_at", "given_by", "rectification_opinion_given_by_somebody"),
            models.CheckConstraint(
                condition=~models.Q(state="given") | models.Q(given_at__isnull=False) & ~models.Q(grade=""),
                name="rectification_opinion_given_state",
            ),
            models.UniqueConstraint(fields=["review", "body"], name="rectification_body_asked_once"),
        ]

    def __str__(self) -> str:
        return f"{self.body} {_('联审意见')}"


class OpinionPoint(models.Model):
    """One numbered point of a body's opinion, on an item of its part or on the whole."""

    opinion = models.ForeignKey(BodyOpinion, models.CASCADE, related_name="points")
    position = models.PositiveSmallIntegerField()
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=500)

    class Meta:
        ordering = ["opinion_id", "position"]
        constraints = [models.UniqueConstraint(fields=["opinion", "position"], name="rectification_point_numbered")]

    def __str__(self) -> str:
        return f"{self.position}. {self.text}"
