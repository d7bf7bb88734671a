"""Where the work happens: jurisdictions in a tree, organisations in them, their names over time."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

BEGINNING = date(1900, 1, 1)
"""Since when a name is in force whose beginning nobody entered."""


class Level(models.TextChoices):
    """Administrative level of a jurisdiction."""

    PROVINCE = "province", _("省")
    CITY = "city", _("市")
    COUNTY = "county", _("县（市、区）")
    TOWN = "town", _("乡镇（街道）")


class UnitType(models.TextChoices):
    """What kind of organisation it is; selects the checklist and the coverage class (domain §4.1)."""

    OFFICE = "office", _("机关")
    TOWNSHIP = "township", _("乡镇（街道）")
    VILLAGE = "village", _("村（社区）")
    SOE = "soe", _("国有企业")
    SCHOOL = "school", _("学校")
    HOSPITAL = "hospital", _("医院")
    INSTITUTION = "institution", _("事业单位")
    SOCIETY = "society", _("社会团体")


class VillageRisk(models.TextChoices):
    """How closely a village is looked at; empty for everything that is not a village."""

    KEY = "key", _("重点")
    WATCH = "watch", _("关注")
    GENERAL = "general", _("一般")


class Jurisdiction(models.Model):
    """One committee's area. `code` is stable and is what commands take; `path` is its ancestors' codes joined by /."""

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=60)
    office_name = models.CharField(max_length=60)
    level = models.CharField(max_length=12, choices=Level.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, db_index=True)

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name


class Sector(models.Model):
    """A field of work across organisations (教育、卫生、…); linkage between levels is planned by sector."""

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=40)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """A party organisation or unit. `name` is today's legal name; earlier ones are in `names`."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="organisations")
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100, db_index=True)
    short_name = models.CharField(max_length=40, blank=True)
    unit_type = models.CharField(max_length=12, choices=UnitType.choices)
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, blank=True, related_name="organisations")
    village_risk = models.CharField(max_length=8, choices=VillageRisk.choices, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["jurisdiction_id", "unit_type", "code"]
        indexes = [models.Index(fields=["jurisdiction", "unit_type"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(village_risk="") | models.Q(unit_type="village"), name="orgs_risk_only_for_villages"
            )
        ]

    def __str__(self) -> str:
        return self.short_name or self.name


class OrganisationName(models.Model):
    """A legal name and the days it was in force: [valid_from, valid_to)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="names")
    name = models.CharField(max_length=100)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
                name="orgs_name_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.name
