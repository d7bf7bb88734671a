"""Plans at the desk: the list, the three lists to review, remarks, acceptance."""

from django.db.models import Count, Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.files.serving import serve
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.ledgers import Chip, Column, Ledger, by_state, finished_last, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.rectification import services
from xuncha.rectification.documents import closeout_register, rectification_plan, return_list
from xuncha.rectification.forms.desk import ReturnPlanForm
from xuncha.rectification.models import Measure, Plan, StepProof
from xuncha.rectification.rules.plans import (
    WRITABLE,
    MeasureDraft,
    hints_about,
    reasons_not_to_accept,
    reasons_not_to_submit,
)
from xuncha.rectification.selectors import (
    JOINT_REVIEWS,
    PLAN_PANELS,
    PLANS,
    STEP_PROOFS,
    asked_of,
    dues_of,
    jurisdiction_of,
    open_review,
    plan_facts,
)
from xuncha.rectification.workflow import ITEM, PLAN, PlanState
from xuncha.rounds.selectors import inspection_spine

PLANS_LEDGER = Ledger(
    "rectification.plans",
    gettext_lazy("整改方案"),
    columns=(
        main_column(
            "unit",
            gettext_lazy("被巡察单位"),
            lambda p: p.inspection.organisation,
            sort="inspection__organisation__name",
            sub=lambda p: p.inspection.round,
        ),
        Column("items", gettext_lazy("反馈问题"), lambda p: p.item_count, css="num"),
        Column("principal", gettext_lazy("第一责任人"), lambda p: p.principal, css="fold"),
        Column(
            "due", gettext_lazy("方案时限"), lambda p: p.due_on, sort="due_on", template="rectification/owed_cell.html"
        ),
        Column("ends", gettext_lazy("集中整改期止"), lambda p: p.ends_on, sort="ends_on"),
        Column("times", gettext_lazy("报送次数"), lambda p: p.times, css="num fold"),
        state_column(PLAN, since=True),
    ),
    spine=inspection_spine(done=Q(state__in=PLAN.finished())),
    choices=(by_state(PLAN),),
    search=("inspection__organisation__name", "principal"),
    chips=(
        Chip("submitted", gettext_lazy("待审核"), lambda _: Q(state=PlanState.SUBMITTED)),
        Chip("unit", gettext_lazy("在单位"), lambda _: Q(state__in=[PlanState.DRAFTING, PlanState.RETURNED])),
        Chip("accepted", gettext_lazy("已审核通过"), lambda _: Q(state=PlanState.ACCEPTED)),
    ),
    opening=gettext_lazy("共 {n} 份整改方案"),
    empty=gettext_lazy("反馈意见送达以后，整改方案自动建立。"),
    overdue=overdue_in(PLANS),
    order=(finished_last(PLAN), "due_on"),
    related=("inspection__organisation", "inspection__round"),
    without=("overall", "inspection__round__scheme"),
)


@page(P.RECT_READ)
def plans(request: SignedInRequest) -> HttpResponseBase:
    """Every plan within reach, with whose turn it is."""
    rows = PLANS.visible_to(request.actor).annotate(item_count=Count("items"))
    return PLANS_LEDGER.respond(request, rows)


