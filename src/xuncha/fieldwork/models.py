"""Working papers, their signatures and evidence; fact-confirmation sheets."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from xuncha.fieldwork.workflow import FACT, PAPER, FactState, PaperState
from xuncha.foundation.accounts.models import Made, User
from xuncha.foundation.files.models import Attachment
from xuncha.foundation.guards import Guard, differ
from xuncha.foundation.regulations.models import Category, ChecklistItem
from xuncha.gathering.models import Talk
from xuncha.rounds.models import Inspection
from xuncha.survey.models import SquadResult


class Source(models.TextChoices):
    """Where a problem came to light (domain §4.1, axis `source`)."""

    TALK = "talk", _("个别谈话")
    PETITION = "petition", _("信访反映")
    DOCUMENTS = "documents", _("查阅资料")
    ACCOUNTS = "accounts", _("核查账目")
    VISIT = "visit", _("实地走访")
    QUESTIONNAIRE = "questionnaire", _("问卷调查")
    PRE_DATA = "pre_data", _("部门提供情况")
    COMPARISON = "comparison", _("数据比对")
    EARLIER = "earlier", _("以往巡察、审计")


class Responsibility(models.TextChoices):
    """Who answers for the matter as an organisation; never a judgement of a person."""

    COLLECTIVE = "collective", _("领导班子集体")
    PRINCIPAL = "principal", _("主要负责人")
    DEPUTY = "deputy", _("分管领导")
    DEPARTMENT = "department", _("责任部门")


class WorkingPaper(models.Model):
    """One matter, one paper (一事一稿). Immutable once the leader has signed; after that only superseded."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="papers")
    provisional_no = models.CharField(max_length=40, unique=True)
    number = models.CharField(max_length=40, unique=True, null=True, blank=True)
    title = models.CharField(max_length=50)
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="papers")
    checklist_item = models.ForeignKey(ChecklistItem, models.PROTECT, null=True, blank=True, related_name="papers")
    points_done = models.JSONField(default=list, blank=True)  # positions of the item's check points already looked at
    sources = models.JSONField(default=list, blank=True)
    facts = models.TextField(blank=True, validators=[MaxLengthValidator(20000)])
    characterisation = models.TextField(blank=True, validators=[MaxLengthValidator(500)])
    basis = models.TextField(blank=True, validators=[MaxLengthValidator(1000)])
    cause = models.TextField(blank=True, validators=[MaxLengthValidator(1000)])
    why_political = models.TextField(blank=True, validators=[MaxLengthValidator(500)])
    responsibility = models.JSONField(default=list, blank=True)
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)  # yuan
    persons = models.PositiveIntegerField(null=True, blank=True)  # how many people are concerned
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    handler = models.ForeignKey(User, models.PROTECT, related_name="papers")
    second_handler = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="second_papers")
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    state = models.CharField(
        max_length=12, choices=[(s.value, PAPER.states[s].label) for s in PaperState], default=PaperState.DRAFT
    )
    state_since = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["inspection", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=["signed", "filed"]) | models.Q(number__isnull=False),
                name="fieldwork_signed_paper_has_number",
            ),
            models.CheckConstraint(
                condition=models.Q(period_from__isnull=True)
                | models.Q(period_to__isnull=True)
                | models.Q(period_to__gte=models.F("period_from")),
                name="fieldwork_period_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True) | models.Q(amount__gte=0), name="fieldwork_amount_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number or self.provisional_no} {self.title}"


class Place(models.TextChoices):
    """The three places for signatures, in their order; both handlers sign in the first."""

    HANDLER = "handler", _("经办人")
    DEPUTY = "deputy", _("副组长复核")
    LEADER = "leader", _("组长审签")


class Signature(models.Model):
    """A person vouches for the paper's exact content. A later change voids it and says so; it is never removed."""

    paper = models.ForeignKey(WorkingPaper, models.PROTECT, related_name="signatures")
    place = models.CharField(max_length=8, choices=Place.choices)
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    digest = models.CharField(max_length=64)  # SHA-256 of the content that was signed
    opinion = models.CharField(max_length=500, blank=True)
    voided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "place"],
                condition=models.Q(voided_at__isnull=True) & ~models.Q(place="handler"),
                name="fieldwork_one_signature_per_place",
            ),
            models.UniqueConstraint(
                fields=["paper", "place", "signed_by"],
                condition=models.Q(voided_at__isnull=True),
                name="fieldwork_one_signature_per_person",
            ),
            models.CheckConstraint(
                condition=models.Q(voided_at__isnull=True, voided_by__isnull=True)
                | models.Q(voided_at__isnull=False, voided_by__isnull=False),
                name="fieldwork_voided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_place_display()} {self.signed_by}"


ORIGINAL = "底稿原件"
"""The kind of the evidence that is the Word file a paper came from; it proves nothing of the matter."""


class Evidence(models.Model):
    """A file that supports a paper; `quote` is the sentence it supports, empty for the whole paper."""

    paper = models.ForeignKey(WorkingPaper, models.PROTECT, related_name="evidence")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, blank=True)  # 会议纪要、凭证、照片 …
    quote = models.CharField(max_length=500, blank=True)
    pages = models.CharField(max_length=60, blank=True)
    original_checked = models.BooleanField(default=False)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(removed_at__isnull=True, removed_by__isnull=True)
                | models.Q(removed_at__isnull=False, removed_by__isnull=False),
                name="fieldwork_removed_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return str(self.attachment)


