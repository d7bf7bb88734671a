"""The items of a unit: their list, and the page of one with everything that is done about it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, page, words
from xuncha.foundation.ui.ledgers import (
    Chip,
    Column,
    Ledger,
    Spine,
    by_state,
    finished_last,
    main_column,
    state_column,
)
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.rectification import services
from xuncha.rectification.documents import return_slip
from xuncha.rectification.models import Item
from xuncha.rectification.rules.doing import reasons_not_to_request
from xuncha.rectification.rules.gate import conditions
from xuncha.rectification.rules.sharing import reasons_not_to_share
from xuncha.rectification.selectors import (
    ITEMS,
    close_facts,
    dues_of,
    jurisdiction_of,
    measure_facts,
    money_facts,
    overdue_on,
    request_facts,
    warn_days,
)
from xuncha.rectification.selectors.disputing import corrected_on, term_of
from xuncha.rectification.selectors.drafts import as_drafted, rows_as_drafted, with_drafted_due
from xuncha.rectification.selectors.sharing import ASSIGNMENTS
from xuncha.rectification.selectors.stopping import way_of
from xuncha.rectification.selectors.timeline import timeline_of
from xuncha.rectification.selectors.unit import (
    evidence_gone,
    evidence_of_whole,
    item_light,
    measures_of,
    next_of,
    unit_items,
)
from xuncha.rectification.workflow import (
    ASSIGNMENT,
    DISPUTE,
    EXTENSION,
    ITEM,
    KEPT_UP,
    QUERY,
    RUNNING,
    SUPPLIED,
    SUSPENSION,
    WORKED_ON,
    DisputeState,
    ItemState,
    PlanState,
)

OTHERS = tuple(name for name in ITEM.steps if name not in {"request", "resume"})
NOBODY = 0  # the unit reads the gate as somebody who reviews nothing

LEDGER = Ledger(
    "rectification.unit-items",
    lazy("整改任务"),
    columns=(
        main_column("title", lazy("整改问题"), lambda i: i.title, sub=lambda i: i.number),
        Column("department", lazy("责任部门"), lambda i: i.department, css="w4"),
        Column(
            "due_on",
            lazy("时限"),
            lambda i: i.due_on,
            sort="drafted_due",
            css="w4",
            template="rectification/due_cell.html",
        ),
        Column("measures", lazy("完成措施"), lambda i: f"{i.measures_done}/{i.measures_all}", css="num"),
        state_column(ITEM, since=True, css="w5"),
    ),
    spine=Spine(done=Q(state__in=ITEM.finished())),
    choices=(by_state(ITEM),),
    search=("title", "number"),
    chips=(
        Chip("doing", lazy("在改"), lambda _actor: Q(state__in=RUNNING)),
        Chip("waiting", lazy("待审核销号"), lambda _actor: Q(state=ItemState.REQUESTED)),
        Chip("closed", lazy("已销号"), lambda _actor: Q(state=ItemState.CLOSED)),
    ),
    opening=lazy("共 {n} 个问题"),
    empty=lazy("反馈以后，反馈给你单位的问题列在这里。"),
    overdue=overdue_on,
    order=(finished_last(ITEM), "drafted_due", "number"),
    dressed=rows_as_drafted,
    url=lambda item: reverse("rectification_unit:item", args=[item.pk]),
)


def item_url(item: Item) -> str:
    """The page of an item in the portal."""
    return reverse("rectification_unit:item", args=[item.pk])


def crumbs_of(item: Item) -> list[tuple[str, str]]:
    """The way to a page of the item."""
    return [(words("整改任务"), reverse("rectification_unit:items")), (item.number, item_url(item))]


@page(P.RECT_FOLLOW)
def items(request: SignedInRequest) -> HttpResponseBase:
    """Every problem fed back to the units of this person."""
    return LEDGER.respond(request, with_drafted_due(unit_items(request.actor)))


@page(P.RECT_FOLLOW, of=ITEMS)
def item(request: SignedInRequest, item: Item) -> HttpResponse:
    """One problem: the words fed back, the measures with evidence, what came of it, what is missing, its story."""
    today, state = localdate(request.now), ItemState(item.state)
    writes = ITEMS.permits(request.actor, P.RECT_WRITE, item)
    measures, item = measures_of(item), as_drafted(item)
    dues, outcomes = dues_of(item.plan), _outcomes(item)
    context: dict[str, Any] = {
        "item": item,
        "plan": item.plan,
        "workflow": ITEM,
        "light": item_light(item, today, warn_days(item.plan)[item.difficulty]),
        "planning": writes and item.plan.state in (PlanState.DRAFTING, PlanState.RETURNED),
        "works": writes and state in WORKED_ON,
        "keeps_up": writes and state in KEPT_UP,
        "supplies": writes and state in SUPPLIED,
        "measures": measures,
        "whole": evidence_of_whole(item),
        "gone": evidence_gone(item),
        "outcomes": outcomes,
        "registered": any(outcome["rows"] for outcome in outcomes),
        "money": money_facts(item),
        "shortfalls": item.shortfalls.all(),
        "extensions": item.extensions.prefetch_related("files").order_by("-pk"),
        "queries": item.queries.prefetch_related("files").order_by("-pk"),
        "way": way_of(item, named=False),
        "suspensions": item.suspensions.order_by("-pk"),
        "disputes": item.disputes.prefetch_related("files").order_by("-pk"),
        **_disputable(item, localdate(request.now), writes=writes),
        "dispute_workflow": DISPUTE,
        "corrected_on": corrected_on(item),
        **_inside(request, item),
        "next": next_of(item),
        "suspension_workflow": SUSPENSION,
        "running": state in RUNNING,
        "writes": writes,
        "extension_workflow": EXTENSION,
        "query_workflow": QUERY,
        "moments": timeline_of(item),
        "ends": dues.get("rectification"),
        **_steps(request, item, state),
    }
    return render(request, "rectification/unit_item.html", context)


def _inside(request: SignedInRequest, item: Item) -> dict[str, Any]:
    """What the unit's people gave each other and said about the item, which nobody else sees."""
    return {
        "assignments": ASSIGNMENTS.visible_to(request.actor).filter(item=item).select_related("to"),
        "assignment_workflow": ASSIGNMENT,
        "notes": item.notes.select_related("created_by"),
        "notes_allowed": ITEMS.permits(request.actor, P.RECT_NOTE, item),
        "not_shared": reasons_not_to_share(ItemState(item.state)),
    }


