"""The ledger of feedback meetings, the page of one: opinions, people, talks; holding it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.feedback import services
from xuncha.feedback.documents import sign_list
from xuncha.feedback.forms import HoldSessionForm, PeopleForm, SessionForm, TalkForm, units_of
from xuncha.feedback.models import Session
from xuncha.feedback.selectors import (
    OPINIONS,
    SESSIONS,
    dues_after_feedback,
    opinions_to_feed_back,
    rounds_to_feed_back,
    unit_and_post,
)
from xuncha.feedback.workflow import OPINION, SESSION, SessionState
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledgers import Chip, Column, Ledger, Spine, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.rounds.models import Round
from xuncha.rounds.selectors import ROUNDS

SESSIONS_LEDGER = Ledger(
    "feedback.sessions",
    gettext_lazy("反馈会"),
    columns=(
        main_column("title", gettext_lazy("反馈会名称"), lambda s: s.title, sub=lambda s: s.round),
        Column("principal_on", gettext_lazy("向主要负责人反馈"), lambda s: s.principal_on, css="nw fold"),
        Column("on", gettext_lazy("向领导班子反馈"), lambda s: s.on, sort="on", css="nw"),
        Column("units", gettext_lazy("单位"), lambda s: s.n_units, sort="n_units", css="num"),
        Column("leaders", gettext_lazy("到会领导"), lambda s: s.n_leaders, sort="n_leaders", css="num fold"),
        state_column(SESSION, since=True),
    ),
    spine=Spine(
        term="round__term_id",
        year="round__year",
        round="round_id",
        unit="opinions__inspection__organisation",
        done=Q(state__in=SESSION.finished()),
    ),
    choices=(by_state(SESSION),),
    search=("title", "host"),
    chips=(
        Chip("planned", gettext_lazy("待召开"), lambda _: Q(state=SessionState.PLANNED)),
        Chip("held", gettext_lazy("已召开"), lambda _: Q(state=SessionState.HELD)),
    ),
    opening=gettext_lazy("共 {n} 场反馈会"),
    empty=gettext_lazy("反馈意见审定以后，在这里排反馈会：先向主要负责人，再向领导班子。"),
    overdue=overdue_in(SESSIONS),
    order=("-on",),
    related=("round",),
    without=("note", "round__scheme"),
)
LEADERS_THERE = Q(attendances__attended=True, attendances__capacity="leader")


@page(P.SESSION_READ)
def sessions(request: SignedInRequest) -> HttpResponseBase:
    """Every feedback meeting within reach."""
    rows = SESSIONS.visible_to(request.actor).annotate(
        n_units=Count("opinions", distinct=True),
        n_leaders=Count("attendances", filter=LEADERS_THERE, distinct=True),
    )
    context = {"rounds": rounds_to_feed_back(request.actor)}
    return SESSIONS_LEDGER.respond(request, rows, template="feedback/sessions.html", context=context)


def crumbs(session: Session | None = None) -> list[tuple[str, str]]:
    """The way to a feedback meeting's pages."""
    way = [(_("反馈会"), reverse("feedback:sessions"))]
    return [*way, (session.title, page_of(session))] if session else way


@page(P.FEEDBACK_RUN, of=ROUNDS, methods=("GET", "POST"))
def new(request: SignedInRequest, batch: Round) -> HttpResponse:
    """Prepare a feedback meeting of a round."""
    today = timezone.localdate(request.now)
    initial = {"title": _("{round}反馈会").format(round=batch), "on": today, "principal_on": today}
    form = SessionForm(request.POST or None, initial=initial)
    form.offer(opinions=opinions_to_feed_back(request.actor, batch))
    return form_answer(
        request,
        form,
        lambda act: services.call_session(act, batch, **form.cleaned_data),
        title=_("安排反馈会"),
        done=lambda made: (_("已安排 {title}，请列名单").format(title=made.title), page_of(made)),
        crumbs=crumbs(),
        context={"say": str(batch)},
    )


@page(P.FEEDBACK_RUN, of=SESSIONS, methods=("GET", "POST"))
def change(request: SignedInRequest, session: Session) -> HttpResponse:
    """Change a feedback meeting to come."""
    initial = {name: getattr(session, name) for name in ("title", "on", "principal_on", "place", "host")}
    form = SessionForm(
        request.POST or None, initial={**initial, "opinions": [opinion.pk for opinion in session.opinions.all()]}
    )
    form.offer(opinions=opinions_to_feed_back(request.actor, session.round, session))
    version = base_version(request)
    return form_answer(
        request,
        form,
        lambda act: services.change_session(act, session, base_version=version, **form.cleaned_data),
        title=_("修改反馈会"),
        crumbs=crumbs(session),
        record=session,
    )


