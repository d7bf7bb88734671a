"""What a fact-confirmation sheet is made of, and what its rules look at."""

from datetime import date

from django.db.models import QuerySet

from xuncha.core.deadlines import Due
from xuncha.fieldwork.models import FactItem, FactSheet, Place, WorkingPaper
from xuncha.fieldwork.rules import SheetFacts
from xuncha.fieldwork.workflow import FACT, PaperState
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.regulations.selectors import due_for
from xuncha.rounds.models import Inspection


def items_of(sheet: FactSheet) -> list[FactItem]:
    """The statements in their order, each with its papers and the unit's proof; two queries."""
    return list(sheet.items.select_related("attachment__file", "sheet").prefetch_related("papers").order_by("position"))


def confirmable_papers(papers: QuerySet[WorkingPaper], inspection: Inspection) -> QuerySet[WorkingPaper]:
    """Papers of the inspection whose facts may be put to the unit."""
    gone = [PaperState.SUPERSEDED, PaperState.VOID]
    return papers.filter(inspection=inspection).exclude(state__in=gone).order_by("provisional_no")


def sheet_facts(sheet: FactSheet, actor: Actor) -> SheetFacts:
    """A sheet as the rule of its approval sees it."""
    papers = WorkingPaper.objects.filter(fact_items__sheet=sheet).distinct()
    checked = papers.filter(signatures__place=Place.DEPUTY, signatures__voided_at__isnull=True)
    return SheetFacts(
        texts=tuple(sheet.items.values_list("text", flat=True)),
        unchecked_papers=tuple(str(paper) for paper in papers.exclude(pk__in=checked.values("pk"))),
        author_is_actor=sheet.created_by_id == actor.pk,
    )


def default_reply_by(sheet: FactSheet, today: date) -> Due | None:
    """The day by which the rules in force want the unit's answer, with its explanation; None without a rule."""
    return due_for(FACT.steps["send"].starts, today, sheet.inspection.round.term.jurisdiction)
