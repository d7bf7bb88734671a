"""A use of results, what it rests on, and what came of it. Persons are counted; a public circular alone names them."""

from django.db import models

from xuncha.accountability.rules.kinds import KINDS, MEASURES
from xuncha.accountability.workflow import USE, UseState
from xuncha.feedback.models import by_another, paired
from xuncha.foundation.accounts.models import Made, User
from xuncha.foundation.files.models import Attachment
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.rectification.models import Item, Plan


class ResultUse(Made):
    """
    One use of results, from the draft to what the competent body decided. Sent, it has its number.

    `source` is the stable key of the suggestion that it was made of, `why` the reason that was given then.
    """

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=[(kind.code, kind.label) for kind in KINDS.values()])
    number = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=100)
    text = models.TextField(blank=True, max_length=3000)  # what is demanded or advised
    body = models.CharField(max_length=80, blank=True)  # who decides, where the office does not
    named = models.CharField(max_length=500, blank=True)  # persons whom a public circular names
    on = models.DateField(null=True, blank=True)  # the day of a talk
    place = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=40, blank=True)
    why = models.CharField(max_length=300, blank=True)
    state = models.CharField(
        max_length=10, choices=[(s.value, USE.states[s].label) for s in UseState], default=UseState.DRAFT
    )
    state_since = models.DateTimeField()
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(max_length=500, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)  # by rule: to be carried out, then to be reported back
    answer = models.TextField(blank=True, max_length=5000)
    files = models.ManyToManyField(Attachment, blank=True, related_name="+")
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    closing = models.CharField(max_length=500, blank=True)  # what is said at the end, or why it was withdrawn

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["jurisdiction", "state", "due_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~models.Q(number=""), name="accountability_number_once"
            ),
            paired("submitted_at", "submitted_by", "accountability_submitted_by_somebody"),
            paired("approved_at", "approved_by", "accountability_approved_by_somebody"),
            paired("sent_at", "sent_by", "accountability_sent_by_somebody"),
            paired("answered_at", "answered_by", "accountability_answered_by_somebody"),
            by_another("approved_by", "submitted_by", "accountability_approved_by_another"),
            models.CheckConstraint(
                condition=models.Q(number="", sent_at__isnull=True)
                | ~models.Q(number="") & models.Q(sent_at__isnull=False, approved_at__isnull=False),
                name="accountability_numbered_when_sent",
            ),
            models.CheckConstraint(
                condition=models.Q(named="") | models.Q(kind__in=sorted(k.code for k in KINDS.values() if k.names)),
                name="accountability_only_circulars_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class Ground(models.Model):
    """What a use rests on: a unit's rectification or one item of it, and how it stood when it was put in."""

    use = models.ForeignKey(ResultUse, models.CASCADE, related_name="grounds")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="result_uses")
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="result_uses")
    position = models.PositiveSmallIntegerField()
    situation = models.CharField(max_length=300)

    class Meta:
        ordering = ["use_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["use", "position"], name="accountability_ground_position"),
            models.UniqueConstraint(fields=["use", "item"], name="accountability_item_once_in_a_use"),
            models.UniqueConstraint(
                fields=["use", "plan"], condition=models.Q(item__isnull=True), name="accountability_plan_once_in_a_use"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.use} {self.position}"


class UseReceipt(Made):
    """That a unit signed for what was sent to it: by whom and when; each of the units of a circular for itself."""

    use = models.ForeignKey(ResultUse, models.PROTECT, related_name="receipts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    signatory = models.CharField(max_length=40, blank=True)  # who signed on paper; `created_by` entered it
    signed_on = models.DateField(null=True, blank=True)
    scans = models.ManyToManyField(Attachment, blank=True, related_name="+")

    class Meta:
        ordering = ["use_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(signatory="", signed_on__isnull=True)
                | ~models.Q(signatory="") & models.Q(signed_on__isnull=False),
                name="accountability_signatory_on_a_day",
            ),
            models.UniqueConstraint(fields=["use", "organisation"], name="accountability_signed_for_once"),
        ]

    def __str__(self) -> str:
        return f"{self.use} {self.organisation}"


class Dismissal(Made):
    """
    A suggestion that a person did not follow, with the reason. It comes back once the figure behind it is worse.

    `figure` is the figure then, the lower the worse; 0 where nothing is measured.
    """

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    source = models.CharField(max_length=40)  # what the suggestion was made of, by its stable key
    figure = models.PositiveIntegerField(default=0)
    why = models.CharField(max_length=300)
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "source", "figure"], name="accountability_dismissed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.plan.inspection.organisation} {self.why}"


class Result(Made):
    """What was decided and done: one measure with its cases (件) and its persons (人), which are counted apart."""

    use = models.ForeignKey(ResultUse, models.PROTECT, related_name="results")
    measure = models.CharField(max_length=16, choices=[(one.code, one.label) for one in MEASURES.values()])
    cases = models.PositiveSmallIntegerField()
    persons = models.PositiveSmallIntegerField()
    on = models.DateField()
    number = models.CharField(max_length=80, blank=True)  # of the deciding document
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["use_id", "on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(cases__gt=0) | models.Q(persons__gt=0) | models.Q(measure="nothing"),
                name="accountability_result_of_something",
            ),
            models.UniqueConstraint(fields=["use", "measure", "number"], name="accountability_result_once"),
        ]

    def __str__(self) -> str:
        return f"{self.use.number} {MEASURES[self.measure].label}"
