"""The record of a person: résumé, training, and what is sealed. Kept by the organisation department."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Organisation
from xuncha.talent.models import Person


class Identity(models.Model):
    """What is known of a person that nobody sees in passing: sealed with the installation's key."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="identity")
    number = models.TextField(blank=True)  # the identity number, sealed
    number_print = models.CharField(max_length=64, blank=True, db_index=True)  # its keyed hash: nobody twice
    telephone = models.TextField(blank=True)  # sealed
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number_print"], condition=~models.Q(number_print=""), name="dossier_identity_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


class Post(models.Model):
    """One line of a résumé: a post in an organisation, of this directory or elsewhere, from one day to another."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    elsewhere = models.CharField(max_length=80, blank=True)  # an organisation that is not in the directory
    title = models.CharField(max_length=60)
    rank = models.CharField(max_length=30, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["person_id", "-since"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="dossier_post_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False, elsewhere="")
                | (models.Q(organisation__isnull=True) & ~models.Q(elsewhere="")),
                name="dossier_post_in_one_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation or self.elsewhere} {self.title}"


class Training(models.Model):
    """A course a person took part in."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="trainings")
    title = models.CharField(max_length=80)
    held_by = models.CharField(max_length=80, blank=True)
    on = models.DateField()
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["person_id", "-on"]

    def __str__(self) -> str:
        return self.title


class Update(models.Model):
    """One row of a yearly update by workbook: what it changed of a person, {field: [before, after]}."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="updates")
    changes = models.JSONField(encoder=DjangoJSONEncoder)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.person)
