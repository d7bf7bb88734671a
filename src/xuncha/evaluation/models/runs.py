"""Evaluations: who is evaluated, who is asked, how they voted. No ballot is kept, only counts. (domain §5.4)"""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.evaluation.models.schemes import Scheme
from xuncha.evaluation.workflow import RUN, SUBJECT, RunState, SubjectState
from xuncha.feedback.models import by_another, paired
from xuncha.foundation.accounts.models import Made, User
from xuncha.foundation.guards import Guard, differ
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.rounds.models import Round, Team

PRINTED = Decimal("0.01")
"""What a total is told to that has no more places."""


class Run(Made):
    """One evaluation by one scheme of bodies of one round."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="evaluations")
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="runs")
    title = models.CharField(max_length=60)
    opens_on = models.DateField()
    closes_on = models.DateField()
    state = models.CharField(
        max_length=10, choices=[(s.value, RUN.states[s].label) for s in RunState], default=RunState.PREPARING
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens_on__lte=models.F("closes_on")), name="evaluation_run_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Subject(Made):
    """
    One body evaluated, with its sheet: a unit, a team or a lower office.

    Settled, its inputs, total and grade stand; `digest` is the fingerprint of scheme and inputs.
    """

    run = models.ForeignKey(Run, models.PROTECT, related_name="subjects")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="evaluations")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="evaluations")
    office = models.ForeignKey(Jurisdiction, models.PROTECT, null=True, blank=True, related_name="evaluations")
    name = models.CharField(max_length=100)  # as it was called then
    state = models.CharField(
        max_length=10, choices=[(s.value, SUBJECT.states[s].label) for s in SubjectState], default=SubjectState.SCORING
    )
    state_since = models.DateTimeField()
    handed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    shown_on = models.DateField(null=True, blank=True)
    objectable_until = models.DateField(null=True, blank=True)  # by rule, from the day it was shown
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    settled_on = models.DateField(null=True, blank=True)
    inputs = models.JSONField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    total = models.DecimalField(max_digits=8, decimal_places=4, null=True, blank=True)
    grade = models.CharField(max_length=40, blank=True)
    grade_label = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["run_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "organisation", "team", "office"], name="evaluation_subject_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False, team__isnull=True, office__isnull=True)
                | models.Q(organisation__isnull=True, team__isnull=False, office__isnull=True)
                | models.Q(organisation__isnull=True, team__isnull=True, office__isnull=False),
                name="evaluation_subject_is_one_body",
            ),
            by_another("checked_by", "handed_by", "evaluation_subject_checked_by_another"),
            paired("settled_on", "settled_by", "evaluation_subject_settled_by_somebody"),
            models.CheckConstraint(
                condition=~models.Q(state="final")
                | models.Q(settled_on__isnull=False, inputs__isnull=False, total__isnull=False),
                name="evaluation_subject_final_with_its_sheet",
            ),
        ]

    @property
    def score(self) -> Decimal | None:
        """The settled total with the places its scheme keeps, two at least: as the sheet prints it."""
        if self.total is None:
            return None
        printed = self.total.quantize(PRINTED)
        return printed if printed == self.total else self.total.normalize()

    def __str__(self) -> str:
        return self.name


def group_label(run: Run, code: str) -> str:
    """What the scheme of the run calls this group of voters."""
    return next((group.label for group in run.scheme.scored.groups if group.code == code), code)


class Panel(Made):
    """How many people of a group are asked: about every subject alike, or about one (its own staff, its own users)."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="panels")
    subject = models.ForeignKey(Subject, models.CASCADE, null=True, blank=True, related_name="panels")
    group = models.CharField(max_length=40)
    asked = models.PositiveIntegerField()

    class Meta:
        ordering = ["run_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "subject", "group"], name="evaluation_panel_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} · {self.subject}" if self.subject else self.label

    @property
    def label(self) -> str:
        """The name of the group."""
        return group_label(self.run, self.group)


class Card(models.Model):
    """
    The right of one person of a panel to vote once: on a one-time code or by an account.

    It says whether it was used, never when or how: there is no ballot to which it could lead.
    """

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="cards")
    digest = models.CharField(max_length=64, unique=True, null=True, blank=True)  # of the code, which is kept nowhere
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    used = models.BooleanField(default=False)

    class Meta:
        ordering = ["panel_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "user"], name="evaluation_seat_once"),
            models.CheckConstraint(
                condition=models.Q(digest__isnull=True, user__isnull=False)
                | models.Q(digest__isnull=False, user__isnull=True),
                name="evaluation_card_by_code_or_account",
            ),
        ]

    def __str__(self) -> str:
        return _("评议资格 {n}").format(n=self.pk)


class Count(models.Model):
    """How many voters of a group chose this answer by phone or web: all that is kept of their ballots."""

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="counts")
    group = models.CharField(max_length=40)
    indicator = models.CharField(max_length=40)
    choice = models.CharField(max_length=40)  # a hyphen for those who abstained
    n = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["subject_id", "group", "indicator", "choice"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "group", "indicator", "choice"], name="evaluation_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.subject} · {self.group}"


class Tally(Made):
    """The paper ballots of one group on one subject, counted and keyed by two people; a difference is settled."""

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="tallies")
    group = models.CharField(max_length=40)
    sheets = models.PositiveIntegerField()
    counts = models.JSONField()  # indicator → choice → how many; after a difference was settled, what was settled
    second = models.JSONField(null=True, blank=True)
    second_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    second_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)  # what the difference came from

    class Meta:
        ordering = ["subject_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "group"], name="evaluation_tally_once"),
            paired("second_at", "second_by", "evaluation_tally_keyed_by_somebody"),
            paired("settled_at", "settled_by", "evaluation_tally_settled_by_somebody"),
            by_another("second_by", "created_by", "evaluation_tally_keyed_by_two"),
            by_another("settled_by", "created_by", "evaluation_tally_settled_by_another"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} · {group_label(self.subject.run, self.group)}"

    @property
    def agreed(self) -> bool:
        """Whether two people read the same, or the difference was settled."""
        return self.second is not None and (self.settled_at is not None or self.second == self.counts)


Guard(
    "evaluation_run_keeps_its_scheme",
    Run,
    "UPDATE",
    "an evaluation that began keeps its scheme",
    f"OLD.state <> 'preparing' AND ({differ(Run, ('scheme', 'round'))})",
)
SETTLED = differ(Subject, ("inputs", "digest", "total", "grade", "run"))
Guard(
    "evaluation_result_stands",
    Subject,
    "UPDATE",
    "a settled result does not change",
    f"OLD.state = 'final' AND ({SETTLED} OR NEW.state <> 'final')",
)
Guard("evaluation_subject_stays", Subject, "DELETE", "a settled result stays", "OLD.state = 'final'")
