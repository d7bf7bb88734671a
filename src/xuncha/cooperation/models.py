"""Agreements with departments, conferences and what they decide, and checks of departments in inspected units."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.cooperation.rules import FRAMES, PARTS
from xuncha.cooperation.workflow import (
    AGREEMENT,
    CHECK,
    CONFERENCE,
    DECISION,
    AgreementState,
    CheckState,
    ConferenceState,
    DecisionState,
)
from xuncha.feedback.models import by_another, paired
from xuncha.foundation.accounts.models import Made, User
from xuncha.foundation.files.models import Attachment
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.rounds.models import Inspection


class Agreement(Made):
    """How the office and some bodies work together, since when and until when; `until` empty: until it is ended."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+")
    frame = models.CharField(max_length=12, choices=[(frame.value, label) for frame, label in FRAMES.items()])
    title = models.CharField(max_length=100)
    matters = models.TextField(max_length=4000)
    from_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=10,
        choices=[(s.value, AGREEMENT.states[s].label) for s in AgreementState],
        default=AgreementState.DRAFT,
    )
    state_since = models.DateTimeField()
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=500, blank=True)  # it was returned, dropped or ended

    class Meta:
        ordering = ["-pk"]
        constraints = [
            paired("submitted_at", "submitted_by", "cooperation_submitted_by_somebody"),
            paired("approved_at", "approved_by", "cooperation_approved_by_somebody"),
            by_another("approved_by", "submitted_by", "cooperation_approved_by_another"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("from_on")),
                name="cooperation_agreement_lasts",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Partner(models.Model):
    """A body that takes part in an agreement, and as what."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="agreements")
    part = models.CharField(max_length=12, choices=[(part.value, label) for part, label in PARTS.items()])

    class Meta:
        ordering = ["agreement_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["agreement", "organisation"], name="cooperation_partner_once")]

    def __str__(self) -> str:
        return str(self.organisation)


class Conference(Made):
    """A meeting with departments: what it is about, who is asked, what was said. `inspection`: the unit it is about."""

    class Kind(models.TextChoices):
        JOINT = "joint", _("联席会议")
        CONSULTATION = "consult", _("会商")
        BRIEFING = "briefing", _("听取部门情况通报")

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=100)
    on = models.DateField()
    place = models.CharField(max_length=80, blank=True)
    chair = models.CharField(max_length=60, blank=True)
    agenda = models.TextField(max_length=4000)
    inspection = models.ForeignKey(Inspection, models.PROTECT, null=True, blank=True, related_name="conferences")
    minutes = models.TextField(blank=True, max_length=8000)
    state = models.CharField(
        max_length=10,
        choices=[(s.value, CONFERENCE.states[s].label) for s in ConferenceState],
        default=ConferenceState.DRAFT,
    )
    state_since = models.DateTimeField()
    why = models.CharField(max_length=500, blank=True)  # it was cancelled

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.title


class Invited(models.Model):
    """A department asked to come, and what it thinks of the matters."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="invited")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="conferences")
    view = models.CharField(max_length=1000, blank=True)
    given_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["conference_id", "pk"]
        verbose_name_plural = "invited"
        constraints = [models.UniqueConstraint(fields=["conference", "organisation"], name="cooperation_invited_once")]

    def __str__(self) -> str:
        return str(self.organisation)


class Decision(Made):
    """What a conference decided, who does it by when, and what was done. Without an owner the office does it."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="decisions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField()
    result = models.CharField(max_length=1000, blank=True)
    done_on = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=[(s.value, DECISION.states[s].label) for s in DecisionState], default=DecisionState.OPEN
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["conference_id", "position"]
        constraints = [models.UniqueConstraint(fields=["conference", "position"], name="cooperation_decision_position")]

    def __str__(self) -> str:
        return f"{self.position}. {self.text[:40]}"


class JointCheck(Made):
    """What a department checks in an inspected unit beside the inspection, and what it found. (domain §6)"""

    class Kind(models.TextChoices):
        APPOINTMENTS = "appoint", _("选人用人专项检查")
        PARTY_WORK = "party", _("机关党建专项检查")
        AUDIT = "audit", _("巡审联动")
        OTHER = "other", _("其他专项检查")

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="joint_checks")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    department = models.ForeignKey(Organisation, models.PROTECT, related_name="joint_checks")
    from_on = models.DateField()
    to_on = models.DateField()
    task = models.CharField(max_length=1000, blank=True)
    files = models.ManyToManyField(Attachment, blank=True, related_name="+")  # with the task, from the office
    problems = models.PositiveIntegerField(default=0)
    text = models.TextField(blank=True, max_length=4000)
    state = models.CharField(
        max_length=10, choices=[(s.value, CHECK.states[s].label) for s in CheckState], default=CheckState.PLANNED
    )
    state_since = models.DateTimeField()
    reported_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reported_at = models.DateTimeField(null=True, blank=True)
    proofs = models.ManyToManyField(Attachment, blank=True, related_name="+")  # with the report, from the department
    why = models.CharField(max_length=500, blank=True)  # it was returned or dropped

    class Meta:
        ordering = ["-from_on", "-pk"]
        constraints = [
            paired("reported_at", "reported_by", "cooperation_check_reported_by_somebody"),
            models.CheckConstraint(
                condition=models.Q(to_on__gte=models.F("from_on")), name="cooperation_check_in_order"
            ),
            models.UniqueConstraint(
                fields=["inspection", "kind"],
                condition=~models.Q(state=CheckState.DROPPED),
                name="cooperation_check_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection.organisation} {self.get_kind_display()}"
