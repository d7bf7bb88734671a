"""
What is asked of the timetable of a version and is recorded nowhere else, and what a search answered.

Each version has its own `Schedule`, so that a what-if copy can ask something else.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction, Organisation, Sector
from xuncha.planning.models.plans import PlanVersion, Target


class Schedule(models.Model):
    """What is asked of the timetable of a version; the weights of its objective (`xuncha.plan/1`)."""

    plan = models.OneToOneField(PlanVersion, models.CASCADE, related_name="schedule")
    sector_round = models.PositiveSmallIntegerField(default=10)
    priority = models.PositiveSmallIntegerField(default=1)
    balance = models.PositiveSmallIntegerField(default=1)
    moved = models.PositiveSmallIntegerField(default=6)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["plan_id"]

    def __str__(self) -> str:
        return str(self.plan)


class SchedulePool(models.Model):
    """Teams that visit certain units: those of an area, of some classes. A unit belongs to the first that fits."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="pools")
    name = models.CharField(max_length=30)
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, null=True, blank=True, related_name="+")
    unit_types = models.JSONField(default=list, blank=True)  # values of UnitType; empty: every class
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["schedule_id", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["schedule", "name"], name="planning_pool_name")]

    def __str__(self) -> str:
        return self.name

    def takes(self, organisation: Organisation) -> bool:
        """Whether its teams visit this organisation."""
        in_area = self.jurisdiction_id in {None, organisation.jurisdiction_id}
        return in_area and (not self.unit_types or organisation.unit_type in self.unit_types)


class ScheduleRound(models.Model):
    """A round of the term, by its number, and the calendar year it lies in."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["schedule_id", "number"]
        constraints = [models.UniqueConstraint(fields=["schedule", "number"], name="planning_schedule_round")]

    def __str__(self) -> str:
        return f"{self.year}年第{self.number}轮"


class RoundCapacity(models.Model):
    """What a pool can do in a round: so many teams, each so much, and something more; in the unit of the workloads."""

    round = models.ForeignKey(ScheduleRound, models.CASCADE, related_name="capacities")
    pool = models.ForeignKey(SchedulePool, models.CASCADE, related_name="capacities")
    teams = models.PositiveSmallIntegerField(default=0)
    units_each = models.PositiveSmallIntegerField(default=0)
    extra = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["round_id", "pool_id"]
        constraints = [models.UniqueConstraint(fields=["round", "pool"], name="planning_capacity_once")]

    def __str__(self) -> str:
        return f"{self.round} {self.pool}"

    @property
    def total(self) -> int:
        """Capacity as the solver takes it."""
        return self.teams * self.units_each + self.extra


class YearTarget(models.Model):
    """The share of the units, in per cent, that must have been visited by the end of a year."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField()
    percent = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        ordering = ["schedule_id", "year"]
        constraints = [models.UniqueConstraint(fields=["schedule", "year"], name="planning_target_once_per_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.percent}%"


class Link(models.TextChoices):
    """Whether the units of a sector are visited together."""

    NONE = "none", _("不要求联动")
    SAME_ROUND = "same_round", _("须在同一轮")
    TWO_ROUNDS = "two_rounds", _("须在一轮或相邻两轮")


class SectorLink(models.Model):
    """What is asked of one sector; a sector without a row asks nothing."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="links")
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="+")
    link = models.CharField(max_length=10, choices=Link.choices)

    class Meta:
        ordering = ["schedule_id", "sector_id"]
        constraints = [models.UniqueConstraint(fields=["schedule", "sector"], name="planning_link_once")]

    def __str__(self) -> str:
        return f"{self.sector} {self.get_link_display()}"


class ScheduledUnit(models.Model):
    """What is asked of one target: its work, how urgent it is, between which rounds, with whom in one round."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="units")
    target = models.ForeignKey(Target, models.PROTECT, related_name="+")
    workload = models.PositiveSmallIntegerField(default=1)
    priority = models.PositiveSmallIntegerField(default=0)  # the greater, the earlier
    earliest = models.PositiveSmallIntegerField(null=True, blank=True)  # numbers of rounds; null: any
    latest = models.PositiveSmallIntegerField(null=True, blank=True)
    together = models.CharField(max_length=30, blank=True)  # the same words: the same round

    class Meta:
        ordering = ["schedule_id", "target__organisation__unit_type", "target__organisation__code"]
        constraints = [
            models.UniqueConstraint(fields=["schedule", "target"], name="planning_unit_once_per_schedule"),
            models.CheckConstraint(
                condition=models.Q(earliest__isnull=True)
                | models.Q(latest__isnull=True)
                | models.Q(latest__gte=models.F("earliest")),
                name="planning_window_in_order",
            ),
        ]

    def __str__(self) -> str:
        return str(self.target)


class FollowUp(models.Model):
    """A second visit of a target, so many rounds after the first."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="follow_ups")
    target = models.ForeignKey(Target, models.PROTECT, related_name="+")
    workload = models.PositiveSmallIntegerField(default=1)
    min_gap = models.PositiveSmallIntegerField()
    max_gap = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["schedule_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["schedule", "target"], name="planning_follow_up_once"),
            models.CheckConstraint(condition=models.Q(max_gap__gte=models.F("min_gap")), name="planning_gap_in_order"),
        ]

    def __str__(self) -> str:
        return str(self.target)


class Topic(models.Model):
    """A special inspection of several targets in one round, in which none of them has its routine one."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="topics")
    name = models.CharField(max_length=40)
    pool = models.ForeignKey(SchedulePool, models.CASCADE, related_name="topics")
    members = models.ManyToManyField(Target, related_name="+")
    workload_each = models.PositiveSmallIntegerField(default=1)
    earliest = models.PositiveSmallIntegerField(null=True, blank=True)
    latest = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["schedule_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["schedule", "name"], name="planning_topic_name")]

    def __str__(self) -> str:
        return self.name


class MarkKind(models.TextChoices):
    """What a person has decided of a target and a round."""

    PINNED = "pinned", _("指定在这一轮")
    FORBIDDEN = "forbidden", _("不排在这一轮")


class PlanMark(models.Model):
    """A target held in a round, or kept out of it, by somebody for a reason; solving keeps to it."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="marks")
    target = models.ForeignKey(Target, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=MarkKind.choices)
    round_number = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=200)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["schedule_id", "round_number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["schedule", "target", "round_number"], name="planning_mark_once"),
            models.UniqueConstraint(
                fields=["schedule", "target"], condition=models.Q(kind="pinned"), name="planning_pinned_to_one_round"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.get_kind_display()}"


class Proposal(models.Model):
    """
    What a search found for a version: its task as it was, so that anybody can repeat it, and its result.

    `digest` is the SHA-256 of the task; a version whose task has another one was changed since.
    """

    plan = models.ForeignKey(PlanVersion, models.CASCADE, related_name="proposals")
    digest = models.CharField(max_length=64)
    seed = models.PositiveIntegerField()
    cpu_seconds = models.PositiveIntegerField()
    task = models.JSONField()
    records = models.JSONField()  # which record each name in the task means
    result = models.JSONField()
    adopted_on = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["plan_id", "-pk"]

    def __str__(self) -> str:
        return f"{self.plan} #{self.pk}"
