"""Editing what is asked of a timetable: each part a form of its own, every one works without a script."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.orgs.models import UnitType
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledgers import Choice, Column, Ledger, Spine, main_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.planning import services
from xuncha.planning.forms.schedule import (
    CapacityForm,
    FollowUpForm,
    GoalsForm,
    LinksForm,
    MarkForm,
    PoolForm,
    PrepareForm,
    RoundForm,
    TopicForm,
    UnitForm,
)
from xuncha.planning.models import PlanVersion, RoundCapacity, ScheduledUnit, Target
from xuncha.planning.selectors import PLANS
from xuncha.planning.selectors.schedule import (
    areas_of,
    capacities_in,
    held_of,
    round_facts,
    scheduled_targets,
    sectors_in,
    units_of,
)
from xuncha.planning.services.preparing import Strength, open_schedule

UNITS_LEDGER = Ledger(
    "planning.schedule_units",
    lazy("各单位的排期条件"),
    columns=(
        main_column(
            "unit",
            lazy("巡察对象"),
            lambda u: u.target.organisation.name,
            sort="target__organisation__name",
            sub=lambda u: u.target.organisation.code,
        ),
        Column("class", lazy("类别"), lambda u: u.target.organisation.get_unit_type_display()),
        Column("sector", lazy("板块"), lambda u: u.target.organisation.sector or ""),
        Column("workload", lazy("工作量"), lambda u: u.workload, sort="workload", css="num"),
        Column("priority", lazy("优先程度"), lambda u: u.priority, sort="priority", css="num"),
        Column("earliest", lazy("最早一轮"), lambda u: u.earliest or _("不限"), sort="earliest", css="num"),
        Column("latest", lazy("最晚一轮"), lambda u: u.latest or _("不限"), sort="latest", css="num"),
        Column("together", lazy("同轮组"), lambda u: u.together, sort="together"),
    ),
    spine=Spine(unit="target__organisation"),
    choices=(Choice("class", lazy("类别"), "target__organisation__unit_type", UnitType.choices),),
    search=("target__organisation__name", "target__organisation__code", "together"),
    opening=lazy("共 {n} 家"),
    empty=lazy("准备排期以后，这里逐家列出条件。"),
    order=("target__organisation__unit_type", "target__organisation__code"),
    related=("target__organisation__sector", "schedule"),
    url=lambda u: reverse("planning:schedule-unit", args=[u.schedule.plan_id, u.target_id]),
)


def schedule_url(plan: PlanVersion, anchor: str = "") -> str:
    """The page of a version's timetable, at one of its parts."""
    return reverse("planning:schedule", args=[plan.pk]) + (f"#{anchor}" if anchor else "")


def crumbs(plan: PlanVersion, anchor: str = "") -> list[tuple[str, str]]:
    """The way to a form: term, version, timetable."""
    return [(str(plan.term), page_of(plan.term)), (str(plan), page_of(plan)), (_("排期"), schedule_url(plan, anchor))]


def open_rounds(request: SignedInRequest, plan: PlanVersion, *, all_of_them: bool = False) -> list[tuple[int, str]]:
    """The rounds to choose from, as (number, name): those still to come."""
    facts = round_facts(open_schedule(plan), held_of(plan.term), timezone.localdate(request.now))
    named = {n: _("{year} 年第 {n} 轮").format(year=year, n=n) for n, year in facts.years.items()}
    return [(n, name) for n, name in named.items() if all_of_them or n not in facts.closed]


@page(P.PLAN_DRAFT, of=PLANS, methods=("GET", "POST"))
def prepare(request: SignedInRequest, plan: PlanVersion) -> HttpResponse:
    """Fill in what is asked from the records."""
    form = PrepareForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.prepare_schedule(act, plan, **form.cleaned_data),
        title=_("准备排期"),
        done=_("已按记录填好排期条件，请逐项核对"),
        crumbs=crumbs(plan),
        context={
            "say": _("轮次和力量按以往各轮，年度进度按参数，优先程度按距上次巡察的年数填好，之后都可以改。"),
            "submit": _("准备排期"),
        },
    )


