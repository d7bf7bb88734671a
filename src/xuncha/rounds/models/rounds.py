"""Rounds, their time nodes and teams, the inspections they make, and the units suggested for them."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.planning.models import InspectionType, Term
from xuncha.rounds.workflow import ROUND, SUGGESTION, RoundState, SuggestionState
from xuncha.talent.models import Person


class Linkage(models.TextChoices):
    """How levels work together in a round (domain §1.1)."""

    NONE = "", _("本级独立开展")
    UNIFIED = "unified_staffing", _("统配巡")
    SYNCHRONOUS = "synchronous", _("同步巡")
    COLLABORATIVE = "collaborative", _("协作巡")
    RELAY = "relay", _("接力巡")


class Department(models.TextChoices):
    """Who suggests units to be inspected; the codes are those of the roles that may."""

    DISCIPLINE = "discipline", _("纪检监察机关")
    ORGANISATION = "organisation", _("组织部门")


class Round(models.Model):
    """A batch of parallel inspections, numbered within a term (八届市委第三轮); `year` is the calendar year."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    batch = models.PositiveSmallIntegerField(default=0)  # 0: the round has no batches
    year = models.PositiveSmallIntegerField(db_index=True)
    name = models.CharField(max_length=60)
    theme = models.CharField(max_length=120, blank=True)
    linkage = models.CharField(max_length=20, choices=Linkage.choices, blank=True, default=Linkage.NONE)
    field_from = models.DateField(null=True, blank=True)
    field_to = models.DateField(null=True, blank=True)
    authority_to = models.DateField(null=True, blank=True)  # the day on which everybody's access ends
    scheme = models.TextField(blank=True, max_length=20000)
    authorisation_no = models.CharField(max_length=60, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    filed_on = models.DateField(null=True, blank=True)  # the scheme went to the upper office (报备)
    filing_no = models.CharField(max_length=60, blank=True)
    filed_to = models.CharField(max_length=60, blank=True)
    filing_note = models.CharField(max_length=200, blank=True)
    filed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    rest_after = models.PositiveSmallIntegerField(default=3)  # who served so often, and last time, rests
    state = models.CharField(
        max_length=12, choices=[(s.value, ROUND.states[s].label) for s in RoundState], default=RoundState.DRAFT
    )
    state_since = models.DateTimeField()
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year", "-number", "-batch"]
        constraints = [
            models.UniqueConstraint(fields=["term", "number", "batch"], name="rounds_number"),
            models.CheckConstraint(
                condition=models.Q(field_from__isnull=True)
                | models.Q(field_to__isnull=True)
                | models.Q(field_to__gte=models.F("field_from")),
                name="rounds_field_period_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(filed_on__isnull=True, filed_by__isnull=True)
                | models.Q(filed_on__isnull=False, filed_by__isnull=False),
                name="rounds_filed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TimeNode(models.Model):
    """A planned date of a round and, once it happened, the day it did. Made from a time-node template (regulations)."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="nodes")
    code = models.CharField(max_length=30)
    label = models.CharField(max_length=40)
    planned_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["planned_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "code"], name="rounds_one_node_of_a_kind")]

    def __str__(self) -> str:
        return self.label


def one_auditor() -> dict[str, int]:
    """What a team asks for unless somebody says otherwise (A13)."""
    return {"audit": 1}


class Team(models.Model):
    """
    One team of one round. It inspects one or several units (一托N).

    `size` to `kept_out` are what forming it asks for: so many people, deputies among them, people who served before,
    people of a skill; who must be in it and who must not, as a person said. `home` is the county that sends it.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="teams")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    home = models.ForeignKey(Jurisdiction, models.PROTECT, null=True, blank=True, related_name="+")
    size = models.PositiveSmallIntegerField(default=6)
    deputies = models.PositiveSmallIntegerField(default=1)
    experienced = models.PositiveSmallIntegerField(default=0)
    skills = models.JSONField(default=one_auditor, blank=True)  # {skill of the solver's format: how many at least}
    pinned = models.ManyToManyField(Person, blank=True, related_name="+")
    kept_out = models.ManyToManyField(Person, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["round_id", "number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="rounds_team_number")]

    def __str__(self) -> str:
        return self.name


class Inspection(models.Model):
    """
    One team inspects one organisation in one round. Everything found later hangs on this record: it is the spine.

    `entry_on` and `withdraw_on` say what happened; what is planned stands on the round.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="inspections")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="inspections")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="inspections")
    type = models.CharField(max_length=16, choices=InspectionType.choices)
    extends = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="extensions")
    entry_on = models.DateField(null=True, blank=True)
    withdraw_on = models.DateField(null=True, blank=True)
    focus = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["round_id", "team_id", "pk"]
        indexes = [models.Index(fields=["organisation", "type"])]
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation"], name="rounds_unit_once_in_round"),
            models.CheckConstraint(
                condition=models.Q(entry_on__isnull=True)
                | models.Q(withdraw_on__isnull=True)
                | models.Q(withdraw_on__gte=models.F("entry_on")),
                name="rounds_inspection_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.round}"

    @property
    def begins_on(self) -> date | None:
        """The day of entry: as it happened, before that as the round plans it."""
        return self.entry_on or self.round.field_from

    @property
    def ends_on(self) -> date | None:
        """The day of withdrawal: as it happened, before that as the round plans it."""
        return self.withdraw_on or self.round.field_to


class Suggestion(models.Model):
    """A department asks that a round inspect an organisation, and why; the office answers (domain §3.2 step 1a)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="suggestions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="suggestions")
    department = models.CharField(max_length=12, choices=Department.choices)
    text = models.TextField(max_length=500)
    state = models.CharField(
        max_length=12,
        choices=[(s.value, SUGGESTION.states[s].label) for s in SuggestionState],
        default=SuggestionState.GIVEN,
    )
    state_since = models.DateTimeField()
    answer = models.TextField(max_length=500, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["round_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "organisation", "department"], name="rounds_suggested_once"),
            models.CheckConstraint(
                condition=models.Q(state=SuggestionState.GIVEN, answered_by__isnull=True, answered_at__isnull=True)
                | (
                    ~models.Q(state=SuggestionState.GIVEN)
                    & models.Q(answered_by__isnull=False, answered_at__isnull=False)
                ),
                name="rounds_suggestion_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.round}"
