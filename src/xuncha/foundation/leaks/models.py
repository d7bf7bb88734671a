"""What a mailbox remembers of its petitions without being able to read them, and texts that wait for a keeper."""

from django.db import models

from xuncha.foundation.accounts.models import Made, User
from xuncha.foundation.leaks.workflow import SOURCE_CHECK, CheckState
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.sealing.models import Circle


class Trace(models.Model):
    """
    Keyed fingerprints of one thing told: of the name, the number and some phrases, sorted and filled up with chance.

    It does not say of which petition, nor which of the fingerprints is of what. Without the installation's field key
    (`XUNCHA_FIELD_KEY`) nobody can try names out on it; with it, whoever guesses a name can see that it was right.
    """

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="traces")
    prints = models.BinaryField()

    class Meta:
        ordering = ["circle_id", "pk"]

    def __str__(self) -> str:
        return f"{self.circle} {self.pk}"


class SourceCheck(Made):
    """
    A text as it was when it was about to go on, put before the keepers of the mailbox.

    Which of its words gave rise to it is nowhere stored: it is found again for a keeper whose key is open.
    """

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="source_checks")
    kind = models.CharField(max_length=40)  # the stable code of the record's kind
    record = models.BigIntegerField()
    title = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)  # SHA-256 of the checked text
    words = models.JSONField(default=list, blank=True)  # [[where, text]…] what was typed and stands in no record yet
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    team = models.PositiveBigIntegerField(null=True, blank=True)  # whose keepers are asked
    state = models.CharField(
        max_length=10, choices=[(s.value, SOURCE_CHECK.states[s].label) for s in CheckState], default=CheckState.WAITING
    )
    state_since = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=500, blank=True)  # why, in the keeper's words

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "record", "circle", "digest"], name="leaks_one_check_of_a_text"),
            models.CheckConstraint(
                condition=models.Q(decided_at__isnull=True, decided_by__isnull=True)
                | models.Q(decided_at__isnull=False, decided_by__isnull=False),
                name="leaks_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title
