"""Conferences: called by the office, views and results by departments, decisions followed to their end."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.cooperation import services
from xuncha.cooperation.documents import minutes_document
from xuncha.cooperation.forms import ConferenceForm, DecisionForm, FinishForm, MinutesForm, ViewForm
from xuncha.cooperation.models import Conference, Decision
from xuncha.cooperation.rules import reasons_not_to_close
from xuncha.cooperation.selectors import (
    CONFERENCES,
    DECISIONS,
    OPEN,
    bodies_of,
    decision_counts,
    departments,
    finishes,
    invited_names,
    own_invited,
)
from xuncha.cooperation.workflow import CONFERENCE, DECISION, ConferenceState, DecisionState
from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.gathering import Together
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
from xuncha.rounds.selectors import INSPECTIONS

GET_POST = ("GET", "POST")
CONFERENCES_LEDGER = Ledger(
    "cooperation.conferences",
    lazy("联席会议和会商"),
    columns=(
        main_column("title", lazy("会议"), lambda one: one.title, sub=lambda one: one.get_kind_display()),
        Column("on", lazy("日期"), lambda one: one.on, sort="on", css="nw"),
        Column("invited", lazy("参加部门"), Together(invited_names), css="w8"),
        Column("decisions", lazy("议定事项（项）"), Together(decision_counts), css="num"),
        state_column(CONFERENCE, since=True),
    ),
    spine=Spine(year="on__year", unit="inspection__organisation_id", done=Q(state__in=CONFERENCE.finished())),
    choices=(by_state(CONFERENCE), Choice("kind", lazy("形式"), "kind", Conference.Kind.choices)),
    search=("title", "agenda"),
    chips=(Chip("open", lazy("议定事项未落实"), lambda _actor: OPEN),),
    opening=lazy("共 {n} 次"),
    empty=lazy("联席会议、会商、听取部门情况通报列在这里，议定事项逐条跟到落实。"),
    overdue=overdue_in(CONFERENCES),
    order=(finished_last(CONFERENCE), "-on", "-pk"),
    without=("agenda", "minutes"),
)


@page(P.COOPERATION_READ)
def conferences(request: SignedInRequest) -> HttpResponseBase:
    """The register of conferences."""
    rows = CONFERENCES.visible_to(request.actor)
    offices = JURISDICTIONS.permitted(request.actor, P.COOPERATION_WRITE).order_by("pk")
    context = {"offices": offices}
    return CONFERENCES_LEDGER.respond(request, rows, template="cooperation/conferences.html", context=context)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("联席会议和会商"), reverse("cooperation:conferences"))]


def _trail(conference: Conference) -> list[tuple[str, str]]:
    return [*_crumbs(), (conference.title, page_of(conference))]


def _lists(request: SignedInRequest, jurisdiction: Jurisdiction) -> dict[str, Any]:
    """Whom and which units a conference may be about."""
    there = INSPECTIONS.permitted(request.actor, P.COOPERATION_WRITE).select_related("organisation", "round")
    return {
        "organisations": departments(jurisdiction),
        "inspections": there.filter(round__term__jurisdiction=jurisdiction).order_by("-round__year", "-pk"),
    }


@page(P.COOPERATION_WRITE, of=JURISDICTIONS, methods=GET_POST)
def new(request: SignedInRequest, jurisdiction: Jurisdiction) -> HttpResponse:
    """Prepare a conference."""
    kept = Kept(request, f"cooperation.conference:new-{jurisdiction.pk}")
    form = ConferenceForm(request.POST or None, initial=kept.typed, **_lists(request, jurisdiction))
    return form_answer(
        request,
        form,
        lambda act: services.plan_conference(act, jurisdiction, **form.cleaned_data),
        title=_("筹备会议"),
        done=lambda made: (_("已登记，核对后发会议通知"), page_of(made)),
        crumbs=_crumbs(),
        kept=kept,
        context={"submit": _("登记")},
    )


@page(P.COOPERATION_WRITE, of=CONFERENCES, methods=GET_POST)
def edit(request: SignedInRequest, conference: Conference) -> HttpResponse:
    """Change one that was not called yet."""
    kept = Kept(request, f"cooperation.conference:{conference.pk}")
    names = ("kind", "title", "on", "place", "chair", "agenda", "inspection")
    initial: dict[str, Any] = {name: getattr(conference, name) for name in names}
    initial["invited"] = [one.organisation_id for one in conference.invited.all()]
    lists = _lists(request, conference.jurisdiction)
    form = ConferenceForm(request.POST or None, initial={**initial, **kept.typed}, **lists)
    return form_answer(
        request,
        form,
        lambda act: services.change_conference(
            act, conference, base_version=base_version(request), **form.cleaned_data
        ),
        title=_("修改会议"),
        crumbs=_trail(conference),
        record=conference,
        kept=kept,
    )


@page(P.COOPERATION_READ, of=CONFERENCES)
def conference(request: SignedInRequest, conference: Conference) -> HttpResponse:
    """One conference: agenda, who comes and what they think, what was said and decided, what became of it."""
    writes = CONFERENCES.permits(request.actor, P.COOPERATION_WRITE, conference)
    answers = CONFERENCES.permits(request.actor, P.COOPERATION_ANSWER, conference)
    state = ConferenceState(conference.state)
    decisions = list(conference.decisions.select_related("owner", "conference"))
    waiting = [one for one in decisions if one.state == DecisionState.OPEN]
    context = {
        "conference": conference,
        "workflow": CONFERENCE,
        "DECISION": DECISION,
        "invited": conference.invited.select_related("organisation"),
        "decisions": decisions,
        "finishable": {one.pk for one in waiting if answers and finishes(request.actor, one)},
        "editable": writes and state == ConferenceState.DRAFT,
        "gives_view": answers and state == ConferenceState.CALLED,
        "minutes": writes and state == ConferenceState.CALLED,
        "decides": writes and state == ConferenceState.HELD,
        "about": conference.inspection
        if conference.inspection and INSPECTIONS.permits(request.actor, INSPECTIONS.read, conference.inspection)
        else None,
        "buttons": buttons(
            request.actor,
            conference,
            CONFERENCE,
            "cooperation:conference-step",
            refused={"close": reasons_not_to_close([one.position for one in waiting])},
            leave_out=("hold",),
        ),
    }
    return render(request, "cooperation/conference.html", context)


@page(P.COOPERATION_ANSWER, of=CONFERENCES, methods=GET_POST)
def give_view(request: SignedInRequest, conference: Conference) -> HttpResponse:
    """Say what one's department thinks."""
    kept = Kept(request, f"cooperation.conference:view-{conference.pk}")
    mine = own_invited(request.actor, conference)
    first = mine.first()
    initial = {"organisation": first and first.organisation, "view": first.view if first and mine.count() == 1 else ""}
    form = ViewForm(request.POST or None, initial={**initial, **kept.typed}, organisations=bodies_of(mine))
    return form_answer(
        request,
        form,
        lambda act: services.give_view(act, conference, **form.cleaned_data),
        title=_("填写部门意见"),
        done=_("已填写部门意见"),
        crumbs=_trail(conference),
        kept=kept,
        context={"say": conference.agenda},
    )


