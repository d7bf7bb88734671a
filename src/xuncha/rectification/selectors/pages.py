"""What the pages show of an item beyond its own fields: its course, where it came from, what shows it is done."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from xuncha.core.deadlines import Level, Light
from xuncha.feedback.selectors import OPINIONS
from xuncha.fieldwork.models import WorkingPaper
from xuncha.fieldwork.selectors import PAPERS
from xuncha.findings.models import Finding
from xuncha.findings.selectors import FINDINGS
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.http import listed
from xuncha.foundation.inbox.selectors import event_label
from xuncha.foundation.journal.reading import records_about, who_acted
from xuncha.foundation.reach import page_of
from xuncha.rectification.models import Evidence, EvidenceReview, Item, Measure
from xuncha.rectification.rules.lights import light_of
from xuncha.rectification.selectors.facts import LIVE, warn_days
from xuncha.rectification.workflow import ITEM, ItemState

WARNINGS = {f"rectification.item_{level}": level for level in (Level.NOTE, Level.NEAR, Level.LATE)}
TOLD = ("reason", "text", "file", "to_on")  # what of a record's detail belongs into the course of an item


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of an item's course. `on` is the day it is about: that on which a warning step was reached."""

    on: date
    label: str
    who: str
    detail: str
    late: bool = False


def course_of(item: Item) -> list[Happened]:
    """What happened to the item, newest first; one query."""
    found = []
    for row in records_about("rectification.item", item.pk):
        detail = json.loads(row.body)["detail"]
        level = WARNINGS.get(row.event)
        on = date.fromisoformat(detail["on"]) if level else localdate(row.at)
        told = listed(str(detail[name]) for name in TOLD if detail.get(name))
        who = "" if level else who_acted(row, detail)
        found.append(Happened(on, event_label(row.event), who, told, late=level is Level.LATE))
    return sorted(found, key=lambda happened: happened.on, reverse=True)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence with its latest verdict on the content it has."""

    evidence: Evidence
    review: EvidenceReview | None

    @property
    def shape(self) -> str:
        """The status class of the verdict."""
        shapes = {"original": "ok", "accepted": "ok", "doubtful": "near", "rejected": "late"}
        return shapes[self.review.verdict] if self.review else ""

    @property
    def label(self) -> str:
        """The verdict in words."""
        return self.review.get_verdict_display() if self.review else _("未核验")


def pieces_of(item: Item) -> list[Piece]:
    """The evidence that counts, each with its verdict; two queries."""
    live = item.evidence.filter(LIVE).select_related("attachment__file", "measure", "created_by").order_by("pk")
    rows = list(live)
    latest: dict[int, EvidenceReview] = {}
    for review in EvidenceReview.objects.filter(evidence__in=rows).select_related("created_by").order_by("pk"):
        latest[review.evidence_id] = review
    return [Piece(row, _current(row, latest.get(row.pk))) for row in rows]


def _current(evidence: Evidence, review: EvidenceReview | None) -> EvidenceReview | None:
    return review if review and review.digest == evidence.attachment.file_id else None


def gone_evidence(item: Item) -> list[Evidence]:
    """What was replaced or withdrawn: kept readable, counted nowhere; one query."""
    return list(item.evidence.exclude(LIVE).select_related("attachment__file", "measure", "replaced_by"))


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure with how many live pieces it has and how far they are judged."""

    measure: Measure
    pieces: Sequence[Piece]

    @property
    def shape(self) -> str:
        """The worst of its pieces' verdicts."""
        shapes = [piece.shape for piece in self.pieces]
        return next((shape for shape in ("late", "near", "") if shape in shapes), "ok") if shapes else ""

    @property
    def label(self) -> str:
        """How far its evidence is judged."""
        worst = next((piece for piece in self.pieces if piece.shape == self.shape), None)
        return worst.label if worst else _("没有佐证")


def measure_lines(item: Item, pieces: Sequence[Piece]) -> list[MeasureLine]:
    """The measures in order, each with its pieces; one query."""
    return [
        MeasureLine(measure, [piece for piece in pieces if piece.evidence.measure_id == measure.pk])
        for measure in item.measures.order_by("position")
    ]