@page(P.PLAN_DRAFT, of=PLANS, methods=("GET", "POST"))
def goals(request: SignedInRequest, plan: PlanVersion) -> HttpResponse:
    """The yearly targets and the weights."""
    schedule = open_schedule(plan)
    initial = {f"year_{one.year}": one.percent for one in schedule.years.all()}
    initial |= {name: getattr(schedule, name) for name in ("sector_round", "priority", "balance", "moved")}
    form = GoalsForm(request.POST or None, years=plan.years, initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.set_goals(
            act, plan, percents=form.percents, weights=form.weights, base_version=base_version(request)
        ),
        title=_("年度进度和目标的分量"),
        done=_("已保存年度进度和分量"),
        record=schedule,
        crumbs=crumbs(plan, "goals"),
    )


@page(P.PLAN_DRAFT, of=PLANS, methods=("GET", "POST"))
def links(request: SignedInRequest, plan: PlanVersion) -> HttpResponse:
    """Whether the units of a sector are visited together."""
    schedule = open_schedule(plan)
    initial = {f"sector_{sector}": link for sector, link in schedule.links.values_list("sector_id", "link")}
    form = LinksForm(request.POST or None, sectors=sectors_in(plan), initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.set_links(act, plan, links=form.links),
        title=_("板块联动"),
        done=_("已保存板块联动"),
        crumbs=crumbs(plan, "links"),
    )


@page(P.PLAN_DRAFT, of=PLANS, methods=("GET", "POST"))
def round_add(request: SignedInRequest, plan: PlanVersion) -> HttpResponse:
    """A new round."""
    numbers = [number for number, _name in open_rounds(request, plan, all_of_them=True)]
    initial = {"number": max(numbers, default=0) + 1, "year": plan.years[-1]}
    form = RoundForm(request.POST or None, years=plan.years, initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.add_round(act, plan, **form.cleaned_data),
        title=_("加一轮"),
        done=lambda made: _("已加{round}，力量同前一轮").format(round=made),
        crumbs=crumbs(plan, "rounds"),
    )


@page(P.PLAN_DRAFT, of=PLANS, methods=("GET", "POST"))
def capacity(request: SignedInRequest, plan: PlanVersion, number: int) -> HttpResponse:
    """What each pool can do in one round."""
    if number not in dict(open_rounds(request, plan, all_of_them=True)):
        raise Http404
    pools = list(plan.schedule.pools.all())
    places = capacities_in(plan.schedule, number)
    initial: dict[str, int] = {}
    for pool in pools:
        place = places.get(pool.pk, RoundCapacity())
        initial |= {f"teams_{pool.pk}": place.teams, f"each_{pool.pk}": place.units_each}
        initial[f"extra_{pool.pk}"] = place.extra
    form = CapacityForm(request.POST or None, pools=pools, initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.set_capacity(
            act,
            plan,
            number=number,
            strengths={pk: Strength(*parts) for pk, parts in form.strengths().items()},
            also_later=form.cleaned_data["also_later"],
        ),
        title=_("第 {n} 轮的力量").format(n=number),
        done=_("已保存第 {n} 轮的力量").format(n=number),
        crumbs=crumbs(plan, "rounds"),
    )


@page(P.PLAN_DRAFT, of=PLANS, methods=("GET", "POST"))
def pool(request: SignedInRequest, plan: PlanVersion, pool: int = 0) -> HttpResponse:
    """Which units a pool of teams visits; 0 is a new one."""
    known = open_schedule(plan).pools.filter(pk=pool).first()
    if pool and known is None:
        raise Http404
    initial = {} if known is None else {name: getattr(known, name) for name in ("name", "jurisdiction", "unit_types")}
    form = PoolForm(request.POST or None, areas=areas_of(plan.term), initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.set_pool(act, plan, pool=pool or None, **form.cleaned_data),
        title=_("修改力量") if known else _("加一支力量"),
        done=lambda saved: _("已保存{name}，各轮的组数请逐轮填写").format(name=saved),
        crumbs=crumbs(plan, "pools"),
    )


@page(P.PLAN_DRAFT, of=PLANS)
def units(request: SignedInRequest, plan: PlanVersion) -> HttpResponseBase:
    """What is asked of each target."""
    return UNITS_LEDGER.respond(
        request, units_of(plan), template="planning/schedule_units.html", context={"plan": plan}
    )


