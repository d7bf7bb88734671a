"""What stands beside a paper: the unit's comments, the checklist, papers of the same kind, evidence by sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from xuncha.fieldwork.models import Citation, Evidence, FactItem, WorkingPaper
from xuncha.fieldwork.rules import sentences_of
from xuncha.fieldwork.workflow import FactState, PaperState
from xuncha.foundation.regulations.models import Category, ChecklistItem
from xuncha.foundation.regulations.selectors import checklists_in_force, items_for, taxonomies_on
from xuncha.preparation.selectors import own_checklist
from xuncha.rounds.models import Inspection


def confirmations(paper: WorkingPaper) -> QuerySet[FactItem]:
    """What the unit was asked about this paper and what it said, newest sheet first."""
    return (
        FactItem.objects.filter(papers=paper)
        .exclude(sheet__state=FactState.WITHDRAWN)
        .select_related("sheet", "attachment")
        .order_by("-sheet_id", "position")
    )


def disputed() -> Q:
    """The condition: the unit did not fully agree with what this paper says."""
    said_no = FactItem.objects.filter(papers=OuterRef("pk")).exclude(answer__in=["", FactItem.Answer.AGREED])
    return Q(Exists(said_no.exclude(sheet__state=FactState.WITHDRAWN)))


def working_day(inspection: Inspection) -> date:
    """The day whose classifications and checklists an inspection uses: the first of its stay."""
    return inspection.entry_on or inspection.round.field_from or localdate(inspection.created_at)


def categories_for(inspection: Inspection) -> list[Category]:
    """The classifications of problems in force when the inspection began, frame by frame in their order."""
    frames = taxonomies_on(working_day(inspection), inspection.round.term.jurisdiction, axis="aspect")
    return [category for frame in frames for category in frame.categories.all()]


def manifestations(inspection: Inspection) -> list[ChecklistItem]:
    """What concerns this kind of unit in the checklists in force when the inspection began, and what binds it alone."""
    lists = checklists_in_force(working_day(inspection), inspection.round.term.jurisdiction)
    own = own_checklist(inspection)
    named = [item for one in lists for item in items_for(one, inspection.organisation.unit_type)]
    return [*named, *(items_for(own) if own else [])]


@dataclass(frozen=True, slots=True)
class CheckPoint:
    """One line of a manifestation's check points and whether the handlers have looked at it."""

    position: int
    text: str
    done: bool


def check_points(item: ChecklistItem | None, done: Sequence[int]) -> list[CheckPoint]:
    """What to look at for a manifestation."""
    lines = [line.strip() for line in item.check_points.splitlines() if line.strip()] if item else []
    return [CheckPoint(n, line, n in done) for n, line in enumerate(lines)]


@dataclass(frozen=True, slots=True)
class Supported:
    """One sentence of the facts with the numbers of the evidence that supports it."""

    text: str
    evidence: tuple[int, ...]


def supported_sentences(facts: str, evidence: Sequence[Evidence | Citation]) -> list[Supported]:
    """The facts sentence by sentence; evidence and citations are numbered from one in their order."""
    return [
        Supported(
            sentence,
            tuple(n for n, e in enumerate(evidence, 1) if e.quote and (e.quote in sentence or sentence in e.quote)),
        )
        for sentence in sentences_of(facts)
    ]


def of_the_same_kind(papers: QuerySet[WorkingPaper], paper: WorkingPaper) -> int:
    """How many other papers among those carry the same classification."""
    if paper.category_id is None:
        return 0
    return papers.filter(Q(category_id=paper.category_id)).exclude(pk=paper.pk).count()


def papers_by_item(papers: QuerySet[WorkingPaper], inspection: Inspection) -> dict[int, int]:
    """How many papers of the inspection are about each manifestation."""
    rows = papers.filter(inspection=inspection, checklist_item__isnull=False).exclude(state=PaperState.VOID)
    return dict(rows.order_by().values_list("checklist_item_id").annotate(n=Count("pk")))
