"""Reports, the meetings that hear them, instructions, and the opinion fed back to a unit. No clue is kept here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.feedback.workflow import (
    INSTRUCTION,
    MEETING,
    OPINION,
    REPORT,
    SESSION,
    InstructionState,
    MeetingState,
    OpinionState,
    ReportState,
    SessionState,
)
from xuncha.findings.models import Finding
from xuncha.foundation.accounts.models import Made, User
from xuncha.foundation.files.models import Attachment
from xuncha.foundation.orgs.models import Organisation
from xuncha.planning.models import Term
from xuncha.rounds.models import Inspection, Round


def paired(at: str, by: str, name: str) -> models.CheckConstraint:
    """A moment and its person: both or neither."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{at}__isnull": True, f"{by}__isnull": True})
        | models.Q(**{f"{at}__isnull": False, f"{by}__isnull": False}),
        name=name,
    )


def by_another(checker: str, author: str, name: str) -> models.CheckConstraint:
    """Nobody passes what they wrote."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{checker}__isnull": True})
        | models.Q(**{f"{author}__isnull": True})
        | ~models.Q(**{checker: models.F(author)}),
        name=name,
    )


class Report(Made):
    """What the team reports of an inspection: which of the confirmed findings go up (found ≠ in report)."""

    inspection = models.OneToOneField(Inspection, models.PROTECT, related_name="report")
    number = models.CharField(max_length=40, unique=True)
    overall = models.TextField(blank=True, max_length=4000)  # 总体评价
    advice = models.TextField(blank=True, max_length=4000)  # 意见建议
    due_on = models.DateField(null=True, blank=True)  # by the office's rule, counted from withdrawal
    findings = models.ManyToManyField(Finding, through="ReportedFinding", related_name="reports")
    state = models.CharField(
        max_length=12, choices=[(s.value, REPORT.states[s].label) for s in ReportState], default=ReportState.DRAFT
    )
    state_since = models.DateTimeField()
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            paired("signed_at", "signed_by", "feedback_report_signed_by_somebody"),
            models.CheckConstraint(
                condition=models.Q(state="draft", signed_at__isnull=True)
                | models.Q(state="signed", signed_at__isnull=False),
                name="feedback_report_signed_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.inspection.organisation}"


class ReportedFinding(models.Model):
    """A finding's place in the report, and its wording as the leader signed it."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="lines")
    finding = models.OneToOneField(Finding, models.PROTECT, related_name="reported")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80, blank=True)  # empty until the report is signed
    text = models.TextField(blank=True, max_length=20000)

    class Meta:
        ordering = ["report_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "position"], name="feedback_report_position"),
        ]

    def __str__(self) -> str:
        return str(self.finding)


