"""Rounds, their teams, the inspections they make, and the people named to them."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Organisation
from xuncha.planning.models import InspectionType, Term
from xuncha.rounds.workflow import (
    DECLARATION,
    RECUSAL,
    ROUND,
    SUGGESTION,
    DeclarationState,
    RecusalState,
    RoundState,
    SuggestionState,
)
from xuncha.talent.models import Person, Tie


class Linkage(models.TextChoices):
    """How levels work together in a round (domain §1.1)."""

    NONE = "", _("本级独立开展")
    UNIFIED = "unified_staffing", _("统配巡")
    SYNCHRONOUS = "synchronous", _("同步巡")
    COLLABORATIVE = "collaborative", _("协作巡")
    RELAY = "relay", _("接力巡")


class Position(models.TextChoices):
    """A person's place in a team; each carries the role of the same meaning."""

    LEADER = "team_leader", _("组长")
    DEPUTY = "deputy_leader", _("副组长")
    LIAISON = "team_liaison", _("联络员")
    MEMBER = "inspector", _("组员")


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


class Team(models.Model):
    """One team of one round. It inspects one or several units (一托N)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="teams")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["round_id", "number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="rounds_team_number")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person named to a team. `recused_from` lists organisations of the team this member must not open."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    position = models.CharField(max_length=16, choices=Position.choices)
    duty = models.CharField(max_length=100, blank=True)
    recused_from = models.ManyToManyField(Organisation, blank=True, related_name="+")
    left_on = models.DateField(null=True, blank=True)
    left_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["team_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "person"], condition=models.Q(left_on__isnull=True), name="rounds_person_once_in_team"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_position_display()}"


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


class Declaration(models.Model):
    """That a member declared their ties for one round; the ties themselves stay with the person."""

    membership = models.OneToOneField(Membership, models.PROTECT, related_name="declaration")
    ties = models.ManyToManyField(Tie, blank=True, related_name="+")  # what held when it was handed in
    on_paper = models.BooleanField(default=False)  # entered by the office from a signed sheet
    declared_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    declared_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=12,
        choices=[(s.value, DECLARATION.states[s].label) for s in DeclarationState],
        default=DeclarationState.ASKED,
    )
    state_since = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["membership_id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(declared_at__isnull=True, declared_by__isnull=True)
                | models.Q(declared_at__isnull=False, declared_by__isnull=False),
                name="rounds_declared_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership.person} · {self.membership.team.round}"


class Recusal(models.Model):
    """
    One thing that speaks against a person's place in a team: a tie to a unit of it, or a relation to a member.

    It is found by the rules in force on the day, never typed; an exception is asked for with a reason and approved by
    another person. `ground` is the sentence as it read when it was found last.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="recusals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="recusals")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    other = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    weight = models.CharField(max_length=5)
    ground = models.CharField(max_length=300)
    exception_reason = models.CharField(max_length=300, blank=True)  # why one is asked for
    decision = models.CharField(max_length=300, blank=True)  # what the approver says to it
    state = models.CharField(
        max_length=12, choices=[(s.value, RECUSAL.states[s].label) for s in RecusalState], default=RecusalState.OPEN
    )
    state_since = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["team_id", "person_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "person", "organisation"],
                condition=~models.Q(state=RecusalState.LAPSED),
                name="rounds_one_recusal_per_unit",
            ),
            models.UniqueConstraint(
                fields=["team", "person", "other"],
                condition=~models.Q(state=RecusalState.LAPSED),
                name="rounds_one_recusal_per_member",
            ),
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False, other__isnull=True)
                | models.Q(organisation__isnull=True, other__isnull=False),
                name="rounds_recused_from_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation or self.other}"
