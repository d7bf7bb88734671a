"""What the papers of an inspection still lack before they are reviewed, and where they repeat petitions."""

from django.http import HttpResponse
from django.shortcuts import render

from xuncha.core.permissions import Permission as P
from xuncha.fieldwork.rules import Grade, hints
from xuncha.fieldwork.selectors import PAPERS, facts_of, meter_of, with_what_rules_need
from xuncha.fieldwork.selectors.alike import look_alikes
from xuncha.fieldwork.selectors.sources import repeated_in
from xuncha.fieldwork.workflow import PAPER
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.leaks.rules import KIND_LABEL, MEND
from xuncha.foundation.reach import page_of
from xuncha.foundation.sealing.session import to_unlock, unlocked_by
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS

SHOWN = 100
"""Papers on the page, the least complete first."""


@page(P.PAPER_READ, of=INSPECTIONS)
def quality(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """Every paper that still changes: what it lacks, what deserves a second look, which others read alike."""
    rows = PAPERS.visible_to(request.actor).filter(inspection=inspection).exclude(state__in=PAPER.finished())
    papers = sorted(with_what_rules_need(rows).order_by("pk"), key=lambda paper: meter_of(paper).score)[:SHOWN]
    alike = look_alikes(request.actor, papers)
    lines = [
        {
            "paper": paper,
            "meter": meter_of(paper),
            "lacks": [check for check in meter_of(paper).to_do_first if check.grade is not Grade.DONE],
            "hints": hints(facts_of(paper)),
            "alike": alike[paper.pk],
        }
        for paper in papers
    ]
    context = {
        "inspection": inspection,
        "lines": lines,
        "PAPER": PAPER,
        "keeps": INSPECTIONS.permits(request.actor, P.PETITION_READ, inspection),
    }
    return render(request, "fieldwork/quality.html", context)


@page(P.PETITION_READ, of=INSPECTIONS)
def sources(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """For a keeper whose key is open: every place where papers and sheets repeat a petition, by its number."""
    by = unlocked_by(request)
    if by is None:
        return to_unlock(request)
    found = [
        (one, page_of(one.record), page_of(one.petition), KIND_LABEL[one.leak.kind], MEND[one.leak.kind])
        for one in repeated_in(request.actor, inspection, by)
    ]
    return render(request, "fieldwork/sources.html", {"inspection": inspection, "found": found})
