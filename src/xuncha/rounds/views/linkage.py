"""Levels working together: the leading office on the page of its round, the invited office on a page of its own."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledgers import Column, Ledger, Spine, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.rounds import services
from xuncha.rounds.forms import InviteForm, JoinForm, LeaveForm, LendForm, LinkageForm
from xuncha.rounds.models import Participation, Round
from xuncha.rounds.rules import LENDING, MODES, reasons_not_to_answer
from xuncha.rounds.selectors import (
    PARTICIPATIONS,
    ROUNDS,
    finished_participations,
    guests_of,
    one_of,
    units_in_area,
)
from xuncha.rounds.views.rounds import trail
from xuncha.rounds.workflow import PARTICIPATION, ParticipationState, RoundState

STEPS: Mapping[str, Callable[..., Any]] = {
    "accept": services.accept_invitation,
    "decline": services.decline_invitation,
}
PARTICIPATIONS_LEDGER = Ledger(
    "rounds.participations",
    lazy("联动邀请"),
    columns=(
        main_column("round", lazy("轮次"), lambda p: p.round, sub=lambda p: p.task),
        Column("led_by", lazy("牵头单位"), lambda p: p.round.term.jurisdiction.office_name),
        Column("linkage", lazy("联动方式"), lambda p: p.round.get_linkage_display(), css="nw"),
        Column("seats", lazy("请派人数"), lambda p: p.seats, sort="seats", css="num"),
        Column("from", lazy("进驻"), lambda p: p.round.field_from, sort="round__field_from", css="nw fold"),
        Column("answer_by", lazy("答复期限"), lambda p: p.answer_by, sort="answer_by", css="nw"),
        state_column(PARTICIPATION),
    ),
    spine=Spine(term="round__term_id", year="round__year", done=finished_participations()),
    choices=(by_state(PARTICIPATION),),
    search=("round__name", "task"),
    opening=lazy("共 {n} 份邀请"),
    empty=lazy("上级或兄弟单位邀请本级参加联动巡察时，出现在这里。"),
    overdue=overdue_in(PARTICIPATIONS),
    order=("-created_at",),
    related=("round__term__jurisdiction", "jurisdiction"),
)


@page(P.ROUND_DRAFT, of=ROUNDS, methods=("GET", "POST"))
def choose(request: SignedInRequest, batch: Round) -> HttpResponse:
    """Choose how levels work together."""
    form = LinkageForm(request.POST or None, initial={"linkage": batch.linkage})
    return form_answer(
        request,
        form,
        lambda act: services.choose_linkage(act, batch, base_version=base_version(request), **form.cleaned_data),
        title=_("选联动方式"),
        done=lambda saved: (
            _("联动方式：{mode}").format(mode=saved.get_linkage_display()),
            f"{page_of(saved)}#linkage",
        ),
        record=batch,
        crumbs=trail(batch),
    )


@page(P.ROUND_DRAFT, of=ROUNDS, methods=("GET", "POST"))
def invite(request: SignedInRequest, batch: Round) -> HttpResponse:
    """Ask another office to take part."""
    form = InviteForm(request.POST or None, batch=batch)
    return form_answer(
        request,
        form,
        lambda act: services.invite_office(act, batch, **form.cleaned_data),
        title=_("邀请参加"),
        done=lambda made: (
            _("已邀请{office}").format(office=made.jurisdiction.office_name),
            f"{page_of(batch)}#linkage",
        ),
        crumbs=trail(batch),
        context={"say": _("对方在待办里答复；人员由对方推荐，编入哪个组由本级定。"), "submit": _("邀请")},
    )


@page(P.ROUND_DRAFT, of=ROUNDS, methods=("GET", "POST"))
def revoke(request: SignedInRequest, batch: Round, participation: int) -> HttpResponse:
    """Take an invitation back."""
    found = one_of(batch.participations.select_related("jurisdiction"), participation)
    form = LeaveForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.revoke_invitation(act, batch, participation=found, **form.cleaned_data),
        title=_("撤回邀请：{office}").format(office=found.jurisdiction.office_name),
        done=lambda _gone: (_("已撤回邀请"), f"{page_of(batch)}#linkage"),
        crumbs=trail(batch),
        context={"submit": _("撤回邀请")},
    )


@page(P.LINKAGE_READ)
def participations(request: SignedInRequest) -> HttpResponseBase:
    """The invitations that the person's office received."""
    return PARTICIPATIONS_LEDGER.respond(request, PARTICIPATIONS.visible_to(request.actor))


