"""Hints with what a person made of them, the office's questions, what photos look like, and each scan. (feature C10)"""

from django.db import models
from django.utils.translation import gettext_lazy

from xuncha.core.signals import SIGNALS
from xuncha.feedback.models import paired
from xuncha.foundation.accounts.models import Made, User
from xuncha.foundation.files.models import StoredFile
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.hints.workflow import HINT, INQUIRY, HintState, InquiryState
from xuncha.rectification.models import Item, Plan


class Scan(models.Model):
    """
    One look through an office's rectifications: everything, or what changed since the one before.

    `until` is the last journal record it took into account, `thresholds` the office's dated setting of the day.
    """

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+")
    on = models.DateField()
    whole = models.BooleanField()
    until = models.BigIntegerField()
    thresholds = models.JSONField(default=dict)
    plans = models.PositiveIntegerField(default=0)  # looked at
    items = models.PositiveIntegerField(default=0)
    photos = models.PositiveIntegerField(default=0)  # looked at for the first time
    found = models.PositiveIntegerField(default=0)  # new hints
    renewed = models.PositiveIntegerField(default=0)  # open ones that say something else now
    lapsed = models.PositiveIntegerField(default=0)  # open ones whose cause is gone
    created_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")  # None: daily run
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.jurisdiction} {self.on:%Y-%m-%d}"


class Hint(models.Model):
    """
    Something in a unit's rectification that a person should look at: computed, told in one sentence, never a verdict.

    `digest` is of the facts it was found by: a decided hint comes back, as another record, only when they have changed.
    `rows` are the records it rests on: [[kind, id, label], …].
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="hints")
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="hints")
    signal = models.CharField(
        max_length=16, choices=[(code.value, gettext_lazy(kind.label)) for code, kind in SIGNALS.items()]
    )
    digest = models.CharField(max_length=64)
    words = models.JSONField()  # the sentence, so that it can still be translated (`core.text.packed`)
    rows = models.JSONField(default=list, blank=True)
    state = models.CharField(
        max_length=10, choices=[(s.value, HINT.states[s].label) for s in HintState], default=HintState.OPEN
    )
    state_since = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=500, blank=True)  # why it was confirmed or dismissed
    created_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")  # None: daily run
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["plan", "state"]), models.Index(fields=["signal", "state"])]
        constraints = [
            paired("decided_at", "decided_by", "hints_hint_decided_by_somebody"),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "lapsed"], decided_at__isnull=True)
                | models.Q(state__in=["confirmed", "dismissed"], decided_at__isnull=False) & ~models.Q(decision=""),
                name="hints_hint_decided_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=["item", "signal"],
                condition=models.Q(state="open", item__isnull=False),
                name="hints_one_open_of_an_item",
            ),
            models.UniqueConstraint(
                fields=["plan", "signal"],
                condition=models.Q(state="open", item__isnull=True),
                name="hints_one_open_of_a_plan",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_signal_display())


class Inquiry(Made):
    """
    The office's question to the unit. The unit reads the question and nothing of the hint behind it; its answer stays
    beside the hint, whatever is decided. (domain §8.5)
    """

    hint = models.ForeignKey(Hint, models.PROTECT, related_name="inquiries")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="inquiries")
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="inquiries")
    text = models.TextField(max_length=1000)
    due_on = models.DateField()
    answer = models.TextField(blank=True, max_length=2000)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=[(s.value, INQUIRY.states[s].label) for s in InquiryState], default=InquiryState.ASKED
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            paired("answered_at", "answered_by", "hints_inquiry_answered_by_somebody"),
            models.CheckConstraint(
                condition=models.Q(state="asked") | models.Q(answered_at__isnull=False),
                name="hints_inquiry_answered_state",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]


class PhotoLook(models.Model):
    """What a photo of the evidence looks like and says of itself; made once for a content. No face is looked for."""

    file = models.OneToOneField(StoredFile, models.CASCADE, primary_key=True, related_name="+")
    bits = models.CharField(max_length=32, blank=True)  # 128 bits in hex; empty: it cannot be read
    taken_on = models.DateField(null=True, blank=True)
    software = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return str(self.file_id)
