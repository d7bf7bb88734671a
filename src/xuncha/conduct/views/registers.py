"""The registers of a round: training, pledges, devices."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.conduct import services
from xuncha.conduct.forms import DeviceForm, PaperPledgeForm, ReturnForm, TrainingForm
from xuncha.conduct.models import Device, Pledge, Training
from xuncha.conduct.selectors import DEVICES, PLEDGES, TRAININGS, lines_of, members_of, own_membership, pledge_demand
from xuncha.core.parameters import DEMAND_LABEL
from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.ledgers import Choice, Column, Ledger, main_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.rounds.models import Round, Team
from xuncha.rounds.selectors import ROUNDS, TEAMS

TRAININGS_LEDGER = Ledger(
    "conduct.trainings",
    lazy("培训授课"),
    columns=(
        main_column("title", lazy("主题"), lambda t: t.title, sub=lambda t: t.get_kind_display()),
        Column("round", lazy("轮次"), lambda t: t.round, css="w5"),
        Column("on", lazy("日期"), lambda t: t.on, sort="on", css="w5"),
        Column("teacher", lazy("授课人"), lambda t: t.teacher, css="w5 fold"),
        Column("people", lazy("人数"), lambda t: len(t.members.all()), css="num"),
    ),
    choices=(Choice("kind", lazy("形式"), "kind", Training.Kind.choices),),
    search=("title", "teacher"),
    opening=lazy("共 {n} 次"),
    empty=lazy("巡前培训、授课、总结交流在轮次的“纪律与保障”页面登记。"),
    related=("round",),
)


def _crumbs(batch: Round) -> list[tuple[str, str]]:
    return [(str(batch), page_of(batch)), (_("纪律与保障"), reverse("conduct:round", args=[batch.pk]))]


@page(P.CONDUCT_READ)
def trainings(request: SignedInRequest) -> HttpResponseBase:
    """Every training within reach."""
    return TRAININGS_LEDGER.respond(request, TRAININGS.visible_to(request.actor).prefetch_related("members"))


@page(P.CONDUCT_READ, of=ROUNDS)
def batch(request: SignedInRequest, batch: Round) -> HttpResponse:
    """Everybody in the round: what they promised, learnt and took along; what a member still has to sign."""
    lines = lines_of(batch)
    own = [line for line in lines if line.membership.person.user_id == request.actor.pk]
    writes = TEAMS.permitted(request.actor, P.CONDUCT_WRITE).filter(round=batch)
    context = {
        "batch": batch,
        "lines": lines,
        "lacking": sum(bool(line.missing) for line in lines),
        "mine": [(line, kind) for line in own for kind in Pledge.Kind if kind.value not in line.pledges],
        "demand": DEMAND_LABEL[pledge_demand(batch.term.jurisdiction, timezone.localdate(request.now))],
        "trainings": TRAININGS.visible_to(request.actor).filter(round=batch),
        "teams": writes.order_by("number"),
        "writes": ROUNDS.permits(request.actor, P.CONDUCT_WRITE, batch),
    }
    return render(request, "conduct/round.html", context)


@page(P.CONDUCT_WRITE, of=ROUNDS, methods=("GET", "POST"))
def training_new(request: SignedInRequest, batch: Round) -> HttpResponse:
    """Register a training with those who were there."""
    members = members_of(batch)
    initial = {"on": timezone.localdate(request.now), "members": list(members)}
    form = TrainingForm(request.POST or None, initial=initial, members=members)
    return form_answer(
        request,
        form,
        lambda act: services.register_training(act, batch, **form.cleaned_data),
        title=_("登记培训授课"),
        crumbs=_crumbs(batch),
    )


@page(P.CONDUCT_READ, of=TRAININGS)
def training(request: SignedInRequest, training: Training) -> HttpResponse:
    """One training: what it was about, who was there."""
    members = training.members.select_related("person", "team")
    return render(request, "conduct/training.html", {"training": training, "members": members})


@page(P.CONDUCT_SIGN, of=TEAMS, methods=("GET", "POST"))
def pledge_sign(request: SignedInRequest, team: Team, kind: str) -> HttpResponse:
    """Read what is promised, and promise it."""
    if request.method == "POST":
        made = services.sign_pledge(act_of(request), team, kind=Pledge.Kind(kind))
        return HttpResponseRedirect(page_of(made))
    member = own_membership(request.actor.user, team)
    context = {
        "team": team,
        "batch": team.round,
        "label": Pledge.Kind(kind).label,
        "lines": services.words_of(kind),
        "member": member,
        "there": member is not None and member.pledges.filter(kind=kind).exists(),
    }
    return render(request, "conduct/pledge_sign.html", context)


@page(P.CONDUCT_READ, of=PLEDGES)
def pledge(request: SignedInRequest, pledge: Pledge) -> HttpResponse:
    """One pledge with the words as they were shown."""
    context = {"pledge": pledge, "batch": pledge.membership.team.round, "lines": pledge.words.splitlines()}
    return render(request, "conduct/pledge.html", context)


def _members(team: Team) -> Any:
    return team.memberships.filter(left_on__isnull=True).select_related("person")


@page(P.CONDUCT_WRITE, of=TEAMS, methods=("GET", "POST"))
def pledge_enter(request: SignedInRequest, team: Team) -> HttpResponse:
    """Enter a pledge that was signed on paper."""
    form = PaperPledgeForm(request.POST or None, members=_members(team))
    return form_answer(
        request,
        form,
        lambda act: services.enter_pledge(act, team, **form.cleaned_data),
        title=_("登记纸质承诺"),
        crumbs=_crumbs(team.round),
        context={"say": str(team)},
    )


@page(P.CONDUCT_WRITE, of=TEAMS, methods=("GET", "POST"))
def device_issue(request: SignedInRequest, team: Team) -> HttpResponse:
    """Hand a device to a member."""
    form = DeviceForm(request.POST or None, members=_members(team), initial={"on": timezone.localdate(request.now)})
    return form_answer(
        request,
        form,
        lambda act: services.issue_device(act, team, **form.cleaned_data),
        title=_("配发设备"),
        crumbs=_crumbs(team.round),
        context={"say": str(team)},
    )


@page(P.CONDUCT_WRITE, of=DEVICES, methods=("GET", "POST"))
def device_return(request: SignedInRequest, device: Device) -> HttpResponse:
    """Note that a device came back."""
    form = ReturnForm(request.POST or None, initial={"on": timezone.localdate(request.now)})
    return form_answer(
        request,
        form,
        lambda act: services.take_device_back(act, device, **form.cleaned_data),
        title=_("收回设备"),
        crumbs=_crumbs(device.membership.team.round),
        context={"say": f"{device} {device.membership.person}"},
    )
