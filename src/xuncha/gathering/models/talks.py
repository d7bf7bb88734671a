"""
Talks: that one takes place, which the team may know, and what was said, which only those named may. (feature B01)

Who was spoken to by name and post, the outline and the answers lie in `TalkRecord`, apart from `Talk`.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.models import Made, User
from xuncha.foundation.guards import Guard, differ
from xuncha.gathering.workflow import TALK, TalkState
from xuncha.rounds.models import Inspection


class PersonKind(models.TextChoices):
    """What kind of person is spoken to: all that the rest of the team learns of them."""

    PRINCIPAL = "principal", _("主要负责人")
    LEADERSHIP = "leadership", _("班子成员")
    MIDDLE = "middle", _("中层干部")
    STAFF = "staff", _("一般干部职工")
    RETIRED = "retired", _("离退休干部")
    SERVED = "served", _("服务对象和群众")
    RELATED = "related", _("有关单位人员")
    OTHER = "other", _("其他人员")


class Talk(Made):
    """A talk held by at least two members of the team. Says that it takes place and with what kind of person."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="talks")
    number = models.PositiveSmallIntegerField()  # within the inspection
    kind = models.CharField(max_length=12, choices=PersonKind.choices)
    lead = models.ForeignKey(User, models.PROTECT, related_name="talks_led")
    recorder = models.ForeignKey(User, models.PROTECT, related_name="talks_recorded")
    also = models.ManyToManyField(User, blank=True, related_name="talks_joined")
    planned_on = models.DateField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=80, blank=True)
    state = models.CharField(
        max_length=12, choices=[(s.value, TALK.states[s].label) for s in TalkState], default=TalkState.PLANNED
    )
    state_since = models.DateTimeField()

    class Meta:
        ordering = ["inspection_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "number"], name="gathering_talk_number"),
            models.CheckConstraint(condition=~models.Q(lead=models.F("recorder")), name="gathering_talk_by_two"),
            models.CheckConstraint(
                condition=models.Q(state__in=["planned", "cancelled"]) | models.Q(held_on__isnull=False),
                name="gathering_held_talk_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number:02} {self.get_kind_display()}"


class ReadOver(models.TextChoices):
    """What the person spoken to did with the record."""

    SIGNED = "signed", _("本人核对并签名")
    DECLINED = "declined", _("本人核对，不愿签名")
    NOT_SHOWN = "not_shown", _("未交本人核对")


class TalkRecord(Made):
    """
    What was said, to be opened by those named alone. `lines` are area, question and answer in their order.

    Never in the journal, in search or in a label: `services.talks.writing` notes which parts changed, not how.
    """

    talk = models.OneToOneField(Talk, models.PROTECT, related_name="record")
    name = models.CharField(max_length=40)
    post = models.CharField(max_length=80, blank=True)
    lines = models.JSONField(default=list, blank=True)
    read_over = models.CharField(max_length=10, choices=ReadOver.choices, blank=True)

    class Meta:
        ordering = ["talk_id"]

    def __str__(self) -> str:
        return str(self.talk)


class Place(models.TextChoices):
    """Who vouches for a record: who wrote it, then another who was there."""

    RECORDER = "recorder", _("记录人")
    CHECKER = "checker", _("核对人")


class TalkSignature(models.Model):
    """A person vouches for the record's exact content. A return voids it and says so; it is never removed."""

    record = models.ForeignKey(TalkRecord, models.PROTECT, related_name="signatures")
    place = models.CharField(max_length=8, choices=Place.choices)
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    digest = models.CharField(max_length=64)  # SHA-256 of the content that was signed
    voided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "place"],
                condition=models.Q(voided_at__isnull=True),
                name="gathering_one_signature_per_place",
            ),
            models.UniqueConstraint(
                fields=["record", "signed_by"],
                condition=models.Q(voided_at__isnull=True),
                name="gathering_nobody_signs_twice",
            ),
            models.CheckConstraint(
                condition=models.Q(voided_at__isnull=True, voided_by__isnull=True)
                | models.Q(voided_at__isnull=False, voided_by__isnull=False),
                name="gathering_voided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_place_display()} {self.signed_by}"


class Supplement(Made):
    """What is added to a checked record, which itself stays as it is; another person who was there confirms it."""

    record = models.ForeignKey(TalkRecord, models.PROTECT, related_name="supplements")
    text = models.TextField(max_length=5000)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | models.Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="gathering_supplement_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True) | ~models.Q(confirmed_by=models.F("created_by")),
                name="gathering_nobody_confirms_alone",
            ),
        ]

    def __str__(self) -> str:
        return str(self.record)


class Reading(Made):
    """That somebody beyond those who held the talk may read its record, from a day to a day, and why."""

    record = models.ForeignKey(TalkRecord, models.PROTECT, related_name="readings")
    reader = models.ForeignKey(User, models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField()
    reason = models.CharField(max_length=200)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")), name="gathering_reading_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
                name="gathering_reading_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reader} {self.record}"


STANDS = "a checked record of a talk does not change"
CONTENT, VOUCHED = (
    ("talk", "name", "post", "lines", "read_over"),
    ("record", "place", "signed_by", "signed_at", "digest"),
)
HELD = ("inspection", "number", "kind", "lead", "recorder", "held_on", "place", "state")
ITS_TALK = "(SELECT state FROM gathering_talk WHERE id = OLD.talk_id) = 'confirmed'"
SIGNED_TALK = (
    "(SELECT t.state FROM gathering_talk t JOIN gathering_talkrecord r ON r.talk_id = t.id WHERE r.id = OLD.record_id)"
    " = 'confirmed'"
)
Guard("gathering_talk_stands", Talk, "UPDATE", STANDS, f"OLD.state = 'confirmed' AND ({differ(Talk, HELD)})")
Guard("gathering_record_stands", TalkRecord, "UPDATE", STANDS, f"{ITS_TALK} AND ({differ(TalkRecord, CONTENT)})")
Guard(
    "gathering_signature_stands", TalkSignature, "UPDATE", STANDS, f"{differ(TalkSignature, VOUCHED)} OR {SIGNED_TALK}"
)
Guard("gathering_supplement_stands", Supplement, "UPDATE", STANDS, "OLD.confirmed_at IS NOT NULL")