def late_documents(lines: Sequence[MeasureLine]) -> list[tuple[MeasureLine, Piece, int]]:
    """Documents that bear a later day than that on which their measure was reported done, with the days between."""
    return [
        (line, piece, (piece.evidence.formed_on - line.measure.done_on).days)
        for line in lines
        for piece in line.pieces
        if piece.evidence.formed_on and line.measure.done_on and piece.evidence.formed_on > line.measure.done_on
    ]


@dataclass(frozen=True, slots=True)
class Origin:
    """What stands behind an item, as far as this person may know it; `hidden` counts what they may not."""

    papers: list[WorkingPaper] = field(default_factory=list)
    hidden_papers: bool = False
    findings: list[Finding] = field(default_factory=list)
    hidden_findings: bool = False


def origin_of(actor: Actor, item: Item) -> Origin:
    """The findings and papers from which the item was made, through this person's own reach; four queries."""
    from_findings = Q(opinion_items=item.opinion_item_id)
    findings = list(FINDINGS.visible_to(actor).filter(from_findings).order_by("number"))
    all_findings = Finding.objects.filter(from_findings).values("pk")
    behind = Q(findings__in=all_findings)
    papers = list(PAPERS.visible_to(actor).filter(behind).distinct().order_by("number"))
    counted = Finding.objects.filter(from_findings).aggregate(
        n=Count("pk", distinct=True), p=Count("papers", distinct=True)
    )
    return Origin(papers, counted["p"] > len(papers), findings, counted["n"] > len(findings))


def lineage_of(actor: Actor, item: Item, now: datetime) -> list[dict[str, Any]]:
    """The chain 底稿 → 问题 → 反馈 → 整改 → 销号 as the component draws it."""
    origin, opinion = origin_of(actor, item), item.plan.opinion
    settled = ITEM.states[ItemState(item.state)].final
    days = (localdate(now) - opinion.delivered_on).days + 1 if opinion.delivered_on else 0
    return [
        _node(_("问题底稿"), origin.papers, hidden=origin.hidden_papers, note=_("{n} 份")),
        _node(_("问题"), origin.findings, hidden=origin.hidden_findings, note=_("{n} 条")),
        {
            "label": _("反馈意见"),
            "note": f"{opinion.delivered_on:%m-%d}" if opinion.delivered_on else "",
            "text": _("第 {n} 条").format(n=item.opinion_item.position),
            "url": page_of(opinion) if OPINIONS.permits(actor, OPINIONS.read, opinion) else "",
        },
        {
            "label": _("整改事项"),
            "note": "" if settled else _("第 {n} 天").format(n=days),
            "text": item.number,
            "now": True,
        },
        _closed_node(item),
    ]


def _node(label: str, records: Sequence[Any], *, hidden: bool, note: str) -> dict[str, Any]:
    if not records:
        return {"label": label, "text": _("您无权查看") if hidden else _("没有")}
    said = note.format(n=len(records))
    return {"label": label, "note": said, "text": listed(r.number for r in records[:3]), "url": page_of(records[0])}


def _closed_node(item: Item) -> dict[str, Any]:
    state = ITEM.states[ItemState(item.state)]
    if item.settled_at is None:
        return {"label": _("销号"), "text": _("待审核"), "future": True}
    return {"label": _("销号"), "note": f"{localdate(item.settled_at):%m-%d}", "text": _(state.label), "url": "#gate"}


def light_on(item: Item, today: date) -> Light | None:
    """The light of one item with the warning steps of its own plan; two queries. None where no clock runs."""
    if item.due_on is None:
        return None
    state, steps = ItemState(item.state), warn_days(item.plan)[item.difficulty]
    return light_of(
        state, item.due_on, today, steps,
        requested_on=item.requested_on, stopped=item.stands_still(today), next_on=item.next_on,
    )  # fmt: skip


def measure_counts(keys: Sequence[int]) -> Mapping[int, str]:
    """Done / all measures of each item, for a list; one query."""
    rows = Measure.objects.filter(item__in=keys).order_by().values_list("item_id")
    counted = rows.annotate(n=Count("pk"), done=Count("pk", filter=Q(done_on__isnull=False)))
    return {item: f"{done}/{n}" for item, n, done in counted}


def evidence_counts(keys: Sequence[int]) -> Mapping[int, int]:
    """How many live pieces each item has, for a list; one query."""
    rows = Evidence.objects.filter(LIVE, item__in=keys).order_by().values_list("item_id")
    return dict(rows.annotate(n=Count("pk")))
