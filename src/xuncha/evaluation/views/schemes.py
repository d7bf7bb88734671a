"""Schemes at the desk: the list, one of them with its parts, its versions."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.core.scoring import Effect, Method
from xuncha.evaluation import services
from xuncha.evaluation.forms.schemes import PART_FORMS, NewSchemeForm, SchemeForm
from xuncha.evaluation.models import Scheme
from xuncha.evaluation.rules.definitions import (
    CHOICES,
    EFFECT_LABEL,
    FOLLOW_LABEL,
    GROUPS,
    INDICATORS,
    METHOD_LABEL,
    PARTS,
    VETOES,
    reasons_not_to_approve,
    reasons_not_to_submit,
)
from xuncha.evaluation.rules.rates import FORMULAS
from xuncha.evaluation.rules.shipped import shipped
from xuncha.evaluation.selectors import SCHEMES
from xuncha.evaluation.selectors.lists import has_next, rounds_for
from xuncha.evaluation.workflow import SCHEME, SchemeState
from xuncha.foundation.http import SignedInRequest, act_of, listed, page, words
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledger_parts import Spine
from xuncha.foundation.ui.ledgers import Column, Ledger, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step

SCHEMES_LEDGER = Ledger(
    "evaluation.schemes",
    gettext_lazy("评估方案"),
    columns=(
        main_column("title", gettext_lazy("方案"), str, sub=lambda one: one.get_kind_display()),
        Column("jurisdiction", gettext_lazy("巡察机构"), lambda one: one.jurisdiction, css="w5 fold"),
        Column("edition", gettext_lazy("版次"), lambda one: one.edition, sort="edition", css="num w2"),
        state_column(SCHEME, since=True),
    ),
    spine=Spine(done=Q(state=SchemeState.ENDED)),
    choices=(by_state(SCHEME),),
    search=("title",),
    related=("jurisdiction",),
    without=("definition",),
    opening=gettext_lazy("共 {n} 个方案"),
    empty=gettext_lazy("方案从模板开始拟订，另一个人批准以后才能使用。"),
)


def trail(scheme: Scheme | None = None) -> list[tuple[str, str]]:
    """The way to the pages of a scheme."""
    way = [(_("评估方案"), reverse("evaluation:schemes"))]
    return [*way, (str(scheme), page_of(scheme))] if scheme else way


@page(P.REGULATIONS_READ)
def schemes(request: SignedInRequest) -> HttpResponseBase:
    """Every scheme within reach."""
    may_draft = request.actor.holds(P.EVALUATION_WRITE)
    return SCHEMES_LEDGER.respond(
        request,
        SCHEMES.visible_to(request.actor),
        template="evaluation/schemes.html",
        context={"may_draft": may_draft},
    )


@page(P.REGULATIONS_READ, of=SCHEMES)
def scheme(request: SignedInRequest, scheme: Scheme) -> HttpResponse:
    """One scheme with its parts; in force, the rounds for which an evaluation can begin."""
    writes = SCHEMES.permits(request.actor, P.EVALUATION_WRITE, scheme)
    drafted = scheme.state == SchemeState.DRAFT
    in_force = scheme.state == SchemeState.IN_FORCE
    refused = {
        "submit": reasons_not_to_submit(scheme.definition),
        "approve": reasons_not_to_approve(own=scheme.created_by_id == request.actor.pk),
    }
    rounds = rounds_for(request.actor, scheme) if in_force else []
    context = {
        "scheme": scheme,
        "workflow": SCHEME,
        "parts": [_part(scheme, kind) for kind in PARTS],
        "writes": writes,
        "changes": writes and drafted,
        "may_revise": writes and not drafted and not has_next(scheme),
        "rounds": rounds,
        "buttons": buttons(request.actor, scheme, SCHEME, "evaluation:scheme-step", refused=refused),
    }
    return render(request, "evaluation/scheme.html", context)


def _part(scheme: Scheme, kind: str) -> dict[str, Any]:
    rows = [
        {"code": one["code"], "label": one["label"], "says": _says(kind, one), "items": one.get("items", ())}
        for one in scheme.definition[kind]
    ]
    return {"kind": kind, "label": words(PARTS[kind]), "rows": rows}


def _says(kind: str, one: dict[str, Any]) -> str:
    """A part in a few words."""
    if kind == INDICATORS:
        formula = FORMULAS.get(one.get("formula", ""))
        how = f"{words(METHOD_LABEL[Method(one['method'])])}"
        said = _("{method}，满分 {n} 分").format(method=how, n=one["maximum"])
        return f"{said}，{words(formula.label)}" if formula else said
    if kind == GROUPS:
        return _("权重 {weight}%，至少 {n} 票").format(weight=one["weight"], n=one["least"])
    if kind == CHOICES:
        return _("折合满分的 {n}%").format(n=one["worth"])
    if kind == VETOES:
        effect = words(EFFECT_LABEL[Effect(one["effect"])])
        return _("达到 {n} 件，{effect}").format(n=one["limit"], effect=effect)
    follow = listed(words(FOLLOW_LABEL[code]) for code in one["follow"])
    return _("{n} 分起").format(n=one["least"]) + (f" · {follow}" if follow else "")


@page(P.EVALUATION_WRITE, methods=("GET", "POST"))
def draft(request: SignedInRequest) -> HttpResponse:
    """Begin a scheme, from a pattern or empty."""
    offices = JURISDICTIONS.permitted(request.actor, P.EVALUATION_WRITE).order_by("pk")
    form = NewSchemeForm(request.POST or None, patterns=list(shipped().values()), initial={"office": offices.first()})
    form.offer(office=offices)
    return form_answer(
        request,
        form,
        lambda act: services.draft_scheme(act, form.cleaned_data["office"], **form.told),
        title=_("拟订评估方案"),
        done=lambda made: (_("已建立方案，请核对指标和分值"), page_of(made)),
        crumbs=trail(),
        context={"say": _("模板的结构取自公开资料，分值是示例，拟订以后逐项核对。"), "submit": _("建立方案")},
    )


@page(P.EVALUATION_WRITE, of=SCHEMES, methods=("GET", "POST"))
def change(request: SignedInRequest, scheme: Scheme) -> HttpResponse:
    """Change the head of a draft."""
    told = scheme.definition
    initial = {"title": scheme.title, "source": scheme.source, "full": told["full"], "places": told["places"]}
    form = SchemeForm(request.POST or None, initial=initial)
    version = base_version(request)
    return form_answer(
        request,
        form,
        lambda act: services.change_scheme(act, scheme, base_version=version, **form.told),
        title=_("修改评估方案"),
        record=scheme,
        crumbs=trail(scheme),
    )


@page(P.EVALUATION_WRITE, of=SCHEMES, methods=("GET", "POST"))
def part(request: SignedInRequest, scheme: Scheme, kind: str, which: str = "") -> HttpResponse:
    """Add a part, or change one."""
    if kind not in PARTS:
        raise Http404
    old = next((one for one in scheme.definition[kind] if one["code"] == which), None)
    if which and old is None:
        raise Http404
    form_of = PART_FORMS[kind]
    form = form_of(request.POST or None, initial=form_of.typed(old) if old else None)
    version = base_version(request)
    title = _("修改{part}") if old else _("增加{part}")
    return form_answer(
        request,
        form,
        lambda act: services.put_part(act, scheme, kind=kind, which=which, part=form.part, base_version=version),
        title=title.format(part=words(PARTS[kind])),
        record=scheme,
        crumbs=trail(scheme),
    )


@page(P.EVALUATION_WRITE, of=SCHEMES, methods=("POST",))
def drop(request: SignedInRequest, scheme: Scheme, kind: str, which: str) -> HttpResponse:
    """Take a part out of a draft."""
    if kind not in PARTS:
        raise Http404
    services.drop_part(act_of(request), scheme, kind=kind, which=which)
    messages.success(request, _("已删除"))
    return HttpResponseRedirect(page_of(scheme))


@page(P.EVALUATION_WRITE, of=SCHEMES, methods=("POST",))
def revise(request: SignedInRequest, scheme: Scheme) -> HttpResponse:
    """Draft the next version."""
    made = services.revise_scheme(act_of(request), scheme)
    messages.success(request, _("已另拟一版，改好再报批"))
    return HttpResponseRedirect(page_of(made))


STEPS: dict[str, Callable[..., Any]] = {
    "submit": services.submit_scheme,
    "return": services.return_scheme,
    "approve": services.approve_scheme,
    "end": services.end_scheme,
}


@page(P.REGULATIONS_READ, of=SCHEMES, methods=("POST",))
def step(request: SignedInRequest, scheme: Scheme, step: str) -> HttpResponse:
    """Take one step of the workflow."""
    return take_step(request, scheme, SCHEME, STEPS, step)
