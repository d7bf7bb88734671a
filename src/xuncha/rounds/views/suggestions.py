"""Suggestions of departments on whom to inspect, and the filing of the approved scheme."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, page, words
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.forms import Form, base_version
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.rounds import services
from xuncha.rounds.forms import AdoptForm, FilingForm, SuggestForm
from xuncha.rounds.models import Round, Suggestion
from xuncha.rounds.rules import reasons_not_to_adopt
from xuncha.rounds.selectors import ROUNDS, SUGGESTIONS, listed_inspection
from xuncha.rounds.views.rounds import trail
from xuncha.rounds.workflow import SUGGESTION, RoundState

STEPS: Mapping[str, Callable[..., Any]] = {"decline": services.decline_suggestion}


@page(P.ROUND_SUGGEST, of=ROUNDS, methods=("GET", "POST"))
def suggest(request: SignedInRequest, batch: Round) -> HttpResponse:
    """A department suggests a unit."""
    form = SuggestForm(request.POST or None, batch=batch)
    return form_answer(
        request,
        form,
        lambda act: services.suggest_inspection(act, batch, **form.cleaned_data),
        title=_("建议巡察对象"),
        done=lambda done: (_("已提出建议：{unit}").format(unit=done.organisation), f"{page_of(batch)}#suggestions"),
        crumbs=trail(batch),
        context={"say": _("巡察办会逐条答复，答复在轮次页可以看到。"), "submit": _("提出建议")},
    )


@page(P.SUGGESTION_READ, of=SUGGESTIONS)
def suggestion(request: SignedInRequest, suggestion: Suggestion) -> HttpResponse:
    """One suggestion with its answer, or with the ways to answer it."""
    listed = listed_inspection(suggestion.round, suggestion.organisation)
    unit, state = str(suggestion.organisation), RoundState(suggestion.round.state)
    refused = {"adopt": reasons_not_to_adopt(state, unit=unit, listed=listed is not None)}
    steps = buttons(request.actor, suggestion, SUGGESTION, "rounds:suggestion-step", refused=refused)
    context = {"suggestion": suggestion, "listed": listed, "steps": steps, "SUGGESTION": SUGGESTION}
    return render(request, "rounds/suggestion.html", context)


@page(P.SUGGESTION_READ, of=SUGGESTIONS, methods=("POST",))
def step(request: SignedInRequest, suggestion: Suggestion, step: str) -> HttpResponse:
    """Answer a suggestion; adopting it asks for type and team first, unless the unit is listed already."""
    if step != "adopt":
        return take_step(request, suggestion, SUGGESTION, STEPS, step)
    batch = suggestion.round
    sent = request.POST if "sent" in request.POST else None
    listed = listed_inspection(batch, suggestion.organisation) is not None
    form = Form(sent) if listed else AdoptForm(sent, batch=batch)
    label = words(SUGGESTION.steps[step].label)
    return form_answer(
        request,
        form,
        lambda act: services.adopt_suggestion(act, suggestion, **form.cleaned_data),
        title=label,
        done=lambda done: (_("已采纳建议：{unit}").format(unit=done.organisation), f"{page_of(batch)}#units"),
        template="rounds/step.html",
        crumbs=trail(batch),
        context={"submit": label, "say": str(suggestion.organisation)},
    )


@page(P.ROUND_RUN, of=ROUNDS, methods=("GET", "POST"))
def file(request: SignedInRequest, batch: Round) -> HttpResponse:
    """Note that the scheme went to the upper office."""
    noted = {name: getattr(batch, name) for name in FilingForm.base_fields}
    noted["filed_on"] = noted["filed_on"] or timezone.localdate(request.now)
    form = FilingForm(request.POST or None, initial=noted)
    return form_answer(
        request,
        form,
        lambda act: services.note_filing(act, batch, base_version=base_version(request), **form.cleaned_data),
        title=_("登记报备"),
        done=lambda done: (_("已登记报备：{round}").format(round=done), f"{page_of(done)}#filing"),
        record=batch,
        crumbs=trail(batch),
    )
