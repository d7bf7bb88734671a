"""A term: opening one, its versions over time, beginning its plans."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import back_to
from xuncha.planning import services
from xuncha.planning.forms import AnnualForm, TermForm
from xuncha.planning.models import Term
from xuncha.planning.selectors import TERMS, annual_versions_of, class_totals, open_version, plan_in_force, versions_of
from xuncha.planning.workflow import PLAN


@page(P.PLAN_DRAFT, methods=("GET", "POST"))
def new(request: SignedInRequest) -> HttpResponse:
    """Open a term."""
    offices = JURISDICTIONS.permitted(request.actor, P.PLAN_DRAFT)
    form = TermForm(request.POST or None, jurisdictions=offices)
    return form_answer(
        request,
        form,
        lambda act: services.create_term(act, form.cleaned_data.pop("jurisdiction"), **form.cleaned_data),
        title=_("建立届次"),
        done=lambda term: (_("已建立{term}").format(term=term), page_of(term)),
        crumbs=[(_("规划版本"), reverse("planning:plans"))],
    )


@page(P.PLAN_READ, of=TERMS)
def term(request: SignedInRequest, term: Term) -> HttpResponse:
    """The versions of the term's plans over time, and its targets by class."""
    in_force, waiting = plan_in_force(term), open_version(term)
    totals = class_totals(term)
    context = {
        "term": term,
        "versions": versions_of(term),
        "years": annual_versions_of(term),
        "in_force": in_force,
        "waiting": waiting,
        "totals": totals,
        "targets": sum(n for _, _, n, _ in totals),
        "counted": sum(counted for _, _, _, counted in totals),
        "drafts": TERMS.permits(request.actor, P.PLAN_DRAFT, term),
        "PLAN": PLAN,
    }
    return render(request, "planning/term.html", context)


@page(P.PLAN_DRAFT, of=TERMS, methods=("POST",))
def first_plan(request: SignedInRequest, term: Term) -> HttpResponse:
    """Begin the five-year plan."""
    return back_to(services.draft_first_plan(act_of(request), term))


@page(P.PLAN_DRAFT, of=TERMS, methods=("GET", "POST"))
def annual_plan(request: SignedInRequest, term: Term) -> HttpResponse:
    """Begin the plan of a year."""
    this_year = request.now.year
    form = AnnualForm(request.POST or None, years=term.years, initial={"year": request.GET.get("year", this_year)})
    return form_answer(
        request,
        form,
        lambda act: services.draft_annual_plan(act, term, form.cleaned_data["year"]),
        title=_("起草年度计划"),
        done=lambda plan: (_("已起草{plan}").format(plan=plan), page_of(plan)),
        crumbs=[(str(term), page_of(term))],
        context={"say": _("以现行五年规划中这一年的安排为底稿。"), "submit": _("起草")},
    )
