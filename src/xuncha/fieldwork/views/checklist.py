"""The checklist beside an inspection: pick what was found and open a paper from it."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render

from xuncha.core.permissions import Permission as P
from xuncha.fieldwork.selectors import PAPERS, check_points, manifestations, papers_by_item, wanted_kinds
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.regulations.models import ChecklistItem
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS


def _aspect(item: ChecklistItem) -> tuple[int, int, int]:
    aspect = item.category
    return (aspect.taxonomy_id, aspect.position, aspect.pk) if aspect else (0, 0, 0)


@page(P.PAPER_READ, of=INSPECTIONS)
def browse(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """The manifestations that concern this kind of unit, by aspect, with how many papers each has."""
    items = sorted(manifestations(inspection), key=_aspect)  # stable: within an aspect in the checklist's order
    counts = papers_by_item(PAPERS.visible_to(request.actor), inspection)
    groups = [
        (aspect, [(item, check_points(item, ()), wanted_kinds(item), counts.get(item.pk, 0)) for item in members])
        for aspect, members in groupby(items, key=lambda item: item.category)
    ]
    context = {
        "inspection": inspection,
        "groups": groups,
        "total": len(items),
        "may_write": INSPECTIONS.permits(request.actor, P.PAPER_WRITE, inspection),
    }
    return render(request, "fieldwork/checklist.html", context)
