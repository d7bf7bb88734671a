"""Visits and the units on them, what is checked there item by item, samples, and the ledgers of earlier terms."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xuncha.feedback.models import paired
from xuncha.foundation.accounts.models import Made, User
from xuncha.foundation.files.models import Attachment
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.intake.models import Petition
from xuncha.lookback.workflow import (
    OLD_ITEM,
    SAMPLE,
    VISIT,
    VISITED,
    OldState,
    SampleState,
    VisitedState,
    VisitState,
)
from xuncha.rectification.models import Difficulty, Item
from xuncha.talent.models import Person


class Kind(models.TextChoices):
    """What kind of visit it is (domain §1.1)."""

    RETURN = "return", _("回访督查")
    LOOK_BACK = "look_back", _("回头看")
    COVERT = "covert", _("暗访")


class Strata(models.TextChoices):
    """By what a unit's items are divided before a share of each part is drawn."""

    NONE = "none", _("不分层")
    DIFFICULTY = "difficulty", _("按难易分层")
    CATEGORY = "category", _("按问题分类分层")


class Visit(Made):
    """One outing: which units, by whom, when. A covert one is known to its group and those who decide until done."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="visits")
    number = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=80)
    from_on = models.DateField()
    to_on = models.DateField()
    purpose = models.TextField(max_length=2000)
    per_stratum = models.PositiveSmallIntegerField(null=True, blank=True)  # drawn of each part; empty: all are checked
    strata = models.CharField(max_length=10, choices=Strata.choices, default=Strata.NONE)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=[(s.value, VISIT.states[s].label) for s in VisitState], default=VisitState.DRAFT
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["-from_on", "-pk"]
        constraints = [
            paired("submitted_at", "submitted_by", "lookback_visit_submitted_by_somebody"),
            paired("approved_at", "approved_by", "lookback_visit_approved_by_somebody"),
            models.CheckConstraint(condition=Q(to_on__gte=models.F("from_on")), name="lookback_visit_ends_after"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("submitted_by")),
                name="lookback_visit_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def covert(self) -> bool:
        """Nobody outside may know of it yet."""
        return self.kind == Kind.COVERT and self.state != VisitState.DONE


class VisitMember(models.Model):
    """Somebody of the group that goes."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    leads = models.BooleanField(default=False)

    class Meta:
        ordering = ["-leads", "pk"]
        constraints = [models.UniqueConstraint(fields=["visit", "person"], name="lookback_once_in_a_group")]

    def __str__(self) -> str:
        return str(self.person)