def _disputable(item: Item, today: date, *, writes: bool) -> dict[str, Any]:
    """Whether the problem may be disputed now, and until when."""
    term = term_of(item.plan)
    late = term is not None and today > term.on
    shut = ItemState(item.state) in ITEM.finished() or item.disputes.exclude(state=DisputeState.TAKEN_BACK).exists()
    return {"disputable": writes and not late and not shut, "dispute_term": term}


def _outcomes(item: Item) -> list[dict[str, Any]]:
    """What came of it, each kind with its rows; three queries."""
    return [
        {"kind": "money", "label": _("资金"), "add": _("登记资金"), "rows": list(item.money.all())},
        {"kind": "rule", "label": _("制度"), "add": _("登记制度"), "rows": list(item.rules.all())},
        {
            "kind": "people",
            "label": _("处理人数"),
            "add": _("登记处理人数"),
            "rows": list(item.accountability.all()),
        },
    ]


def _steps(request: SignedInRequest, item: Item, state: ItemState) -> dict[str, Any]:
    """What may be done next, what stands in the way, and the conditions of closing."""
    if state is ItemState.LISTED:
        return {"buttons": [], "gate": []}
    refused = {"request": reasons_not_to_request(request_facts(item, request.now))}
    undone = [m.position for m in measure_facts(item) if not m.done]
    return {
        "buttons": buttons(
            request.actor, item, ITEM, "rectification_unit:item-step", refused=refused, leave_out=OTHERS
        ),
        "declarable": state in ITEM.steps["declare"].sources and not undone,
        "gate": conditions(close_facts(item, NOBODY)),
    }


@page(P.RECT_FOLLOW, of=ITEMS)
def slip(request: SignedInRequest, item: Item) -> HttpResponseBase:
    """The slip by which a request for close-out came back."""
    name = _("退回单 {number}").format(number=item.number)
    return issued(return_slip, item, jurisdiction_of(item.plan), on=localdate(item.state_since), filename=name)


STEPS: dict[str, Callable[..., Any]] = {"request": services.request_closeout, "resume": services.resume_item}


@page(P.RECT_WRITE, of=ITEMS, methods=("POST",))
def step(request: SignedInRequest, item: Item, step: str) -> HttpResponse:
    """Ask for close-out, or take a declaration or request back."""
    return take_step(request, item, ITEM, STEPS, step, to=item_url(item))