class Citation(Made):
    """
    A talk, or a result of a squad, that a paper rests on; `quote` as with evidence.

    Its label never says which talk: labels stand in the journal, and more people read a paper than its talks.
    """

    paper = models.ForeignKey(WorkingPaper, models.PROTECT, related_name="citations")
    talk = models.ForeignKey(Talk, models.PROTECT, null=True, blank=True, related_name="citations")
    result = models.ForeignKey(SquadResult, models.PROTECT, null=True, blank=True, related_name="citations")
    told = models.TextField(blank=True, max_length=1200)  # the result with its quantities as it was cited
    quote = models.CharField(max_length=500, blank=True)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(talk__isnull=False, result__isnull=True)
                | models.Q(talk__isnull=True, result__isnull=False),
                name="fieldwork_cites_one_thing",
            ),
            models.UniqueConstraint(
                fields=["paper", "talk"],
                condition=models.Q(removed_at__isnull=True, talk__isnull=False),
                name="fieldwork_talk_cited_once",
            ),
            models.UniqueConstraint(
                fields=["paper", "result"],
                condition=models.Q(removed_at__isnull=True, result__isnull=False),
                name="fieldwork_result_cited_once",
            ),
            models.CheckConstraint(
                condition=models.Q(removed_at__isnull=True, removed_by__isnull=True)
                | models.Q(removed_at__isnull=False, removed_by__isnull=False),
                name="fieldwork_uncited_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.told[:40] if self.result_id else str(_("谈话记录"))


class FactSheet(models.Model):
    """A fact-confirmation sheet (事实确认单): facts of one or several papers put to the unit, and what it says."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="fact_sheets")
    number = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=80)
    reply_by = models.DateField(null=True, blank=True)
    answer_note = models.TextField(blank=True, max_length=2000)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    conclusion = models.TextField(blank=True, max_length=2000)  # how the team took the unit's comments into account
    state = models.CharField(
        max_length=12, choices=[(s.value, FACT.states[s].label) for s in FactState], default=FactState.DRAFT
    )
    state_since = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True, answered_by__isnull=True)
                | models.Q(answered_at__isnull=False, answered_by__isnull=False),
                name="fieldwork_answered_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class FactItem(models.Model):
    """One statement put to the unit. `text` is what the unit reads: never a source, never more than the facts."""

    class Answer(models.TextChoices):
        AGREED = "agreed", _("属实")
        PARTLY = "partly", _("部分属实")
        DISPUTED = "disputed", _("有异议")

    sheet = models.ForeignKey(FactSheet, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=4000)
    papers = models.ManyToManyField(WorkingPaper, related_name="fact_items")
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    comment = models.TextField(blank=True, max_length=2000)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")  # the unit's
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["sheet_id", "position"]
        constraints = [models.UniqueConstraint(fields=["sheet", "position"], name="fieldwork_item_position")]

    def __str__(self) -> str:
        return f"{self.sheet.number}-{self.position}"


SIGNED = "('signed', 'filed', 'superseded')"
ITS_PAPER = f"(SELECT state FROM fieldwork_workingpaper WHERE id = {{row}}.paper_id) IN {SIGNED}"  # noqa: S608 - constants
STANDS = "a signed working paper does not change"
CONTENT = (
    *("inspection", "provisional_no", "number", "title", "category", "checklist_item", "sources", "facts"),
    *("characterisation", "basis", "cause", "why_political", "responsibility", "amount", "persons"),
    *("period_from", "period_to", "handler", "second_handler", "supersedes"),
)
VOUCHED = ("paper", "place", "signed_by", "signed_at", "digest", "opinion")

changed, revouched = differ(WorkingPaper, CONTENT), differ(Signature, VOUCHED)
on_signed, leaves = f"OLD.state IN {SIGNED}", f"NEW.state NOT IN {SIGNED}"
Guard("fieldwork_paper_stands", WorkingPaper, "UPDATE", STANDS, f"{on_signed} AND ({leaves} OR {changed})")
Guard("fieldwork_evidence_not_added", Evidence, "INSERT", STANDS, ITS_PAPER.format(row="NEW"))
Guard("fieldwork_evidence_stands", Evidence, "UPDATE", STANDS, ITS_PAPER.format(row="OLD"))
Guard("fieldwork_citation_not_added", Citation, "INSERT", STANDS, ITS_PAPER.format(row="NEW"))
Guard("fieldwork_citation_stands", Citation, "UPDATE", STANDS, ITS_PAPER.format(row="OLD"))
Guard("fieldwork_signature_stands", Signature, "UPDATE", STANDS, f"{revouched} OR {ITS_PAPER.format(row='OLD')}")
