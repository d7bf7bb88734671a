"""Who goes where in a round: counties to counties, then units to teams; proposed, and adopted by a person."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.core.text import unpacked
from xuncha.foundation.http import SignedInRequest, act_of, page, words
from xuncha.foundation.jobs.models import JobState
from xuncha.foundation.jobs.selectors import jobs_of
from xuncha.foundation.ui.forms import attempt
from xuncha.rounds import services
from xuncha.rounds.forms import RingForm
from xuncha.rounds.models import Round
from xuncha.rounds.rules import reasons_not_to_assign, reasons_not_to_ring
from xuncha.rounds.selectors import ROUNDS
from xuncha.rounds.selectors.rings import county_lines, named_ring, named_units
from xuncha.rounds.services.rings import ASSIGN, RING, UNITS
from xuncha.rounds.workflow import ROUND, RoundState


@page(P.ROUND_DRAFT, of=ROUNDS, methods=("GET", "POST"))
def assignment(request: SignedInRequest, batch: Round) -> HttpResponse:
    """The counties with their loads, the proposal worked out last, and what is asked for it."""
    if request.POST.get("step") == UNITS:
        services.ask_assignment(act_of(request), batch, step=UNITS)
        return HttpResponseRedirect(_address(batch))
    form = RingForm(request.POST or None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        asked = attempt(request, form, lambda act: services.ask_assignment(act, batch, step=RING, **given))
        if asked is not None:
            return HttpResponseRedirect(_address(batch))
    lines, state = county_lines(batch), RoundState(batch.state)
    latest = jobs_of(request.actor).filter(kind=ASSIGN, arguments__round=batch.pk).first()
    result = latest.result if latest and latest.state == JobState.DONE and latest.result["to"] else None
    context = {
        "batch": batch,
        "lines": lines,
        "form": form,
        "no_ring": reasons_not_to_ring(state, counties=len(lines), mutual=True),
        "no_units": reasons_not_to_assign(state, units=batch.inspections.count(), teams=batch.teams.count()),
        "job": latest,
        "outcome": [words(unpacked(text)) for text in latest.outcome] if latest else [],
        "ring": named_ring(batch, result["to"]) if result and result["step"] == RING else [],
        "units": named_units(batch, result["to"]) if result and result["step"] == UNITS else [],
        "adoptable": result is not None and state is RoundState.DRAFT,
        "ROUND": ROUND,
    }
    return render(request, "rounds/ring.html", context, status=form.status)


def _address(batch: Round) -> str:
    return reverse("rounds:round-ring", args=[batch.pk])


@page(P.ROUND_DRAFT, of=ROUNDS, methods=("POST",))
def adopt(request: SignedInRequest, batch: Round) -> HttpResponse:
    """Take over the proposal that was shown, as a whole."""
    shown = request.POST.get("job", "")
    services.adopt_assignment(act_of(request), batch, job=int(shown) if shown.isdecimal() else 0)
    messages.success(request, _("已按方案分派"))
    return HttpResponseRedirect(_address(batch))
