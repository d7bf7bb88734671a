"""The contact register, read by leader and office director alone, and breaches of recusal."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.conduct import services
from xuncha.conduct.forms import ApproachForm, BreachForm
from xuncha.conduct.models import Approach, Breach
from xuncha.conduct.selectors import APPROACHES, BREACHES, members_in
from xuncha.conduct.workflow import APPROACH, BREACH
from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.ledgers import Choice, Column, Ledger, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS, inspection_spine

APPROACHES_LEDGER = Ledger(
    "conduct.approaches",
    lazy("打听说情登记"),
    columns=(
        main_column("kind", lazy("性质"), lambda a: a.get_kind_display()),
        Column("unit", lazy("被巡察单位"), lambda a: a.inspection.organisation, css="w5"),
        Column("on", lazy("日期"), lambda a: a.on, sort="on", css="w5"),
        Column("by", lazy("登记人"), lambda a: a.created_by, css="w3"),
        state_column(APPROACH, since=True),
    ),
    spine=inspection_spine(done=Q(state__in=APPROACH.finished())),
    choices=(Choice("kind", lazy("性质"), "kind", Approach.Kind.choices), by_state(APPROACH)),
    opening=lazy("共 {n} 件，内容加密保存，打开要留痕"),
    empty=lazy("有人打听案情、说情、干预的，当天在巡察任务页面登记。"),
    related=("inspection__organisation", "created_by"),
)
BREACHES_LEDGER = Ledger(
    "conduct.breaches",
    lazy("违反回避"),
    columns=(
        main_column("member", lazy("组员"), lambda b: b.membership.person),
        Column("unit", lazy("被巡察单位"), lambda b: b.inspection.organisation, css="w5"),
        Column("on", lazy("发现日期"), lambda b: b.on, sort="on", css="w5"),
        Column("by", lazy("上报人"), lambda b: b.created_by, css="w3"),
        state_column(BREACH, since=True),
    ),
    spine=inspection_spine(done=Q(state__in=BREACH.finished())),
    choices=(by_state(BREACH),),
    opening=lazy("共 {n} 件"),
    empty=lazy("应当回避没有回避的，在巡察任务页面上报，由另一个人认定。"),
    related=("inspection__organisation", "membership__person", "created_by"),
)


def _here(inspection: Inspection) -> list[tuple[str, str]]:
    return [(str(inspection.organisation), page_of(inspection))]


@page(P.APPROACH_READ)
def approaches(request: SignedInRequest) -> HttpResponseBase:
    """Every contact within reach; what was told is not in the list."""
    return APPROACHES_LEDGER.respond(request, APPROACHES.visible_to(request.actor))


@page(P.APPROACH_WRITE, of=INSPECTIONS, methods=("GET", "POST"))
def approach_new(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """Register that somebody asked, pleaded or meddled; nothing of it is kept as a draft."""
    form = ApproachForm(request.POST or None, initial={"on": timezone.localdate(request.now)})
    return form_answer(
        request,
        form,
        lambda act: services.report_approach(act, inspection, **form.cleaned_data),
        title=_("登记打听、说情、干预"),
        done=_("已登记并加密，由组长和巡察办主任处理"),
        crumbs=_here(inspection),
        context={"say": _("当天登记。只有组长和巡察办主任能打开，被巡察单位看不到。"), "submit": _("登记")},
    )


@page(P.APPROACH_READ, of=APPROACHES, methods=("GET", "POST"))
def approach(request: SignedInRequest, approach: Approach) -> HttpResponse:
    """One contact; what was told is opened by a press of a button, which is noted."""
    told = services.read_approach(act_of(request), approach) if request.method == "POST" else None
    own = approach.created_by_id == request.actor.pk
    context = {
        "approach": approach,
        "workflow": APPROACH,
        "told": told,
        "buttons": buttons(request.actor, approach, APPROACH, "conduct:approach-step", own=own),
    }
    return render(request, "conduct/approach.html", context)


APPROACH_STEPS: dict[str, Callable[..., Any]] = {
    "handle": services.handle_approach,
    "pass_on": services.pass_approach_on,
}


@page(P.APPROACH_READ, of=APPROACHES, methods=("POST",))
def approach_step(request: SignedInRequest, approach: Approach, step: str) -> HttpResponse:
    """Note what was done about it."""
    return take_step(request, approach, APPROACH, APPROACH_STEPS, step)


@page(P.RECUSAL_READ)
def breaches(request: SignedInRequest) -> HttpResponseBase:
    """Every reported breach of recusal within reach."""
    return BREACHES_LEDGER.respond(request, BREACHES.visible_to(request.actor))


@page(P.RECUSAL_HANDLE, of=INSPECTIONS, methods=("GET", "POST"))
def breach_new(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """Report that a member who had to keep out did not."""
    members = members_in(inspection.team)
    form = BreachForm(request.POST or None, members=members, initial={"on": timezone.localdate(request.now)})
    return form_answer(
        request,
        form,
        lambda act: services.report_breach(act, inspection, **form.cleaned_data),
        title=_("上报违反回避"),
        done=lambda made: (_("已上报，由另一个人认定"), page_of(made)),
        crumbs=_here(inspection),
    )


@page(P.RECUSAL_READ, of=BREACHES)
def breach(request: SignedInRequest, breach: Breach) -> HttpResponse:
    """One breach: what happened, what was decided."""
    own = request.actor.pk in {breach.created_by_id, breach.membership.person.user_id}
    context = {
        "breach": breach,
        "workflow": BREACH,
        "buttons": buttons(request.actor, breach, BREACH, "conduct:breach-step", own=own),
        "back": reverse("conduct:breaches"),
    }
    return render(request, "conduct/breach.html", context)


BREACH_STEPS: dict[str, Callable[..., Any]] = {"uphold": services.uphold_breach, "dismiss": services.dismiss_breach}


@page(P.RECUSAL_READ, of=BREACHES, methods=("POST",))
def breach_step(request: SignedInRequest, breach: Breach, step: str) -> HttpResponse:
    """Decide about it."""
    return take_step(request, breach, BREACH, BREACH_STEPS, step)
