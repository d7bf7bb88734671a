"""Files that left: a row for each, without anything that they say."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.core.permissions import Leaving
from xuncha.foundation.accounts.models import Made

KINDS = [(Leaving.FORM.value, _("文书")), (Leaving.LEDGER.value, _("台账"))]


class Taken(Made):
    """
    One file that somebody took away: its page, its filters without what was searched for, and what came out of it.

    `area` is that of the permission its page asks for. `digest` is the SHA-256 of the file, lower-case hex; it stays
    empty where the file was not finished.
    """

    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=8, choices=KINDS)
    area = models.CharField(max_length=20)
    address = models.CharField(max_length=200)
    filters = models.CharField(max_length=400, blank=True)
    purpose = models.CharField(max_length=100, blank=True)
    rows = models.PositiveIntegerField(null=True, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)  # bytes
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.number


class Export(Taken):
    """A file of which administrators may know."""


class SealedExport(Taken):
    """
    A file of petitions or clues. It has numbers of its own: those of the others show no gap.

    `team`, `office` or `unit` is that for which the person took it: who holds the right to lists over the same thing
    may look it up. Ids: teams and offices belong to stages.
    """

    team = models.PositiveBigIntegerField(null=True, blank=True)
    office = models.PositiveBigIntegerField(null=True, blank=True)
    unit = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta(Taken.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(team__isnull=False, office__isnull=True, unit__isnull=True)
                | models.Q(team__isnull=True, office__isnull=False, unit__isnull=True)
                | models.Q(team__isnull=True, office__isnull=True, unit__isnull=False),
                name="exports_sealed_over_one_thing",
            )
        ]
