"""The ledger of visits, one visit with its units and group, and its steps."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from xuncha.core.errors import OutOfReach, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, act_of, page, words
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.gathering import Labelled, Together
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
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.lookback import services
from xuncha.lookback.documents import result_report, visit_plan
from xuncha.lookback.forms.visits import MemberForm, NewVisitForm, PlanForm, UnitsForm
from xuncha.lookback.models import Kind, Visit
from xuncha.lookback.rules.planning import reasons_not_to_approve, reasons_not_to_finish, reasons_not_to_submit
from xuncha.lookback.selectors import VISITED_UNITS, VISITS
from xuncha.lookback.selectors.facts import organisations_for, possible_members, visit_facts
from xuncha.lookback.selectors.results import short_and_all, units_and_short
from xuncha.lookback.selectors.suggesting import Suggestion, suggestions
from xuncha.lookback.workflow import FOUND, VISIT, VISITED, VisitState
from xuncha.rounds.selectors import one_of

VISITS_LEDGER = Ledger(
    "lookback.visits",
    gettext_lazy("回访督查"),
    columns=(
        main_column("title", gettext_lazy("名称"), lambda v: v.title, sub=lambda v: v.number),
        Column("kind", gettext_lazy("方式"), Labelled(lambda v: v.kind, lambda v: Kind(v).label), css="nw"),
        Column("from", gettext_lazy("开始"), lambda v: v.from_on, sort="from_on", css="nw"),
        Column("to", gettext_lazy("结束"), lambda v: v.to_on, sort="to_on", css="nw fold"),
        Column("units", gettext_lazy("单位 / 不到位"), Together(units_and_short), css="num"),
        state_column(VISIT),
    ),
    spine=Spine(year="from_on__year", unit="units__organisation", done=Q(state__in=VISIT.finished())),
    choices=(by_state(VISIT), Choice("kind", gettext_lazy("方式"), "kind", Kind.choices)),
    search=("title", "number"),
    chips=(Chip("running", gettext_lazy("进行中"), lambda _: Q(state=VisitState.RUNNING)),),
    opening=gettext_lazy("共 {n} 次"),
    empty=gettext_lazy("还没有安排。上届巡察的单位，先导入它的旧台账，再安排回访。"),
    overdue=overdue_in(VISITS),
    order=(finished_last(VISIT), "-from_on"),
    without=("purpose",),
)


@page(P.RETURN_VISIT_READ)
def visits(request: SignedInRequest) -> HttpResponseBase:
    """Every visit within reach; a covert one for those who may know of it."""
    rows, context = VISITS.visible_to(request.actor), {"offices": offices_of(request)}
    return VISITS_LEDGER.respond(request, rows, template="lookback/visits.html", context=context)


def crumbs(visit: Visit | None = None) -> list[tuple[str, str]]:
    """The way to a form about a visit."""
    way = [(_("回访督查"), reverse("lookback:visits"))]
    return [*way, (visit.number, page_of(visit))] if visit else way


@page(P.LOOKBACK_WRITE, of=JURISDICTIONS, methods=("GET", "POST"))
def new(request: SignedInRequest, jurisdiction: Jurisdiction) -> HttpResponse:
    """Plan a visit."""
    wanted = set(request.GET.getlist("source"))
    chosen = [one for one in suggestions(jurisdiction) if one.source in wanted]
    if wanted and not chosen:
        raise OutOfReach(say("这些单位已经列入回头看，或者不再需要。"))
    kept = Kept(request, f"lookback.visit:new-{jurisdiction.pk}{'-suggested' * bool(chosen)}")
    initial = {**_prefilled(chosen), **kept.typed}
    form = NewVisitForm(request.POST or None, possible=organisations_for(jurisdiction), initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.plan_visit(act, jurisdiction, **form.cleaned_data),
        title=_("安排回访"),
        done=lambda made: (_("已建立 {number}，接着确定督查组").format(number=made.number), page_of(made)),
        crumbs=crumbs(),
        kept=kept,
        context={"submit": _("建立安排")},
    )


def _prefilled(chosen: Sequence[Suggestion]) -> dict[str, str]:
    """What a suggested look back begins with; its purpose is an official text and always Chinese."""
    if not chosen:
        return {}
    with override("zh-hans"):
        reasons = [f"{one.unit.name}：{words(one.why)}。" for one in chosen]
    units = dict.fromkeys(one.unit.name for one in chosen)
    return {
        "kind": Kind.LOOK_BACK,
        "title": "整改情况回头看",
        "units": "\n".join(units),
        "purpose": "\n".join(["逐项核查反馈问题整改是否到位、有无反弹。", *reasons])[:2000],
    }


@page(P.LOOKBACK_WRITE)
def suggested(request: SignedInRequest) -> HttpResponse:
    """The units that somebody decided to have looked back at, each with the reason."""
    offices = [(office, suggestions(office)) for office in offices_of(request)]
    context = {"offices": offices, "total": sum(len(found) for _office, found in offices)}
    return render(request, "lookback/suggestions.html", context)


@page(P.RETURN_VISIT_READ, of=VISITS)
def visit(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """One visit: units with their results, the group, the sample, what is missing."""
    writes = VISITS.permits(request.actor, P.LOOKBACK_WRITE, visit)
    draft = visit.state == VisitState.DRAFT
    own = visit.submitted_by_id == request.actor.pk
    rows = list(VISITED_UNITS.visible_to(request.actor).filter(visit=visit).select_related("organisation"))
    counts = short_and_all([row.pk for row in rows])
    missing = reasons_not_to_submit(visit_facts(visit, request.now)) if draft else []
    left = [str(row.organisation) for row in rows if row.state not in FOUND]
    context = {
        "visit": visit,
        "workflow": VISIT,
        "VISITED": VISITED,
        "rows": [(row, counts[row.pk]) for row in rows],
        "members": visit.members.select_related("person__employer"),
        "samples": visit.samples.all(),
        "editable": writes and draft,
        "sampling": writes and visit.state == VisitState.RUNNING and visit.per_stratum is not None,
        "missing": missing,
        "buttons": buttons(
            request.actor,
            visit,
            VISIT,
            "lookback:visit-step",
            own=own,
            refused={
                "submit": missing,
                "approve": reasons_not_to_approve(own=own),
                "finish": reasons_not_to_finish(unchecked=left),
            },
        ),
    }
    return render(request, "lookback/visit.html", context)


@page(P.LOOKBACK_WRITE, of=VISITS, methods=("GET", "POST"))
def change(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Change a plan that was not submitted."""
    kept = Kept(request, f"lookback.visit:{visit.pk}")
    initial = {name: getattr(visit, name) for name in PlanForm.base_fields}
    form = PlanForm(request.POST or None, initial={**initial, **kept.typed})
    return form_answer(
        request,
        form,
        lambda act: services.change_visit(act, visit, base_version=base_version(request), **form.cleaned_data),
        title=_("修改安排"),
        crumbs=crumbs(visit),
        record=visit,
        kept=kept,
    )