@page(P.PLAN_DRAFT, of=PLANS, methods=("GET", "POST"))
def unit(request: SignedInRequest, plan: PlanVersion, target: int) -> HttpResponse:
    """What is asked of one target."""
    own = _target(plan, target)
    row = open_schedule(plan).units.filter(target=own).first() or ScheduledUnit()
    initial = {name: getattr(row, name) for name in UnitForm.base_fields}
    form = UnitForm(request.POST or None, rounds=open_rounds(request, plan, all_of_them=True), initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.set_unit(act, plan, own, **form.cleaned_data),
        title=_("{unit}的排期条件").format(unit=own),
        done=_("已保存{unit}的条件").format(unit=own),
        crumbs=[*crumbs(plan), (_("各单位的排期条件"), reverse("planning:schedule-units", args=[plan.pk]))],
    )


def _target(plan: PlanVersion, pk: int) -> Target:
    found = scheduled_targets(plan).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@page(P.PLAN_DRAFT, of=PLANS, methods=("GET", "POST"))
def mark(request: SignedInRequest, plan: PlanVersion) -> HttpResponse:
    """Hold a target in a round or keep it out of one."""
    form = MarkForm(
        request.POST or None,
        targets=scheduled_targets(plan),
        rounds=open_rounds(request, plan),
        initial={"target": request.GET.get("target", "")},
    )
    return form_answer(
        request,
        form,
        lambda act: services.mark(act, plan, form.cleaned_data.pop("target"), **form.cleaned_data),
        title=_("指定或排除轮次"),
        done=lambda made: _("已记下：{mark}").format(mark=made),
        crumbs=crumbs(plan, "marks"),
    )


@page(P.PLAN_DRAFT, of=PLANS, methods=("GET", "POST"))
def follow_up(request: SignedInRequest, plan: PlanVersion) -> HttpResponse:
    """Ask for a second visit."""
    open_schedule(plan)
    form = FollowUpForm(request.POST or None, targets=scheduled_targets(plan))
    return form_answer(
        request,
        form,
        lambda act: services.add_follow_up(act, plan, form.cleaned_data.pop("target"), **form.cleaned_data),
        title=_("安排“回头看”"),
        done=lambda made: _("已安排{unit}的“回头看”").format(unit=made),
        crumbs=crumbs(plan, "follow-ups"),
    )


@page(P.PLAN_DRAFT, of=PLANS, methods=("GET", "POST"))
def topic(request: SignedInRequest, plan: PlanVersion) -> HttpResponse:
    """Ask for a special inspection."""
    form = TopicForm(
        request.POST or None,
        pools=open_schedule(plan).pools.all(),
        targets=scheduled_targets(plan),
        rounds=open_rounds(request, plan, all_of_them=True),
    )
    return form_answer(
        request,
        form,
        lambda act: services.add_topic(act, plan, **form.cleaned_data),
        title=_("加一项专项"),
        done=lambda made: _("已加专项{name}").format(name=made),
        crumbs=crumbs(plan, "topics"),
    )


DROPS: dict[str, tuple[Callable[..., PlanVersion], str, str]] = {
    "round": (services.drop_round, "number", "rounds"),
    "pool": (services.drop_pool, "pool", "pools"),
    "mark": (services.unmark, "mark", "marks"),
    "follow-up": (services.drop_follow_up, "follow_up", "follow-ups"),
    "topic": (services.drop_topic, "topic", "topics"),
}
"""Code of a part → the use case that takes one out, what it calls it, and where the page shows it."""


@page(P.PLAN_DRAFT, of=PLANS, methods=("POST",))
def drop(request: SignedInRequest, plan: PlanVersion, what: str, one: int) -> HttpResponse:
    """Take one line out of what is asked."""
    if what not in DROPS:
        raise Http404
    act, name, anchor = DROPS[what]
    given: dict[str, Any] = {name: one}
    act(act_of(request), plan, **given)
    messages.success(request, _("已取消"))
    return HttpResponseRedirect(schedule_url(plan, anchor))


@page(P.PLAN_DRAFT, of=PLANS, methods=("POST",))
def drop_all(request: SignedInRequest, plan: PlanVersion) -> HttpResponse:
    """Give up what was asked, to prepare it anew."""
    services.drop_schedule(act_of(request), plan)
    messages.success(request, _("已清空排期条件，可以重新准备"))
    return HttpResponseRedirect(schedule_url(plan))
