"""The ledgers of earlier terms: what came in, what is still open, what became of it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import F, Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.ui.gathering import Labelled
from xuncha.foundation.ui.ledgers import (
    Chip,
    Choice,
    Column,
    Ledger,
    Spine,
    by_state,
    finished_last,
    main_column,
    state_column,
)
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.lookback import services
from xuncha.lookback.models import OldItem
from xuncha.lookback.rules.following import reasons_not_to_accept
from xuncha.lookback.selectors import OLD_ITEMS, POINTS
from xuncha.lookback.selectors.roads import old_road_of
from xuncha.lookback.views.visits import offices_of
from xuncha.lookback.workflow import OLD_ITEM, OldState
from xuncha.rectification.models import Difficulty

OLD_LEDGER = Ledger(
    "lookback.old-items",
    gettext_lazy("上届台账"),
    columns=(
        main_column("title", gettext_lazy("整改问题"), lambda o: o.title, sub=lambda o: o.number),
        Column("unit", gettext_lazy("单位"), lambda o: o.organisation, css="w5"),
        Column("year", gettext_lazy("反馈年度"), lambda o: o.year, sort="year", css="num"),
        Column("claimed", gettext_lazy("台账结论"),
               Labelled(lambda o: o.claimed, lambda c: OldItem.Claimed(c).label), css="nw"),
        Column("due", gettext_lazy("时限"), lambda o: o.due_on, sort="due_on", css="nw"),
        state_column(OLD_ITEM),
    ),
    spine=Spine(unit="organisation", done=Q(state__in=OLD_ITEM.finished())),
    choices=(
        by_state(OLD_ITEM),
        Choice("claimed", gettext_lazy("台账结论"), "claimed", OldItem.Claimed.choices),
        Choice("difficulty", gettext_lazy("难易"), "difficulty", Difficulty.choices),
    ),
    search=("title", "number", "text"),
    chips=(Chip("open", gettext_lazy("待继续整改"), lambda _: Q(state=OldState.OPEN)),),
    opening=gettext_lazy("共 {n} 项"),
    empty=gettext_lazy("上届巡察的整改台账用工作簿导入：先下载模板，填好后上传，核对无误再写入。"),
    overdue=overdue_in(OLD_ITEMS),
    order=(finished_last(OLD_ITEM), F("due_on").asc(nulls_last=True), "number"),
    related=("organisation",),
    without=("text", "measures", "report"),
)  # fmt: skip


@page(P.LOOKBACK_READ)
def old_items(request: SignedInRequest) -> HttpResponseBase:
    """Every line of old ledgers within reach."""
    if not request.actor.as_staff.holds(P.LOOKBACK_READ):
        return redirect("lookback_unit:old-items")
    rows, context = OLD_ITEMS.visible_to(request.actor), {"offices": offices_of(request)}
    return OLD_LEDGER.respond(request, rows, template="lookback/old_items.html", context=context)


@page(P.LOOKBACK_READ, of=OLD_ITEMS)
def old_item(request: SignedInRequest, old: OldItem) -> HttpResponse:
    """One line: what the old ledger says, its road since, the unit's report."""
    if not OLD_ITEMS.permits(request.actor.as_staff, OLD_ITEMS.read, old):
        return redirect("lookback_unit:old-item", pk=old.pk)
    own = old.reported_by_id == request.actor.pk
    context = {
        "old": old,
        "workflow": OLD_ITEM,
        "stones": old_road_of(request.actor, old, localdate(request.now)),
        "points": POINTS.visible_to(request.actor).filter(old=old).select_related("visited__visit"),
        "marks": OLD_ITEMS.permits(request.actor, P.LOOKBACK_WRITE, old),
        "buttons": buttons(
            request.actor,
            old,
            OLD_ITEM,
            "lookback:old-item-step",
            own=own,
            refused={"accept": reasons_not_to_accept(own=own)},
            leave_out=("open", "report"),
        ),
    }
    return render(request, "lookback/old_item.html", context)


STEPS: Mapping[str, Callable[..., Any]] = {"accept": services.accept_old_item, "return": services.return_old_item}


@page(P.LOOKBACK_READ, of=OLD_ITEMS, methods=("POST",))
def step(request: SignedInRequest, old: OldItem, step: str) -> HttpResponse:
    """Accept what the unit reported, or return it."""
    return take_step(request, old, OLD_ITEM, STEPS, step)
