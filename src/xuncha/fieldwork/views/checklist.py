"""The checklist beside an inspection: pick what was found and open a paper from it."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render

from xuncha.core.permissions import Permission as P
from xuncha.fieldwork.selectors import PAPERS, check_points, manifestations, papers_by_item, wanted_kinds
from xuncha.foundation.http import SignedInRequest, page
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS


@page(P.PAPER_READ, of=INSPECTIONS)
def browse(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """The manifestations that concern this kind of unit, by aspect, with how many papers each has."""
    items = manifestations(inspection)
    counts = papers_by_item(PAPERS.visible_to(request.actor), inspection)
    lines = [
        {
            "item": item,
            "points": check_points(item, ()),
            "kinds": wanted_kinds(item),
            "papers": counts.get(item.pk, 0),
        }
        for item in items
    ]
    grouped = [(aspect, list(members)) for aspect, members in groupby(lines, key=lambda line: line["item"].category)]
    context = {
        "inspection": inspection,
        "groups": grouped,
        "total": len(items),
        "may_write": INSPECTIONS.permitted(request.actor, P.PAPER_WRITE).filter(pk=inspection.pk).exists(),
    }
    return render(request, "fieldwork/checklist.html", context)
