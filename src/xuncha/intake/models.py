"""Mailboxes, the register of petitions, tips and their dialogue. No petitioner is in these tables in plain."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.models import Made, User
from xuncha.foundation.sealing.models import Circle, PersonKey, SealedBox
from xuncha.intake.workflow import OPENING, PETITION, OpeningState, PetitionState
from xuncha.preparation.models import Entry
from xuncha.rounds.models import Inspection


class Way(models.TextChoices):
    """How a petition reached the team (domain §6.1)."""

    LETTER = "letter", _("来信")
    VISIT = "visit", _("来访")
    CALL = "call", _("来电")
    MAILBOX = "mailbox", _("意见箱")
    MESSAGE = "message", _("短信、邮件")
    CODE = "code", _("扫码")
    VIDEO = "video", _("短视频")


class Matter(models.TextChoices):
    """What a petition is about (domain §4.1, discipline axis)."""

    POLITICAL = "political", _("政治纪律")
    ORGANISATIONAL = "organisational", _("组织纪律")
    INTEGRITY = "integrity", _("廉洁纪律")
    MASS = "mass", _("群众纪律")
    WORK = "work", _("工作纪律")
    LIFE = "life", _("生活纪律")
    LIVELIHOOD = "livelihood", _("民生诉求")
    OTHER = "other", _("其他")


class Conclusion(models.TextChoices):
    """What looking into a petition came to."""

    TRUE = "true", _("属实")
    PARTLY = "partly", _("部分属实")
    UNFOUNDED = "unfounded", _("未发现所反映问题")
    MISTAKEN = "mistaken", _("失实")
    MALICIOUS = "malicious", _("诬告（有权机关认定）")


class Clarification(models.TextChoices):
    """How somebody whom a mistaken or malicious petition hurt is cleared (domain §8.1, Art. 50)."""

    IN_PERSON = "in_person", _("当面说明")
    MEETING = "meeting", _("在一定范围的会议上澄清")
    WRITTEN = "written", _("书面澄清")


class Part(models.TextChoices):
    """Which sealed part of a petition somebody asks to read."""

    CONTENT = "content", _("反映的内容")
    IDENTITY = "identity", _("反映人信息")


class Mailbox(models.Model):
    """Where what people tell the team about one unit comes in: the public form by its code, and the register."""

    inspection = models.OneToOneField(Inspection, models.PROTECT, related_name="mailbox")
    code = models.SlugField(max_length=16, unique=True)  # in the address and the QR code; says nothing by itself
    circle = models.OneToOneField(Circle, models.PROTECT, related_name="+")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.inspection)

    @property
    def entry(self) -> Entry:
        """The entry into the unit, which says how else people reach the team, and from when until when."""
        return self.inspection.entry


class Tip(models.Model):
    """What somebody put into the public form. Nothing says who, from where or when but for the day."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    mailbox = models.ForeignKey(Mailbox, models.PROTECT, related_name="tips")
    box = models.OneToOneField(SealedBox, models.PROTECT, related_name="+")
    identity = models.OneToOneField(SealedBox, models.PROTECT, null=True, blank=True, related_name="+")
    receipt_print = models.CharField(max_length=64, unique=True)
    answer_to = models.BinaryField()  # the public key made from the receipt
    day = models.DateField()

    class Meta:
        ordering = ["day", "id"]

    def __str__(self) -> str:
        return str(self.id)


class Told(Made):
    """
    Words that the office chose to tell everybody who left a tip about a unit, never a matter's own state.

    It is a table of this stage, so that the public form as a process of its own can read it.
    """

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="told")
    title = models.CharField(max_length=60)
    words = models.TextField(max_length=3000)
    day = models.DateField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class Enclosure(models.Model):
    """
    A photo, a document or a video that came with a tip, made anew without what tells about its maker.

    The original lies sealed apart, unless whoever sent it wanted it gone.
    """

    tip = models.ForeignKey(Tip, models.PROTECT, related_name="enclosures")
    ending = models.CharField(max_length=4)  # of what was made: jpg, pdf, txt, mp4
    cleaned = models.OneToOneField(SealedBox, models.PROTECT, related_name="+")
    original = models.OneToOneField(SealedBox, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.tip_id} {self.pk}"


