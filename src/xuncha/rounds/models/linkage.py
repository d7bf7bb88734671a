"""Offices that take part in another office's round, and the people they put forward. (feature A06)"""

from django.db import models

from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.rounds.models.rounds import Round
from xuncha.rounds.workflow import PARTICIPATION, ParticipationState
from xuncha.talent.models import Person


class Participation(models.Model):
    """
    Another office takes part in a round (feature A06): asked by the office that leads it, answered by its own.

    `own_round` is the participant's round beside or after this one, where the mode asks for one.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="participations")
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="participations")
    task = models.CharField(max_length=200)
    seats = models.PositiveSmallIntegerField(default=0)  # how many people are asked for
    answer_by = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    own_round = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="joined_to")
    state = models.CharField(
        max_length=12,
        choices=[(s.value, PARTICIPATION.states[s].label) for s in ParticipationState],
        default=ParticipationState.INVITED,
    )
    state_since = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["round_id", "jurisdiction__path"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "jurisdiction"],
                condition=models.Q(state__in=[ParticipationState.INVITED, ParticipationState.ACCEPTED]),
                name="rounds_office_invited_once",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True, answered_by__isnull=True)
                | models.Q(answered_at__isnull=False, answered_by__isnull=False),
                name="rounds_invitation_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jurisdiction.office_name} · {self.round}"


class LentPerson(models.Model):
    """Somebody whom a participating office puts forward for the teams of the round."""

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="lent")
    person = models.ForeignKey(Person, models.PROTECT, related_name="lent")
    note = models.CharField(max_length=100, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["participation_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["participation", "person"], name="rounds_lent_once")]

    def __str__(self) -> str:
        return f"{self.person} · {self.participation.round}"
