"""Talks as the whole team may know them: the ledger, one talk, its planning and its steps."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.errors import Reason
from xuncha.core.permissions import Permission as P
from xuncha.foundation.http import SignedInRequest, listed, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledgers import Chip, Choice, Column, Ledger, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.gathering import services
from xuncha.gathering.forms.talks import ArrangementForm, HoldForm, PlanForm
from xuncha.gathering.models import PersonKind, Talk
from xuncha.gathering.rules.talks import Hands, reasons_not_there, reasons_not_to_confirm, reasons_not_to_hand_in
from xuncha.gathering.selectors import (
    TALKS,
    answers_of,
    areas_for,
    hands_of,
    live_signatures,
    record_open_to,
    team_for,
)
from xuncha.gathering.workflow import TALK, TalkState
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS, inspection_spine

TALKS_LEDGER = Ledger(
    "gathering.talks",
    lazy("谈话"),
    columns=(
        main_column("number", lazy("谈话"), str, sub=lambda t: t.inspection.organisation),
        Column("by", lazy("谈话人"), lambda t: listed([t.lead, t.recorder])),
        Column("planned", lazy("计划日期"), lambda t: t.planned_on, sort="planned_on", css="nw fold"),
        Column("held", lazy("谈话日期"), lambda t: t.held_on, sort="held_on", css="nw"),
        Column("place", lazy("地点"), lambda t: t.place, css="fold"),
        state_column(TALK),
    ),
    spine=inspection_spine(done=Q(state__in=TALK.finished())),
    choices=(Choice("kind", lazy("谈话对象类别"), "kind", PersonKind.choices), by_state(TALK)),
    chips=(Chip("mine", lazy("我参加的"), lambda actor: Q(lead=actor.pk) | Q(recorder=actor.pk)),),
    opening=lazy("共 {n} 次谈话"),
    overdue=overdue_in(TALKS),
    empty=lazy("在巡察任务页上安排谈话；和谁谈、谈了什么，只有参加的人、组长和指定的查阅人看得到。"),
    order=("-state_since", "-pk"),
    related=("inspection__organisation", "lead", "recorder"),
)


@page(P.TALK_READ)
def talks(request: SignedInRequest) -> HttpResponseBase:
    """Every talk within reach: that it takes place, never what was said."""
    return TALKS_LEDGER.respond(request, TALKS.visible_to(request.actor))


def crumbs(talk: Talk | None = None) -> list[tuple[str, str]]:
    """The way to a talk's pages."""
    way = [(_("谈话"), reverse("gathering:talks"))]
    return [*way, (str(talk), page_of(talk))] if talk else way


@page(P.TALK_WRITE, of=INSPECTIONS, methods=("GET", "POST"))
def plan(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """Plan a talk."""
    form = PlanForm(
        request.POST or None,
        team=team_for(inspection, request.now),
        areas=areas_for(inspection),
        initial={"recorder": request.actor.pk},
    )
    return form_answer(
        request,
        form,
        lambda act: services.plan_talk(act, inspection, **form.cleaned_data),
        title=_("安排谈话"),
        done=lambda made: (_("已安排谈话，请核对提纲"), page_of(made)),
        crumbs=[(str(inspection.organisation), page_of(inspection))],
        context={"say": _("至少两人谈话。提纲按检查清单拟出，可以修改。")},
    )


@page(P.TALK_WRITE, of=TALKS, methods=("GET", "POST"))
def change(request: SignedInRequest, talk: Talk) -> HttpResponse:
    """Change who holds a talk, or when."""
    initial = {
        "kind": talk.kind,
        "planned_on": talk.planned_on,
        "lead": talk.lead_id,
        "recorder": talk.recorder_id,
        "also": list(talk.also.values_list("pk", flat=True)),
    }
    team = team_for(talk.inspection, request.now)
    form = ArrangementForm(request.POST or None, team=team, initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.change_talk(act, talk, base_version=base_version(request), **form.cleaned_data),
        title=_("修改谈话安排"),
        record=talk,
        crumbs=crumbs(talk),
    )


@page(P.TALK_WRITE, of=TALKS, methods=("GET", "POST"))
def hold(request: SignedInRequest, talk: Talk) -> HttpResponse:
    """Note that a talk took place."""
    form = HoldForm(request.POST or None, initial={"on": timezone.localdate(request.now)})
    return form_answer(
        request,
        form,
        lambda act: services.hold_talk(act, talk, **form.cleaned_data),
        title=_("登记已谈"),
        done=_("已登记，请整理记录"),
        crumbs=crumbs(talk),
    )


@page(P.TALK_READ, of=TALKS)
def talk(request: SignedInRequest, talk: Talk) -> HttpResponse:
    """One talk: with what kind of person, by whom, when; the way to its record for those who may open it."""
    hands, state = hands_of(request.actor, talk), TalkState(talk.state)
    there = not reasons_not_there(hands)
    record = record_open_to(request.actor, talk)
    may_write = TALKS.permits(request.actor, P.TALK_WRITE, talk)
    leads = TALKS.permits(request.actor, P.TALK_RECORD_SHARE, talk)
    arranges = may_write and (there or leads or talk.created_by_id == request.actor.pk)
    context = {
        "talk": talk,
        "inspection": talk.inspection,
        "also": talk.also.all(),
        "record": record,
        "writes": there and may_write,
        "arranges": arranges and state is TalkState.PLANNED,
        "steps": _steps(request, talk, hands, arranges=arranges),
        "TALK": TALK,
    }
    return render(request, "gathering/talk.html", context)


def _steps(request: SignedInRequest, talk: Talk, hands: Hands, *, arranges: bool) -> Any:
    """The buttons, each left out for whom it is not and refused with what is missing."""
    record = record_open_to(request.actor, talk)
    there = not reasons_not_there(hands)
    leave_out = {"hold"}
    if not arranges:
        leave_out.add("cancel")
    refused: dict[str, list[Reason]] = {}
    if record is None or not there or hands.actor != hands.recorder:
        leave_out.add("hand_in")
    else:
        refused["hand_in"] = reasons_not_to_hand_in(hands, answers=answers_of(record), read_over=record.read_over)
    written_by = live_signatures(record).values_list("signed_by_id", flat=True).first() if record else None
    if reasons_not_to_confirm(hands, written_by):
        leave_out |= {"confirm", "return"}
    return buttons(request.actor, talk, TALK, "gathering:talk-step", refused=refused, leave_out=tuple(leave_out))


STEPS: Mapping[str, Callable[..., Any]] = {
    "hand_in": services.hand_in_talk,
    "confirm": services.confirm_talk,
    "return": services.return_talk,
    "cancel": services.cancel_talk,
}


@page(P.TALK_READ, of=TALKS, methods=("POST",))
def step(request: SignedInRequest, talk: Talk, step: str) -> HttpResponse:
    """Take one step of the workflow."""
    return take_step(request, talk, TALK, STEPS, step)
