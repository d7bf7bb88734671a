"""Joint checks: planned for several units of a round, reported by the department, accepted by the office."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.cooperation import services
from xuncha.cooperation.forms import ChecksForm, ReportForm
from xuncha.cooperation.models import JointCheck
from xuncha.cooperation.selectors import CHECKS, departments, files_of, units_to_check
from xuncha.cooperation.workflow import CHECK, CheckState
from xuncha.core.permissions import Permission as P
from xuncha.foundation.files.serving import serve
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.ledgers import Choice, Column, Ledger, by_state, finished_last, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.rounds.models import Round
from xuncha.rounds.selectors import INSPECTIONS, ROUNDS, inspection_spine
from xuncha.rounds.workflow import RoundState

GET_POST = ("GET", "POST")
ROUNDS_OFFERED = 3
"""For so many of the newest rounds the register offers to plan checks."""

CHECKS_LEDGER = Ledger(
    "cooperation.checks",
    lazy("联合检查"),
    columns=(
        main_column(
            "unit",
            lazy("被巡察单位"),
            lambda one: one.inspection.organisation,
            sub=lambda one: one.get_kind_display(),
            sort="inspection__organisation__name",
        ),
        Column("department", lazy("检查部门"), lambda one: one.department, sort="department__name", css="w6"),
        Column("from", lazy("开始日期"), lambda one: one.from_on, sort="from_on", css="nw"),
        Column("to", lazy("结束日期"), lambda one: one.to_on, sort="to_on", css="nw"),
        Column("problems", lazy("发现问题（个）"), lambda one: one.problems, sort="problems", css="num"),
        state_column(CHECK, since=True),
    ),
    spine=inspection_spine(done=Q(state__in=CHECK.finished())),
    choices=(by_state(CHECK), Choice("kind", lazy("检查种类"), "kind", JointCheck.Kind.choices)),
    search=("inspection__organisation__name", "department__name"),
    opening=lazy("共 {n} 个"),
    empty=lazy("组织部门、审计机关等结合巡察开展的专项检查列在这里。"),
    overdue=overdue_in(CHECKS),
    order=(finished_last(CHECK), "-from_on", "-pk"),
    related=("inspection__organisation", "inspection__round", "department"),
    without=("text", "task"),
)


@page(P.JOINT_CHECK_READ)
def checks(request: SignedInRequest) -> HttpResponseBase:
    """The register of checks."""
    rounds = ROUNDS.permitted(request.actor, P.JOINT_CHECK_WRITE).exclude(state=RoundState.CLOSED)
    context = {"rounds": rounds.order_by("-year", "-number", "-pk")[:ROUNDS_OFFERED]}
    rows = CHECKS.visible_to(request.actor)
    return CHECKS_LEDGER.respond(request, rows, template="cooperation/checks.html", context=context)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("联合检查"), reverse("cooperation:checks"))]


@page(P.JOINT_CHECK_WRITE, of=ROUNDS, methods=GET_POST)
def new(request: SignedInRequest, batch: Round) -> HttpResponse:
    """Plan checks in units of a round."""
    kept = Kept(request, f"cooperation.checks:new-{batch.pk}")
    form = ChecksForm(
        request.POST or None,
        request.FILES or None,
        initial={"from_on": batch.field_from, "to_on": batch.field_to, **kept.typed},
        organisations=departments(batch.term.jurisdiction),
        inspections=units_to_check(request.actor, batch),
    )
    return form_answer(
        request,
        form,
        lambda act: services.plan_checks(act, batch, **form.cleaned_data),
        title=_("安排联合检查"),
        done=lambda made: (_("已安排 {n} 个单位").format(n=len(made)), reverse("cooperation:checks")),
        crumbs=_crumbs(),
        kept=kept,
        context={"say": str(batch), "submit": _("安排")},
    )


@page(P.JOINT_CHECK_READ, of=CHECKS)
def check(request: SignedInRequest, check: JointCheck) -> HttpResponse:
    """One check: who checks what where, and what was found."""
    runs = CHECKS.permits(request.actor, P.JOINT_CHECK_RUN, check)
    context = {
        "check": check,
        "workflow": CHECK,
        "files": check.files.order_by("pk"),
        "proofs": check.proofs.order_by("pk"),
        "reports": runs and check.state == CheckState.PLANNED,
        "about": INSPECTIONS.permits(request.actor, INSPECTIONS.read, check.inspection),
        "buttons": buttons(
            request.actor,
            check,
            CHECK,
            "cooperation:check-step",
            own=check.reported_by_id == request.actor.pk,
            leave_out=("report",),
        ),
    }
    return render(request, "cooperation/check.html", context)


@page(P.JOINT_CHECK_READ, of=CHECKS)
def file(request: SignedInRequest, check: JointCheck, attachment: int) -> HttpResponseBase:
    """One file that came with the task or with the report."""
    return serve(get_object_or_404(files_of(check), pk=attachment))


@page(P.JOINT_CHECK_RUN, of=CHECKS, methods=GET_POST)
def report(request: SignedInRequest, check: JointCheck) -> HttpResponse:
    """Say what was found."""
    kept = Kept(request, f"cooperation.check:{check.pk}")
    initial = {"problems": check.problems, "text": check.text, **kept.typed}
    form = ReportForm(request.POST or None, request.FILES or None, initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.report_check(act, check, **form.cleaned_data),
        title=_("报送检查情况"),
        done=_("已报送，等巡察办审阅"),
        crumbs=[*_crumbs(), (str(check), page_of(check))],
        record=check,
        kept=kept,
        context={"submit": _("报送")},
    )


STEPS: Mapping[str, Callable[..., Any]] = {
    "return": services.return_check,
    "accept": services.accept_check,
    "drop": services.drop_check,
}


@page(P.JOINT_CHECK_READ, of=CHECKS, methods=("POST",))
def step(request: SignedInRequest, check: JointCheck, step: str) -> HttpResponse:
    """Take one step of the workflow."""
    return take_step(request, check, CHECK, STEPS, step)