@page(P.LOOKBACK_WRITE, of=VISITS, methods=("GET", "POST"))
def units(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Put units on the visit."""
    form = UnitsForm(request.POST or None, possible=organisations_for(visit.jurisdiction))
    return form_answer(
        request,
        form,
        lambda act: services.add_units(act, visit, **form.cleaned_data),
        title=_("列入单位"),
        done=_("已列入"),
        crumbs=crumbs(visit),
    )


@page(P.LOOKBACK_WRITE, of=VISITS, methods=("POST",))
def unit_remove(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Take a unit off."""
    chosen = one_of(visit.units.all(), _chosen(request))
    services.remove_unit(act_of(request), visit, organisation=chosen.organisation)
    return HttpResponseRedirect(f"{page_of(visit)}#units")


@page(P.LOOKBACK_WRITE, of=VISITS, methods=("GET", "POST"))
def member(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Name somebody to the group."""
    form = MemberForm(request.POST or None, possible=possible_members(visit, localdate(request.now)))
    return form_answer(
        request,
        form,
        lambda act: services.name_member(act, visit, **form.cleaned_data),
        title=_("加入督查组"),
        done=_("已加入督查组"),
        crumbs=crumbs(visit),
        context={"say": _("应回避的人在提交和批准时核对；组内至少一人的账号可以填写核查结果。")},
    )


@page(P.LOOKBACK_WRITE, of=VISITS, methods=("POST",))
def member_remove(request: SignedInRequest, visit: Visit) -> HttpResponse:
    """Take somebody out of the group."""
    chosen = one_of(visit.members.select_related("person"), _chosen(request))
    services.remove_member(act_of(request), visit, person=chosen.person)
    return HttpResponseRedirect(f"{page_of(visit)}#group")


def _chosen(request: SignedInRequest) -> int:
    given = request.POST.get("which", "")
    if not given.isdecimal() or len(given) > 18:
        raise RuleViolated(say("没有选中要去掉的一项。"))
    return int(given)


STEPS: Mapping[str, Callable[..., Any]] = {
    "submit": services.submit_visit,
    "return": services.return_visit,
    "approve": services.approve_visit,
    "finish": services.finish_visit,
    "drop": services.drop_visit,
}


@page(P.RETURN_VISIT_READ, of=VISITS, methods=("POST",))
def step(request: SignedInRequest, visit: Visit, step: str) -> HttpResponse:
    """Take one step of the workflow."""
    return take_step(request, visit, VISIT, STEPS, step)


@page(P.RETURN_VISIT_READ, of=VISITS)
def document(request: SignedInRequest, visit: Visit, kind: str) -> HttpResponseBase:
    """The plan, or the report of what was found."""
    make = {"plan": visit_plan, "report": result_report}[kind]
    on = localdate(request.now)
    return issued(make, visit, visit.jurisdiction, on=on, filename=f"{visit.title} {visit.number}", asked=request.GET)


def offices_of(request: SignedInRequest) -> QuerySet[Jurisdiction]:
    """The offices for which the person plans visits and brings old ledgers in."""
    return JURISDICTIONS.permitted(request.actor, P.LOOKBACK_WRITE).order_by("pk")
