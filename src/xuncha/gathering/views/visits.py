"""Visits and meetings sat in on: the ledger, one of them, noting and putting right."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.files.serving import serve
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledgers import Choice, Column, Ledger, main_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.gathering import services
from xuncha.gathering.forms.visits import VisitForm
from xuncha.gathering.models import Visit
from xuncha.gathering.selectors import VISITS
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS, inspection_spine, people_with

SHOWN = ("kind", "title", "on", "place", "seen", "quantity", "unit")


def amount(visit: Visit) -> str:
    """How much was seen: `12 户`."""
    return f"{visit.quantity} {visit.unit}" if visit.quantity else ""


VISITS_LEDGER = Ledger(
    "gathering.visits",
    lazy("走访和列席"),
    columns=(
        main_column("title", lazy("走访对象或者会议名称"), str, sub=lambda v: v.inspection.organisation),
        Column("on", lazy("日期"), lambda v: v.on, sort="on", css="nw"),
        Column("place", lazy("地点"), lambda v: v.place),
        Column("amount", lazy("数量"), amount, css="nw"),
    ),
    spine=inspection_spine(),
    choices=(Choice("kind", lazy("类别"), "kind", Visit.Kind.choices),),
    search=("title", "place"),
    opening=lazy("共 {n} 次走访、列席"),
    empty=lazy("在巡察任务页上登记走访和列席的会议。"),
    order=("-on", "-pk"),
    related=("inspection__organisation",),
    without=("seen",),
)


@page(P.VISIT_READ)
def visits(request: SignedInRequest) -> HttpResponseBase:
    """Every visit and meeting within reach."""
    return VISITS_LEDGER.respond(request, VISITS.visible_to(request.actor))


@page(P.VISIT_WRITE, of=INSPECTIONS, methods=("GET", "POST"))
def new(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """Note a visit or a meeting."""
    kept = Kept(request, f"gathering.visit:new-{inspection.pk}")
    team = people_with(P.VISIT_WRITE, inspection, request.now)
    initial: dict[str, Any] = {"on": timezone.localdate(request.now), "members": [request.actor.pk], **kept.typed}
    form = VisitForm(request.POST or None, request.FILES or None, team=team, initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.note_visit(act, inspection, **form.cleaned_data),
        title=_("登记走访、列席"),
        done=lambda made: (_("已登记{visit}").format(visit=made), page_of(made)),
        crumbs=[(str(inspection.organisation), page_of(inspection))],
        kept=kept,
    )


@page(P.VISIT_READ, of=VISITS)
def visit(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """One visit or meeting."""
    context = {
        "visit": visit,
        "inspection": visit.inspection,
        "members": visit.members.all(),
        "amount": amount(visit),
        "files": visit.files.select_related("file"),
        "editable": VISITS.permits(request.actor, P.VISIT_WRITE, visit),
    }
    return render(request, "gathering/visit.html", context)


@page(P.VISIT_WRITE, of=VISITS, methods=("GET", "POST"))
def change(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Put right what was noted."""
    went = list(visit.members.all())
    team = [*went, *(one for one in people_with(P.VISIT_WRITE, visit.inspection, request.now) if one not in went)]
    initial = {name: getattr(visit, name) for name in SHOWN} | {"members": [one.pk for one in went]}
    form = VisitForm(request.POST or None, request.FILES or None, team=team, initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.change_visit(act, visit, base_version=base_version(request), **form.cleaned_data),
        title=_("修改走访、列席"),
        record=visit,
        crumbs=[(_("走访和列席"), reverse("gathering:visits")), (str(visit), page_of(visit))],
    )


@page(P.VISIT_READ, of=VISITS)
def file(request: SignedInRequest, visit: Visit, attachment: int) -> HttpResponseBase:
    """One photograph or paper."""
    return serve(get_object_or_404(visit.files.select_related("file"), pk=attachment))
