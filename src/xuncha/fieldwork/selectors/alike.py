"""Papers of one round that read alike, as far as the person may read both."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Coalesce

from xuncha.core.likeness import bigrams, shared
from xuncha.fieldwork.models import WorkingPaper
from xuncha.fieldwork.selectors.reaches import PAPERS
from xuncha.fieldwork.workflow import PaperState
from xuncha.foundation.accounts.actors import Actor

LOOK_ALIKE = 50
"""Per cent; below it, papers about one field of work share too many common words to be worth a look."""
COMPARED = 500
"""Papers of a round that are compared at most, the newest first."""
BEGINNING = 200
"""Characters of the facts that are compared, after the title."""
MOST = 3


@dataclass(frozen=True, slots=True)
class Alike:
    """Another paper of the round that reads like this one."""

    pk: int
    label: str
    percent: int


def look_alikes(actor: Actor, papers: Sequence[WorkingPaper]) -> dict[int, list[Alike]]:
    """For papers of one round: which others of it read alike, the most alike first; one query."""
    if not papers:
        return {}
    near = PAPERS.visible_to(actor).filter(inspection__round=papers[0].inspection.round_id)
    near = near.exclude(state__in=[PaperState.VOID, PaperState.SUPERSEDED]).order_by("-pk")
    rows = near.annotate(no=Coalesce(F("number"), F("provisional_no"))).values_list("pk", "no", "title", "facts")
    others = [(pk, f"{no} {title}", _pairs(title, facts)) for pk, no, title, facts in rows[:COMPARED]]
    return {paper.pk: _nearest(paper, others) for paper in papers}


def _pairs(title: str, facts: str) -> frozenset[str]:
    return bigrams(title + facts[:BEGINNING])


def _nearest(paper: WorkingPaper, others: Sequence[tuple[int, str, frozenset[str]]]) -> list[Alike]:
    mine = _pairs(paper.title, paper.facts)
    found = [Alike(pk, label, shared(mine, theirs)) for pk, label, theirs in others if pk != paper.pk]
    return sorted((one for one in found if one.percent >= LOOK_ALIKE), key=lambda one: (-one.percent, one.pk))[:MOST]
