"""The text of a unit's rectification as it is disclosed, section by section, and what became of it. (domain §5.8)"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.disclosure.rules.grounds import GROUNDS, OMITTED
from xuncha.disclosure.rules.steps import INSIDE, OPENLY
from xuncha.disclosure.workflow import DISCLOSURE, UNPUBLISHED, DisclosureState
from xuncha.feedback.models import by_another, paired
from xuncha.foundation.accounts.models import Made, User
from xuncha.foundation.files.models import Attachment
from xuncha.foundation.guards import Guard
from xuncha.rectification.models import Item, Plan
from xuncha.rectification.workflow import ItemState


class Channel(models.TextChoices):
    """By which of the two ways a text is told (双公开)."""

    INSIDE = INSIDE, _("党内通报")
    PUBLIC = OPENLY, _("向社会公开")


class Disclosure(models.Model):
    """
    One text of one unit, told inside the party and to the public.

    `previous` is the one before: what was not finished then is told again.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="disclosures")
    previous = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="successor")
    due_on = models.DateField(null=True, blank=True)  # by rule: from the accepted report, or the one published before
    title = models.CharField(max_length=100)
    opening = models.TextField(blank=True, max_length=4000)  # when the inspection was, when it was fed back
    leading = models.TextField(blank=True, max_length=4000)  # how the party group and its principal led the work
    outlook = models.TextField(blank=True, max_length=4000)  # what comes next
    contact = models.CharField(blank=True, max_length=300)  # where people may comment; it may hold a telephone number
    state = models.CharField(
        max_length=10,
        choices=[(s.value, DISCLOSURE.states[s].label) for s in DisclosureState],
        default=DisclosureState.DRAFT,
    )
    state_since = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")  # None: by itself
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(max_length=500, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "due_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=models.Q(previous__isnull=True), name="disclosure_one_first_text"
            ),
            paired("submitted_at", "submitted_by", "disclosure_submitted_by_somebody"),
            paired("approved_at", "approved_by", "disclosure_approved_by_somebody"),
            by_another("approved_by", "submitted_by", "disclosure_approved_by_another"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["approved", "published", "ended"]) | models.Q(approved_at__isnull=False),
                name="disclosure_told_when_approved",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def standing(self) -> "models.QuerySet[Section]":
        """Its sections in their order, but for problems that the office withdrew before they were told."""
        rows = Section.objects.filter(disclosure=self).order_by("position")
        return rows.exclude(item__state=ItemState.ANNULLED) if self.state in UNPUBLISHED else rows


class Section(models.Model):
    """What is said of one item, or that it is left out, on which ground, and what the office found of that."""

    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="sections")
    item = models.ForeignKey(Item, models.PROTECT, related_name="disclosed")
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=120)
    text = models.TextField(blank=True, max_length=5000)
    omitted = models.CharField(max_length=6, blank=True, choices=list(OMITTED.items()))
    ground = models.CharField(max_length=10, blank=True, choices=[(code, g.label) for code, g in GROUNDS.items()])
    why = models.CharField(max_length=300, blank=True)
    accepted = models.BooleanField(null=True)  # none: nobody has judged the omission yet
    judged_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["disclosure_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["disclosure", "item"], name="disclosure_item_once"),
            models.UniqueConstraint(fields=["disclosure", "position"], name="disclosure_section_position"),
            paired("judged_at", "judged_by", "disclosure_judged_by_somebody"),
            models.CheckConstraint(
                condition=models.Q(omitted="", ground="", accepted__isnull=True)
                | ~models.Q(omitted="") & ~models.Q(ground=""),
                name="disclosure_omitted_on_a_ground",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.heading}"


class Edition(models.Model):
    """The whole text as it was handed in once; it never changes, so that two of them can be compared."""

    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    content: Any = models.JSONField()  # {part of the text: words}
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["disclosure_id", "number"]
        constraints = [models.UniqueConstraint(fields=["disclosure", "number"], name="disclosure_edition_number")]

    def __str__(self) -> str:
        return _("第 {n} 稿").format(n=self.number)


class Publication(Made):
    """That a text was told by one channel: to whom or where, since when, for how long, with the proof."""

    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="publications")
    channel = models.CharField(max_length=6, choices=Channel.choices)
    on = models.DateField()
    place = models.CharField(max_length=300)  # the circle it was told to, or the address or medium
    days = models.PositiveSmallIntegerField(null=True, blank=True)  # to the public: for how long
    proof = models.ForeignKey(Attachment, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["disclosure_id", "channel"]
        constraints = [
            models.UniqueConstraint(fields=["disclosure", "channel"], name="disclosure_channel_once"),
            models.CheckConstraint(
                condition=~models.Q(channel="public") | models.Q(days__gte=1), name="disclosure_public_for_days"
            ),
        ]

    def __str__(self) -> str:
        return self.get_channel_display()


class Comment(Made):
    """What somebody said to a published text, without who it was, and what the unit answered."""

    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="comments")
    on = models.DateField()
    way = models.CharField(max_length=40)  # by telephone, by letter, on the site
    text = models.TextField(max_length=2000)
    answer = models.TextField(blank=True, max_length=2000)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["disclosure_id", "on", "pk"]
        constraints = [paired("answered_at", "answered_by", "disclosure_answered_by_somebody")]

    def __str__(self) -> str:
        return self.text[:40]


Guard("disclosure_edition_stands", Edition, "UPDATE", "what was handed in does not change")
Guard(
    "disclosure_text_stands",
    Disclosure,
    "UPDATE",
    "a text that was approved does not change",
    "OLD.state IN ('approved', 'published', 'ended') AND (NEW.title <> OLD.title OR NEW.opening <> OLD.opening"
    " OR NEW.leading <> OLD.leading OR NEW.outlook <> OLD.outlook OR NEW.contact <> OLD.contact)",
)
