"""What residents read of the matters they spoke of, and their one answer. Nothing says who answered. (feature C20)"""

from uuid import uuid4

from django.db import models

from xuncha.disclosure.models.texts import Disclosure, Section
from xuncha.disclosure.rules.hearings import CHOICES
from xuncha.disclosure.workflow import HEARING, HearingState
from xuncha.foundation.accounts.models import Made
from xuncha.foundation.guards import Guard, differ
from xuncha.rounds.models import Inspection


class Hearing(Made):
    """
    One question to the residents of one place or the users of one unit, under one code for all of them.

    `petitioners`: who comes back with the receipt of a tip about the unit reads the words too. Once it is open its
    words stand; `smallest` is how many answers a figure rests on, by the rule of that day.
    """

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="hearings")
    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="hearings")
    title = models.CharField(max_length=60)
    audience = models.CharField(max_length=40)
    words = models.TextField(max_length=3000)
    sections = models.ManyToManyField(Section, related_name="hearings")
    petitioners = models.BooleanField(default=False)
    code = models.SlugField(max_length=16, unique=True, null=True, blank=True)
    smallest = models.PositiveSmallIntegerField(null=True, blank=True)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=[(s.value, HEARING.states[s].label) for s in HearingState], default=HearingState.DRAFT
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "dropped"])
                | models.Q(code__isnull=False, smallest__gte=5, opens_on__lte=models.F("closes_on")),
                name="disclosure_hearing_out_with_days",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.audience}）"


class Verdict(models.Model):
    """What one person answered on a phone. Nothing says who, from where or when but for the day."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="verdicts")
    choice = models.CharField(max_length=4, choices=list(CHOICES.items()))
    said = models.CharField(max_length=300, blank=True)
    day = models.DateField()

    class Meta:
        ordering = ["hearing_id", "id"]

    def __str__(self) -> str:
        return str(self.id)


ASKED = differ(Hearing, ("disclosure", "title", "words", "code", "smallest", "opens_on"))
Guard(
    "disclosure_hearing_stands",
    Hearing,
    "UPDATE",
    "what residents were asked does not change",
    f"OLD.state IN ('open', 'closed') AND ({ASKED} OR NEW.state IN ('draft', 'dropped'))",
)
Guard("disclosure_verdict_stands", Verdict, "UPDATE", "an answer does not change")
