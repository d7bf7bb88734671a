"""A letter to a unit or a department, the items in it, and what was suggested and not followed."""

from django.db import models

from xuncha.feedback.models import by_another, paired
from xuncha.foundation.accounts.models import Made, User
from xuncha.foundation.files.models import Attachment
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.rectification.models import Item, Plan
from xuncha.supervision.rules.hints import HINTS
from xuncha.supervision.rules.kinds import KINDS
from xuncha.supervision.workflow import LETTER, LetterState

ISSUED = models.Q(issued_at__isnull=False)


class Letter(Made):
    """
    One letter, from the draft to what came of it. Issued, it has its number and its words never change.

    `previous` is the letter after which it was issued again; `hint` and `why` say what the system suggested it for.
    """

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=24, choices=[(kind.code, kind.label) for kind in KINDS.values()])
    number = models.CharField(max_length=80, blank=True)
    addressee = models.ForeignKey(Organisation, models.PROTECT, related_name="letters")
    title = models.CharField(max_length=100)
    text = models.TextField(blank=True, max_length=5000)  # what is demanded; which items, their list says
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="letters")
    hint = models.CharField(max_length=12, blank=True, choices=[(hint.code, hint.label) for hint in HINTS.values()])
    subject = models.CharField(max_length=40, blank=True)  # what the suggestion was about, by its stable key
    why = models.CharField(max_length=300, blank=True)
    previous = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="successor")
    state = models.CharField(
        max_length=10, choices=[(s.value, LETTER.states[s].label) for s in LetterState], default=LetterState.DRAFT
    )
    state_since = models.DateTimeField()
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(max_length=500, blank=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)  # by rule, from the day it was issued
    received_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField(null=True, blank=True)
    signatory = models.CharField(max_length=40, blank=True)  # who signed on paper; `received_by` entered it
    signed_on = models.DateField(null=True, blank=True)
    scans = models.ManyToManyField(Attachment, blank=True, related_name="+")  # of the receipt on paper
    reply = models.TextField(blank=True, max_length=5000)
    files = models.ManyToManyField(Attachment, blank=True, related_name="+")
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    replied_on = models.DateField(null=True, blank=True)  # the day of a reply on paper; `answered_by` entered it
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    opinion = models.CharField(max_length=500, blank=True)  # why it was accepted, dropped or issued again

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["jurisdiction", "state", "due_on"])]
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~models.Q(number=""), name="supervision_number_once"),
            paired("submitted_at", "submitted_by", "supervision_submitted_by_somebody"),
            paired("issued_at", "issued_by", "supervision_issued_by_somebody"),
            paired("received_at", "received_by", "supervision_received_by_somebody"),
            paired("answered_at", "answered_by", "supervision_answered_by_somebody"),
            paired("settled_at", "settled_by", "supervision_settled_by_somebody"),
            by_another("issued_by", "submitted_by", "supervision_issued_by_another"),
            models.CheckConstraint(
                condition=models.Q(signatory="", signed_on__isnull=True)
                | ~models.Q(signatory="") & models.Q(signed_on__isnull=False, received_at__isnull=False),
                name="supervision_signatory_somebody_on_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(number="") & ~ISSUED | ~models.Q(number="") & ISSUED,
                name="supervision_numbered_when_issued",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def entered_by(self, person: int) -> bool:
        """Whether it was this person who entered the reply from paper."""
        return self.replied_on is not None and self.answered_by_id == person


class LetterLine(models.Model):
    """One item that a letter is about, and how it stood when it was put in."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="lines")
    item = models.ForeignKey(Item, models.PROTECT, related_name="letter_lines")
    position = models.PositiveSmallIntegerField()
    situation = models.CharField(max_length=200)

    class Meta:
        ordering = ["letter_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "item"], name="supervision_item_once_in_a_letter"),
            models.UniqueConstraint(fields=["letter", "position"], name="supervision_line_position"),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.position}"


class Dismissal(Made):
    """A suggestion that a person did not follow, with the reason and how many rows were behind it."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+")
    hint = models.CharField(max_length=12, choices=[(hint.code, hint.label) for hint in HINTS.values()])
    subject = models.CharField(max_length=40)  # what the suggestion was about, by its stable key
    label = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    count = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["jurisdiction", "hint", "subject"])]

    def __str__(self) -> str:
        return f"{self.get_hint_display()} {self.label}"