@page(P.COOPERATION_WRITE, of=CONFERENCES, methods=GET_POST)
def hold(request: SignedInRequest, conference: Conference) -> HttpResponse:
    """Write down what was said."""
    kept = Kept(request, f"cooperation.conference:minutes-{conference.pk}")
    form = MinutesForm(request.POST or None, initial=kept.typed)
    return form_answer(
        request,
        form,
        lambda act: services.hold_conference(act, conference, **form.cleaned_data),
        title=_("登记会议情况"),
        done=_("已登记，接着逐条登记议定事项"),
        crumbs=_trail(conference),
        record=conference,
        kept=kept,
    )


@page(P.COOPERATION_WRITE, of=CONFERENCES, methods=GET_POST)
def decide(request: SignedInRequest, conference: Conference) -> HttpResponse:
    """Note what was decided."""
    form = DecisionForm(request.POST or None, organisations=bodies_of(conference.invited.all()))
    return form_answer(
        request,
        form,
        lambda act: services.add_decision(act, conference, **form.cleaned_data),
        title=_("登记议定事项"),
        done=_("已登记议定事项"),
        crumbs=_trail(conference),
    )


STEPS: Mapping[str, Callable[..., Any]] = {
    "call": services.call_conference,
    "cancel": services.cancel_conference,
    "close": services.close_conference,
}


@page(P.COOPERATION_READ, of=CONFERENCES, methods=("POST",))
def step(request: SignedInRequest, conference: Conference, step: str) -> HttpResponse:
    """Take one step of the workflow."""
    return take_step(request, conference, CONFERENCE, STEPS, step)


@page(P.COOPERATION_READ, of=CONFERENCES)
def document(request: SignedInRequest, conference: Conference) -> HttpResponse:
    """Notice or minutes, docx or with `?as=pdf` pdf."""
    on = localdate(request.now)
    return issued(
        minutes_document, conference, conference.jurisdiction, on=on, filename=conference.title, asked=request.GET
    )


@page(P.COOPERATION_READ, of=DECISIONS)
def decision(_request: SignedInRequest, decision: Decision) -> HttpResponse:
    """Where a decision stands: on the page of its conference."""
    return HttpResponseRedirect(f"{page_of(decision.conference)}#decisions")


@page(P.COOPERATION_ANSWER, of=DECISIONS, methods=GET_POST)
def finish(request: SignedInRequest, decision: Decision) -> HttpResponse:
    """Say what was done."""
    form = FinishForm(request.POST or None, initial={"done_on": localdate(request.now)})
    return form_answer(
        request,
        form,
        lambda act: services.finish_decision(act, decision, **form.cleaned_data),
        title=_("填报落实情况"),
        done=_("已填报落实情况"),
        crumbs=_trail(decision.conference),
        record=decision,
        context={"say": decision.text},
    )
