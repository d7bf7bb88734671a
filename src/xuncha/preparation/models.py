"""Letters for pre-entry data, audit reports on inspected units, the entry into a unit. (features A15, A16, A17)"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.models import Made
from xuncha.foundation.files.models import Attachment
from xuncha.foundation.regulations.models import Checklist
from xuncha.preparation.workflow import REQUEST, RequestState
from xuncha.rounds.models import Inspection, Round


class Source(models.TextChoices):
    """Who is asked for data before entry (domain §3.2 step 1e)."""

    DISCIPLINE = "discipline", _("纪检监察机关")
    PETITIONS = "petitions", _("信访部门")
    ORGANISATION = "organisation", _("组织部门")
    FINANCE = "finance", _("财政部门")
    AUDIT = "audit", _("审计机关")
    POLICE = "police", _("公安机关")
    COURT = "court", _("法院、检察院")
    OTHER = "other", _("其他部门")


class Disposal(models.TextChoices):
    """What became of the material in the end."""

    RETURNED = "returned", _("退还原单位")
    DESTROYED = "destroyed", _("销毁")
    ARCHIVED = "archived", _("随轮次归档")


class DataRequest(Made):
    """A letter of a round to one department: what is asked, what came, until when it may be kept."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="data_requests")
    source = models.CharField(max_length=12, choices=Source.choices)
    addressee = models.CharField(max_length=60)
    content = models.TextField(max_length=2000)
    number = models.CharField(max_length=60, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    missing = models.CharField(max_length=300, blank=True)  # what is not there yet
    keep_until = models.DateField(null=True, blank=True)
    disposed_on = models.DateField(null=True, blank=True)
    disposal = models.CharField(max_length=10, choices=Disposal.choices, blank=True)
    files = models.ManyToManyField(Attachment, blank=True, related_name="+")
    state = models.CharField(
        max_length=10, choices=[(s.value, REQUEST.states[s].label) for s in RequestState], default=RequestState.DRAFT
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["round_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "source", "addressee"],
                condition=~models.Q(state=RequestState.DROPPED),
                name="preparation_one_letter_each",
            )
        ]

    def __str__(self) -> str:
        return f"{self.addressee} · {self.round}"


class AuditReport(Made):
    """An audit report on an inspected unit, supplied for an inspection; later inspections of the unit find it too."""

    class Kind(models.TextChoices):
        TERM = "term", _("任中经济责任审计")
        DEPARTURE = "departure", _("离任经济责任审计")
        BUDGET = "budget", _("预算执行审计")
        SPECIAL = "special", _("专项审计")

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="audits")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=100)
    number = models.CharField(max_length=60, blank=True)
    auditor = models.CharField(max_length=60)
    period_from = models.DateField()
    period_to = models.DateField()
    issued_on = models.DateField()
    problems = models.TextField(max_length=5000)
    joint = models.BooleanField(default=False)  # the audit was carried out together with the inspection
    files = models.ManyToManyField(Attachment, blank=True, related_name="+")

    class Meta:
        ordering = ["-issued_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_to__gte=models.F("period_from")), name="preparation_audited_period_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Entry(Made):
    """How a team enters one unit: the meeting, and the channels by which people reach the team while they are open."""

    inspection = models.OneToOneField(Inspection, models.PROTECT, related_name="entry")
    meeting_on = models.DateField(null=True, blank=True)
    meeting_place = models.CharField(max_length=80, blank=True)
    meeting_host = models.CharField(max_length=60, blank=True)
    attended = models.PositiveSmallIntegerField(null=True, blank=True)  # people, once the meeting was held
    phone = models.CharField(max_length=40, blank=True)
    phone_hours = models.CharField(max_length=60, blank=True)
    post = models.CharField(max_length=100, blank=True)
    mailbox = models.CharField(max_length=80, blank=True)  # where the letter box hangs
    email = models.EmailField(blank=True)
    link = models.URLField(blank=True)  # an address of the office's own, put into the QR code
    opens_on = models.DateField()
    closes_on = models.DateField()

    class Meta:
        ordering = ["-opens_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")), name="preparation_channels_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.inspection.organisation} · {self.inspection.round}"


class Instruction(Made):
    """What binds the unit itself: its mandate (三定), a decision from above, an instruction it got. (A18)"""

    class Kind(models.TextChoices):
        MANDATE = "mandate", _("“三定”职责")
        DECISION = "decision", _("上级决策部署")
        WRITTEN = "written", _("领导批示指示")

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="instructions_received")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=100)
    text = models.TextField(max_length=50000)
    checklist = models.ForeignKey(Checklist, models.PROTECT, null=True, blank=True, related_name="+")  # once confirmed

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title
