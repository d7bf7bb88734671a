"""The office's questions to units, at the desk: what was asked, what the unit answered."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.ui.ledgers import Column, Ledger, by_state, finished_last, main_column, state_column
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.hints import services
from xuncha.hints.models import Inquiry
from xuncha.hints.selectors import HINTS, INQUIRIES
from xuncha.hints.workflow import INQUIRY
from xuncha.rounds.selectors import inspection_spine

INQUIRIES_LEDGER = Ledger(
    "hints.inquiries",
    gettext_lazy("巡察办询问"),
    columns=(
        main_column("text", gettext_lazy("询问内容"), str, sub=lambda i: i.item.number if i.item else ""),
        Column("unit", gettext_lazy("被巡察单位"), lambda i: i.plan.inspection.organisation, css="w5"),
        Column("due_on", gettext_lazy("答复期限"), lambda i: i.due_on, sort="due_on", css="nw"),
        Column("answer", gettext_lazy("答复"), lambda i: i.answer, css="fold"),
        state_column(INQUIRY, since=True),
    ),
    spine=inspection_spine(path="plan__inspection", done=Q(state__in=INQUIRY.finished())),
    choices=(by_state(INQUIRY),),
    search=("text", "answer", "item__number"),
    opening=gettext_lazy("共 {n} 件询问"),
    empty=gettext_lazy("核实整改核查提示时向单位提的问题，和单位的答复。"),
    overdue=overdue_in(INQUIRIES),
    order=(finished_last(INQUIRY), "-pk"),
    related=("plan__inspection__organisation", "plan__inspection__round", "item"),
    without=("item__text", "item__statement", "plan__overall", "plan__inspection__round__scheme"),
)


@page(P.RECT_READ)
def inquiries(request: SignedInRequest) -> HttpResponseBase:
    """Every question to a unit within reach; the unit's people have a page of their own."""
    if request.actor.only_for_units:
        return redirect("hints_unit:inquiries")
    return INQUIRIES_LEDGER.respond(request, INQUIRIES.visible_to(request.actor))


@page(P.RECT_READ, of=INQUIRIES)
def inquiry(request: SignedInRequest, inquiry: Inquiry) -> HttpResponse:
    """One question with its answer, and for those who may read it the hint behind it."""
    if not INQUIRIES.permits(request.actor.as_staff, INQUIRIES.read, inquiry):
        return redirect("hints_unit:inquiry", pk=inquiry.pk)
    context = {
        "inquiry": inquiry,
        "workflow": INQUIRY,
        "hint": HINTS.visible_to(request.actor).filter(pk=inquiry.hint_id).first(),
        "buttons": buttons(request.actor, inquiry, INQUIRY, "hints:inquiry-step", leave_out=("answer",)),
    }
    return render(request, "hints/inquiry.html", context)


STEPS: dict[str, Callable[..., Any]] = {"again": services.ask_again, "close": services.close_inquiry}


@page(P.RECT_READ, of=INQUIRIES, methods=("POST",))
def inquiry_step(request: SignedInRequest, inquiry: Inquiry, step: str) -> HttpResponse:
    """Ask for more, or be content with the answer."""
    return take_step(request, inquiry, INQUIRY, STEPS, step)
