"""Versions of plans: the lists, one version, two versions side by side, its steps and its document."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.errors import Reason
from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.orgs.models import UnitType
from xuncha.foundation.ui.ledgers import Choice, Column, Ledger, Spine, by_state, main_column, state_column
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.planning import services
from xuncha.planning.documents import annual_plan, term_plan
from xuncha.planning.models import InspectionType, PlanEntry, PlanVersion
from xuncha.planning.rules import CHANGE_LABEL, PlanFacts, hints, reasons_not_to_approve, reasons_not_to_submit, totals
from xuncha.planning.selectors import (
    PLANS,
    TERMS,
    Changed,
    Heat,
    capacity_of,
    changes_between,
    entries_of,
    facts_of,
    heat_of,
    plan_in_force,
    versions_of,
)
from xuncha.planning.workflow import PLAN, PlanState

VERSION_COLUMNS = (
    main_column("title", lazy("规划"), str, sub=lambda p: p.reason),
    Column("term", lazy("届次"), lambda p: p.term),
    Column("year", lazy("年度"), lambda p: p.year or "", sort="year", css="num"),
    state_column(PLAN, since=True),
    Column("author", lazy("起草"), lambda p: p.created_by, css="fold"),
    Column("approver", lazy("批准"), lambda p: p.approved_by or "", css="fold"),
    Column("approved", lazy("批准日期"), lambda p: p.approved_at and f"{timezone.localtime(p.approved_at):%Y-%m-%d}"),
)
PLANS_LEDGER = Ledger(
    "planning.plans",
    lazy("规划版本"),
    columns=tuple(column for column in VERSION_COLUMNS if column.code != "year"),
    spine=Spine(term="term_id", done=Q(state__in=PLAN.finished())),
    choices=(by_state(PLAN),),
    search=("title", "reason"),
    opening=lazy("共 {n} 个版本"),
    empty=lazy("先建立届次、列好巡察对象，再起草五年规划。"),
    order=("term_id", "-number"),
    related=("term", "created_by", "approved_by", "what_if_of"),
)
ANNUAL_LEDGER = replace(
    PLANS_LEDGER,
    code="planning.annual",
    title=lazy("年度计划"),
    columns=VERSION_COLUMNS,
    spine=Spine(term="term_id", year="year", done=Q(state__in=PLAN.finished())),
    opening=lazy("共 {n} 份年度计划"),
    empty=lazy("五年规划批准以后，可以起草当年的计划。"),
    order=("-year", "-number"),
)
ENTRIES_LEDGER = Ledger(
    "planning.entries",
    lazy("规划条目"),
    columns=(
        main_column(
            "unit",
            lazy("巡察对象"),
            lambda e: e.target.organisation.name,
            sort="target__organisation__name",
            sub=lambda e: e.target.organisation.code,
        ),
        Column(
            "class",
            lazy("类别"),
            lambda e: e.target.organisation.get_unit_type_display(),
            sort="target__organisation__unit_type",
        ),
        Column("year", lazy("年度"), lambda e: e.year, sort="year", css="num"),
        Column("round", lazy("轮次"), lambda e: e.round_number or _("未定"), sort="round_number", css="num"),
        Column("type", lazy("巡察类型"), lambda e: e.get_type_display(), sort="type"),
        Column("counts", lazy("计入全覆盖"), lambda e: _("是") if e.target.counts else _("否"), css="fold"),
        Column("note", lazy("备注"), lambda e: e.note, css="fold"),
    ),
    spine=Spine(unit="target__organisation"),
    choices=(
        Choice("class", lazy("类别"), "target__organisation__unit_type", UnitType.choices),
        Choice("type", lazy("巡察类型"), "type", InspectionType.choices),
    ),
    search=("target__organisation__name", "target__organisation__code", "note"),
    opening=lazy("共 {n} 条安排"),
    empty=lazy("这一版还没有排入任何对象。"),
    order=("year", "round_number", "target__organisation__unit_type", "target__organisation__code"),
    related=("target__organisation",),
)


def link_of(entry: PlanEntry) -> str:
    """The address of an entry: where it is edited, or its target."""
    if entry.plan.is_open:
        return reverse("planning:entry", kwargs={"pk": entry.pk})
    return reverse("planning:target", kwargs={"pk": entry.target_id})


@page(P.PLAN_READ)
def plans(request: SignedInRequest) -> HttpResponseBase:
    """Every version of the five-year plans."""
    rows = PLANS.visible_to(request.actor).filter(year=0)
    context = {
        "terms": TERMS.visible_to(request.actor).select_related("jurisdiction"),
        "may_open": request.actor.holds(P.PLAN_DRAFT),
    }
    return PLANS_LEDGER.respond(request, rows, template="planning/plans.html", context=context)


@page(P.PLAN_READ)
def annual_plans(request: SignedInRequest) -> HttpResponseBase:
    """Every version of the annual plans."""
    rows = PLANS.visible_to(request.actor).exclude(year=0)
    current = TERMS.permitted(request.actor, P.PLAN_DRAFT).first()
    return ANNUAL_LEDGER.respond(request, rows, template="planning/annual.html", context={"term": current})


@page(P.PLAN_READ, of=PLANS)
def plan(request: SignedInRequest, plan: PlanVersion) -> HttpResponseBase:
    """One version: by class and year, entry by entry, what it changes, and what can be done with it."""
    mine = PLANS.permits(request.actor, P.PLAN_DRAFT, plan)
    drafting = plan.is_open and mine
    today = timezone.localdate(request.now)
    facts = facts_of(plan, today)
    changed = changes_between(plan.base, plan) if plan.base else []
    heat = heat_of(plan)
    context = {
        "plan": plan,
        "PLAN": PLAN,
        "heat": heat,
        "planned": len({line.target for line in facts.lines}),
        "counted": len(facts.counted),
        "placed": len(facts.counted & {line.target for line in facts.lines if line.type == InspectionType.ROUTINE}),
        "hints": hints(facts, capacity_of(plan.term, today)),
        "changes": _summary(changed),
        "changed": changed,
        "drafting": drafting,
        "may_amend": mine and plan.state == PlanState.PUBLISHED,
        "steps": buttons(
            request.actor,
            plan,
            PLAN,
            "planning:plan-step",
            refused=_refused(request, plan, facts),
            leave_out=("supersede", "try"),
        ),
    }
    return _entries_ledger(plan, heat, drafting=drafting).respond(
        request, entries_of(plan), template="planning/plan.html", context=context
    )


def _entries_ledger(plan: PlanVersion, heat: Heat, *, drafting: bool) -> Ledger:
    axis, label = ("round_number", lazy("轮次")) if plan.is_annual else ("year", lazy("年度"))
    choice = Choice(axis.removesuffix("_number"), label, axis, [(c, str(c)) for c in heat.columns if c])
    bulk = (("move", lazy("移到…")), ("remove", lazy("减去…"))) if drafting else ()
    return replace(
        ENTRIES_LEDGER,
        choices=(*ENTRIES_LEDGER.choices, choice),
        url=link_of,
        bulk=bulk,
        bulk_url=reverse("planning:plan-ticked", kwargs={"pk": plan.pk}),
    )


def _refused(request: SignedInRequest, plan: PlanVersion, facts: PlanFacts) -> dict[str, list[Reason]]:
    """Why the steps of this version cannot be taken now, for the buttons."""
    if plan.state == PlanState.DRAFT:
        return {"submit": reasons_not_to_submit(facts)}
    if plan.state == PlanState.SUBMITTED:
        in_force = plan_in_force(plan.term, plan.year)
        approving = reasons_not_to_approve(
            actor=request.actor.pk,
            author=plan.created_by_id,
            submitter=plan.submitted_by_id,
            base_in_force=plan.base_id == (in_force.pk if in_force else None),
        )
        return {"approve": approving}
    return {}


@page(P.PLAN_READ, of=PLANS, methods=("POST",))
def step(request: SignedInRequest, plan: PlanVersion, step: str) -> HttpResponse:
    """Submit, approve, return or give up."""
    acts: dict[str, Callable[..., PlanVersion]] = {
        "submit": services.submit_plan,
        "approve": services.approve_plan,
        "return": services.return_plan,
        "withdraw": services.withdraw_plan,
    }
    return take_step(request, plan, PLAN, acts, step)


@page(P.PLAN_READ, of=PLANS)
def compare(request: SignedInRequest, plan: PlanVersion) -> HttpResponse:
    """What one version changes against another of the same plan, whichever two they are."""
    versions = list(versions_of(plan.term, plan.year))
    wanted = request.GET.get("with", "")
    others = [version for version in versions if version != plan]
    other = next((version for version in others if str(version.pk) == wanted), plan.base or next(iter(others), None))
    changed = changes_between(other, plan) if other else []
    context = {
        "plan": plan,
        "other": other,
        "others": others,
        "changed": changed,
        "changes": _summary(changed),
        "PLAN": PLAN,
    }
    return render(request, "planning/compare.html", context)


@dataclass(frozen=True, slots=True)
class Count:
    """How many differences of one kind."""

    label: str
    n: int


def _summary(changed: list[Changed]) -> list[Count]:
    return [Count(CHANGE_LABEL[kind], n) for kind, n in totals(c.difference for c in changed).items()]


@page(P.PLAN_READ, of=PLANS)
def document(request: SignedInRequest, plan: PlanVersion, ending: str) -> HttpResponse:
    """The version as an official document, dated on the day it was approved, or today."""
    if ending not in {"docx", "pdf"}:
        raise Http404
    day = timezone.localdate(plan.approved_at or request.now)
    make = annual_plan if plan.is_annual else term_plan
    return issued(make, plan, plan.term.jurisdiction, on=day, filename=str(plan), as_pdf=ending == "pdf")
