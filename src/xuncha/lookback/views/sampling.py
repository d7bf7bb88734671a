"""The sample of a visit: the closed lists, the two entries of the seed, the certificate."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import download, issued
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.forms import attempt
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.lookback import services
from xuncha.lookback.documents import sample_certificate
from xuncha.lookback.forms.visits import SampleForm, SeedForm
from xuncha.lookback.models import Sample, Visit
from xuncha.lookback.rules.sampling import reasons_not_to_type
from xuncha.lookback.selectors import SAMPLES, VISITS
from xuncha.lookback.selectors.samples import drawn_of, file_of, written
from xuncha.lookback.views.visits import crumbs
from xuncha.lookback.workflow import SAMPLE, SampleState

WITH_SEED = ("type", "again")
STEPS: Mapping[str, Callable[..., Any]] = {"retype": services.retype_seed, "cancel": services.cancel_sample}


@page(P.LOOKBACK_WRITE, of=VISITS, methods=("GET", "POST"))
def close(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Close the lists and name the source of the seed."""
    form = SampleForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.close_list(act, visit, **form.cleaned_data),
        title=_("抽样"),
        done=lambda made: (_("名单已封存"), page_of(made)),
        crumbs=crumbs(visit),
        context={
            "submit": _("封存名单"),
            "say": _("先封存名单，种子公布后由两人各录入一次，两次一致才抽取；任何人都能重做。"),
        },
    )


@page(P.RETURN_VISIT_READ, of=SAMPLES, methods=("GET", "POST"))
def sample(request: SignedInRequest, sample: Sample) -> HttpResponse:
    """One sample: the closed lists and their hash, the field for the seed, those drawn."""
    form = SeedForm(request.POST or None)
    if form.is_bound and form.is_valid():
        use_case = services.type_seed if sample.state == SampleState.CLOSED else services.confirm_seed
        done = attempt(request, form, lambda act: use_case(act, sample, **form.cleaned_data))
        if done is not None:
            return HttpResponseRedirect(page_of(sample) + _tell(request, done))
    own = sample.first_by_id == request.actor.pk
    waiting = sample.state in {SampleState.CLOSED, SampleState.TYPED}
    context = {
        "sample": sample,
        "visit": sample.visit,
        "workflow": SAMPLE,
        "form": form,
        "typing": waiting and SAMPLES.permits(request.actor, P.LOOKBACK_SEED, sample),
        "refused": reasons_not_to_type(today=localdate(request.now), source_on=sample.source_on, first=own),
        "parts": drawn_of(sample),
        "differs": "differs" in request.GET and waiting,
        "file": file_of(sample),
        "buttons": buttons(request.actor, sample, SAMPLE, "lookback:sample-step", own=own, leave_out=WITH_SEED),
    }
    return render(request, "lookback/sample.html", context, status=form.status)


def _tell(request: SignedInRequest, sample: Sample) -> str:
    """Say what came of it; what follows the address when the two entries differ, so that the page says it lastingly."""
    if sample.state == SampleState.DRAWN:
        messages.success(request, _("两次录入一致，已抽出"))
    elif sample.first_by_id == request.actor.pk:
        messages.success(request, _("已录入。请另一人在自己的账号里再录入一次"))
    else:
        return "?differs=1#seed"
    return ""


@page(P.RETURN_VISIT_READ, of=SAMPLES, methods=("POST",))
def step(request: SignedInRequest, sample: Sample, step: str) -> HttpResponse:
    """Take back one's entry, or give the lists up."""
    return take_step(request, sample, SAMPLE, STEPS, step)


@page(P.RETURN_VISIT_READ, of=SAMPLES)
def document(request: SignedInRequest, sample: Sample, ending: str) -> HttpResponse:
    """The lists as a file, before and after; once drawn, the certificate on paper or as the file to verify."""
    if ending == "json":
        content = json.dumps(written(sample), ensure_ascii=False, indent=1).encode()
        return download(content, file_of(sample), "application/json")
    if sample.state != SampleState.DRAWN:
        raise Http404
    on = localdate(request.now)
    return issued(sample_certificate, sample, sample.visit.jurisdiction, on=on, as_pdf=ending == "pdf")