@page(P.LINKAGE_READ, of=PARTICIPATIONS)
def participation(request: SignedInRequest, participation: Participation) -> HttpResponse:
    """One invitation: what is asked, the own people and where they sit, the own units and the own round."""
    batch = participation.round
    refused = {"accept": reasons_not_to_answer(RoundState(batch.state))}
    steps = buttons(
        request.actor,
        participation,
        PARTICIPATION,
        "rounds:participation-step",
        refused=refused,
        leave_out=("revoke",),
    )
    accepted = participation.state == ParticipationState.ACCEPTED
    mine = accepted and PARTICIPATIONS.permits(request.actor, P.ROUND_DRAFT, participation)
    guests = guests_of(participation)
    context = {
        "participation": participation,
        "batch": batch,
        "mode": MODES.get(batch.linkage),
        "guests": guests,
        "units": units_in_area(participation),
        "steps": steps,
        "lending": mine and RoundState(batch.state) in LENDING,
        "room": len(guests) < participation.seats,
        "joining": mine,
        "PARTICIPATION": PARTICIPATION,
    }
    return render(request, "rounds/participation.html", context)


@page(P.LINKAGE_READ, of=PARTICIPATIONS, methods=("POST",))
def step(request: SignedInRequest, participation: Participation, step: str) -> HttpResponse:
    """Answer an invitation."""
    return take_step(request, participation, PARTICIPATION, STEPS, step)


@page(P.ROUND_DRAFT, of=PARTICIPATIONS, methods=("GET", "POST"))
def lend(request: SignedInRequest, participation: Participation) -> HttpResponse:
    """Put one of the own people forward."""
    form = LendForm(request.POST or None, participation=participation, today=timezone.localdate(request.now))
    return form_answer(
        request,
        form,
        lambda act: services.lend_person(act, participation, **form.cleaned_data),
        title=_("推荐人员"),
        done=lambda made: _("已推荐{name}").format(name=made.person),
        crumbs=_crumbs(participation),
        context={"say": _("编入巡察组以后，只能看到那个组的巡察对象，授权随轮次结束。"), "submit": _("推荐")},
    )


@page(P.ROUND_DRAFT, of=PARTICIPATIONS, methods=("POST",))
def recall(request: SignedInRequest, participation: Participation, lent: int) -> HttpResponse:
    """Take back somebody who sits in no team yet."""
    found = one_of(participation.lent.all(), lent)
    services.recall_person(act_of(request), participation, lent=found)
    messages.success(request, _("已撤回推荐"))
    return HttpResponseRedirect(f"{page_of(participation)}#people")


@page(P.ROUND_DRAFT, of=PARTICIPATIONS, methods=("GET", "POST"))
def join(request: SignedInRequest, participation: Participation) -> HttpResponse:
    """Say with which of the own rounds the office takes part."""
    form = JoinForm(
        request.POST or None, participation=participation, initial={"own_round": participation.own_round_id}
    )
    return form_answer(
        request,
        form,
        lambda act: services.join_with_round(
            act, participation, base_version=base_version(request), **form.cleaned_data
        ),
        title=_("关联本级轮次"),
        done=lambda saved: _("已关联{round}").format(round=saved.own_round),
        record=participation,
        crumbs=_crumbs(participation),
    )


def _crumbs(participation: Participation) -> list[tuple[str, str]]:
    return [(_("联动邀请"), reverse("rounds:participations")), (str(participation.round), page_of(participation))]
