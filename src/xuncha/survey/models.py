"""Questionnaires with their answers, pinpoint squads with what they counted, village cards. (features B04, B09, B14)"""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.models import Made, User
from xuncha.foundation.guards import Guard, differ
from xuncha.foundation.orgs.models import Jurisdiction, Organisation, VillageRisk
from xuncha.rounds.models import Inspection, Membership
from xuncha.survey.rules.questions import Question, stored_questions
from xuncha.survey.workflow import QUESTIONNAIRE, SQUAD, QuestionnaireState, SquadState


class Pattern(models.Model):
    """A questionnaire to begin with. Versions of a `code` follow each other by day; no office: for everybody."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, null=True, blank=True, related_name="+")
    code = models.SlugField(max_length=40)
    title = models.CharField(max_length=60)
    unit_types = models.JSONField(default=list, blank=True)  # none: for every type
    audience = models.CharField(max_length=40)
    introduction = models.TextField(max_length=500, blank=True)
    questions = models.JSONField(default=list)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)  # the first day on which it is in force no more
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["code", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["jurisdiction", "code", "valid_from"], name="survey_pattern_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=models.F("valid_from")),
                name="survey_pattern_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def asked(self) -> list[Question]:
        """The questions."""
        return stored_questions(self.questions)


class Questionnaire(Made):
    """
    One edition of what people of one unit are asked, under one code for all of them.

    Once it went out its words stand; `smallest` is how many answers a figure rests on, by the rule of that day.
    """

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="questionnaires")
    title = models.CharField(max_length=60)
    audience = models.CharField(max_length=40)
    introduction = models.TextField(max_length=500, blank=True)
    questions = models.JSONField(default=list, blank=True)
    pattern = models.ForeignKey(Pattern, models.PROTECT, null=True, blank=True, related_name="+")
    edition = models.PositiveSmallIntegerField(default=1)
    follows = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    code = models.SlugField(max_length=16, unique=True, null=True, blank=True)
    smallest = models.PositiveSmallIntegerField(null=True, blank=True)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=10,
        choices=[(s.value, QUESTIONNAIRE.states[s].label) for s in QuestionnaireState],
        default=QuestionnaireState.DRAFT,
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "dropped"])
                | models.Q(code__isnull=False, smallest__isnull=False, opens_on__lte=models.F("closes_on")),
                name="survey_questionnaire_out_with_days",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.inspection.organisation}）"

    @property
    def asked(self) -> list[Question]:
        """The questions."""
        return stored_questions(self.questions)


class Reply(models.Model):
    """What one person answered on a phone. Nothing says who, from where or when but for the day."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="replies")
    answers = models.JSONField(default=dict)
    day = models.DateField()

    class Meta:
        ordering = ["day", "id"]

    def __str__(self) -> str:
        return str(self.id)


class Sheet(Made):
    """What stands on one paper sheet, keyed in by one person, perhaps a second time by another to compare."""

    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="sheets")
    number = models.PositiveIntegerField()  # as written on the paper: to find it again, says nothing of a person
    answers = models.JSONField(default=dict)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["questionnaire_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "number"], name="survey_sheet_number"),
            models.CheckConstraint(
                condition=models.Q(checked_by__isnull=True, checked_at__isnull=True)
                | models.Q(checked_by__isnull=False, checked_at__isnull=False),
                name="survey_sheet_checked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return _("第 {n} 号纸质卷").format(n=self.number)


class Squad(Made):
    """A few of a team who go to one place on one day about one matter (点穴式巡察)."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="squads")
    title = models.CharField(max_length=60)
    on = models.DateField()
    place = models.CharField(max_length=80)
    matter = models.TextField(max_length=500)
    members = models.ManyToManyField(Membership, related_name="+")
    state = models.CharField(
        max_length=10, choices=[(s.value, SQUAD.states[s].label) for s in SquadState], default=SquadState.PLANNED
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.title} · {self.place}"


class Quantity(models.Model):
    """One thing that a squad is to count: planned, and done when it is back."""

    squad = models.ForeignKey(Squad, models.CASCADE, related_name="quantities")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=60)
    unit = models.CharField(max_length=8)
    planned = models.DecimalField(max_digits=12, decimal_places=2)
    done = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["squad_id", "position"]
        constraints = [models.UniqueConstraint(fields=["squad", "position"], name="survey_quantity_position")]

    def __str__(self) -> str:
        return self.what


class SquadResult(Made):
    """What a squad found: one line, to be gathered into a working paper."""

    squad = models.ForeignKey(Squad, models.PROTECT, related_name="results")
    place = models.CharField(max_length=80, blank=True)
    text = models.TextField(max_length=1000)
    quantity = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=8, blank=True)
    amount = models.DecimalField(null=True, blank=True, max_digits=16, decimal_places=2)

    class Meta:
        ordering = ["squad_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quantity__isnull=True, unit="")
                | (models.Q(quantity__isnull=False) & ~models.Q(unit="")),
                name="survey_result_quantity_in_units",
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]


class VillageCard(Made):
    """What a village is like as the inspection finds it, and how many of its households were visited (村情卡)."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="village_cards")
    village = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    households = models.PositiveIntegerField()
    population = models.PositiveIntegerField()
    members = models.PositiveIntegerField(default=0)
    cadres = models.PositiveIntegerField(default=0)
    assets = models.DecimalField(default=0, max_digits=16, decimal_places=2)
    income = models.DecimalField(default=0, max_digits=16, decimal_places=2)
    projects = models.PositiveIntegerField(default=0)
    project_money = models.DecimalField(default=0, max_digits=16, decimal_places=2)
    grade = models.CharField(max_length=8, choices=VillageRisk.choices)
    visited = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["inspection_id", "village__code"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "village"], name="survey_village_once"),
            models.CheckConstraint(
                condition=models.Q(visited__lte=models.F("households")), name="survey_visited_of_households"
            ),
        ]

    def __str__(self) -> str:
        return str(self.village)


class CardUpdate(Made):
    """One row of a workbook that was written into a village card, with the values before it: the way back."""

    card = models.ForeignKey(VillageCard, models.CASCADE, related_name="updates")
    before = models.JSONField(null=True, blank=True)  # {field: value}; null: the row made the card
    after = models.JSONField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.card)


ASKED = differ(Questionnaire, ("inspection", "title", "introduction", "questions", "code", "smallest", "opens_on"))
Guard(
    "survey_questionnaire_stands",
    Questionnaire,
    "UPDATE",
    "a questionnaire that went out does not change",
    f"OLD.state NOT IN ('draft', 'dropped') AND ({ASKED} OR NEW.state IN ('draft', 'dropped'))",
)
Guard(
    "survey_reply_stands",
    Reply,
    "UPDATE",
    "an answer does not change",
    differ(Reply, ("questionnaire", "answers", "day")),
)
