"""Schemes of evaluation: versioned data. (domain §5.4)"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.core import scoring
from xuncha.evaluation.rules.definitions import scheme_from
from xuncha.evaluation.workflow import SCHEME, SchemeState
from xuncha.feedback.models import by_another, paired
from xuncha.foundation.accounts.models import Made, User
from xuncha.foundation.guards import Guard, differ
from xuncha.foundation.orgs.models import Jurisdiction


class Kind(models.TextChoices):
    """What a scheme evaluates: bodies, never a person."""

    UNIT = "unit", _("被巡察单位的整改")
    TEAM = "team", _("巡察组的工作")
    OFFICE = "office", _("下级巡察机构的工作")


class Scheme(Made):
    """One edition of how an evaluation is scored. Handed in for approval, its definition stands for good."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="evaluation_schemes")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    title = models.CharField(max_length=60)
    edition = models.PositiveSmallIntegerField(default=1)
    follows = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    source = models.CharField(max_length=300, blank=True)  # after which document, or which pattern
    definition = models.JSONField()
    state = models.CharField(
        max_length=10, choices=[(s.value, SCHEME.states[s].label) for s in SchemeState], default=SchemeState.DRAFT
    )
    state_since = models.DateTimeField()
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            paired("approved_at", "approved_by", "evaluation_scheme_approved_by_somebody"),
            by_another("approved_by", "created_by", "evaluation_scheme_approved_by_another"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["in_force", "ended"]) | models.Q(approved_at__isnull=False),
                name="evaluation_scheme_approved_state",
            ),
        ]

    def __str__(self) -> str:
        edition = _("第 {n} 版").format(n=self.edition)
        return f"{self.title}（{edition}）"

    @property
    def scored(self) -> scoring.Scheme:
        """The definition as the arithmetic takes it."""
        return scheme_from(self.definition)


Guard(
    "evaluation_scheme_stands",
    Scheme,
    "UPDATE",
    "a scheme that was handed in does not change",
    f"OLD.state <> 'draft' AND ({differ(Scheme, ('definition', 'kind', 'jurisdiction'))})",
)
