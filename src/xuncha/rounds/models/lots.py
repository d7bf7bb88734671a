"""Lots drawn for a round: the list closed first, then a public seed typed in by two people, then the result."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.models import User
from xuncha.rounds.models.rounds import Round
from xuncha.rounds.workflow import DRAW, DrawState


class DrawKind(models.TextChoices):
    """What is drawn (A14)."""

    UNITS = "units", _("从规划中抽取巡察对象")
    TEAMS = "teams", _("巡察对象抽签分组")
    PEOPLE = "people", _("从人才库抽取人员")
    VILLAGES = "villages", _("抽取村（社区）")


class Draw(models.Model):
    """
    One draw by the algorithm `xuncha.draw/1` (docs/drawing-lots.md).

    `entries` are [name, id] of what is drawn from, `list_hash` the hash of title, names and number: both are fixed
    when the record is made, before anybody can know the seed. The first person's entry is kept as `seed_mark` only,
    from which the second cannot read it; `seed` is filled when both agree, and `drawn` with it.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="draws")
    kind = models.CharField(max_length=10, choices=DrawKind.choices)
    title = models.CharField(max_length=200)
    entries = models.JSONField()
    take = models.PositiveIntegerField()
    list_hash = models.CharField(max_length=64)
    source = models.CharField(max_length=200)
    source_on = models.DateField()  # the day on which the source publishes the seed
    seed_mark = models.CharField(max_length=64, blank=True)
    seed = models.CharField(max_length=200, blank=True)
    drawn = models.JSONField(default=list, blank=True)
    first_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    first_at = models.DateTimeField(null=True, blank=True)
    second_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    second_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=12, choices=[(s.value, DRAW.states[s].label) for s in DrawState], default=DrawState.CLOSED
    )
    state_since = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_by__isnull=True, first_at__isnull=True)
                | models.Q(first_by__isnull=False, first_at__isnull=False),
                name="rounds_first_seed_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(second_by__isnull=True, second_at__isnull=True)
                | models.Q(second_by__isnull=False, second_at__isnull=False),
                name="rounds_second_seed_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(second_by__isnull=True) | ~models.Q(second_by=models.F("first_by")),
                name="rounds_seed_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return self.title
