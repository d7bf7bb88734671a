"""Comments and guidance of the office; training, pledges and devices of a round; contacts and breaches of recusal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.conduct.workflow import (
    APPROACH,
    BREACH,
    COMMENT,
    GUIDANCE,
    ApproachState,
    BreachState,
    CommentState,
    GuidanceState,
)
from xuncha.foundation.accounts.models import Made, User
from xuncha.rounds.models import Inspection, Membership, Round


def decided(name: str) -> models.CheckConstraint:
    """Who decided and when are said together."""
    return models.CheckConstraint(
        condition=models.Q(decided_at__isnull=True, decided_by__isnull=True)
        | models.Q(decided_at__isnull=False, decided_by__isnull=False),
        name=name,
    )


class Comment(Made):
    """What the office says to one place of a team's text. The office writes nothing else of it (domain §3.2 3a)."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="comments")
    kind = models.CharField(max_length=40)  # the stable code of the text's kind
    record = models.BigIntegerField()
    title = models.CharField(max_length=120)
    place = models.CharField(max_length=40)  # the field of the text, as people call it
    quote = models.CharField(max_length=300, blank=True)
    text = models.TextField(max_length=2000)
    answer = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=[(s.value, COMMENT.states[s].label) for s in CommentState], default=CommentState.OPEN
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["kind", "record"])]
        constraints = [decided("conduct_comment_decided_by_somebody")]

    def __str__(self) -> str:
        return f"{self.place}：{self.text[:30]}"


class Guidance(Made):
    """The office meets or visits a team, and what it asks of it: hearing in mid-term, visit, joint review."""

    class Kind(models.TextChoices):
        HEARING = "hearing", _("中期汇报")
        VISIT = "visit", _("督导指导")
        JOINT = "joint", _("组办会商")

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="guidance")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    on = models.DateField()
    place = models.CharField(max_length=80, blank=True)
    attendees = models.TextField(blank=True, max_length=1000)
    content = models.TextField(blank=True, max_length=8000)  # minutes, or what was found
    demands = models.TextField(blank=True, max_length=2000)
    due_on = models.DateField(null=True, blank=True)
    reply = models.TextField(blank=True, max_length=4000)
    state = models.CharField(
        max_length=10, choices=[(s.value, GUIDANCE.states[s].label) for s in GuidanceState], default=GuidanceState.DRAFT
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name_plural = "guidance"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class Training(Made):
    """A training, a lecture or a debrief of a round, and who was there."""

    class Kind(models.TextChoices):
        TRAINING = "training", _("巡前培训")
        LECTURE = "lecture", _("专题授课")
        DEBRIEF = "debrief", _("总结交流")

    round = models.ForeignKey(Round, models.PROTECT, related_name="trainings")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=100)
    on = models.DateField()
    place = models.CharField(max_length=80, blank=True)
    teacher = models.CharField(max_length=60, blank=True)
    content = models.TextField(blank=True, max_length=4000)
    members = models.ManyToManyField(Membership, related_name="trainings")

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.title}"


class Pledge(Made):
    """That a member promised, with the words as they were shown. By themselves, or on paper that the office entered."""

    class Kind(models.TextChoices):
        SECRECY = "secrecy", _("保密承诺")
        CODE = "code", _("“十不准”承诺")

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="pledges")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    words = models.TextField()
    on_paper = models.BooleanField(default=False)

    class Meta:
        ordering = ["membership_id", "kind"]
        constraints = [models.UniqueConstraint(fields=["membership", "kind"], name="conduct_pledged_once")]

    def __str__(self) -> str:
        return f"{self.membership.person} {self.get_kind_display()}"


class Device(Made):
    """A laptop, a disk, a telephone: with whom, since when, and when it came back."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="devices")
    name = models.CharField(max_length=60)
    number = models.CharField(max_length=40)
    on = models.DateField()
    returned_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)  # in which state it came back

    class Meta:
        ordering = ["membership__team_id", "number", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(returned_on__isnull=True) | models.Q(returned_on__gte=models.F("on")),
                name="conduct_returned_after_issue",
            ),
            models.UniqueConstraint(
                fields=["number"], condition=models.Q(returned_on__isnull=True), name="conduct_device_with_one_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class Approach(Made):
    """Somebody asked about the inspection, put in a word or interfered. Who and what lie sealed (`sealing.fields`)."""

    class Kind(models.TextChoices):
        ASKING = "asking", _("打听案情")
        PLEADING = "pleading", _("说情")
        MEDDLING = "meddling", _("干预")

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="approaches")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    on = models.DateField()
    told = models.TextField()  # sealed: who, about what, how it was answered
    decision = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=10,
        choices=[(s.value, APPROACH.states[s].label) for s in ApproachState],
        default=ApproachState.REPORTED,
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name_plural = "approaches"
        constraints = [decided("conduct_approach_decided_by_somebody")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class Breach(Made):
    """A member who had to keep out did not: reported, decided by another person."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="breaches")
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="breaches")
    on = models.DateField()
    what = models.TextField(max_length=2000)
    decision = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=[(s.value, BREACH.states[s].label) for s in BreachState], default=BreachState.REPORTED
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name_plural = "breaches"
        constraints = [decided("conduct_breach_decided_by_somebody")]

    def __str__(self) -> str:
        return f"{self.membership.person} {self.on}"
