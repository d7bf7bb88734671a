"""Targets: the ledger by class, one target, adding from the organisations of the area."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.orgs.models import UnitType
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledgers import Chip, Choice, Column, Ledger, Spine, main_column, picked
from xuncha.foundation.ui.pages import form_answer
from xuncha.planning import services
from xuncha.planning.forms import TargetForm, WithdrawalForm
from xuncha.planning.models import Target, Term
from xuncha.planning.selectors import (
    COUNTED,
    TARGETS,
    TERMS,
    WITHDRAWN,
    candidates_of,
    class_totals,
    entries_for,
    in_force_years,
)
from xuncha.planning.workflow import PLAN

TARGETS_LEDGER = Ledger(
    "planning.targets",
    lazy("巡察对象"),
    columns=(
        main_column(
            "unit",
            lazy("巡察对象"),
            lambda t: t.organisation.name,
            sort="organisation__name",
            sub=lambda t: t.organisation.code,
        ),
        Column("class", lazy("类别"), lambda t: t.organisation.get_unit_type_display(), sort="organisation__unit_type"),
        Column("sector", lazy("领域"), lambda t: t.organisation.sector or ""),
        Column("area", lazy("所属辖区"), lambda t: t.organisation.jurisdiction, css="fold"),
        Column("term", lazy("届次"), lambda t: t.term, css="fold"),
        Column("counts", lazy("计入全覆盖"), lambda t: _("是") if t.counts else _("否"), sort="counts"),
        Column("planned", lazy("现行规划"), in_force_years),
        Column(
            "state",
            lazy("状态"),
            lambda t: _("已撤出") if t.withdrawn_on else _("应巡"),
            shape=lambda t: "stop" if t.withdrawn_on else "",
            sub=lambda t: t.withdrawn_on,
        ),
        Column("note", lazy("备注"), lambda t: t.note, css="fold"),
    ),
    spine=Spine(term="term_id", unit="organisation"),
    choices=(
        Choice("class", lazy("类别"), "organisation__unit_type", UnitType.choices),
        Choice("counts", lazy("计入全覆盖"), "counts", [(True, lazy("是")), (False, lazy("否"))]),
    ),
    search=("organisation__name", "organisation__code", "note"),
    chips=(
        Chip("counted", lazy("应全覆盖"), lambda _actor: COUNTED),
        Chip("withdrawn", lazy("已撤出"), lambda _actor: WITHDRAWN),
    ),
    opening=lazy("共 {n} 家巡察对象"),
    empty=lazy("还没有列入任何单位，先从组织机构里列入。"),
    order=("term_id", "organisation__unit_type", "organisation__code"),
    related=("organisation__sector", "organisation__jurisdiction", "term"),
)

CANDIDATES_LEDGER = Ledger(
    "planning.candidates",
    lazy("可列为巡察对象的单位"),
    columns=(
        Column("name", lazy("单位"), lambda o: o.name, sort="name", sub=lambda o: o.code, css="main-cell"),
        Column("class", lazy("类别"), lambda o: o.get_unit_type_display(), sort="unit_type"),
        Column("sector", lazy("领域"), lambda o: o.sector or ""),
        Column("area", lazy("所属辖区"), lambda o: o.jurisdiction, sort="jurisdiction__name"),
    ),
    choices=(Choice("class", lazy("类别"), "unit_type", UnitType.choices),),
    search=("name", "short_name", "code"),
    opening=lazy("共 {n} 家可列入的单位"),
    empty=lazy("在用的单位都已列入；缺的单位先在组织机构里新增。"),
    order=("jurisdiction_id", "unit_type", "code"),
    related=("jurisdiction", "sector"),
    bulk=(("counted", lazy("列为对象，计入全覆盖")), ("other", lazy("列为对象，不计入"))),
    page_size=50,
)


@page(P.PLAN_READ)
def targets(request: SignedInRequest) -> HttpResponseBase:
    """All targets, by class."""
    rows = TARGETS.visible_to(request.actor).prefetch_related("entries__plan")
    terms = TERMS.visible_to(request.actor)
    chosen = terms.filter(pk=request.GET["term"]) if request.GET.get("term", "").isdigit() else terms
    current = chosen.first()
    context = {
        "term": current,
        "totals": class_totals(current) if current else [],
        "may_add": current is not None and TERMS.permits(request.actor, P.PLAN_DRAFT, current),
    }
    return TARGETS_LEDGER.respond(request, rows, template="planning/targets.html", context=context)


@page(P.PLAN_READ, of=TARGETS)
def target(request: SignedInRequest, target: Target) -> HttpResponse:
    """One target and its place in every version."""
    context = {
        "target": target,
        "entries": entries_for(target),
        "PLAN": PLAN,
        "may_change": TARGETS.permits(request.actor, P.PLAN_DRAFT, target),
    }
    return render(request, "planning/target.html", context)


@page(P.PLAN_DRAFT, of=TARGETS, methods=("GET", "POST"))
def change(request: SignedInRequest, target: Target) -> HttpResponse:
    """Say whether a target counts, and what is noted of it."""
    kept = Kept(request, f"planning.target:{target.pk}")
    form = TargetForm(request.POST or None, initial={"counts": target.counts, "note": target.note, **kept.typed})
    return form_answer(
        request,
        form,
        lambda act: services.change_target(act, target, **form.cleaned_data, base_version=base_version(request)),
        title=_("修改巡察对象"),
        done=lambda saved: _("已修改{target}").format(target=saved),
        record=target,
        kept=kept,
        crumbs=[(_("巡察对象"), reverse("planning:targets")), (str(target), page_of(target))],
    )


@page(P.PLAN_DRAFT, of=TARGETS, methods=("GET", "POST"))
def withdraw(request: SignedInRequest, target: Target) -> HttpResponse:
    """Take an organisation off the targets."""
    form = WithdrawalForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.withdraw_target(act, target, **form.cleaned_data),
        title=_("撤出巡察对象"),
        done=lambda saved: _("已撤出{target}").format(target=saved),
        record=target,
        crumbs=[(_("巡察对象"), reverse("planning:targets")), (str(target), page_of(target))],
        context={"say": str(target), "submit": _("撤出")},
    )


@page(P.PLAN_DRAFT, of=TERMS)
def candidates(request: SignedInRequest, term: Term) -> HttpResponseBase:
    """Organisations of the area that are not, or no longer, targets of the term, to tick."""
    ledger = replace(CANDIDATES_LEDGER, bulk_url=reverse("planning:plan-term-add-targets", kwargs={"pk": term.pk}))
    return ledger.respond(request, candidates_of(term), template="planning/candidates.html", context={"term": term})


@page(P.PLAN_DRAFT, of=TERMS, methods=("POST",))
def add(request: SignedInRequest, term: Term) -> HttpResponse:
    """Make the ticked organisations targets."""
    chosen = list(candidates_of(term).filter(pk__in=picked(request)))
    added = services.add_targets(act_of(request), term, chosen, counts=request.POST.get("do") == "counted")
    if added:  # nothing comes back when the same form was sent twice
        messages.success(request, _("已列为巡察对象 {n} 家").format(n=len(added)))
    return HttpResponseRedirect(page_of(term))
