"""Inspections: the list, and the page of one as the team's workspace; later stages add their parts."""

from datetime import date

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledgers import Chip, Choice, Column, Ledger, Spine, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.planning.models import InspectionType
from xuncha.rounds import services
from xuncha.rounds.documents import inspection_notice, public_notice
from xuncha.rounds.forms import DayForm, FocusForm, MoveForm
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import (
    INSPECTIONS,
    ROUNDS,
    Band,
    finished_inspections,
    members_of_team,
    milestones,
    others_of,
    own_inspections,
    panels_for,
)
from xuncha.rounds.views.rounds import trail
from xuncha.rounds.workflow import ROUND, RoundState

INSPECTIONS_LEDGER = Ledger(
    "rounds.inspections",
    lazy("巡察工作台"),
    columns=(
        main_column("unit", lazy("被巡察单位"), lambda i: i.organisation, sort="organisation__name",
                    sub=lambda i: i.focus),
        Column("type", lazy("巡察类型"), lambda i: i.get_type_display(), sort="type", css="nw"),
        Column("team", lazy("巡察组"), lambda i: i.team or "", sort="team__number", css="nw"),
        Column("round", lazy("轮次"), lambda i: i.round, sort="round__number"),
        Column("entry", lazy("进驻"), lambda i: i.entry_on, sort="entry_on", css="nw fold"),
        Column("withdraw", lazy("撤点"), lambda i: i.withdraw_on, sort="withdraw_on", css="nw fold"),
        state_column(ROUND, of="round"),
    ),
    spine=Spine(
        term="round__term_id",
        year="round__year",
        round="round_id",
        team="team_id",
        unit="organisation",
        done=finished_inspections(),
    ),
    choices=(Choice("type", lazy("巡察类型"), "type", InspectionType.choices),),
    search=("organisation__name", "organisation__short_name", "focus"),
    chips=(Chip("mine", lazy("我的组"), own_inspections),),
    opening=lazy("共 {n} 项巡察任务"),
    empty=lazy("轮次列入对象、授权以后，任务出现在这里。"),
    order=("-round__year", "-round__number", "team__number"),
    related=("organisation", "team", "round"),
)  # fmt: skip


@page(P.INSPECTION_READ)
def inspections(request: SignedInRequest) -> HttpResponseBase:
    """Every inspection within reach."""
    return INSPECTIONS_LEDGER.respond(request, INSPECTIONS.visible_to(request.actor))


@page(P.INSPECTION_READ, of=INSPECTIONS)
def inspection(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """The team's workspace for one unit: milestones, numbers, and the parts of later stages."""
    batch, today = inspection.round, timezone.localdate(request.now)
    bands, cards, beside = _panels(request, request.actor, inspection)
    day, length = field_day(inspection, today)
    context = {
        "inspection": inspection,
        "batch": batch,
        "team": inspection.team,
        "members": [m for m in members_of_team(inspection.team) if m.left_on is None] if inspection.team else [],
        "others": others_of(inspection),
        "miles": milestones(batch, today),
        "bands": bands,
        "cards": cards,
        "beside": beside,
        "length": length,
        "day": day,
        "drafting": ROUNDS.permits(request.actor, P.ROUND_DRAFT, batch),
        "leaving": batch.state == RoundState.IN_FIELD
        and inspection.withdraw_on is None
        and INSPECTIONS.permits(request.actor, P.ROUND_RUN, inspection),
        "ROUND": ROUND,
    }
    return render(request, "rounds/inspection.html", context)


def field_day(inspection: Inspection, today: date) -> tuple[int, int]:
    """(the how-manieth day of the field period today is, how many it has); 0 where there is no such day."""
    begin, end = inspection.begins_on, inspection.ends_on
    if begin is None or end is None:
        return 0, 0
    return ((today - begin).days + 1 if begin <= today <= end else 0), (end - begin).days + 1


def _panels(request: SignedInRequest, actor: Actor, inspection: Inspection) -> tuple[list[Band], list[str], list[str]]:
    """The numbers and the drawn cards of every panel this person may see; those beside the others by themselves."""
    bands: list[Band] = []
    cards: list[str] = []
    beside: list[str] = []
    for panel in panels_for(actor):
        bands += panel.bands(actor, inspection)
        if panel.template and panel.context is not None:
            context = {"inspection": inspection, **panel.context(actor, inspection)}
            (beside if panel.beside else cards).append(render_to_string(panel.template, context, request))
    return bands, cards, beside


@page(P.ROUND_DRAFT, of=INSPECTIONS, methods=("GET", "POST"))
def focus(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """Change what the inspection looks at above all."""
    form = FocusForm(request.POST or None, initial={"focus": inspection.focus})
    return form_answer(
        request,
        form,
        lambda act: services.change_inspection(
            act, inspection, base_version=base_version(request), **form.cleaned_data
        ),
        title=_("修改重点"),
        done=_("已修改重点"),
        record=inspection,
        crumbs=[*trail(inspection.round), (str(inspection.organisation), page_of(inspection))],
    )


@page(P.ROUND_DRAFT, of=INSPECTIONS, methods=("GET", "POST"))
def move(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """Give the unit, with what is extended from it, to another team."""
    form = MoveForm(request.POST or None, batch=inspection.round, initial={"team": inspection.team_id})
    return form_answer(
        request,
        form,
        lambda act: services.move_inspection(act, inspection, base_version=base_version(request), **form.cleaned_data),
        title=_("调到其他组：{unit}").format(unit=inspection.organisation),
        done=lambda saved: _("已调到{team}").format(team=saved.team),
        record=inspection,
        crumbs=[*trail(inspection.round), (str(inspection.organisation), page_of(inspection))],
        context={"say": _("延伸对象一起调整；组员的回避关系重新核对。")},
    )


@page(P.ROUND_RUN, of=INSPECTIONS, methods=("GET", "POST"))
def withdraw(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """Note that the team came out of this unit, before the whole round does."""
    form = DayForm(request.POST or None, initial={"on": timezone.localdate(request.now)})
    return form_answer(
        request,
        form,
        lambda act: services.withdraw_inspection(act, inspection, **form.cleaned_data),
        title=_("登记撤点：{unit}").format(unit=inspection.organisation),
        done=_("已登记撤点"),
        crumbs=[*trail(inspection.round), (str(inspection.organisation), page_of(inspection))],
        context={"say": _("只登记这一家；其余单位照常巡察，整轮撤点在轮次里登记。")},
    )


@page(P.INSPECTION_READ, of=INSPECTIONS)
def document(request: SignedInRequest, inspection: Inspection, kind: str, ending: str) -> HttpResponse:
    """The inspection's notice or public notice as docx or pdf."""
    if kind not in {"notice", "public"} or ending not in {"docx", "pdf"}:
        raise Http404
    today = timezone.localdate(request.now)
    make = inspection_notice if kind == "notice" else public_notice
    return issued(make, inspection, inspection.round.term.jurisdiction, on=today, as_pdf=ending == "pdf")
