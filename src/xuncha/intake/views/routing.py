"""Passing a petition on: taking out what names the petitioner, side by side; then the body's receipt and reply."""

from hashlib import sha256
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from xuncha.core.errors import Denied
from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.foundation.sealing.session import to_unlock, unlocked_by
from xuncha.foundation.ui.pages import form_answer
from xuncha.intake import services
from xuncha.intake.documents import Passed, routing_letter
from xuncha.intake.forms import ReceiptForm, ReplyForm, RouteForm
from xuncha.intake.models import Petition, Routing
from xuncha.intake.rules import passages_to_remove, redacted
from xuncha.intake.selectors import PETITIONS, Content, content_of, known_of
from xuncha.intake.selectors.routings import ROUTINGS, passed_on, reply_to
from xuncha.intake.views.desk import way
from xuncha.intake.workflow import PetitionState


@page(P.PETITION_WRITE, of=PETITIONS, methods=("GET", "POST"))
def route(request: SignedInRequest, petition: Petition) -> HttpResponse:
    """Pass it to a competent body. What goes out is shown beside the original first; then it is sent as shown."""
    by = unlocked_by(request)
    if by is None:
        return to_unlock(request)
    told = content_of(petition, by)
    form, shown = _asked(request, petition, told, by)
    context = {
        "say": _("承办部门只能拿到右边的内容。原文和反映人信息留在组里。"),
        "submit": _("照右边的内容转出") if shown else _("先看隐去后的样子"),
        "told": told,
        "shown": shown,
    }
    return form_answer(
        request,
        form,
        lambda act: services.route_petition(
            act, petition, by=by, **{name: form.cleaned_data[name] for name in ("to", "reason", "removed")}
        ),
        title=_("转有关部门"),
        done=lambda made: (_("已转{to}，请打印转办函").format(to=made.to), page_of(made)),
        record=petition,
        crumbs=way(petition),
        template="intake/route.html",
        context=context,
    )


def _asked(
    request: SignedInRequest, petition: Petition, told: Content, by: Unlocked
) -> tuple[RouteForm, Content | None]:
    """The form, bound once what it would pass on was seen as it is; and what that is."""
    if request.method != "POST":
        proposed = passages_to_remove(f"{told.about}\n{told.text}", known_of(petition, by))
        return RouteForm(initial={"removed": "\n".join(proposed)}), None
    form = RouteForm(request.POST)
    if not form.is_valid():
        return form, None
    removed = form.cleaned_data["removed"]
    shown = Content(redacted(told.about, removed), redacted(told.text, removed))
    print_of_it = sha256(shown.packed()).hexdigest()
    if form.cleaned_data["seen"] == print_of_it:
        return form, shown
    typed = {**form.cleaned_data, "removed": "\n".join(removed), "seen": print_of_it}
    return RouteForm(initial=typed), shown


@page(P.PETITION_READ, of=ROUTINGS)
def routing(request: SignedInRequest, routing: Routing) -> HttpResponse:
    """What was passed on, to whom, and how far it is."""
    context: dict[str, Any] = {
        "routing": routing,
        "petition": routing.petition,
        "waits": routing.petition.state == PetitionState.ROUTED and routing.replied_on is None,
        "writes": ROUTINGS.permits(request.actor, P.PETITION_WRITE, routing),
    }
    by = unlocked_by(request)
    if by is not None:
        try:
            context |= {"passed": passed_on(routing, by), "reply": reply_to(routing, by)}
        except Denied:
            context["not_kept"] = True
    return render(request, "intake/routing.html", context)


@page(P.PETITION_READ, of=ROUTINGS)
def letter(request: SignedInRequest, routing: Routing, ending: str) -> HttpResponse:
    """The letter to the body, with the redacted text alone."""
    if ending != "docx":
        raise Http404
    by = unlocked_by(request)
    if by is None:
        return to_unlock(request)
    day = timezone.localdate(routing.created_at)
    office = routing.petition.inspection.round.term.jurisdiction
    name = _("转办函 {number}").format(number=routing.petition.number)
    return issued(routing_letter, Passed(routing, passed_on(routing, by)), office, on=day, filename=name)


@page(P.PETITION_WRITE, of=ROUTINGS, methods=("GET", "POST"))
def receipt(request: SignedInRequest, routing: Routing) -> HttpResponse:
    """Note that the body has received it."""
    form = ReceiptForm(request.POST or None, initial={"received_on": timezone.localdate(request.now)})
    return form_answer(
        request,
        form,
        lambda act: services.note_receipt(act, routing, **form.cleaned_data),
        title=_("登记签收"),
        record=routing,
        crumbs=[*way(routing.petition), (routing.to, page_of(routing))],
    )


@page(P.PETITION_WRITE, of=ROUTINGS, methods=("GET", "POST"))
def reply(request: SignedInRequest, routing: Routing) -> HttpResponse:
    """Note what the body has answered; it is sealed at once."""
    form = ReplyForm(request.POST or None, initial={"received_on": timezone.localdate(request.now)})
    return form_answer(
        request,
        form,
        lambda act: services.note_reply(act, routing, **form.cleaned_data),
        title=_("登记办理回复"),
        record=routing,
        crumbs=[*way(routing.petition), (routing.to, page_of(routing))],
    )
