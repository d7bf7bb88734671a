"""Units below the limit at the desk: who they are, what is proposed for them, what was decided and answered."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.core.quantities import per_cent
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.ledgers import Chip, Column, Ledger, by_state, finished_last, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.rectification import services
from xuncha.rectification.documents import consequence_answer, consequence_letter
from xuncha.rectification.forms.desk import ConsequenceForm
from xuncha.rectification.models import Consequence, Plan
from xuncha.rectification.rules.consequences import reasons_not_to_decide
from xuncha.rectification.selectors import CONSEQUENCES, PLANS, jurisdiction_of
from xuncha.rectification.selectors.consequences import below_facts, demanded_on, plans_below
from xuncha.rectification.workflow import CONSEQUENCE, ConsequenceState
from xuncha.rounds.selectors import inspection_spine

CONSEQUENCES_LEDGER = Ledger(
    "rectification.consequences",
    gettext_lazy("低于下限的处理"),
    columns=(
        main_column(
            "unit",
            gettext_lazy("被巡察单位"),
            lambda c: c.plan.inspection.organisation,
            sort="plan__inspection__organisation__name",
            sub=lambda c: c.plan.inspection.round,
        ),
        Column("what", gettext_lazy("责令"), lambda c: c.what),
        Column("rate", gettext_lazy("整改到位率"), lambda c: per_cent(c.in_place, c.total), css="num"),
        Column("lowest", gettext_lazy("下限"), lambda c: f"{c.lowest}%", sort="lowest", css="num fold"),
        Column("due", gettext_lazy("报送时限"), lambda c: c.due_on, sort="due_on", css="nw"),
        state_column(CONSEQUENCE, since=True),
    ),
    spine=inspection_spine(path="plan__inspection", done=Q(state__in=CONSEQUENCE.finished())),
    choices=(by_state(CONSEQUENCE),),
    search=("plan__inspection__organisation__name", "what"),
    chips=(Chip("proposed", gettext_lazy("待审定"), lambda _: Q(state=ConsequenceState.PROPOSED)),),
    opening=gettext_lazy("共 {n} 件"),
    empty=gettext_lazy("集中整改期满、整改到位率低于下限的单位，由一人提出处理，另一人审定，不会自动下达。"),
    overdue=overdue_in(CONSEQUENCES),
    order=(finished_last(CONSEQUENCE), "-pk"),
    related=("plan__inspection__organisation", "plan__inspection__round"),
    without=("note", "answer", "plan__overall", "plan__inspection__round__scheme"),
)


@page(P.RECT_READ)
def consequences(request: SignedInRequest) -> HttpResponseBase:
    """What was proposed and decided, and above it the units for which nothing was proposed yet."""
    plans, today = PLANS.permitted(request.actor, P.RECT_REVIEW), localdate(request.now)
    offices = JURISDICTIONS.permitted(request.actor, P.RECT_REVIEW).order_by("pk")
    below = [one for office in offices for one in plans_below(plans, office, today)]
    rows = CONSEQUENCES.visible_to(request.actor)
    return CONSEQUENCES_LEDGER.respond(
        request, rows, template="rectification/consequences.html", context={"below": below}
    )


def _crumbs() -> list[tuple[str, str]]:
    return [(_("低于下限的处理"), reverse("rectification:consequences"))]


@page(P.RECT_REVIEW, of=PLANS, methods=("GET", "POST"))
def consequence_new(request: SignedInRequest, plan: Plan) -> HttpResponse:
    """Propose what the unit is told to do, beginning with the office's dated setting."""
    today = localdate(request.now)
    kept = Kept(request, f"rectification.plan:consequence-{plan.pk}")
    initial = {"what": demanded_on(today, jurisdiction_of(plan)), **kept.typed}
    form = ConsequenceForm(request.POST or None, initial=initial)
    facts = below_facts(plan, today)
    said = _("{unit}：反馈 {n} 项，整改到位 {done} 项，整改到位率 {rate}，下限 {lowest}%。").format(
        unit=plan.inspection.organisation,
        n=facts.total,
        done=facts.in_place,
        rate=per_cent(facts.in_place, facts.total),
        lowest=facts.lowest,
    )
    return form_answer(
        request,
        form,
        lambda act: services.propose_consequence(act, plan, **form.cleaned_data),
        title=_("提出处理"),
        done=lambda made: (_("已提出，等另一位同志审定"), page_of(made)),
        crumbs=_crumbs(),
        record=plan,
        kept=kept,
        context={"say": said, "submit": _("提出")},
    )


@page(P.RECT_READ, of=CONSEQUENCES)
def consequence(request: SignedInRequest, consequence: Consequence) -> HttpResponse:
    """One of them: the figures, the decision, the unit's answer."""
    if not CONSEQUENCES.permits(request.actor.as_staff, CONSEQUENCES.read, consequence):
        return redirect("rectification_unit:consequence", pk=consequence.pk)
    own = consequence.created_by_id == request.actor.pk
    against = reasons_not_to_decide(own=own)
    context = {
        "consequence": consequence,
        "workflow": CONSEQUENCE,
        "rate": per_cent(consequence.in_place, consequence.total),
        "buttons": buttons(
            request.actor,
            consequence,
            CONSEQUENCE,
            "rectification:consequence-step",
            own=own,
            refused={"approve": against, "drop": against},
            leave_out=("answer",),
        ),
    }
    return render(request, "rectification/consequence.html", context)


STEPS: Mapping[str, Callable[..., Any]] = {
    "approve": services.approve_consequence,
    "drop": services.drop_consequence,
    "return": services.return_consequence,
    "accept": services.accept_consequence,
}


@page(P.RECT_READ, of=CONSEQUENCES, methods=("POST",))
def consequence_step(request: SignedInRequest, consequence: Consequence, step: str) -> HttpResponse:
    """Decide, return or accept."""
    return take_step(request, consequence, CONSEQUENCE, STEPS, step)


@page(P.RECT_READ, of=CONSEQUENCES)
def consequence_document(request: SignedInRequest, consequence: Consequence, kind: str) -> HttpResponseBase:
    """The letter to the unit, or what the unit wrote."""
    make = {"letter": consequence_letter, "answer": consequence_answer}[kind]
    moment = consequence.decided_at if kind == "letter" else consequence.answered_at
    name = f"{consequence.plan.inspection.organisation} {consequence if kind == 'letter' else _('书面检查')}"
    on = localdate(moment or request.now)
    return issued(make, consequence, jurisdiction_of(consequence.plan), on=on, filename=name, asked=request.GET)
