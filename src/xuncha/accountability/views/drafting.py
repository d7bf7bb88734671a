"""Drafting a use of results: from a suggestion or of one's own accord, its words and what it rests on."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.accountability import services
from xuncha.accountability.forms import DismissForm, UseForm, WordsForm
from xuncha.accountability.models import ResultUse
from xuncha.accountability.rules.kinds import KINDS
from xuncha.accountability.selectors import DISMISSALS, USES, plans_of
from xuncha.accountability.selectors.suggesting import (
    Suggestion,
    dismissed_before,
    followed,
    suggestions,
    the_suggestion,
)
from xuncha.accountability.views.uses import crumbs
from xuncha.core.errors import OutOfReach
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledgers import Column, Ledger, by_state, finished_last, main_column, picked, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import back_to
from xuncha.rectification.selectors import ITEMS, PLANS, overdue_on
from xuncha.rectification.workflow import ITEM
from xuncha.rounds.selectors import inspection_spine

GET_POST = ("GET", "POST")
DISMISSED = 10
GATHERED = Ledger(
    "accountability.gather",
    lazy("选入整改事项"),
    columns=(
        main_column("title", lazy("整改问题"), lambda i: i.title, sub=lambda i: i.number),
        Column("unit", lazy("被巡察单位"), lambda i: i.plan.inspection.organisation, css="w5"),
        Column("due", lazy("时限"), lambda i: i.due_on, sort="due_on", css="nw"),
        Column("returned", lazy("退回次数"), lambda i: i.times_returned or "", sort="times_returned", css="num fold"),
        state_column(ITEM),
    ),
    spine=inspection_spine(path="plan__inspection", done=Q(state__in=ITEM.finished())),
    choices=(by_state(ITEM),),
    search=("title", "number"),
    opening=lazy("共 {n} 项可选"),
    empty=lazy("这一件所依据的单位没有别的整改事项可选。"),
    overdue=overdue_on,
    order=(finished_last(ITEM), "due_on"),
    related=("plan__inspection__organisation", "plan__inspection__round"),
    without=("text", "objective", "statement", "similar", "plan__overall", "plan__inspection__round__scheme"),
    bulk=(("add", lazy("选入")),),
)
"""Items to rest on: those of the units that the draft is about."""


@page(P.USE_WRITE)
def suggested(request: SignedInRequest) -> HttpResponse:
    """What might follow today, each with its reason; a person drafts it or leaves it."""
    offices = JURISDICTIONS.permitted(request.actor, P.USE_WRITE).order_by("pk")
    today = localdate(request.now)
    now = [(office, one) for office in offices for one in suggestions(office, today)]
    before = dismissed_before(request.actor, [one.source for _office, one in now])
    found = [(office, one, KINDS[one.kind], before.get(one.source, [])) for office, one in now]
    dismissed = DISMISSALS.visible_to(request.actor).select_related("created_by", "plan__inspection__organisation")
    context = {"found": found, "followed": followed(offices), "dismissed": dismissed[:DISMISSED]}
    return render(request, "accountability/suggestions.html", context)


@page(P.USE_WRITE, of=JURISDICTIONS, methods=GET_POST)
def dismiss(request: SignedInRequest, jurisdiction: Jurisdiction) -> HttpResponse:
    """Say why a suggestion (`?source=`) is not followed."""
    source = request.GET.get("source", "")
    one = the_suggestion(jurisdiction, localdate(request.now), source)
    if one is None:
        messages.info(request, _("这条建议已经不成立，不用再处理。"))
        return redirect("accountability:suggestions")
    form = DismissForm(request.POST or None)
    unit = one.plan.inspection.organisation
    return form_answer(
        request,
        form,
        lambda act: services.dismiss_suggestion(act, jurisdiction, source=source, **form.cleaned_data),
        title=_("不采纳这条建议"),
        done=_("已记下不采纳的理由"),
        crumbs=[*crumbs(), (_("成果运用建议"), reverse("accountability:suggestions"))],
        context={"say": f"{unit}：{one.why}", "submit": _("不采纳")},
    )


@page(P.USE_WRITE, of=JURISDICTIONS, methods=GET_POST)
def new(request: SignedInRequest, jurisdiction: Jurisdiction) -> HttpResponse:
    """Begin one: empty, or as suggested (`?source=`)."""
    source = request.POST.get("source") or request.GET.get("source", "")
    suggestion = the_suggestion(jurisdiction, localdate(request.now), source) if source else None
    if request.method == "GET" and source and suggestion is None:
        raise OutOfReach(say("这条建议已经不成立，或者已经有人起草。"))
    plans = plans_of(jurisdiction).filter(pk__in=PLANS.visible_to(request.actor).values("pk"))
    kept = Kept(request, f"accountability.use:new-{jurisdiction.pk}-{source}")
    form = UseForm(request.POST or None, initial={**_prefilled(suggestion), **kept.typed}, plans=plans)
    return form_answer(
        request,
        form,
        lambda act: services.draft_use(act, jurisdiction, source=source, **form.cleaned_data),
        title=_("起草成果运用事项"),
        done=lambda made: (_("已起草，核对依据和要求后送审核"), page_of(made)),
        crumbs=crumbs(),
        kept=kept,
        template="accountability/use_new.html",
        context={"suggestion": suggestion, "source": source, "submit": _("起草")},
    )


def _prefilled(suggestion: Suggestion | None) -> dict[str, Any]:
    """What a suggested one begins with."""
    if suggestion is None:
        return {}
    kind, inspection = KINDS[suggestion.kind], suggestion.plan.inspection
    title = kind.title.format(units=inspection.organisation.name, rounds=inspection.round.name)[:100]
    return {"kind": kind.code, "plans": [suggestion.plan], "title": title, "text": kind.demand, "body": kind.body}


@page(P.USE_WRITE, of=USES, methods=GET_POST)
def edit(request: SignedInRequest, use: ResultUse) -> HttpResponse:
    """Change the words of a draft."""
    kept = Kept(request, f"accountability.use:{use.pk}")
    initial = {name: getattr(use, name) for name in WordsForm.base_fields}
    initial["text"] = use.text or KINDS[use.kind].demand
    form = WordsForm(request.POST or None, initial={**initial, **kept.typed}, kind=use.kind)
    return form_answer(
        request,
        form,
        lambda act: services.write_use(act, use, base_version=base_version(request), **form.cleaned_data),
        title=_("修改成果运用事项"),
        crumbs=[*crumbs(), (str(use), page_of(use))],
        record=use,
        kept=kept,
    )


@page(P.USE_WRITE, of=USES, methods=GET_POST)
def gather(request: SignedInRequest, use: ResultUse) -> HttpResponseBase:
    """Choose items of the units that the draft is about."""
    readable = ITEMS.visible_to(request.actor)
    if request.method == "POST":
        chosen = readable.filter(pk__in=picked(request)).select_related("plan__inspection__organisation")
        items = list(chosen.order_by("number"))
        services.add_items(act_of(request), use, items=items)
        messages.success(request, _("已选入 {n} 项").format(n=len(items)))
        return back_to(use)
    rows = readable.filter(plan__in=use.grounds.values("plan")).exclude(result_uses__use=use)
    ledger = replace(GATHERED, bulk_url=reverse("accountability:use-items", args=[use.pk]))
    context = {"trail": [*crumbs(), (str(use), page_of(use))]}
    return ledger.respond(request, rows, template="accountability/gather.html", context=context)


@page(P.USE_WRITE, of=USES, methods=("POST",))
def remove(request: SignedInRequest, use: ResultUse, ground: int) -> HttpResponse:
    """Take out one thing that a draft rests on."""
    services.remove_ground(act_of(request), use, ground=ground)
    messages.success(request, _("已去掉这条依据"))
    return back_to(use)
