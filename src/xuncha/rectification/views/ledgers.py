"""The rectification ledger, the list of requests to review, and acts on several items at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import F, Q, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.ui.forms import Form
from xuncha.foundation.ui.gathering import Labelled, Together
from xuncha.foundation.ui.ledgers import (
    Chip,
    Choice,
    Column,
    Ledger,
    by_state,
    finished_last,
    main_column,
    picked,
    state_column,
)
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.usecases import Act
from xuncha.rectification import services
from xuncha.rectification.forms.desk import BulkCloseForm, BulkReturnForm
from xuncha.rectification.models import Difficulty, Item
from xuncha.rectification.selectors import ITEMS, jurisdiction_of, overdue_on, results_of
from xuncha.rectification.selectors.pages import evidence_counts, measure_counts
from xuncha.rectification.workflow import ITEM, RUNNING, ExtensionState, ItemState
from xuncha.rounds.selectors import inspection_spine

SOON = timedelta(days=10)
UNIT = Column("unit", gettext_lazy("被巡察单位"), lambda i: i.plan.inspection.organisation, css="w5")
RESPONSIBLE = Column(
    "leader", gettext_lazy("责任领导 / 部门"), lambda i: i.leader, sub=lambda i: i.department, css="fold w5"
)
DUE = Column(
    "due", gettext_lazy("时限"), lambda i: i.due_on, sort="due_on", template="rectification/due_cell.html", css="w5"
)
COLUMNS = (
    main_column("title", gettext_lazy("整改问题"), lambda i: i.title, sub=lambda i: i.number),
    UNIT,
    RESPONSIBLE,
    Column("measures", gettext_lazy("措施"), Together(measure_counts), css="num fold"),
    Column("evidence", gettext_lazy("佐证"), Together(evidence_counts), css="num fold"),
    DUE,
    state_column(ITEM),
)
ITEMS_LEDGER = Ledger(
    "rectification.items",
    gettext_lazy("整改台账"),
    columns=COLUMNS,
    spine=inspection_spine(
        path="plan__inspection",
        category="opinion_item__findings__classifications__category_id",
        done=Q(state__in=ITEM.finished()),
    ),
    choices=(by_state(ITEM), Choice("difficulty", gettext_lazy("难易"), "difficulty", Difficulty.choices)),
    search=("title", "number", "text"),
    opening=gettext_lazy("共 {n} 项"),
    empty=gettext_lazy("反馈意见送达以后，反馈的每个问题列在这里。"),
    order=(finished_last(ITEM), F("due_on").asc(nulls_last=True)),  # without a date yet: last, on both databases
    related=("plan__inspection__organisation", "plan__inspection__round"),
    without=("text", "objective", "statement", "similar", "plan__overall", "plan__inspection__round__scheme"),
)


def _chips(request: SignedInRequest) -> tuple[Chip, ...]:
    """The groups of the ledger on this day."""
    today = localdate(request.now)
    soon = Q(state__in=RUNNING, due_on__range=(today, today + SOON))
    asked = Q(extensions__state=ExtensionState.ASKED)
    return (
        Chip("soon", _("十天内到期"), lambda _: soon),
        Chip("requested", _("待审核销号"), lambda _: Q(state=ItemState.REQUESTED)),
        Chip("extended", _("延期"), lambda _: Q(due_on__gt=F("planned_due_on"), state__in=RUNNING)),
        Chip("asked", _("延期待批"), lambda _: asked),
        Chip("long_term", _("长期坚持"), lambda _: Q(state=ItemState.LONG_TERM)),
        Chip("closed", _("已销号"), lambda _: Q(state=ItemState.CLOSED)),
    )


def _with_bulk(ledger: Ledger, request: SignedInRequest) -> Ledger:
    if not request.actor.holds(P.RECT_CLOSE):
        return ledger
    acts = (("close", _("同意销号…")), ("return", _("退回整改…")))
    return replace(ledger, bulk=acts, bulk_url=reverse("rectification:items-bulk"))


@page(P.RECT_READ)
def items(request: SignedInRequest) -> HttpResponseBase:
    """Every item within reach with its light, its responsible people, and how many are closed."""
    if not request.actor.as_staff.holds(P.RECT_READ):
        return redirect("rectification_unit:items")
    rows = ITEMS.visible_to(request.actor)
    if request.GET.get("category"):  # several findings in one item may lie in the same category
        rows = rows.distinct()
    results = results_of(rows, localdate(request.now))
    ledger = replace(_with_bulk(ITEMS_LEDGER, request), chips=_chips(request), overdue=overdue_on)
    context = {"results": results, "percent": _percent(results.closing), "offices": _offices(request)}
    return ledger.respond(request, rows, template="rectification/items.html", context=context)


def _percent(rate: Any) -> str:
    return "—" if rate is None else f"{rate * 100:.1f}%"


def _offices(request: SignedInRequest) -> QuerySet[Jurisdiction]:
    """The offices whose dates this person may have checked."""
    return JURISDICTIONS.permitted(request.actor, P.RECT_REVIEW)


CLOSEOUTS = Ledger(
    "rectification.closeouts",
    gettext_lazy("销号审核"),
    columns=(
        COLUMNS[0],
        UNIT,
        RESPONSIBLE,
        Column("measures", gettext_lazy("措施"), Together(measure_counts), css="num"),
        Column("evidence", gettext_lazy("佐证"), Together(evidence_counts), css="num"),
        Column("requested", gettext_lazy("申请日期"), lambda i: localdate(i.requested_at), sort="requested_at"),
        Column("times", gettext_lazy("退回次数"), Labelled(lambda i: i.times_returned, str), css="num fold"),
    ),
    spine=inspection_spine(path="plan__inspection"),
    search=("title", "number"),
    opening=gettext_lazy("共 {n} 项申请待审核"),
    empty=gettext_lazy("单位申请销号以后，出现在这里。"),
    order=("requested_at",),
    related=("plan__inspection__organisation", "plan__inspection__round"),
    without=ITEMS_LEDGER.without,
)


@page(P.RECT_READ)
def closeouts(request: SignedInRequest) -> HttpResponseBase:
    """Requests that wait for review, the longest waiting first."""
    rows = ITEMS.visible_to(request.actor).filter(state=ItemState.REQUESTED)
    return _with_bulk(CLOSEOUTS, request).respond(request, rows)


@page(P.RECT_CLOSE, methods=("POST",))
def items_bulk(request: SignedInRequest) -> HttpResponse:
    """Close or return the ticked items, all of them or none, with one opinion or reason for all."""
    chosen = list(_chosen(request))
    if not chosen:
        raise RuleViolated(say("请先勾选要办理的整改事项。"))
    offices = {jurisdiction_of(item.plan) for item in chosen}
    if len(offices) > 1:
        raise RuleViolated(say("选中的整改事项不属于同一个巡察机构，请分开办理。"))
    step = "return" if request.POST.get("do") == "return" or request.POST.get("step") == "return" else "close"
    return _bulk(request, step, offices.pop(), chosen)


def _chosen(request: SignedInRequest) -> QuerySet[Item]:
    rows = ITEMS.permitted(request.actor, P.RECT_CLOSE).filter(pk__in=picked(request)).order_by("number")
    return rows.select_related("plan__inspection__round__term__jurisdiction", "plan__inspection__organisation")


def _bulk(request: SignedInRequest, step: str, office: Jurisdiction, chosen: Sequence[Item]) -> HttpResponse:
    form: Form = (BulkReturnForm if step == "return" else BulkCloseForm)(None if "do" in request.POST else request.POST)

    def perform(act: Act) -> list[Item]:
        if step == "return":
            return services.return_closeouts(act, office, items=chosen, **form.cleaned_data)
        return services.close_items(act, office, items=chosen, **form.cleaned_data)

    label = _("退回整改") if step == "return" else _("同意销号")
    return form_answer(
        request,
        form,
        perform,
        title=_("{label} {n} 项").format(label=label, n=len(chosen)),
        done=lambda done: _("已办理 {n} 项").format(n=len(done)),
        template="rectification/bulk.html",
        context={"items": chosen, "step": step, "submit": label, "workflow": ITEM},
        crumbs=[(_("整改台账"), reverse("rectification:items"))],
    )


@page(P.RECT_REVIEW, of=JURISDICTIONS, methods=("POST",))
def note_dates(request: SignedInRequest, jurisdiction: Jurisdiction) -> HttpResponse:
    """Check now which items have neared or passed their dates; the daily run does the same."""
    n = services.note_due_dates(act_of(request), jurisdiction)
    messages.success(request, _("已核对时限，新到提醒 {n} 项").format(n=n))
    return HttpResponseRedirect(reverse("rectification:items"))
