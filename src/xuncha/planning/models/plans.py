"""Terms, targets and versioned plans. Coverage is derived in `rounds`, which knows what was inspected."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.planning.workflow import PLAN, PlanState


class InspectionType(models.TextChoices):
    """What kind of inspection (domain §1.1, feature A05). Only routine ones count for coverage."""

    ROUTINE = "routine", _("常规巡察")
    SPECIAL = "special", _("专项巡察")
    MOBILE = "mobile", _("机动巡察")
    PINPOINT = "pinpoint", _("点穴式巡察")
    FOLLOW_UP = "follow_up", _("巡察“回头看”")
    UPGRADED = "upgraded", _("提级巡察")
    EXTENDED = "extended", _("延伸巡察")
    CROSS = "cross", _("交叉巡察")
    SECTOR_JOINT = "sector_joint", _("板块联动巡察")
    TOWN_VILLAGES = "town_villages", _("巡乡带村")
    DIRECT_VILLAGE = "direct_village", _("直接巡村")


class Term(models.Model):
    """One committee's five-year term (届). Coverage is measured per term; years are calendar years."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField()  # 八届 → 8
    name = models.CharField(max_length=40)  # 八届市委
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["jurisdiction_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "number"], name="planning_one_term_per_number"),
            models.CheckConstraint(
                condition=models.Q(last_year__gte=models.F("first_year")), name="planning_term_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def years(self) -> range:
        """The calendar years of the term."""
        return range(self.first_year, self.last_year + 1)


class Target(models.Model):
    """An organisation that the term must or may inspect. `counts` marks the regular targets of full coverage."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="targets")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="targets")
    counts = models.BooleanField(default=True)
    note = models.CharField(max_length=200, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)  # merged, abolished, moved away: no longer to be inspected
    withdrawn_reason = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["organisation__unit_type", "organisation__code"]
        constraints = [
            models.UniqueConstraint(fields=["term", "organisation"], name="planning_one_target_per_organisation"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_on__isnull=True, withdrawn_reason="")
                | (models.Q(withdrawn_on__isnull=False) & ~models.Q(withdrawn_reason="")),
                name="planning_withdrawn_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class PlanVersion(models.Model):
    """One version of a term's five-year plan (`year` 0) or of an annual plan. Published ones never change."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField(default=0)  # 0: the five-year plan itself
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    reason = models.TextField(blank=True, max_length=500)  # why the plan in force is amended
    base = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="amendments")
    what_if_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="what_ifs")
    removals = models.JSONField(default=dict, blank=True)  # {"target id:type": why this version no longer has it}
    state = models.CharField(
        max_length=12, choices=[(s.value, PLAN.states[s].label) for s in PlanState], default=PlanState.DRAFT
    )
    state_since = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["term_id", "year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "year", "number"],
                condition=models.Q(what_if_of__isnull=True),
                name="planning_version_number",
            ),
            models.UniqueConstraint(fields=["what_if_of", "number"], name="planning_what_if_number"),
            models.UniqueConstraint(
                fields=["term", "year"], condition=models.Q(state="published"), name="planning_one_version_in_force"
            ),
            models.CheckConstraint(
                condition=models.Q(approved_at__isnull=True, approved_by__isnull=True)
                | models.Q(approved_at__isnull=False, approved_by__isnull=False),
                name="planning_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | models.Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="planning_submitted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        if self.what_if_of is not None:
            return f"{self.title}（第{self.what_if_of.number}版试算{self.number}）"
        return f"{self.title}（第{self.number}版）"

    @property
    def is_open(self) -> bool:
        """Whether its entries and its schedule may still change."""
        return self.state in {PlanState.DRAFT, PlanState.TRIAL}

    @property
    def is_annual(self) -> bool:
        """Whether this is a plan of one year rather than of the whole term."""
        return self.year != 0

    @property
    def years(self) -> range:
        """The calendar years in which this plan may place an organisation."""
        return range(self.year, self.year + 1) if self.is_annual else self.term.years


class PlanEntry(models.Model):
    """In this version, this organisation is to be inspected in this year, in this way."""

    plan = models.ForeignKey(PlanVersion, models.CASCADE, related_name="entries")
    target = models.ForeignKey(Target, models.PROTECT, related_name="entries")
    year = models.PositiveSmallIntegerField()
    round_number = models.PositiveSmallIntegerField(null=True, blank=True)
    type = models.CharField(max_length=16, choices=InspectionType.choices, default=InspectionType.ROUTINE)
    note = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["year", "round_number", "target_id"]
        constraints = [models.UniqueConstraint(fields=["plan", "target", "type"], name="planning_target_once_per_type")]

    def __str__(self) -> str:
        return f"{self.target} {self.year}"
