"""People who may be named to a team, and what they declared about their ties."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction, Organisation


class Pool(models.TextChoices):
    """The customary four pools (四库)."""

    LEADER = "leader", _("组长库")
    DEPUTY = "deputy", _("副组长库")
    EXPERT = "expert", _("专业人才库")
    STAFF = "staff", _("工作人员库")


class TieKind(models.TextChoices):
    """Why a person should not inspect an organisation (domain §8.4)."""

    KIN = "kin", _("亲属任职")
    NATIVE = "native", _("籍贯地")
    RESIDENCE = "residence", _("居住地")
    EMPLOYED = "employed", _("现任职")
    FORMER = "former", _("曾任职")
    INTEREST = "interest", _("利益关系")


class Person(models.Model):
    """Somebody who inspects. Signs in through `user` once the security administrator has opened an account."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="people")
    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=40)
    employer = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="staff")
    post = models.CharField(max_length=60, blank=True)
    pool = models.CharField(max_length=8, choices=Pool.choices)
    skills = models.JSONField(default=list, blank=True)  # short Chinese words: 审计、财务、工程…
    user = models.OneToOneField(User, models.PROTECT, null=True, blank=True, related_name="person")
    entered_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pool", "code"]

    def __str__(self) -> str:
        return self.name


class Tie(models.Model):
    """A declared tie between a person and an organisation. Ended, never deleted."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="ties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="ties")
    kind = models.CharField(max_length=12, choices=TieKind.choices)
    note = models.CharField(max_length=200, blank=True)
    until = models.DateField(null=True, blank=True)  # a former post: the last day in it; empty: not known
    ended_on = models.DateField(null=True, blank=True)  # since then the tie is no longer declared
    ended_reason = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["person_id", "organisation_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "kind"],
                condition=models.Q(ended_on__isnull=True),
                name="talent_one_open_tie_of_a_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True, ended_reason="")
                | (models.Q(ended_on__isnull=False) & ~models.Q(ended_reason="")),
                name="talent_tie_ended_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation} · {self.get_kind_display()}"
