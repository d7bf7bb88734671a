"""Comments on a team's texts, and the records of hearings, visits and joint reviews."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.conduct import services
from xuncha.conduct.documents import guidance_record
from xuncha.conduct.forms import CommentForm, GuidanceForm, ReplyForm
from xuncha.conduct.models import Comment, Guidance
from xuncha.conduct.rules import GuidanceFacts, reasons_not_to_issue
from xuncha.conduct.selectors import COMMENTS, GUIDANCES, commentable, texts_of
from xuncha.conduct.workflow import COMMENT, GUIDANCE, GuidanceState
from xuncha.core.errors import OutOfReach
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.reach import KINDS, page_of
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledgers import Choice, Column, Ledger, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS, inspection_spine

COMMENTS_LEDGER = Ledger(
    "conduct.comments",
    lazy("巡察办意见"),
    columns=(
        main_column("text", lazy("意见"), lambda c: c.text[:60], sub=lambda c: f"{c.title} · {c.place}"),
        Column("unit", lazy("被巡察单位"), lambda c: c.inspection.organisation, css="w5"),
        Column("by", lazy("提出人"), lambda c: c.created_by, css="w3 fold"),
        Column("answer", lazy("答复"), lambda c: c.answer, css="fold"),
        state_column(COMMENT, since=True),
    ),
    spine=inspection_spine(done=Q(state__in=COMMENT.finished())),
    choices=(by_state(COMMENT),),
    search=("text", "title"),
    opening=lazy("共 {n} 条意见"),
    empty=lazy("巡察办在底稿、问题、报告页面上针对某处提意见，巡察组逐条答复。"),
    related=("inspection__organisation", "created_by"),
)
GUIDANCE_LEDGER = Ledger(
    "conduct.guidances",
    lazy("督导指导"),
    columns=(
        main_column("kind", lazy("形式"), lambda g: g.get_kind_display(), sub=lambda g: g.place),
        Column("unit", lazy("被巡察单位"), lambda g: g.inspection.organisation, css="w5"),
        Column("on", lazy("日期"), lambda g: g.on, sort="on", css="w5"),
        Column("due_on", lazy("落实期限"), lambda g: g.due_on, sort="due_on", css="w5"),
        state_column(GUIDANCE, since=True),
    ),
    spine=inspection_spine(done=Q(state__in=GUIDANCE.finished())),
    choices=(Choice("kind", lazy("形式"), "kind", Guidance.Kind.choices), by_state(GUIDANCE)),
    search=("content", "demands"),
    opening=lazy("共 {n} 份记录"),
    empty=lazy("中期汇报、现场督导、组办会商在巡察任务页面登记。"),
    overdue=overdue_in(GUIDANCES),
    related=("inspection__organisation",),
)
FIELDS = ("kind", "on", "place", "attendees", "content", "demands", "due_on")


@page(P.GUIDANCE_READ)
def comments(request: SignedInRequest) -> HttpResponseBase:
    """Every comment within reach."""
    return COMMENTS_LEDGER.respond(request, COMMENTS.visible_to(request.actor))


@page(P.GUIDANCE_WRITE, of=INSPECTIONS, methods=("GET", "POST"))
def comment_new(request: SignedInRequest, inspection: Inspection, kind: str, record: int) -> HttpResponse:
    """Say something to one place of a text of the team."""
    subject = commentable(request.actor, inspection, kind, record)
    if subject is None:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    form = CommentForm(request.POST or None, places=texts_of(subject))
    return form_answer(
        request,
        form,
        lambda act: services.comment_on(act, inspection, kind=kind, record=record, **form.cleaned_data),
        title=_("提意见"),
        done=_("已提出，等巡察组答复"),
        crumbs=[(str(inspection.organisation), page_of(inspection)), (str(subject), page_of(subject))],
        context={"say": str(subject), "submit": _("提出")},
    )


@page(P.GUIDANCE_READ, of=COMMENTS)
def comment(request: SignedInRequest, comment: Comment) -> HttpResponse:
    """One comment: the place it is tied to, what the team answered, what was changed since."""
    reach = KINDS[comment.kind]
    subject = reach.visible_to(request.actor).filter(pk=comment.record).first()
    now = texts_of(subject).get(comment.place, "") if subject else ""
    context = {
        "comment": comment,
        "workflow": COMMENT,
        "subject": subject,
        "address": page_of(subject) if subject else "",
        "versions": reverse("inbox:versions", args=[comment.kind, comment.record]) if subject else "",
        "gone": bool(comment.quote) and comment.quote not in now,
        "buttons": buttons(request.actor, comment, COMMENT, "conduct:comment-step"),
    }
    return render(request, "conduct/comment.html", context)


COMMENT_STEPS: dict[str, Callable[..., Any]] = {
    "accept": services.accept_comment,
    "decline": services.decline_comment,
    "again": services.comment_again,
    "withdraw": services.withdraw_comment,
}


@page(P.GUIDANCE_READ, of=COMMENTS, methods=("POST",))
def comment_step(request: SignedInRequest, comment: Comment, step: str) -> HttpResponse:
    """Answer a comment, put it again or take it back."""
    return take_step(request, comment, COMMENT, COMMENT_STEPS, step)


@page(P.GUIDANCE_READ)
def guidances(request: SignedInRequest) -> HttpResponseBase:
    """Every hearing, visit and joint review within reach."""
    return GUIDANCE_LEDGER.respond(request, GUIDANCES.visible_to(request.actor))


@page(P.GUIDANCE_WRITE, of=INSPECTIONS, methods=("GET", "POST"))
def guidance_new(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """Begin the record of a hearing, a visit or a joint review."""
    form = GuidanceForm(request.POST or None, initial={"on": timezone.localdate(request.now)})
    return form_answer(
        request,
        form,
        lambda act: services.draft_guidance(act, inspection, **form.cleaned_data),
        title=_("登记督导指导"),
        done=lambda made: (_("已登记，写好以后印发巡察组"), page_of(made)),
        crumbs=[(str(inspection.organisation), page_of(inspection))],
    )


def _crumbs(guidance: Guidance) -> list[tuple[str, str]]:
    return [(_("督导指导"), reverse("conduct:guidances")), (str(guidance), page_of(guidance))]


@page(P.GUIDANCE_READ, of=GUIDANCES)
def guidance(request: SignedInRequest, guidance: Guidance) -> HttpResponse:
    """One record: what was said and asked, what the team did about it."""
    hearing = guidance.kind == Guidance.Kind.HEARING
    today = timezone.localdate(request.now)
    facts = GuidanceFacts(guidance.on, today, guidance.content, guidance.demands, guidance.due_on, hearing)
    state, permits = GuidanceState(guidance.state), GUIDANCES.permits
    context = {
        "guidance": guidance,
        "workflow": GUIDANCE,
        "waits": state is GuidanceState.ISSUED,
        "editable": state is GuidanceState.DRAFT and permits(request.actor, P.GUIDANCE_WRITE, guidance),
        "answerable": state is GuidanceState.ISSUED and permits(request.actor, P.GUIDANCE_ANSWER, guidance),
        "buttons": buttons(
            request.actor,
            guidance,
            GUIDANCE,
            "conduct:guidance-step",
            refused={"issue": reasons_not_to_issue(facts)},
            leave_out=("answer",),
        ),
    }
    return render(request, "conduct/guidance.html", context)


@page(P.GUIDANCE_WRITE, of=GUIDANCES, methods=("GET", "POST"))
def guidance_change(request: SignedInRequest, guidance: Guidance) -> HttpResponse:
    """Write on in a draft."""
    form = GuidanceForm(request.POST or None, initial={name: getattr(guidance, name) for name in FIELDS})
    return form_answer(
        request,
        form,
        lambda act: services.change_guidance(act, guidance, base_version=base_version(request), **form.cleaned_data),
        title=_("修改督导指导记录"),
        record=guidance,
        crumbs=_crumbs(guidance),
    )


@page(P.GUIDANCE_ANSWER, of=GUIDANCES, methods=("GET", "POST"))
def guidance_answer(request: SignedInRequest, guidance: Guidance) -> HttpResponse:
    """Say for the team what was done about it."""
    form = ReplyForm(request.POST or None, initial={"reply": guidance.reply})
    return form_answer(
        request,
        form,
        lambda act: services.answer_guidance(act, guidance, **form.cleaned_data),
        title=_("报落实情况"),
        done=_("已报巡察办"),
        record=guidance,
        crumbs=_crumbs(guidance),
        context={"say": guidance.demands, "submit": _("上报")},
    )


GUIDANCE_STEPS: dict[str, Callable[..., Any]] = {
    "issue": services.issue_guidance,
    "drop": services.drop_guidance,
    "return": services.return_guidance,
    "close": services.close_guidance,
}


@page(P.GUIDANCE_READ, of=GUIDANCES, methods=("POST",))
def guidance_step(request: SignedInRequest, guidance: Guidance, step: str) -> HttpResponse:
    """Take one step of the workflow."""
    return take_step(request, guidance, GUIDANCE, GUIDANCE_STEPS, step)


@page(P.GUIDANCE_READ, of=GUIDANCES)
def document(request: SignedInRequest, guidance: Guidance, ending: str) -> HttpResponse:
    """The record as docx or pdf."""
    if ending not in {"docx", "pdf"}:
        raise Http404
    office = guidance.inspection.round.term.jurisdiction
    return issued(
        guidance_record,
        guidance,
        office,
        on=timezone.localdate(request.now),
        filename=f"{guidance} {guidance.inspection.organisation}",
        as_pdf=ending == "pdf",
    )