@page(P.RECT_READ, of=PLANS)
def plan(request: SignedInRequest, plan: Plan) -> HttpResponse:
    """One plan: problems, tasks and responsibilities side by side, what is missing, remarks and replies."""
    if not PLANS.permits(request.actor.as_staff, PLANS.read, plan):
        return redirect("rectification_unit:plan", pk=plan.pk)
    items = list(plan.items.prefetch_related("measures").order_by("number"))
    hints = [hint for item in items for hint in hints_about(item.number, [_draft(m) for m in item.measures.all()])]
    gaps = reasons_not_to_submit(plan_facts(plan, request.now)) if plan.state not in WRITABLE else []
    dues = dues_of(plan)
    joint = open_review(plan)
    proofs = STEP_PROOFS.visible_to(request.actor.as_staff).filter(plan=plan)
    refused = {"accept": reasons_not_to_accept(submitted=plan.submitted_by_id == request.actor.pk) + gaps}
    context = {
        "plan": plan,
        "items": items,
        "workflow": PLAN,
        "ITEM": ITEM,
        "hints": hints,
        "gaps": gaps,
        "dues": [dues[code] for code in ("plan", "rectification") if code in dues],
        "remarks": plan.remarks.select_related("item", "created_by").order_by("-times", "position"),
        "reports": plan.unit_reports.order_by("kind"),
        "joint": joint,
        "joints": JOINT_REVIEWS.visible_to(request.actor).filter(plan=plan, report=None).order_by("-times"),
        "proofs": proofs.select_related("attachment").order_by("step", "pk"),
        "asked": asked_of(plan),
        "returned": plan.remarks.exists(),
        "returnable": plan.state == PlanState.SUBMITTED and PLANS.permits(request.actor, P.RECT_REVIEW, plan),
        "done": plan.state in PLAN.finished(),
        "cards": PLAN_PANELS.drawn(request, plan),
        "buttons": buttons(
            request.actor,
            plan,
            PLAN,
            "rectification:plan-step",
            refused=refused,
            leave_out=("submit", "return", "consult") if joint is None else tuple(PLAN.steps),
        ),
    }
    return render(request, "rectification/plan.html", context)


def _draft(measure: Measure) -> MeasureDraft:
    return MeasureDraft(measure.text, standard=measure.standard)


@page(P.RECT_READ, of=PLANS, methods=("POST",))
def plan_step(request: SignedInRequest, plan: Plan, step: str) -> HttpResponse:
    """Accept a plan."""
    return take_step(request, plan, PLAN, {"accept": services.accept_plan}, step)


@page(P.RECT_REVIEW, of=PLANS, methods=("GET", "POST"))
def plan_return(request: SignedInRequest, plan: Plan) -> HttpResponse:
    """Write the numbered remarks with which a plan goes back."""
    kept = Kept(request, f"rectification.plan:{plan.pk}:return")
    form = ReturnPlanForm(request.POST or None, initial=kept.typed, items=list(plan.items.order_by("number")))
    return form_answer(
        request,
        form,
        lambda act: services.return_plan(act, plan, remarks=form.remarks),
        title=_("退回整改方案"),
        done=_("已退回，单位按条修改并回复"),
        kept=kept,
        record=plan,
        context={"say": str(plan), "submit": _("退回修改")},
        crumbs=[(_("整改方案"), reverse("rectification:plans")), (str(plan), page_of(plan))],
    )


@page(P.RECT_READ, of=PLANS)
def plan_document(request: SignedInRequest, plan: Plan, kind: str) -> HttpResponseBase:
    """The plan with its three lists, or the close-out register of its items."""
    make = {"plan": rectification_plan, "register": closeout_register}[kind]
    if kind == "plan" and not plan.times:
        raise RuleViolated(say("整改方案还在起草，报送以后才能看。"))
    on = localdate(plan.accepted_at or plan.submitted_at or request.now) if kind == "plan" else localdate(request.now)
    name = f"{_('整改方案') if kind == 'plan' else _('对账销号表')} {plan.inspection.organisation}"
    return issued(make, plan, jurisdiction_of(plan), on=on, filename=name, asked=request.GET)


@page(P.RECT_READ, of=PLANS)
def return_sheet(request: SignedInRequest, plan: Plan) -> HttpResponseBase:
    """The numbered list with which the plan went back the last time."""
    name = f"{_('退回清单')} {plan.inspection.organisation}"
    return issued(return_list, plan, jurisdiction_of(plan), on=localdate(request.now), filename=name)


@page(P.RECT_READ, of=STEP_PROOFS)
def proof_file(request: SignedInRequest, proof: StepProof) -> HttpResponseBase:
    """The paper that shows a meeting of the unit."""
    return serve(proof.attachment)
