"""The ledger of meetings, the page of one, its agenda, its minutes."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.feedback import services
from xuncha.feedback.documents import agenda, decision_sheet, meeting_minutes
from xuncha.feedback.forms import HoldMeetingForm, MatterForm, MeetingForm, MinutesForm
from xuncha.feedback.models import AgendaItem, Body, Meeting
from xuncha.feedback.rules.meetings import reasons_not_to_submit_minutes
from xuncha.feedback.selectors import INSTRUCTIONS, MEETINGS, REPORTS, papers_of, reports_to_hear, undecided_matters
from xuncha.feedback.workflow import INSTRUCTION, MEETING, MeetingState
from xuncha.foundation.documents.content import Document
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.documents.profile import Issuer
from xuncha.foundation.files.serving import serve
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import Form, base_version
from xuncha.foundation.ui.ledgers import Chip, Choice, Column, Ledger, Spine, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.foundation.usecases import Act
from xuncha.planning.selectors import TERMS
from xuncha.rounds.selectors import ROUNDS

MEETINGS_LEDGER = Ledger(
    "feedback.meetings",
    gettext_lazy("会议"),
    columns=(
        main_column("title", gettext_lazy("会议名称"), lambda m: m.title, sub=lambda m: m.get_body_display()),
        Column("on", gettext_lazy("日期"), lambda m: m.on, sort="on", css="nw"),
        Column("chair", gettext_lazy("主持人"), lambda m: m.chair, css="fold"),
        Column("agenda", gettext_lazy("议题"), lambda m: m.n_matters, sort="n_matters", css="num"),
        Column("instructions", gettext_lazy("批示和要求"), lambda m: m.n_instructions, css="num fold"),
        state_column(MEETING, since=True),
    ),
    spine=Spine(term="term_id", done=Q(state__in=MEETING.finished())),
    choices=(Choice("body", gettext_lazy("会议"), "body", Body.choices), by_state(MEETING)),
    search=("title", "chair"),
    chips=(
        Chip("planned", gettext_lazy("待召开"), lambda _: Q(state=MeetingState.PLANNED)),
        Chip("held", gettext_lazy("纪要待整理"), lambda _: Q(state=MeetingState.HELD)),
        Chip("minuted", gettext_lazy("纪要待审定"), lambda _: Q(state=MeetingState.MINUTED)),
    ),
    opening=gettext_lazy("共 {n} 次会议"),
    empty=gettext_lazy("报告签发以后，领导小组、书记专题会、常委会听取汇报的会议列在这里。"),
    overdue=overdue_in(MEETINGS),
    order=("-on",),
    related=("term",),
    without=("minutes", "attendees"),
)


@page(P.MEETING_READ)
def meetings(request: SignedInRequest) -> HttpResponseBase:
    """Every meeting within reach."""
    rows = MEETINGS.visible_to(request.actor).annotate(
        n_matters=Count("agenda", distinct=True), n_instructions=Count("agenda__instructions", distinct=True)
    )
    context = {"writes": request.actor.holds(P.MEETING_WRITE)}
    return MEETINGS_LEDGER.respond(request, rows, template="feedback/meetings.html", context=context)


def crumbs(meeting: Meeting | None = None) -> list[tuple[str, str]]:
    """The way to a meeting's pages."""
    way = [(_("会议"), reverse("feedback:meetings"))]
    return [*way, (meeting.title, page_of(meeting))] if meeting else way


@page(P.MEETING_WRITE, methods=("GET", "POST"))
def new(request: SignedInRequest) -> HttpResponse:
    """Call a meeting."""
    form = MeetingForm(request.POST or None, initial={"on": timezone.localdate(request.now)})
    form.offer(term=TERMS.permitted(request.actor, P.MEETING_WRITE).order_by("-last_year"))

    def perform(act: Act) -> Meeting:
        typed = dict(form.cleaned_data)
        return services.call_meeting(act, typed.pop("term"), **typed)

    return form_answer(
        request,
        form,
        perform,
        title=_("新建会议"),
        done=lambda made: (_("已新建会议 {title}，请列议题").format(title=made.title), page_of(made)),
        crumbs=crumbs(),
    )