class Visited(Made):
    """One unit on a visit: what the group found there, what the unit was then told and what it answered."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="units")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="return_visits")
    source = models.CharField(max_length=40, blank=True)  # the stable key of what it was suggested for
    why = models.CharField(max_length=300, blank=True)  # as it was said then
    on = models.DateField(null=True, blank=True)  # the day on which the group was there
    present = models.CharField(max_length=300, blank=True)  # who of the unit was there
    account = models.TextField(blank=True, max_length=4000)  # how it stands on the whole
    handed_in_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    handed_in_at = models.DateTimeField(null=True, blank=True)
    list_number = models.CharField(max_length=80, blank=True)
    demands = models.TextField(blank=True, max_length=2000)
    due_on = models.DateField(null=True, blank=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, max_length=8000)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(max_length=500, blank=True)
    state = models.CharField(
        max_length=10,
        choices=[(s.value, VISITED.states[s].label) for s in VisitedState],
        default=VisitedState.PLANNED,
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["-visit_id", "organisation__code"]
        verbose_name_plural = "visited units"
        constraints = [
            models.UniqueConstraint(fields=["visit", "organisation"], name="lookback_unit_once_on_a_visit"),
            paired("handed_in_at", "handed_in_by", "lookback_results_by_somebody"),
            paired("issued_at", "issued_by", "lookback_list_by_somebody"),
            paired("answered_at", "answered_by", "lookback_answer_by_somebody"),
            models.CheckConstraint(
                condition=Q(issued_by__isnull=True) | ~Q(issued_by=models.F("handed_in_by")),
                name="lookback_list_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.visit.get_kind_display()}"


class OldItem(Made):
    """One line of the rectification ledger of an earlier term, as it came in, and what became of it since."""

    class Claimed(models.TextChoices):
        """What the old ledger says of it."""

        DONE = "done", _("已完成")
        BASICALLY = "basically", _("基本完成")
        LONG_TERM = "long_term", _("长期坚持")
        OPEN = "open", _("未完成")

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="old_items")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="old_items")
    number = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()  # in which it was fed back
    title = models.CharField(max_length=80)
    text = models.TextField(max_length=20000, blank=True)
    measures = models.TextField(max_length=4000, blank=True)  # what the old ledger says was done
    category = models.CharField(max_length=60, blank=True)
    difficulty = models.CharField(max_length=8, choices=Difficulty.choices, default=Difficulty.EASY)
    claimed = models.CharField(max_length=10, choices=Claimed.choices)
    due_on = models.DateField(null=True, blank=True)
    report = models.TextField(max_length=4000, blank=True)
    reported_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reported_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(max_length=500, blank=True)
    state = models.CharField(
        max_length=10, choices=[(s.value, OLD_ITEM.states[s].label) for s in OldState], default=OldState.CLAIMED
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["organisation__code", "number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="lookback_old_number_once"),
            paired("reported_at", "reported_by", "lookback_report_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Verdict(models.TextChoices):
    """What the group found."""

    IN_PLACE = "in_place", _("到位")
    PARTLY = "partly", _("部分到位")
    NOT = "not", _("不到位")


SHORT = (Verdict.PARTLY, Verdict.NOT)
"""What goes on the second problem list, and is counted as not in place."""


class Point(Made):
    """One item looked at on the spot: one of rectification, or one of an old ledger."""

    class How(models.TextChoices):
        """How it came to be looked at."""

        ALL = "all", _("全部核查")
        DRAWN = "drawn", _("抽出")
        NAMED = "named", _("点名核查")

    visited = models.ForeignKey(Visited, models.PROTECT, related_name="points")
    position = models.PositiveSmallIntegerField()
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="looked_at")
    old = models.ForeignKey(OldItem, models.PROTECT, null=True, blank=True, related_name="looked_at")
    how = models.CharField(max_length=6, choices=How.choices)
    prompt = models.CharField(max_length=300, blank=True)  # why it was named: a complaint, a hint, a stop half-way
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    facts = models.TextField(blank=True, max_length=4000)
    evidence = models.TextField(blank=True, max_length=1000)  # what was seen: vouchers, minutes, the place itself
    asked = models.CharField(max_length=300, blank=True)  # people asked on the spot, by role and number
    people = models.PositiveSmallIntegerField(default=0)  # of those asked, whom the matter concerns
    denied = models.PositiveSmallIntegerField(default=0)  # of these, who say that it is not put right
    explanation = models.TextField(blank=True, max_length=2000)  # what the unit says to it
    files = models.ManyToManyField(Attachment, blank=True, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["visited_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["visited", "position"], name="lookback_point_numbered"),
            models.UniqueConstraint(
                fields=["visited", "item"], condition=Q(item__isnull=False), name="lookback_item_looked_at_once"
            ),
            models.UniqueConstraint(
                fields=["visited", "old"], condition=Q(old__isnull=False), name="lookback_old_looked_at_once"
            ),
            models.CheckConstraint(
                condition=Q(item__isnull=False, old__isnull=True) | Q(item__isnull=True, old__isnull=False),
                name="lookback_point_is_of_one_ledger",
            ),
            paired("recorded_at", "recorded_by", "lookback_result_by_somebody"),
            models.CheckConstraint(condition=Q(denied__lte=models.F("people")), name="lookback_denied_were_asked"),
            models.CheckConstraint(
                condition=Q(verdict="") | Q(recorded_at__isnull=False), name="lookback_verdict_has_its_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.matter.title}"

    @property
    def matter(self) -> Item | OldItem:
        """The item it is about."""
        found = self.item or self.old
        assert found is not None  # noqa: S101 - the database holds it
        return found

    @property
    def short(self) -> bool:
        """Found wanting, wholly or in part."""
        return self.verdict in SHORT


class Sample(Made):
    """
    One provable draw of what is looked at, by `xuncha.sample/1` (`solving/sampling.py`).

    `parts` are the closed lists, one for each unit and stratum: {title, entries: [[name, reference]…], take}; the hash
    is fixed before the seed can be known. The first person's entry is kept as a mark that tells it to nobody.
    """

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="samples")
    parts = models.JSONField()
    list_hash = models.CharField(max_length=64)
    source = models.CharField(max_length=200)
    source_on = models.DateField()
    seed_mark = models.CharField(max_length=64, blank=True)
    seed = models.CharField(max_length=200, blank=True)
    first_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    first_at = models.DateTimeField(null=True, blank=True)
    second_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    second_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=[(s.value, SAMPLE.states[s].label) for s in SampleState], default=SampleState.CLOSED
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            paired("first_at", "first_by", "lookback_first_seed_by_somebody"),
            paired("second_at", "second_by", "lookback_second_seed_by_somebody"),
            models.CheckConstraint(
                condition=Q(second_by__isnull=True) | ~Q(second_by=models.F("first_by")),
                name="lookback_seed_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit.number} {_('抽样')}"


class Mark(Made):
    """
    What somebody who knows ties to the road of a matter: when it stopped, who complained, which petition it began with.

    A mark with a petition is read by those alone who reach the petition.
    """

    class Kind(models.TextChoices):
        """What happened."""

        PETITION = "petition", _("群众反映")
        OPINION = "opinion", _("提出处理意见")
        WORK = "work", _("开始办理")
        STOP = "stop", _("半途停下")
        COMPLAINT = "complaint", _("再次反映")
        SUPERVISION = "supervision", _("督办")
        OTHER = "other", _("其他")

    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="marks")
    old = models.ForeignKey(OldItem, models.PROTECT, null=True, blank=True, related_name="marks")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    on = models.DateField()
    text = models.CharField(max_length=300)
    petition = models.ForeignKey(Petition, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=False, old__isnull=True) | Q(item__isnull=True, old__isnull=False),
                name="lookback_mark_is_of_one_matter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.get_kind_display()}"
