"""The unit's plan: its three lists, its head, each problem, the remarks it came back with, handing it in."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from xuncha.core.deadlines import Due
from xuncha.core.errors import Reason
from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.files.serving import serve
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.foundation.usecases import Act, in_one_transaction
from xuncha.rectification import services
from xuncha.rectification.documents import closeout_register, drafted_plan, rectification_plan, return_list
from xuncha.rectification.forms.portal_plan import SPARE, FillForm, HeadForm, MeetingForm, filled, head_of, rows_in
from xuncha.rectification.models import Item, Measure, Plan, PlanRemark, StepProof
from xuncha.rectification.rules.plans import MeasureDraft, hints_about, reasons_not_to_submit
from xuncha.rectification.selectors import (
    ITEMS,
    PLANS,
    STEP_PROOFS,
    asked_of,
    drafted_facts,
    dues_of,
    jurisdiction_of,
)
from xuncha.rectification.selectors.drafts import as_drafted, items_as_drafted, measures_as_drafted, plan_remarks
from xuncha.rectification.workflow import PLAN, PlanState

LISTS = ("problems", "tasks", "duties")
DOCUMENTS = {"plan": rectification_plan, "register": closeout_register, "returns": return_list}
WITH_UNIT = (PlanState.DRAFTING, PlanState.RETURNED)


def plan_url(plan: Plan) -> str:
    """The page of a plan in the portal."""
    return reverse("rectification_unit:plan", args=[plan.pk])


def crumbs_of(plan: Plan) -> list[tuple[str, str]]:
    """The way to a page of the plan."""
    return [(_("首页"), reverse("rectification_unit:home")), (_("整改方案"), plan_url(plan))]


@page(P.RECT_FOLLOW, of=PLANS)
def plan(request: SignedInRequest, plan: Plan) -> HttpResponse:
    """The plan with its three lists: what is complete, what is missing, how it stands with the office."""
    facts = drafted_facts(plan, request.now)
    open_ = plan.state in WITH_UNIT
    reasons = [_with_place(why) for why in reasons_not_to_submit(facts)] if open_ else []
    editable = open_ and PLANS.permits(request.actor, P.RECT_WRITE, plan)
    missing: dict[str, int] = {}
    for why in reasons:
        missing[why.mend] = missing.get(why.mend, 0) + 1
    filled = items_as_drafted(plan, plan.items.order_by("number").prefetch_related("measures"))
    chosen = request.GET.get("list", "")
    context = {
        "plan": as_drafted(plan),
        "workflow": PLAN,
        "rows": [(one.item, one.measures, missing.get(f"#item-{one.item.pk}", 0)) for one in filled],
        "complete": sum(f"#item-{one.item.pk}" not in missing for one in filled),
        "head_missing": missing.get("#head", 0),
        "remarks": remarks_of(plan),
        "list": chosen if chosen in LISTS else LISTS[0],
        "editable": editable,
        **steps_of(request, plan),
        "due": dues_of(plan).get("plan"),
        "buttons": buttons(
            request.actor, plan, PLAN, "rectification_unit:plan-step", refused={"submit": reasons}, leave_out=OTHERS
        ),
    }
    return render(request, "rectification/unit_plan.html", context)


OTHERS = tuple(name for name in PLAN.steps if name != "submit")


def steps_of(request: SignedInRequest, plan: Plan) -> dict[str, Any]:
    """What the card of required steps shows; two queries."""
    return {
        "asked": asked_of(plan),
        "proofs": plan.proofs.select_related("attachment").order_by("step", "pk"),
        "writes": PLANS.permits(request.actor, P.RECT_WRITE, plan),
    }


def _with_place(why: Reason) -> Reason:
    """What is wrong with the head of the plan is mended there."""
    return why if why.mend else replace(why, mend="#head")


def remarks_of(plan: Plan, item: Item | None = None) -> list[PlanRemark]:
    """The remarks of the last return: all of them, or those on one item."""
    if plan.state == PlanState.DRAFTING:
        return []
    return plan_remarks(plan, Q(item=item) if item else None)


@page(P.RECT_FOLLOW, of=PLANS)
def document(request: SignedInRequest, plan: Plan, kind: str) -> HttpResponseBase:
    """The plan with its three lists, or the register of what became of each problem, as a document."""
    if kind not in DOCUMENTS:
        raise Http404
    on = localdate(plan.submitted_at or request.now) if kind == "plan" else localdate(request.now)
    names = {"plan": _("{unit}整改方案"), "register": _("{unit}对账销号表"), "returns": _("{unit}退回清单")}
    filename = names[kind].format(unit=plan.inspection.organisation)
    make = drafted_plan if kind == "plan" and plan.state in WITH_UNIT else DOCUMENTS[kind]
    return issued(make, plan, jurisdiction_of(plan), on=on, filename=filename)


STEPS = {"submit": services.submit_plan}


@page(P.RECT_WRITE, of=PLANS, methods=("POST",))
def step(request: SignedInRequest, plan: Plan, step: str) -> HttpResponse:
    """Hand the plan in."""
    return take_step(request, plan, PLAN, STEPS, step, to=plan_url(plan))


@page(P.RECT_WRITE, of=PLANS, methods=("GET", "POST"))
def head(request: SignedInRequest, plan: Plan) -> HttpResponse:
    """Who answers for the plan, how the work is organised, which meetings dealt with it."""
    kept, shown = Kept(request, f"rectification.plan:{plan.pk}"), as_drafted(plan)
    remarks = [remark for remark in remarks_of(plan) if remark.item_id is None]
    form = HeadForm(request.POST or None, initial={**head_of(shown), **kept.typed}, remarks=remarks)
    version = base_version(request)

    @in_one_transaction
    def save(act: Act) -> Plan:
        saved = services.write_plan(act, plan, base_version=version, **form.head)
        _reply(act, plan, form.replies)
        return saved

    return form_answer(
        request,
        form,
        save,
        title=_("方案总体情况"),
        done=_("已保存方案总体情况"),
        crumbs=crumbs_of(plan),
        record=shown,
        kept=kept,
        template="rectification/unit_head.html",
    )


def _reply(act: Act, plan: Plan, replies: Sequence[tuple[PlanRemark, str]]) -> None:
    for remark, reply in replies:
        services.reply_to_remark(act, plan, remark, reply=reply)


@page(P.RECT_WRITE, of=PLANS, methods=("GET", "POST"))
def meeting(request: SignedInRequest, plan: Plan, step: str) -> HttpResponse:
    """Register a meeting with the paper that shows it."""
    if step not in StepProof.Step.values:
        raise Http404
    form = MeetingForm(request.POST or None, request.FILES or None)
    return form_answer(
        request,
        form,
        lambda act: services.prove_step(
            act,
            plan,
            step=step,
            on=form.cleaned_data["on"],
            upload=form.upload,
            note=form.cleaned_data["note"],
        ),
        title=str(StepProof.Step(step).label),
        done=_("已登记会议"),
        crumbs=crumbs_of(plan),
        record=plan,
    )


@page(P.RECT_FOLLOW, of=STEP_PROOFS)
def proof_file(request: SignedInRequest, proof: StepProof) -> HttpResponseBase:
    """The paper that shows a meeting, as it was uploaded."""
    return serve(proof.attachment)


@page(P.RECT_WRITE, of=ITEMS, methods=("GET", "POST"))
def fill(request: SignedInRequest, item: Item) -> HttpResponse:
    """One problem of the plan: objective, people, date, measures, and replies to what the office remarked on it."""
    plan, version = item.plan, base_version(request)
    kept = Kept(request, f"rectification.item:plan-{item.pk}")
    shown, measures = as_drafted(item), measures_as_drafted(item)
    initial = {**filled(shown, measures), **kept.typed}
    remarks = remarks_of(plan, item)
    more = "more" in request.POST
    count = (rows_in(request.POST) if request.method == "POST" else rows_in(initial)) + (
        SPARE if more or request.method == "GET" else 0
    )
    typed = None if more else request.POST or None
    form = FillForm(count, typed, initial={**initial, **request.POST.dict()} if more else initial, remarks=remarks)

    @in_one_transaction
    def save(act: Act) -> Item:
        saved = services.fill_item(act, item, base_version=version, draft=form.draft)
        _reply(act, plan, form.replies)
        return saved

    return form_answer(
        request,
        form,
        save,
        title=_("整改措施 {number}").format(number=item.number),
        done=_("已保存 {number}").format(number=item.number),
        crumbs=crumbs_of(plan),
        record=shown,
        kept=kept,
        template="rectification/unit_fill.html",
        context={"item": item, "plan": plan, "hints": _hints(item, measures), "latest": _latest(plan)},
    )


def _hints(item: Item, measures: Sequence[Measure]) -> list[Any]:
    drafts = [MeasureDraft(m.text, standard=m.standard) for m in measures]
    return hints_about(item.number, drafts)


def _latest(plan: Plan) -> Due | None:
    """The end of concentrated rectification, as the rule explains it."""
    return dues_of(plan).get("rectification")
