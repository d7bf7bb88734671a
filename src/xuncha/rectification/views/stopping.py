"""Requests to let the clock of an item stand still, at the desk: the list, one of them, its decision."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.ui.gathering import Labelled
from xuncha.foundation.ui.ledgers import Chip, Column, Ledger, by_state, finished_last, main_column, state_column
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.rectification import services
from xuncha.rectification.models import Suspension
from xuncha.rectification.rules.stopping import reasons_not_to_decide_stop, reasons_not_to_end
from xuncha.rectification.selectors.stopping import SUSPENSIONS, way_of
from xuncha.rectification.workflow import RUNNING, SUSPENSION, SuspensionState
from xuncha.rounds.selectors import inspection_spine

SUSPENSIONS_LEDGER = Ledger(
    "rectification.suspensions",
    gettext_lazy("暂停计时申请"),
    columns=(
        main_column(
            "title", gettext_lazy("整改问题"), lambda s: s.item.title, sort="item__title", sub=lambda s: s.item.number
        ),
        Column("unit", gettext_lazy("被巡察单位"), lambda s: s.item.plan.inspection.organisation, css="w5"),
        Column("ground", gettext_lazy("情形"), Labelled(lambda s: s.ground, lambda c: Suspension.Ground(c).label)),
        Column("from", gettext_lazy("起日"), lambda s: s.from_on, sort="from_on", css="nw"),
        Column("to", gettext_lazy("止日"), lambda s: s.to_on, sort="to_on", css="nw"),
        Column("days", gettext_lazy("天数"), lambda s: s.days, css="num"),
        state_column(SUSPENSION, since=True),
    ),
    spine=inspection_spine(path="item__plan__inspection", done=Q(state__in=SUSPENSION.finished())),
    choices=(by_state(SUSPENSION),),
    search=("item__title", "item__number", "reason"),
    chips=(Chip("asked", gettext_lazy("待审批"), lambda _: Q(state=SuspensionState.ASKED)),),
    opening=gettext_lazy("共 {n} 份暂停计时申请"),
    empty=gettext_lazy("单位因诉讼、审计等情形申请暂停计时的列在这里。"),
    order=(finished_last(SUSPENSION), "-pk"),
    related=("item__plan__inspection__organisation", "item__plan__inspection__round"),
)


@page(P.RECT_READ)
def suspensions(request: SignedInRequest) -> HttpResponseBase:
    """Every request within reach."""
    return SUSPENSIONS_LEDGER.respond(request, SUSPENSIONS.visible_to(request.actor))


@page(P.RECT_READ, of=SUSPENSIONS)
def suspension(request: SignedInRequest, suspension: Suspension) -> HttpResponse:
    """One request with its decision, and how the item's date came about."""
    if not SUSPENSIONS.permits(request.actor.as_staff, SUSPENSIONS.read, suspension):
        return redirect("rectification_unit:item", pk=suspension.item_id)
    own, item = suspension.created_by_id == request.actor.pk, suspension.item
    refused = {
        "grant": reasons_not_to_decide_stop(own=own, running=item.state in RUNNING),
        "refuse": reasons_not_to_decide_stop(own=own, running=True),
        "end": reasons_not_to_end(suspension.from_on, suspension.to_on, localdate(request.now)),
    }
    context = {
        "suspension": suspension,
        "item": item,
        "workflow": SUSPENSION,
        "way": way_of(item),
        "buttons": buttons(
            request.actor,
            suspension,
            SUSPENSION,
            "rectification:suspension-step",
            own=own,
            refused=refused,
            leave_out=("withdraw",),
        ),
    }
    return render(request, "rectification/suspension.html", context)


STEPS: dict[str, Any] = {
    "grant": services.grant_suspension,
    "refuse": services.refuse_suspension,
    "end": services.end_suspension,
}


@page(P.RECT_READ, of=SUSPENSIONS, methods=("POST",))
def suspension_step(request: SignedInRequest, suspension: Suspension, step: str) -> HttpResponse:
    """Decide, or let the clock run again."""
    return take_step(request, suspension, SUSPENSION, STEPS, step)
