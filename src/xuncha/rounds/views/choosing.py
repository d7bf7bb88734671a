"""Listing organisations in a round: one, a town with its villages, a sector; taking one out again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.forms import Form
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.usecases import Act
from xuncha.rounds import services
from xuncha.rounds.forms import InspectionForm, SectorForm, TownForm, VillagesForm
from xuncha.rounds.models import Round
from xuncha.rounds.selectors import ROUNDS, one_of, townships_for
from xuncha.rounds.views.rounds import trail


def _answer(
    request: SignedInRequest, batch: Round, form: Form, act: Callable[[Act], Any], *, title: str, say: str
) -> HttpResponse:
    return form_answer(
        request,
        form,
        act,
        title=title,
        done=_("已列入{round}").format(round=batch),
        back=f"{page_of(batch)}#units",
        crumbs=trail(batch),
        context={"say": say, "submit": _("列入")},
    )


@page(P.ROUND_DRAFT, of=ROUNDS, methods=("GET", "POST"))
def add(request: SignedInRequest, batch: Round) -> HttpResponse:
    """List one organisation."""
    initial = {name: request.GET[name] for name in ("type", "extends", "organisation", "team") if name in request.GET}
    form = InspectionForm(request.POST or None, batch=batch, initial=initial)
    return _answer(
        request,
        batch,
        form,
        lambda act: services.add_inspection(act, batch, **form.cleaned_data),
        title=_("增加巡察对象"),
        say=_("巡乡带村、板块联动一次列入多家，在轮次页另有入口。"),
    )


@page(P.ROUND_DRAFT, of=ROUNDS, methods=("GET", "POST"))
def town(request: SignedInRequest, batch: Round) -> HttpResponse:
    """Choose the township; its villages come next."""
    form = TownForm(request.POST or None, batch=batch)
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data["town"]
        return HttpResponseRedirect(reverse("rounds:round-villages", kwargs={"pk": batch.pk, "town": chosen.pk}))
    context = {
        "form": form,
        "title": _("巡乡带村"),
        "say": _("先选乡镇（街道），再选它的村（社区）。"),
        "submit": _("下一步"),
        "back": page_of(batch),
        "crumbs": trail(batch),
    }
    return render(request, "ui/form_page.html", context, status=form.status)


@page(P.ROUND_DRAFT, of=ROUNDS, methods=("GET", "POST"))
def villages(request: SignedInRequest, batch: Round, town: int) -> HttpResponse:
    """List the township and the chosen villages in one act."""
    chosen = one_of(townships_for(batch), town)
    form = VillagesForm(request.POST or None, batch=batch, town=chosen)
    return _answer(
        request,
        batch,
        form,
        lambda act: services.add_town_with_villages(act, batch, town=chosen, **form.cleaned_data),
        title=_("巡乡带村：{town}").format(town=chosen),
        say=_("乡镇和选中的村一起列入，归同一个组。"),
    )


@page(P.ROUND_DRAFT, of=ROUNDS, methods=("GET", "POST"))
def sector(request: SignedInRequest, batch: Round) -> HttpResponse:
    """List several organisations of one sector in one act."""
    form = SectorForm(request.POST or None, batch=batch)
    return _answer(
        request,
        batch,
        form,
        lambda act: services.add_sector_joint(act, batch, **form.cleaned_data),
        title=_("板块联动"),
        say=_("同一板块的市、县单位一起列入。"),
    )


@page(P.ROUND_DRAFT, of=ROUNDS, methods=("POST",))
def remove(request: SignedInRequest, batch: Round, inspection: int) -> HttpResponse:
    """Take a unit out of the draft."""
    found = one_of(batch.inspections.all(), inspection)
    services.remove_inspection(act_of(request), batch, inspection=found)
    messages.success(request, _("已移出{unit}").format(unit=found.organisation))
    return HttpResponseRedirect(f"{page_of(batch)}#units")