class Word(models.Model):
    """One turn of the dialogue. To the petitioner: sealed to the receipt. From the petitioner: a box of the circle."""

    tip = models.ForeignKey(Tip, models.PROTECT, related_name="words")
    sealed = models.BinaryField(blank=True, default=b"")
    kept = models.OneToOneField(SealedBox, models.PROTECT, null=True, blank=True, related_name="+")
    day = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(kept__isnull=True) & ~models.Q(sealed=b""))
                | (models.Q(kept__isnull=False) & models.Q(sealed=b"")),
                name="intake_word_of_one_side",
            )
        ]

    def __str__(self) -> str:
        return f"{self.tip_id} {self.pk}"


class Petition(models.Model):
    """One line of the register. Numbers run without gaps; what it says and who says it lies in sealed boxes."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="petitions")
    number = models.CharField(max_length=80, unique=True)
    way = models.CharField(max_length=10, choices=Way.choices)
    matter = models.CharField(max_length=16, choices=Matter.choices, blank=True)
    named = models.BooleanField(default=False)
    may_publish = models.BooleanField(default=False)  # the petitioner agrees that the case is told without the name
    received_on = models.DateField()
    box = models.OneToOneField(SealedBox, models.PROTECT, related_name="+")
    identity = models.OneToOneField(SealedBox, models.PROTECT, null=True, blank=True, related_name="+")
    tip = models.OneToOneField(Tip, models.PROTECT, null=True, blank=True, related_name="petition")
    into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="duplicates")
    conclusion = models.CharField(max_length=12, choices=Conclusion.choices, blank=True)
    determined_by = models.CharField(max_length=80, blank=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    clarification = models.CharField(max_length=12, choices=Clarification.choices, blank=True)
    clarified_on = models.DateField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)  # a named petitioner was told that it is taken up, or not
    replied_on = models.DateField(null=True, blank=True)  # and what came of it
    due_on = models.DateField(null=True, blank=True)  # of what comes next in this state, by the rules of that day
    state = models.CharField(
        max_length=12, choices=[(s.value, PETITION.states[s].label) for s in PetitionState], default=PETITION.initial
    )
    state_since = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(named=False, identity__isnull=True) | models.Q(named=True, identity__isnull=False),
                name="intake_named_has_identity",
            ),
            models.CheckConstraint(
                condition=~models.Q(conclusion="malicious") | ~models.Q(determined_by=""),
                name="intake_malice_is_determined",
            ),
            models.CheckConstraint(
                condition=models.Q(clarification="") | models.Q(conclusion__in=["mistaken", "malicious"]),
                name="intake_cleared_of_what_was_wrong",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Routing(models.Model):
    """A petition at a competent body: what it was given, which is the redacted text alone, its receipt, its reply."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="routings")
    to = models.CharField(max_length=80)
    passed = models.OneToOneField(SealedBox, models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    receipt_number = models.CharField(max_length=40, blank=True)
    received_on = models.DateField(null=True, blank=True)
    reply = models.OneToOneField(SealedBox, models.PROTECT, null=True, blank=True, related_name="+")
    replied_on = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reply__isnull=True, replied_on__isnull=True)
                | models.Q(reply__isnull=False, replied_on__isnull=False),
                name="intake_reply_has_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.petition} {self.to}"


class Opening(models.Model):
    """
    A sealed part that somebody outside its circle reads for a day: asked for with a reason, opened by a keeper.

    `sealed` is the part, sealed anew to the one who asked; it is emptied when the time is over.
    """

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="openings")
    part = models.CharField(max_length=8, choices=Part.choices)
    reason = models.CharField(max_length=200)
    to = models.ForeignKey(PersonKey, models.PROTECT, related_name="+")
    sealed = models.BinaryField(blank=True, default=b"")
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=12, choices=[(s.value, OPENING.states[s].label) for s in OpeningState], default=OPENING.initial
    )
    state_since = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opened_by__isnull=True, opened_at__isnull=True, until__isnull=True, sealed=b"")
                | models.Q(opened_by__isnull=False, opened_at__isnull=False, until__isnull=False),
                name="intake_opened_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(opened_by__isnull=True) | ~models.Q(opened_by=models.F("created_by")),
                name="intake_opened_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.petition} {self.get_part_display()}"
