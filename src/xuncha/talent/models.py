"""People who may be named to a team: their pools, their record, and what they declared about their ties."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.talent.workflow import ENTRY, EntryState


class Pool(models.TextChoices):
    """The customary four pools (四库), by which figures count; an office names and adds its own (`talent.pools`)."""

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


class Relative(models.TextChoices):
    """Whose tie it is: the person's own or a relative's (domain §8.4); no relative is ever named."""

    OWN = "own", _("本人")
    SPOUSE = "spouse", _("配偶")
    PARENT = "parent", _("父母")
    CHILD = "child", _("子女及其配偶")
    SIBLING = "sibling", _("兄弟姐妹")
    COLLATERAL = "collateral", _("三代以内旁系血亲")
    IN_LAW = "in_law", _("近姻亲")


class PoliticalStatus(models.TextChoices):
    """Political status as personnel files write it."""

    MEMBER = "member", _("中共党员")
    PROBATIONARY = "probationary", _("中共预备党员")
    LEAGUE = "league", _("共青团员")
    DEMOCRATIC = "democratic", _("民主党派成员")
    NONE = "none", _("群众")


class Education(models.TextChoices):
    """The highest education."""

    DOCTOR = "doctor", _("博士研究生")
    MASTER = "master", _("硕士研究生")
    BACHELOR = "bachelor", _("大学本科")
    COLLEGE = "college", _("大学专科")
    OTHER = "other", _("中专及以下")


class Person(models.Model):
    """
    Somebody who inspects. Signs in through `user` once the security administrator has opened an account.

    `pool` is the main pool, in which a person is counted once; `entered_on` is empty while a nomination is not decided.
    What a person was at the time of a secondment (age, newly promoted) is computed from dates and never stored.
    """

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="people")
    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=40)
    employer = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="staff")
    post = models.CharField(max_length=60, blank=True)
    pool = models.CharField(max_length=20)
    skills = models.JSONField(default=list, blank=True)  # short Chinese words: 审计、财务、工程…
    rank = models.CharField(max_length=30, blank=True)
    rank_since = models.DateField(null=True, blank=True)
    born_on = models.DateField(null=True, blank=True)
    political_status = models.CharField(max_length=12, choices=PoliticalStatus.choices, blank=True)
    education = models.CharField(max_length=10, choices=Education.choices, blank=True)
    native_place = models.ForeignKey(Jurisdiction, models.PROTECT, null=True, blank=True, related_name="+")
    residence = models.ForeignKey(Jurisdiction, models.PROTECT, null=True, blank=True, related_name="+")
    away_from = models.DateField(null=True, blank=True)  # cannot be seconded: study, leave, another secondment
    away_to = models.DateField(null=True, blank=True)
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


class Entry(models.Model):
    """One nomination of a person for one pool and, once approved, the time in it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="entries")
    pool = models.CharField(max_length=20)
    reason = models.CharField(max_length=300)
    state = models.CharField(
        max_length=12, choices=[(s.value, ENTRY.states[s].label) for s in EntryState], default=EntryState.NOMINATED
    )
    state_since = models.DateTimeField()
    entered_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["person_id", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "pool"],
                condition=models.Q(state__in=[EntryState.NOMINATED, EntryState.IN]),
                name="talent_once_in_a_pool",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.pool}"


class RelationKind(models.TextChoices):
    """Why two people should not serve in one team."""

    KIN = "kin", _("亲属")
    SUPERIOR = "superior", _("上下级")


class Relation(models.Model):
    """Two people of the pools who are relatives, or of whom one leads the other. Ended, never deleted."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="relations")
    other = models.ForeignKey(Person, models.PROTECT, related_name="relations_of_others")
    kind = models.CharField(max_length=10, choices=RelationKind.choices)
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["person_id", "other_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "other", "kind"],
                condition=models.Q(ended_on__isnull=True),
                name="talent_one_open_relation_of_a_kind",
            ),
            models.CheckConstraint(condition=~models.Q(person=models.F("other")), name="talent_related_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.other} · {self.get_kind_display()}"


class Tie(models.Model):
    """A declared tie between a person and an organisation. Ended, never deleted."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="ties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="ties")
    kind = models.CharField(max_length=12, choices=TieKind.choices)
    relative = models.CharField(max_length=10, choices=Relative.choices, default=Relative.OWN)
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
