"""Drawing lots on the pages of a round: the closed list, the two entries of the seed, the result, the certificate."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import download, issued
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.forms import attempt
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.rounds import services
from xuncha.rounds.documents import draw_certificate
from xuncha.rounds.forms import DrawForm, SeatsForm, SeedForm
from xuncha.rounds.models import Draw, DrawKind, Round
from xuncha.rounds.rules import reasons_not_to_type
from xuncha.rounds.selectors import DRAWS, ROUNDS
from xuncha.rounds.selectors.drawn import seats_for, still_open
from xuncha.rounds.selectors.lots import certificate_file, drawn_with_teams, file_of, list_file
from xuncha.rounds.views.rounds import trail
from xuncha.rounds.workflow import DRAW, DrawState
from xuncha.talent.selectors import pool_names

STEPS: Mapping[str, Callable[..., Any]] = {"retype": services.retype_seed, "cancel": services.cancel_draw}
WITH_SEED = ("type", "again")
"""Steps that ask for the seed, in a form of their own."""


@page(P.ROUND_DRAFT, of=ROUNDS, methods=("GET", "POST"))
def new(request: SignedInRequest, batch: Round) -> HttpResponse:
    """Choose what is drawn, close the list and name the source of the seed."""
    pools = pool_names(timezone.localdate(request.now), batch.term.jurisdiction).items()
    form = DrawForm(request.POST or None, batch=batch, pools=pools)
    return form_answer(
        request,
        form,
        lambda act: services.close_list(act, batch, **form.answers()),
        title=_("随机抽取"),
        done=lambda made: (_("名单已封存：{draw}").format(draw=made), page_of(made)),
        crumbs=trail(batch),
        context={
            "submit": _("封存名单"),
            "say": _("先封存名单并公开散列值，种子公布后由两人各录入一次，两次一致才抽取；任何人都能重做。"),
        },
    )


@page(P.DRAW_READ, of=DRAWS, methods=("GET", "POST"))
def draw(request: SignedInRequest, draw: Draw) -> HttpResponse:
    """One draw: the closed list and its hash, the field for the seed, the result."""
    form = SeedForm(request.POST or None)
    if form.is_bound and form.is_valid():
        use_case = services.type_seed if draw.state == DrawState.CLOSED else services.confirm_seed
        done = attempt(request, form, lambda act: use_case(act, draw, **form.cleaned_data))
        if done is not None:
            return HttpResponseRedirect(page_of(draw) + _tell(request, done))
    today, own = timezone.localdate(request.now), draw.first_by_id == request.actor.pk
    waiting = draw.state in {DrawState.CLOSED, DrawState.TYPED}
    context = {
        "draw": draw,
        "batch": draw.round,
        "form": form,
        "typing": waiting and DRAWS.permits(request.actor, P.DRAW_SEED, draw),
        "refused": reasons_not_to_type(today=today, source_on=draw.source_on, first=own),
        "names": sorted(name for name, _pk in draw.entries),
        "drawn": drawn_with_teams(draw),
        "differs": "differs" in request.GET and waiting,
        "file": file_of(draw),
        "adoptable": draw.state == DrawState.DRAWN
        and DRAWS.permits(request.actor, P.ROUND_DRAFT, draw)
        and bool(still_open(draw)),
        "steps": buttons(request.actor, draw, DRAW, "rounds:draw-step", own=own, leave_out=WITH_SEED),
        "DRAW": DRAW,
    }
    return render(request, "rounds/draw.html", context, status=form.status)


def _tell(request: SignedInRequest, draw: Draw) -> str:
    """Say what came of it; what follows the address when the two entries differ, so that the page says it lastingly."""
    if draw.state == DrawState.DRAWN:
        messages.success(request, _("两次录入一致，已抽出"))
    elif draw.first_by_id == request.actor.pk:
        messages.success(request, _("已录入。请另一人在自己的账号里再录入一次"))
    else:
        return "?differs=1#seed"
    return ""


@page(P.DRAW_READ, of=DRAWS, methods=("POST",))
def draw_step(request: SignedInRequest, draw: Draw, step: str) -> HttpResponse:
    """Take back one's entry, or give the list up."""
    return take_step(request, draw, DRAW, STEPS, step)


@page(P.ROUND_DRAFT, of=DRAWS, methods=("GET", "POST"))
def adopt(request: SignedInRequest, draw: Draw) -> HttpResponse:
    """Take the result over: a place for everybody who was drawn, or the list of what will be done, and one button."""
    people = draw.kind == DrawKind.PEOPLE
    form = SeatsForm(request.POST or None, draw=draw, seats=seats_for(draw) if people else [])
    return form_answer(
        request,
        form,
        lambda act: services.adopt_draw(act, draw, seats=form.answers()),
        title=_("采用抽取结果"),
        done=lambda _draw: (_("抽取结果已采用"), f"{page_of(draw.round)}#teams"),
        crumbs=[*trail(draw.round), (str(draw), page_of(draw))],
        template="rounds/draw_adopt.html",
        context={
            "submit": _("采用抽取结果"),
            "say": _("抽出的是谁不能改；职务和组由您核对。回避、兼任等各项规定照样核对，全部合规才任命。")
            if people
            else _("各项规定照样核对，全部合规才办理。"),
            "drawn": [] if people else still_open(draw),
        },
    )


@page(P.DRAW_READ, of=DRAWS)
def draw_document(request: SignedInRequest, draw: Draw, ending: str) -> HttpResponse:
    """The list as a file, before and after; once drawn, the certificate as docx or pdf, or as the file to verify."""
    if ending == "json":
        content = certificate_file(draw) if draw.state == DrawState.DRAWN else list_file(draw)
        written = json.dumps(content, ensure_ascii=False, indent=1).encode()
        return download(written, file_of(draw), "application/json")
    if ending not in {"docx", "pdf"} or draw.state != DrawState.DRAWN:
        raise Http404
    today = timezone.localdate(request.now)
    return issued(draw_certificate, draw, draw.round.term.jurisdiction, on=today, as_pdf=ending == "pdf")