class LeftOutFinding(models.Model):
    """A confirmed finding that stays out of the report, and why."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="left_out")
    finding = models.OneToOneField(Finding, models.PROTECT, related_name="left_out")
    reason = models.CharField(max_length=500)

    class Meta:
        ordering = ["report_id", "pk"]

    def __str__(self) -> str:
        return str(self.finding)


class Body(models.TextChoices):
    """Who meets (domain §2.1)."""

    LEADING_GROUP = "leading_group", _("巡察工作领导小组会议")
    SECRETARY = "secretary", _("书记专题会议")
    STANDING_COMMITTEE = "standing_committee", _("常委会会议")


class Meeting(Made):
    """One sitting that hears results of rounds, with its agenda, decisions and minutes."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="meetings")
    body = models.CharField(max_length=20, choices=Body.choices)
    title = models.CharField(max_length=80)
    on = models.DateField()  # planned; once held, the day it was held
    place = models.CharField(max_length=80, blank=True)
    chair = models.CharField(max_length=40, blank=True)
    attendees = models.TextField(blank=True, max_length=2000)  # one per line: name, post
    minutes = models.TextField(blank=True, max_length=20000)
    state = models.CharField(
        max_length=12, choices=[(s.value, MEETING.states[s].label) for s in MeetingState], default=MeetingState.PLANNED
    )
    state_since = models.DateTimeField()
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")  # wrote the minutes
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            paired("submitted_at", "submitted_by", "feedback_minutes_submitted_by_somebody"),
            paired("approved_at", "approved_by", "feedback_minutes_approved_by_somebody"),
            by_another("approved_by", "submitted_by", "feedback_minutes_approved_by_another"),
            models.CheckConstraint(
                condition=~models.Q(state="approved") | models.Q(approved_at__isnull=False),
                name="feedback_minutes_approved_state",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """One matter of a meeting: usually a round whose results are heard, with the reports laid before it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    round = models.ForeignKey(Round, models.PROTECT, null=True, blank=True, related_name="agenda_items")
    reporter = models.CharField(max_length=80, blank=True)
    reports = models.ManyToManyField(Report, blank=True, related_name="agenda_items")
    papers = models.ManyToManyField(Attachment, blank=True, related_name="+")
    decision = models.TextField(blank=True, max_length=4000)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["meeting_id", "position"]
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="feedback_agenda_position")]

    def __str__(self) -> str:
        return self.title


class Instruction(Made):
    """What a leader wrote (批示), named (点人点事) or a meeting demanded; followed up until it is answered."""

    class Kind(models.TextChoices):
        WRITTEN = "written", _("领导批示")
        NAMED = "named", _("点人点事")
        DEMAND = "demand", _("会议要求")

    term = models.ForeignKey(Term, models.PROTECT, related_name="instructions")
    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="instructions")
    inspection = models.ForeignKey(Inspection, models.PROTECT, null=True, blank=True, related_name="instructions")
    number = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    leader = models.CharField(max_length=60)  # name and post
    on = models.DateField()
    text = models.TextField(max_length=4000)
    assigned_to = models.CharField(max_length=80)  # the department or person who must see to it
    due_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True, max_length=4000)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(max_length=500, blank=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    files = models.ManyToManyField(Attachment, blank=True, related_name="+")
    state = models.CharField(
        max_length=12,
        choices=[(s.value, INSTRUCTION.states[s].label) for s in InstructionState],
        default=InstructionState.OPEN,
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            paired("answered_at", "answered_by", "feedback_instruction_answered_by_somebody"),
            paired("accepted_at", "accepted_by", "feedback_instruction_accepted_by_somebody"),
            by_another("accepted_by", "answered_by", "feedback_instruction_accepted_by_another"),
            models.CheckConstraint(
                condition=~models.Q(state="accepted") | models.Q(accepted_at__isnull=False, answered_at__isnull=False),
                name="feedback_instruction_accepted_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_kind_display()}"


class Session(Made):
    """A feedback meeting (反馈会): opinions given to the principals, then to the leadership teams, of some units."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="feedback_sessions")
    title = models.CharField(max_length=80)
    principal_on = models.DateField(null=True, blank=True)  # to the principal first (双反馈)
    on = models.DateField()  # to the leadership team
    place = models.CharField(max_length=80, blank=True)
    host = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True, max_length=4000)  # what the unit's principal declared (表态)
    state = models.CharField(
        max_length=12, choices=[(s.value, SESSION.states[s].label) for s in SessionState], default=SessionState.PLANNED
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(principal_on__isnull=True) | models.Q(principal_on__lte=models.F("on")),
                name="feedback_principal_first",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="held") | models.Q(principal_on__isnull=False),
                name="feedback_held_to_both",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """Somebody at a feedback meeting: leaders of the committee, the team, the unit; signed on the list or not."""

    class Capacity(models.TextChoices):
        LEADER = "leader", _("党委、政府领导")
        GROUP = "group", _("领导小组、巡察办")
        TEAM = "team", _("巡察组")
        PRINCIPAL = "principal", _("被巡察党组织主要负责人")
        UNIT = "unit", _("被巡察党组织领导班子成员")
        OTHER = "other", _("其他列席人员")

    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=40)
    post = models.CharField(max_length=60, blank=True)  # as it was typed: with the unit before it, or without
    capacity = models.CharField(max_length=10, choices=Capacity.choices)
    attended = models.BooleanField(default=True)
    signed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["session_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "name", "post"], name="feedback_attends_once"),
            models.CheckConstraint(
                condition=models.Q(attended=True) | models.Q(signed=False), name="feedback_signed_was_there"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.post}".strip()


class Talk(Made):
    """A one-to-one talk at feedback (一对一谈话): who spoke with whom, when, on what."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="talks")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    on = models.DateField()
    with_name = models.CharField(max_length=40)
    with_post = models.CharField(max_length=60, blank=True)
    by_name = models.CharField(max_length=60)
    note = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ["session_id", "on", "pk"]

    def __str__(self) -> str:
        return f"{self.by_name} — {self.with_name}"


class Opinion(Made):
    """The feedback opinion to one inspected organisation. Delivered, it never changes and the unit sees it."""

    inspection = models.OneToOneField(Inspection, models.PROTECT, related_name="opinion")
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="opinions")
    number = models.CharField(max_length=40, unique=True)
    overall = models.TextField(blank=True, max_length=4000)  # 总体评价
    demands = models.TextField(blank=True, max_length=4000)  # 整改要求
    due_on = models.DateField(null=True, blank=True)  # to be fed back by, by the office's rule, counted from withdrawal
    state = models.CharField(
        max_length=12, choices=[(s.value, OPINION.states[s].label) for s in OpinionState], default=OpinionState.DRAFT
    )
    state_since = models.DateTimeField()
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    delivered_on = models.DateField(null=True, blank=True)  # the day of the feedback meeting: deadlines count from it
    received_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            paired("submitted_at", "submitted_by", "feedback_opinion_submitted_by_somebody"),
            paired("approved_at", "approved_by", "feedback_opinion_approved_by_somebody"),
            paired("received_at", "received_by", "feedback_opinion_received_by_somebody"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["approved", "delivered", "received"])
                | models.Q(approved_at__isnull=False),
                name="feedback_opinion_approved_state",
            ),
            by_another("approved_by", "submitted_by", "feedback_opinion_approved_by_another"),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["delivered", "received"], delivered_on__isnull=False, session__isnull=False
                )
                | (~models.Q(state__in=["delivered", "received"]) & models.Q(delivered_on__isnull=True)),
                name="feedback_opinion_delivered_state",
            ),
            models.CheckConstraint(
                condition=models.Q(state="received", received_at__isnull=False)
                | (~models.Q(state="received") & models.Q(received_at__isnull=True)),
                name="feedback_opinion_received_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.inspection.organisation}"


class OpinionItem(models.Model):
    """
    One problem as it is fed back. Its wording stands beside that of the findings it was made from, which stay as they
    are; several findings may be gathered in one item, and no finding is fed back twice.
    """

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    aspect = models.CharField(max_length=120, blank=True)  # the heading under which it stands in the opinion
    title = models.CharField(max_length=80)
    text = models.TextField(max_length=20000)
    main = models.BooleanField(default=True)
    findings = models.ManyToManyField(Finding, through="FedBackFinding", related_name="opinion_items")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["opinion_id", "position"]
        constraints = [models.UniqueConstraint(fields=["opinion", "position"], name="feedback_item_position")]

    def __str__(self) -> str:
        return self.title


class FedBackFinding(models.Model):
    """Which finding went into which item; the constraint keeps a finding from being fed back twice."""

    item = models.ForeignKey(OpinionItem, models.CASCADE, related_name="sources")
    finding = models.OneToOneField(Finding, models.PROTECT, related_name="fed_back")

    class Meta:
        ordering = ["item_id", "pk"]

    def __str__(self) -> str:
        return str(self.finding)
