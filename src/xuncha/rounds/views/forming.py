"""Forming a round's teams: what every team asks for, the proposal with its reasons, adopting it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.core.text import unpacked
from xuncha.foundation.http import SignedInRequest, act_of, page, words
from xuncha.foundation.jobs.models import Job, JobState
from xuncha.foundation.jobs.selectors import jobs_of
from xuncha.foundation.jobs.services import enqueue
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.forms import attempt
from xuncha.rounds import services
from xuncha.rounds.forms import FormingForm
from xuncha.rounds.models import Position, Round
from xuncha.rounds.selectors import ROUNDS
from xuncha.rounds.services.forming import FORM_TEAMS
from xuncha.rounds.workflow import ROUND, RoundState


@page(P.ROUND_DRAFT, of=ROUNDS, methods=("GET", "POST"))
def forming(request: SignedInRequest, batch: Round) -> HttpResponse:
    """Ask for a proposal; below, the latest one with a reason for every seat."""
    form = FormingForm(request.POST or None)
    if form.is_bound and form.is_valid():
        title = _("组建巡察组：{round}").format(round=batch)
        arguments = {"round": batch.pk, "wanted": form.wanted()}
        asked = attempt(request, form, lambda act: enqueue(act, FORM_TEAMS, title=title, arguments=arguments))
        if asked is not None:
            return HttpResponseRedirect(reverse("jobs:job", args=[asked.pk]))
    latest = jobs_of(request.actor).filter(kind=FORM_TEAMS, arguments__round=batch.pk, state=JobState.DONE).first()
    context = {
        "batch": batch,
        "form": form,
        "job": latest,
        "outcome": [words(unpacked(text)) for text in latest.outcome] if latest else [],
        "teams": _teams(latest),
        "adoptable": latest is not None and batch.state == RoundState.DRAFT,
        "ROUND": ROUND,
    }
    return render(request, "rounds/forming.html", context, status=form.status)


def _teams(job: Job | None) -> list[dict[str, Any]]:
    """The proposed teams as the page shows them."""
    return [
        {
            "name": team["name"],
            "seats": [{**one, "position": Position(one["position"]).label} for one in team["seats"]],
            "kept_out": [
                {"name": one["name"], "texts": [words(unpacked(text)) for text in one["texts"]]}
                for one in team["kept_out"]
            ],
        }
        for team in (job.result.get("teams", []) if job else [])
    ]


@page(P.ROUND_DRAFT, of=ROUNDS, methods=("POST",))
def adopt(request: SignedInRequest, batch: Round) -> HttpResponse:
    """Name everybody of the proposal that was shown."""
    shown = request.POST.get("job", "")
    services.adopt_formation(act_of(request), batch, job=int(shown) if shown.isdecimal() else 0)
    messages.success(request, _("已按方案任命，请逐组核对职务和分工。"))
    return HttpResponseRedirect(f"{page_of(batch)}#teams")
