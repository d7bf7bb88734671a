"""The people named to a team: their place, what they declared, what speaks against them, who takes their place."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Organisation
from xuncha.rounds.models.rounds import Team
from xuncha.rounds.workflow import (
    DECLARATION,
    RECUSAL,
    REPLACEMENT,
    DeclarationState,
    RecusalState,
    ReplacementState,
)
from xuncha.talent.models import Person, Tie


class Position(models.TextChoices):
    """A person's place in a team; each carries the role of the same meaning."""

    LEADER = "team_leader", lazy("组长")
    DEPUTY = "deputy_leader", lazy("副组长")
    LIAISON = "team_liaison", lazy("联络员")
    MEMBER = "inspector", lazy("组员")


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


class Replacement(models.Model):
    """
    A change of a team's members while the round runs: asked for by the office, decided by another person.

    `member` goes and `person` comes to `position`. Without `member` somebody joins, without `person` a member leaves;
    where `person` is the member's own, they change their place in the team.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="replacements")
    member = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="replacements")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    position = models.CharField(max_length=16, choices=Position.choices)
    duty = models.CharField(max_length=100, blank=True)
    reason = models.CharField(max_length=200)
    decision = models.CharField(max_length=300, blank=True)  # why it was refused
    state = models.CharField(
        max_length=12,
        choices=[(s.value, REPLACEMENT.states[s].label) for s in ReplacementState],
        default=ReplacementState.ASKED,
    )
    state_since = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=models.Q(state=ReplacementState.ASKED),
                name="rounds_one_replacement_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["team", "person"],
                condition=models.Q(state=ReplacementState.ASKED),
                name="rounds_one_request_per_person",
            ),
            models.CheckConstraint(
                condition=models.Q(member__isnull=False) | models.Q(person__isnull=False),
                name="rounds_replacement_of_somebody",
            ),
        ]

    def __str__(self) -> str:
        if self.member is None:
            return _("增派{person}").format(person=self.person)
        if self.person is None:
            return _("免去{person}").format(person=self.member.person)
        if self.same_person:
            return _("{person}改任{position}").format(person=self.person, position=self.get_position_display())
        return f"{self.member.person} → {self.person}"

    @property
    def same_person(self) -> bool:
        """Whether a member only changes their place in the team."""
        return self.member is not None and self.member.person_id == self.person_id
