"""Working on a draft: its head, and its entries by 增、补、调、减. Every form works without a script."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.orgs.models import UnitType
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import Form, base_version
from xuncha.foundation.ui.ledgers import Chip, Choice, Column, Ledger, Spine, picked
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.usecases import Act
from xuncha.planning import services
from xuncha.planning.forms import AmendForm, HeadForm, MoveForm, PlaceForm, RemovalForm, SupplementForm
from xuncha.planning.models import PlanEntry, PlanVersion
from xuncha.planning.selectors import (
    COUNTED,
    ENTRIES,
    PLANS,
    candidates_of,
    entries_of,
    not_placed_in,
    targets_of,
)

TARGETS_TO_PLACE = Ledger(
    "planning.to_place",
    lazy("选择要排入的对象"),
    columns=(
        Column(
            "unit",
            lazy("巡察对象"),
            lambda t: t.organisation.name,
            sort="organisation__name",
            sub=lambda t: t.organisation.code,
            css="main-cell",
        ),
        Column("class", lazy("类别"), lambda t: t.organisation.get_unit_type_display(), sort="organisation__unit_type"),
        Column("sector", lazy("领域"), lambda t: t.organisation.sector or ""),
        Column("counts", lazy("计入全覆盖"), lambda t: _("是") if t.counts else _("否"), sort="counts"),
        Column("note", lazy("备注"), lambda t: t.note, css="fold"),
    ),
    spine=Spine(unit="organisation"),
    choices=(Choice("class", lazy("类别"), "organisation__unit_type", UnitType.choices),),
    search=("organisation__name", "organisation__code", "note"),
    opening=lazy("共 {n} 家可排入的对象"),
    empty=lazy("本届的巡察对象都在这一版里了，或者还没有列入任何对象。"),
    order=("-counts", "organisation__unit_type", "organisation__code"),
    related=("organisation__sector",),
    bulk=(("place", lazy("排入…")),),
    page_size=50,
)


def _crumbs(plan: PlanVersion) -> list[tuple[str, str]]:
    return [(str(plan.term), page_of(plan.term)), (str(plan), page_of(plan))]


@page(P.PLAN_DRAFT, of=PLANS, methods=("GET", "POST"))
def amend(request: SignedInRequest, plan: PlanVersion) -> HttpResponse:
    """Begin the next version of the plan in force."""
    kept = Kept(request, f"planning.plan:{plan.pk}:amend")
    form = AmendForm(request.POST or None, initial=kept.typed)
    return form_answer(
        request,
        form,
        lambda act: services.amend(act, plan, **form.cleaned_data),
        title=_("起草调整"),
        done=lambda draft: (_("已起草{plan}").format(plan=draft), page_of(draft)),
        record=plan,
        kept=kept,
        crumbs=_crumbs(plan),
        context={"say": _("新版本从现行版本的全部条目开始，批准以前现行版本不变。"), "submit": _("起草调整")},
    )


@page(P.PLAN_DRAFT, of=PLANS, methods=("GET", "POST"))
def head(request: SignedInRequest, plan: PlanVersion) -> HttpResponse:
    """Change the title of a draft or why it amends."""
    kept = Kept(request, f"planning.plan:{plan.pk}:head")
    form = HeadForm(request.POST or None, initial={"title": plan.title, "reason": plan.reason, **kept.typed})
    return form_answer(
        request,
        form,
        lambda act: services.restate(act, plan, **form.cleaned_data, base_version=base_version(request)),
        title=_("名称与调整理由"),
        done=lambda draft: _("已保存{plan}").format(plan=draft),
        record=plan,
        kept=kept,
        crumbs=_crumbs(plan),
    )


@page(P.PLAN_DRAFT, of=ENTRIES, methods=("GET", "POST"))
def entry(request: SignedInRequest, entry: PlanEntry) -> HttpResponse:
    """Move one entry (调) or change its note."""
    plan = entry.plan
    initial = {name: getattr(entry, name) for name in ("year", "round_number", "type", "note")}
    kept = Kept(request, f"planning.entry:{entry.pk}")
    form = PlaceForm(request.POST or None, years=plan.years, initial={**initial, **kept.typed})
    return form_answer(
        request,
        form,
        lambda act: services.adjust(act, plan, entry, **form.cleaned_data, base_version=base_version(request)),
        title=_("调整安排"),
        done=lambda moved: _("已调整{target}").format(target=moved.target),
        record=entry,
        kept=kept,
        crumbs=_crumbs(plan),
        context={"say": str(entry.target.organisation)},
    )


@page(P.PLAN_DRAFT, of=PLANS, methods=("GET", "POST"))
def ticked(request: SignedInRequest, plan: PlanVersion) -> HttpResponse:
    """Move or remove the ticked entries: first asked where to or why, then done, all of them or none."""
    chosen = picked(request)
    entries = list(entries_of(plan).filter(pk__in=chosen))
    if not entries:
        return HttpResponseRedirect(f"{page_of(plan)}#entries")
    sent = request.POST if "sent" in request.POST else None
    if request.POST.get("do") == "remove":
        removal = RemovalForm(sent)
        return _for_ticked(
            request,
            plan,
            removal,
            lambda act: services.remove_entries(act, plan, chosen, **removal.cleaned_data),
            title=_("减去 {n} 条").format(n=len(entries)),
            done=_("已减去 {n} 条").format(n=len(entries)),
            ticked=entries,
        )
    move = MoveForm(sent, years=plan.years)
    return _for_ticked(
        request,
        plan,
        move,
        lambda act: services.move_entries(act, plan, chosen, **move.cleaned_data),
        title=_("移动 {n} 条").format(n=len(entries)),
        done=_("已移动 {n} 条").format(n=len(entries)),
        ticked=entries,
    )


@page(P.PLAN_DRAFT, of=PLANS)
def candidates(request: SignedInRequest, plan: PlanVersion) -> HttpResponseBase:
    """Targets of the term to tick for the draft (增)."""
    ledger = replace(
        TARGETS_TO_PLACE,
        chips=(
            Chip("missing", lazy("还没有常规安排"), lambda _actor: not_placed_in(plan)),
            Chip("counted", lazy("应全覆盖、还没有常规安排"), lambda _actor: not_placed_in(plan) & COUNTED),
        ),
        bulk_url=reverse("planning:plan-place", kwargs={"pk": plan.pk}),
    )
    context = {"plan": plan}
    return ledger.respond(request, targets_of(plan.term), template="planning/to_place.html", context=context)


@page(P.PLAN_DRAFT, of=PLANS, methods=("GET", "POST"))
def place(request: SignedInRequest, plan: PlanVersion) -> HttpResponse:
    """Place the ticked targets in a year, round and way."""
    targets = list(targets_of(plan.term).filter(pk__in=picked(request)))
    if not targets:
        return HttpResponseRedirect(reverse("planning:plan-candidates", kwargs={"pk": plan.pk}))
    form = PlaceForm(request.POST if "sent" in request.POST else None, years=plan.years)
    return _for_ticked(
        request,
        plan,
        form,
        lambda act: services.add_entries(act, plan, targets, **form.cleaned_data),
        title=_("排入 {n} 家").format(n=len(targets)),
        done=_("已排入 {n} 家").format(n=len(targets)),
        ticked=targets,
    )


def _for_ticked(
    request: SignedInRequest,
    plan: PlanVersion,
    form: Form,
    act: Callable[[Act], Any],
    *,
    title: str,
    done: str,
    ticked: list[Any],
) -> HttpResponse:
    def run(attempt: Act) -> PlanVersion:
        act(attempt)
        return plan

    return form_answer(
        request,
        form,
        run,
        title=title,
        done=lambda saved: (done, f"{page_of(saved)}#entries"),
        template="planning/ticked.html",
        crumbs=_crumbs(plan),
        context={"ticked": ticked, "do": request.POST.get("do", "")},
    )


@page(P.PLAN_DRAFT, of=PLANS, methods=("GET", "POST"))
def supplement(request: SignedInRequest, plan: PlanVersion) -> HttpResponse:
    """Make an organisation a target and place it at once (补)."""
    kept = Kept(request, f"planning.plan:{plan.pk}:supplement")
    form = SupplementForm(
        request.POST or None, years=plan.years, organisations=candidates_of(plan.term), initial=kept.typed
    )
    return form_answer(
        request,
        form,
        lambda act: services.supplement(act, plan, form.cleaned_data.pop("organisation"), **form.cleaned_data),
        title=_("补：新列对象并排入"),
        done=lambda entry: _("已补入{target}").format(target=entry.target),
        kept=kept,
        crumbs=_crumbs(plan),
        context={"submit": _("列为对象并排入")},
    )