@page(P.MEETING_WRITE, of=MEETINGS, methods=("GET", "POST"))
def change(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """Change a meeting to come."""
    fields = ("body", "title", "on", "place", "chair")
    form = MeetingForm(request.POST or None, initial={name: getattr(meeting, name) for name in fields})
    del form.fields["term"]
    version = base_version(request)
    return form_answer(
        request,
        form,
        lambda act: services.change_meeting(act, meeting, base_version=version, **form.cleaned_data),
        title=_("修改会议"),
        crumbs=crumbs(meeting),
        record=meeting,
    )


@page(P.MEETING_READ, of=MEETINGS)
def meeting(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """One meeting: agenda with papers and decisions, people, minutes, instructions that came of it."""
    undecided = undecided_matters(meeting)
    planned, held = meeting.state == MeetingState.PLANNED, meeting.state == MeetingState.HELD
    writes = MEETINGS.permits(request.actor, P.MEETING_WRITE, meeting)
    refused = {"submit": reasons_not_to_submit_minutes(meeting.minutes, undecided) if held else []}
    readable = set(REPORTS.visible_to(request.actor).filter(agenda_items__meeting=meeting).values_list("pk", flat=True))
    instructions = INSTRUCTIONS.visible_to(request.actor).filter(agenda_item__meeting=meeting)
    context = {
        "meeting": meeting,
        "workflow": MEETING,
        "INSTRUCTION": INSTRUCTION,
        "matters": meeting.agenda.select_related("round").prefetch_related(
            "papers", "reports__inspection__organisation"
        ),
        "readable": readable,
        "people": meeting.attendees.splitlines(),
        "instructions": instructions.order_by("number"),
        "planned": writes and planned,
        "writing": writes and held,
        "may_instruct": request.actor.holds(P.INSTRUCTION_WRITE) and meeting.state != MeetingState.CANCELLED,
        "buttons": buttons(
            request.actor,
            meeting,
            MEETING,
            "feedback:meeting-step",
            own=meeting.submitted_by_id == request.actor.pk,
            refused=refused,
            leave_out=("hold",),
        ),
    }
    return render(request, "feedback/meeting.html", context)


def _matter_form(request: SignedInRequest, meeting: Meeting, initial: dict[str, object]) -> Form:
    form = MatterForm(request.POST or None, request.FILES or None, initial=initial)
    rounds = ROUNDS.visible_to(request.actor).filter(term=meeting.term_id).order_by("-year", "-number")
    form.offer(batch=rounds, reports=reports_to_hear(request.actor, meeting))
    return form


@page(P.MEETING_WRITE, of=MEETINGS, methods=("GET", "POST"))
def add_matter(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """Put a matter on the agenda."""
    form = _matter_form(request, meeting, {})
    return form_answer(
        request,
        form,
        lambda act: services.add_matter(act, meeting, **form.cleaned_data),
        title=_("增加议题"),
        done=lambda made: (_("已增加议题 {title}").format(title=made.title), f"{page_of(meeting)}#agenda"),
        crumbs=crumbs(meeting),
    )


def _own_matter(meeting: Meeting, matter: int) -> AgendaItem:
    return get_object_or_404(meeting.agenda.all(), pk=matter)


@page(P.MEETING_WRITE, of=MEETINGS, methods=("GET", "POST"))
def change_matter(request: SignedInRequest, meeting: Meeting, matter: int) -> HttpResponse:
    """Change a matter of the agenda."""
    own = _own_matter(meeting, matter)
    initial: dict[str, object] = {
        "title": own.title,
        "batch": own.round_id,
        "reporter": own.reporter,
        "reports": [report.pk for report in own.reports.all()],
    }
    form = _matter_form(request, meeting, initial)
    version = base_version(request)
    return form_answer(
        request,
        form,
        lambda act: services.change_matter(act, meeting, matter=own, base_version=version, **form.cleaned_data),
        title=_("修改议题"),
        done=lambda made: (_("已修改议题 {title}").format(title=made.title), f"{page_of(meeting)}#agenda"),
        crumbs=crumbs(meeting),
        record=own,
    )


@page(P.MEETING_WRITE, of=MEETINGS, methods=("GET", "POST"))
def drop_matter(request: SignedInRequest, meeting: Meeting, matter: int) -> HttpResponse:
    """Take a matter off the agenda, after asking once."""
    own = _own_matter(meeting, matter)
    form = Form(request.POST if request.method == "POST" else None)
    return form_answer(
        request,
        form,
        lambda act: services.drop_matter(act, meeting, matter=own),
        title=_("撤下议题"),
        done=(_("已撤下议题 {title}").format(title=own.title)),
        crumbs=crumbs(meeting),
        context={"say": own.title, "submit": _("撤下")},
    )


@page(P.MEETING_WRITE, of=MEETINGS, methods=("GET", "POST"))
def hold(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """Note that the meeting was held."""
    initial = {name: getattr(meeting, name) for name in HoldMeetingForm.base_fields}
    form = HoldMeetingForm(request.POST or None, initial=initial)
    return form_answer(
        request,
        form,
        lambda act: services.hold_meeting(act, meeting, **form.cleaned_data),
        title=_("登记召开"),
        done=_("已登记召开：{title}").format(title=meeting.title),
        crumbs=crumbs(meeting),
    )


@page(P.MEETING_WRITE, of=MEETINGS, methods=("GET", "POST"))
def minutes(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    """Write the minutes and the decisions."""
    kept = Kept(request, f"feedback.minutes:{meeting.pk}")
    matters = list(meeting.agenda.all())
    form = MinutesForm(request.POST or None, initial={"minutes": meeting.minutes, **kept.typed}, matters=matters)
    version = base_version(request)
    return form_answer(
        request,
        form,
        lambda act: services.write_minutes(act, meeting, base_version=version, **form.written()),
        title=_("写纪要"),
        done=_("已保存纪要"),
        crumbs=crumbs(meeting),
        record=meeting,
        kept=kept,
        context={"say": meeting.title},
    )


STEPS: Mapping[str, Callable[..., Any]] = {
    "submit": services.submit_minutes,
    "approve": services.approve_minutes,
    "return": services.return_minutes,
    "cancel": services.cancel_meeting,
}


@page(P.MEETING_READ, of=MEETINGS, methods=("POST",))
def step(request: SignedInRequest, meeting: Meeting, step: str) -> HttpResponse:
    """Take one step of the workflow."""
    return take_step(request, meeting, MEETING, STEPS, step)


@page(P.MEETING_READ, of=MEETINGS)
def paper(request: SignedInRequest, meeting: Meeting, attachment: int) -> HttpResponseBase:
    """One paper laid before the meeting."""
    return serve(get_object_or_404(papers_of(meeting), pk=attachment))


DOCUMENTS: Mapping[str, Callable[[Meeting, Issuer], Document]] = {
    "agenda": agenda,
    "minutes": meeting_minutes,
    "decisions": decision_sheet,
}


@page(P.MEETING_READ, of=MEETINGS)
def document(request: SignedInRequest, meeting: Meeting, kind: str) -> HttpResponse:
    """Agenda, minutes or the sheet of decisions as a document, docx or with `?as=pdf` pdf."""
    if kind not in DOCUMENTS:
        raise Http404
    return issued(DOCUMENTS[kind], meeting, meeting.term.jurisdiction, on=meeting.on, asked=request.GET)
