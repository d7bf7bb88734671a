"""Dated parameters: what differs between places and years is data with `valid_from`, not code."""

from datetime import date

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xuncha.core.deadlines import UNIT_LABEL, Rule, Unit
from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.regulations.rules import CHECKLIST_STATE_LABEL, ChecklistState, checklist_state

COMMON_EDITION = "common"
"""The stored edition of classifications that no year bounds."""


class Taxonomy(models.Model):
    """One version of a classification (三个聚焦, 四个落实, …), valid for a time. Old rounds keep theirs."""

    code = models.CharField(max_length=30)  # focus3, focus4, implement4, topic …
    edition = models.CharField(max_length=30)  # "2024"
    name = models.CharField(max_length=60)
    axis = models.CharField(max_length=20, default="aspect")  # domain §4.1: aspect, nature, topic, …
    note = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["axis", "code", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "edition", "jurisdiction"], name="regulations_one_edition"),
            models.UniqueConstraint(
                fields=["code", "edition"],
                condition=models.Q(jurisdiction__isnull=True),
                name="regulations_one_common_edition",
            ),
        ]

    def __str__(self) -> str:
        return self.name if self.edition == COMMON_EDITION else f"{self.name}（{self.edition}）"

    @property
    def edition_name(self) -> str:
        """The edition as people read it."""
        return gettext("通用") if self.edition == COMMON_EDITION else self.edition


class Category(models.Model):
    """One node of a taxonomy."""

    taxonomy = models.ForeignKey(Taxonomy, models.PROTECT, related_name="categories")
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    position = models.PositiveIntegerField(default=0)
    retired_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["taxonomy_id", "position", "code"]
        constraints = [models.UniqueConstraint(fields=["taxonomy", "code"], name="regulations_category_code")]

    def __str__(self) -> str:
        return self.name


class CrossWalk(models.Model):
    """Which category of another taxonomy means the same, so that years with different frames stay comparable."""

    source = models.ForeignKey(Category, models.PROTECT, related_name="leads_to")
    target = models.ForeignKey(Category, models.PROTECT, related_name="comes_from")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "target"], name="regulations_crosswalk_once")]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"


class Checklist(models.Model):
    """
    A versioned list of typical manifestations for inspectors (工作清单). Published versions never change.

    Without `published_on` it is a draft; with `retired_on` it is history. `based_on` is the version it was made from.
    """

    code = models.CharField(max_length=30)
    number = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=80)
    published_on = models.DateField(null=True, blank=True)
    retired_on = models.DateField(null=True, blank=True)
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, null=True, blank=True, related_name="+")
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    single = models.BooleanField(default=False)  # made for one inspection: in force for no other
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["code", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["code", "number", "jurisdiction"], name="regulations_checklist_version"),
            models.UniqueConstraint(
                fields=["code", "number"],
                condition=models.Q(jurisdiction__isnull=True),
                name="regulations_common_checklist_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} V{self.number}"

    @property
    def state(self) -> ChecklistState:
        """Draft, published or retired; derived from the dates."""
        return checklist_state(self.published_on, self.retired_on)

    @property
    def get_state_display(self) -> str:
        """The state in the language of the page."""
        return gettext(CHECKLIST_STATE_LABEL[self.state])


class ChecklistItem(models.Model):
    """One manifestation: what it looks like, how to check it, on what basis, what evidence the paper should attach."""

    checklist = models.ForeignKey(Checklist, models.CASCADE, related_name="items")
    code = models.CharField(max_length=20)
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="checklist_items")
    manifestation = models.CharField(max_length=300)
    check_points = models.TextField(blank=True, max_length=2000)  # one per line
    basis = models.CharField(max_length=300, blank=True)
    evidence = models.CharField(max_length=300, blank=True)  # kinds of evidence, separated by 、
    unit_types = models.JSONField(default=list, blank=True)  # values of UnitType; empty: every kind
    clue_only = models.BooleanField(default=False)  # never written into a paper: goes to the clue register
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["checklist_id", "position", "code"]
        constraints = [models.UniqueConstraint(fields=["checklist", "code"], name="regulations_item_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.manifestation}"

    def fits(self, unit_type: str) -> bool:
        """Whether the item concerns this kind of unit."""
        return not self.unit_types or unit_type in self.unit_types


class DeadlineRule(models.Model):
    """From which event how many days to which deliverable; why every due date is what it is (domain §3.3)."""

    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    basis = models.CharField(max_length=200, blank=True)
    trigger = models.CharField(max_length=40)  # a step's `starts`
    offset = models.SmallIntegerField()  # negative: before the event
    unit = models.CharField(max_length=12, choices=[(u.value, _(UNIT_LABEL[u])) for u in Unit], default=Unit.CALENDAR)
    deliverable = models.CharField(max_length=80)
    owner = models.CharField(max_length=20)  # role that must deliver
    warn_days = models.JSONField(default=list, blank=True)  # e.g. [20, 10]: first notice, near
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["trigger", "code", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "jurisdiction", "valid_from"], name="regulations_rule_once"),
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                condition=models.Q(jurisdiction__isnull=True),
                name="regulations_common_rule_once",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
                name="regulations_rule_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def as_rule(self) -> Rule:
        """The rule as the arithmetic takes it."""
        return Rule(
            self.code,
            self.name,
            self.trigger,
            self.offset,
            Unit(self.unit),
            self.basis,
            self.valid_from,
            tuple(self.warn_days),
        )


class CalendarDay(models.Model):
    """An exception to Monday-to-Friday: a public holiday, or a weekend that is worked (调休)."""

    day = models.DateField(unique=True)
    works = models.BooleanField()
    note = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"


class Parameter(models.Model):
    """A dated value of an office: completeness weights, numbering patterns, time-node templates, document styles."""

    code = models.CharField(max_length=60)
    value = models.JSONField(blank=True)  # no body at all reviews together: an empty list is a value
    note = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["code", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "jurisdiction", "valid_from"], name="regulations_parameter_once"),
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                condition=models.Q(jurisdiction__isnull=True),
                name="regulations_common_parameter_once",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
                name="regulations_parameter_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def holds_on(self, day: date) -> bool:
        """Whether this version is in force on a day: [valid_from, valid_to)."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class Series(models.Model):
    """The last number taken of a series: numbers of one kind with the same stem (DG-03-02-*) run without gaps."""

    code = models.CharField(max_length=40)
    stem = models.CharField(max_length=80)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["code", "stem"]
        constraints = [models.UniqueConstraint(fields=["code", "stem"], name="regulations_series_once")]

    def __str__(self) -> str:
        return self.stem