@page(P.SESSION_READ, of=SESSIONS)
def session(request: SignedInRequest, session: Session) -> HttpResponse:
    """One feedback meeting: opinions with what falls due, the list of people, talks, steps."""
    planned = session.state == SessionState.PLANNED
    runs = SESSIONS.permits(request.actor, P.FEEDBACK_RUN, session)
    opinions = list(
        session.opinions.select_related("inspection__organisation", "inspection__round__term__jurisdiction")
    )
    there = session.attendances.select_related("organisation").order_by("capacity", "pk")
    readable = set(OPINIONS.visible_to(request.actor).filter(session=session).values_list("pk", flat=True))
    context = {
        "session": session,
        "workflow": SESSION,
        "OPINION": OPINION,
        "opinions": opinions,
        "readable": readable,
        "attendances": [(one, unit_and_post(one)) for one in there],
        "talks": session.talks.select_related("organisation"),
        "dues": dues_after_feedback(opinions[0]) if opinions else (),
        "planned": runs and planned,
        "talking": runs and session.state != SessionState.CANCELLED,
        "buttons": buttons(request.actor, session, SESSION, "feedback:session-step", leave_out=("hold",)),
    }
    return render(request, "feedback/session.html", context)


@page(P.FEEDBACK_RUN, of=SESSIONS, methods=("GET", "POST"))
def people(request: SignedInRequest, session: Session) -> HttpResponse:
    """Put people on the list."""
    form = PeopleForm(request.POST or None)
    opinions = session.opinions.select_related("inspection__organisation")
    form.offer(organisation=units_of(opinions))
    return form_answer(
        request,
        form,
        lambda act: services.list_people(act, session, **form.cleaned_data),
        title=_("列名单"),
        done=lambda made: (_("已列入 {n} 人").format(n=len(made)), f"{page_of(session)}#attendance"),
        crumbs=crumbs(session),
    )


@page(P.FEEDBACK_RUN, of=SESSIONS, methods=("POST",))
def roll(request: SignedInRequest, session: Session) -> HttpResponse:
    """Note who was there, who signed, and who is off the list."""
    ticked = {name: _ticked(request, name) for name in ("attended", "signed", "off")}
    services.call_roll(act_of(request), session, **ticked)
    return redirect(f"{page_of(session)}#attendance")


def _ticked(request: SignedInRequest, name: str) -> set[int]:
    return {int(one) for one in request.POST.getlist(name) if one.isdigit() and len(one) < 19}


@page(P.FEEDBACK_RUN, of=SESSIONS, methods=("GET", "POST"))
def talk(request: SignedInRequest, session: Session) -> HttpResponse:
    """Note a one-to-one talk."""
    kept = Kept(request, f"feedback.talk:{session.pk}")
    form = TalkForm(request.POST or None, initial={"on": session.on, **kept.typed})
    form.offer(organisation=units_of(session.opinions.select_related("inspection__organisation")))
    return form_answer(
        request,
        form,
        lambda act: services.note_talk(act, session, **form.cleaned_data),
        title=_("登记一对一谈话"),
        done=lambda made: (_("已登记与{name}的谈话").format(name=made.with_name), f"{page_of(session)}#talks"),
        crumbs=crumbs(session),
        kept=kept,
    )


@page(P.FEEDBACK_RUN, of=SESSIONS, methods=("GET", "POST"))
def hold(request: SignedInRequest, session: Session) -> HttpResponse:
    """Note that the meeting was held: every opinion on it is delivered."""
    initial = {"principal_on": session.principal_on or session.on, "on": session.on, "note": session.note}
    form = HoldSessionForm(request.POST or None, initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.hold_session(act, session, **form.cleaned_data),
        title=_("登记召开"),
        done=lambda held: _("已登记召开，{n} 份反馈意见已送达单位").format(n=held.opinions.count()),
        crumbs=crumbs(session),
        context={"say": _("登记后，单位在门户看到反馈意见，各个期限开始计算，不能撤回。"), "submit": _("登记召开")},
    )


STEPS: Mapping[str, Callable[..., Any]] = {"cancel": services.cancel_session}


@page(P.SESSION_READ, of=SESSIONS, methods=("POST",))
def step(request: SignedInRequest, session: Session, step: str) -> HttpResponse:
    """Cancel the meeting; holding it asks for more, on a page of its own."""
    return take_step(request, session, SESSION, STEPS, step)


@page(P.SESSION_READ, of=SESSIONS)
def signing(request: SignedInRequest, session: Session, kind: str) -> HttpResponse:
    """The list to sign, docx or pdf."""
    if kind not in {"docx", "pdf"}:
        raise Http404
    office = session.round.term.jurisdiction
    return issued(sign_list, session, office, on=session.on, as_pdf=kind == "pdf")
