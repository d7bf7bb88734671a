"""
Registers of clues, the clues, what was said of them, and what was handed over. No person is in them in plain.

Matters for other departments are no clues: they name no person and lie in plain, in tables of their own.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.clues.workflow import CLUE, HANDOVER, REFERRAL, ClueState, HandoverState, ReferralState
from xuncha.fieldwork.models import WorkingPaper
from xuncha.findings.models import Finding
from xuncha.foundation.accounts.models import Made, User
from xuncha.foundation.regulations.models import Category
from xuncha.foundation.sealing.models import Circle, SealedBox
from xuncha.rounds.models import Inspection, Round


class Source(models.TextChoices):
    """Where a clue comes from. Which petition, talk or paper it was lies in the sealed box."""

    PETITION = "petition", _("信访件")
    TALK = "talk", _("个别谈话")
    PAPER = "paper", _("底稿了解的情况")
    DOCUMENT = "document", _("查阅资料")
    VISIT = "visit", _("走访调研")
    HANDED = "handed", _("有关部门提供")
    OTHER = "other", _("其他")


class Body(models.TextChoices):
    """Who deals with clues."""

    DISCIPLINE = "discipline", _("纪检监察机关")
    ORGANISATION = "organisation", _("组织部门")


class Destination(models.TextChoices):
    """To whom a clue goes (单移交、双移交)."""

    DISCIPLINE = "discipline", _("移交纪检监察机关")
    ORGANISATION = "organisation", _("移交组织部门")
    BOTH = "both", _("双移交")

    @property
    def bodies(self) -> tuple[Body, ...]:
        """The bodies that get it."""
        return tuple(Body) if self is Destination.BOTH else (Body(self.value),)


class Disposal(models.TextChoices):
    """The four ways of dealing with a clue (domain §3.1)."""

    TALK = "talk", _("谈话函询")
    VERIFY = "verify", _("初步核实")
    HOLD = "hold", _("暂存待查")
    END = "end", _("予以了结")


class Result(models.TextChoices):
    """What it came to."""

    FILED = "filed", _("立案")
    MEASURE = "measure", _("组织处理")
    UNFOUNDED = "unfounded", _("失实")
    ENDED = "ended", _("了结")
    HELD = "held", _("暂存")


class ClueRegister(Made):
    """The register of clues of one inspection, opened as a matter of routine, and the circle of people who open it."""

    inspection = models.OneToOneField(Inspection, models.PROTECT, related_name="clue_register")
    circle = models.OneToOneField(Circle, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.inspection)


class Clue(Made):
    """One clue about one or several persons. The line in plain says no more than its way needs."""

    register = models.ForeignKey(ClueRegister, models.PROTECT, related_name="clues")
    number = models.CharField(max_length=80, unique=True)
    kind = models.ForeignKey(Category, models.PROTECT, related_name="+")
    source = models.CharField(max_length=10, choices=Source.choices)
    persons = models.PositiveSmallIntegerField()  # 人; the clue itself is one 件
    box = models.OneToOneField(SealedBox, models.PROTECT, related_name="+")
    judged_on = models.DateField(null=True, blank=True)
    judged_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    meeting = models.CharField(max_length=80, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    destination = models.CharField(max_length=12, choices=Destination.choices, blank=True)
    downgrade_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")  # proposed it
    state = models.CharField(
        max_length=12, choices=[(s.value, CLUE.states[s].label) for s in ClueState], default=CLUE.initial
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("judged_by")),
                name="clues_judged_and_approved_by_two",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_on__isnull=True) | ~models.Q(destination=""),
                name="clues_decided_where_to",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Remark(models.Model):
    """What was said of a clue at a step: who met and what they thought, why it went back. Sealed to its circle."""

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="remarks")
    step = models.CharField(max_length=12)
    box = models.OneToOneField(SealedBox, models.PROTECT, related_name="+")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.clue_id} {self.step}"


class Package(Made):
    """What goes to one body with one letter and one list, against one receipt."""

    register = models.ForeignKey(ClueRegister, models.PROTECT, related_name="packages")
    body = models.CharField(max_length=12, choices=Body.choices)
    number = models.CharField(max_length=80, unique=True)
    sent_on = models.DateField()
    received_on = models.DateField(null=True, blank=True)
    received_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(received_on__isnull=True, received_by__isnull=True)
                | models.Q(received_on__isnull=False, received_by__isnull=False),
                name="clues_receipt_has_its_person",
            ),
            models.CheckConstraint(
                condition=models.Q(received_by__isnull=True) | ~models.Q(received_by=models.F("created_by")),
                name="clues_received_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Handover(Made):
    """One clue at one body, sealed again to those who receive there, and what they made of it."""

    package = models.ForeignKey(Package, models.PROTECT, related_name="lines")
    clue = models.ForeignKey(Clue, models.PROTECT, related_name="handovers")
    box = models.OneToOneField(SealedBox, models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)  # by the rule in force, counted from the receipt
    accepted_on = models.DateField(null=True, blank=True)
    disposal = models.CharField(max_length=8, choices=Disposal.choices, blank=True)
    result = models.CharField(max_length=10, choices=Result.choices, blank=True)
    cases = models.PositiveSmallIntegerField(default=0)  # 件
    persons_filed = models.PositiveSmallIntegerField(default=0)  # 人, as everything below
    form_1 = models.PositiveSmallIntegerField(default=0)
    form_2 = models.PositiveSmallIntegerField(default=0)
    form_3 = models.PositiveSmallIntegerField(default=0)
    form_4 = models.PositiveSmallIntegerField(default=0)
    transferred = models.PositiveSmallIntegerField(default=0)
    own_account = models.OneToOneField(SealedBox, models.PROTECT, null=True, blank=True, related_name="+")
    account = models.OneToOneField(SealedBox, models.PROTECT, null=True, blank=True, related_name="+")
    concluded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reported_on = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=12,
        choices=[(s.value, HANDOVER.states[s].label) for s in HandoverState],
        default=HANDOVER.initial,
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["package", "clue"], name="clues_once_in_a_package"),
            models.CheckConstraint(
                condition=~models.Q(state="reported") | models.Q(own_account__isnull=False, account__isnull=False),
                name="clues_reported_with_an_account",
            ),
        ]

    def __str__(self) -> str:
        return self.clue.number


class ReferralLetter(Made):
    """The letter by which a department gets its matters of a round, with one list, against one receipt."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="referral_letters")
    department = models.CharField(max_length=60)
    number = models.CharField(max_length=80, unique=True)
    sent_on = models.DateField()
    received_on = models.DateField(null=True, blank=True)
    received_by = models.CharField(max_length=40, blank=True)  # who signed there; departments have no accounts

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.number


class Referral(Made):
    """A matter that is no clue and belongs to a department: what it is, on what it rests, what came of it."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="referrals")
    number = models.CharField(max_length=80, unique=True)
    title = models.CharField(max_length=80)
    text = models.TextField(max_length=2000)
    department = models.CharField(max_length=60)
    paper = models.ForeignKey(WorkingPaper, models.PROTECT, null=True, blank=True, related_name="+")
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="+")
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    letters = models.ManyToManyField(ReferralLetter, blank=True, related_name="lines")  # a declined one goes again
    letter = models.ForeignKey(ReferralLetter, models.PROTECT, null=True, blank=True, related_name="+")  # the last one
    due_on = models.DateField(null=True, blank=True)  # by the rule in force, counted from the receipt
    accepted_on = models.DateField(null=True, blank=True)
    result = models.TextField(max_length=2000, blank=True)
    concluded_on = models.DateField(null=True, blank=True)
    concluded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(
        max_length=12, choices=[(s.value, REFERRAL.states[s].label) for s in ReferralState], default=REFERRAL.initial
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(paper__isnull=False) | models.Q(finding__isnull=False),
                name="clues_referral_rests_on_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
