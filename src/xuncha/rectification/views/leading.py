"""The leaders of the units under rectification: one list, named or ended for many units at once."""

from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.http import SignedInRequest, page, words
from xuncha.foundation.ui.forms import Form
from xuncha.foundation.ui.gathering import Together
from xuncha.foundation.ui.ledgers import Chip, Column, Ledger, main_column, picked, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.usecases import Act
from xuncha.rectification import services
from xuncha.rectification.forms.leading import EndLeaderForm, NameLeaderForm
from xuncha.rectification.selectors import jurisdiction_of
from xuncha.rectification.selectors.leading import latest_plans, leaders_at, led_by_nobody, to_be_named
from xuncha.rectification.workflow import PLAN
from xuncha.rounds.selectors import inspection_spine

UNIT = main_column(
    "unit",
    gettext_lazy("被巡察单位"),
    lambda p: p.inspection.organisation,
    sort="inspection__organisation__name",
    sub=lambda p: p.inspection.round.name,
)
LEADERS_LEDGER = Ledger(
    "rectification.leaders",
    gettext_lazy("分管领导"),
    columns=(UNIT,),
    spine=inspection_spine(path="inspection"),
    search=("inspection__organisation__name", "inspection__organisation__code"),
    opening=gettext_lazy("共 {n} 家单位"),
    empty=gettext_lazy("反馈意见送达以后，被巡察单位列在这里，勾选几家，一次定下分管领导。"),
    order=("inspection__organisation__code",),
    related=("inspection__organisation", "inspection__round"),
    bulk=(("name", gettext_lazy("定分管领导…")), ("end", gettext_lazy("不再分管…"))),
    page_size=50,
)


@page(P.RECT_LEAD)
def leaders(request: SignedInRequest) -> HttpResponseBase:
    """Every unit under rectification with its leader."""
    column = Column("leader", _("分管领导（到期日）"), Together(leaders_at(request.now)), css="w7")
    nobody: Q = led_by_nobody(request.now)
    ledger = replace(
        LEADERS_LEDGER,
        columns=(UNIT, column, state_column(PLAN)),
        chips=(Chip("nobody", _("没有分管领导"), lambda _actor: nobody),),
        bulk_url=reverse("rectification:leaders-bulk"),
    )
    return ledger.respond(request, latest_plans(request.actor))


@page(P.RECT_LEAD, methods=("POST",))
def leaders_bulk(request: SignedInRequest) -> HttpResponse:
    """Name one leader for the ticked units, or end what their leaders may do."""
    rows = latest_plans(request.actor).filter(pk__in=picked(request)).order_by("inspection__organisation__code")
    plans = list(rows.select_related("inspection__organisation", "inspection__round__term__jurisdiction"))
    if not plans:
        raise RuleViolated(say("请先勾选单位。"))
    offices = {jurisdiction_of(plan) for plan in plans}
    if len(offices) > 1:
        raise RuleViolated(say("选中的单位不属于同一个巡察机构，请分开办理。"))
    office, ends = offices.pop(), "end" in (request.POST.get("do"), request.POST.get("step"))
    sent = None if "do" in request.POST else request.POST
    form: Form = EndLeaderForm(sent) if ends else NameLeaderForm(sent, people=to_be_named(office, request.now))

    def perform(act: Act) -> list[Any]:
        if ends:
            return services.end_leaders(act, office, plans=plans, **form.cleaned_data)
        return services.name_leader(act, office, plans=plans, **form.cleaned_data)

    label = _("不再分管") if ends else _("定分管领导")
    return form_answer(
        request,
        form,
        perform,
        title=words(say("{label}：{n} 家单位", label=label, n=len(plans))),
        done=lambda given: _told(given, len(plans), ends=ends),
        template="rectification/leaders_bulk.html",
        context={"plans": plans, "step": "end" if ends else "name", "submit": label},
        crumbs=[(_("分管领导"), reverse("rectification:leaders"))],
    )


def _told(given: list[Any], chosen: int, *, ends: bool) -> str:
    if ends:
        return words(say("已结束 {n} 项分管", n=len(given)))
    told = {"name": given[0].user.name, "n": len(given), "day": localdate(given[0].valid_to), "m": chosen - len(given)}
    if told["m"]:
        return words(say("{name}分管 {n} 家单位，到 {day}；另有 {m} 家原来就由其分管", **told))
    return words(say("{name}分管 {n} 家单位，到 {day}", **told))
