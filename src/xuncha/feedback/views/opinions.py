"""The ledger of feedback opinions, the page of one, its texts, its steps, the document."""

from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.core.wording import difference
from xuncha.feedback import services
from xuncha.feedback.documents import feedback_opinion
from xuncha.feedback.forms import OpinionTextsForm
from xuncha.feedback.models import Opinion, OpinionItem, Report
from xuncha.feedback.rules.opinions import reasons_not_to_return, reasons_not_to_submit
from xuncha.feedback.selectors import (
    OPINIONS,
    REPORTS,
    SESSIONS,
    counter_of,
    due_after_withdrawal,
    dues_after_feedback,
    items_of,
    lines_to_pick,
    original_wording,
    submit_facts,
)
from xuncha.feedback.workflow import FED_BACK, OPINION, OpinionState
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.leaks.selectors import check_on
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledgers import Chip, Column, Ledger, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import back_to, buttons, take_step
from xuncha.rounds.selectors import inspection_spine

V = OpinionState
OPINIONS_LEDGER = Ledger(
    "feedback.opinions",
    gettext_lazy("反馈意见"),
    columns=(
        main_column(
            "unit",
            gettext_lazy("被巡察单位"),
            lambda o: o.inspection.organisation,
            sort="inspection__organisation__name",
            sub=lambda o: o.number,
        ),
        Column("round", gettext_lazy("轮次"), lambda o: o.inspection.round, css="fold"),
        Column("items", gettext_lazy("反馈问题"), lambda o: o.n_items, sort="n_items", css="num"),
        Column("main", gettext_lazy("主要问题"), lambda o: o.n_main, sort="n_main", css="num"),
        Column("due", gettext_lazy("期限"), lambda o: o.due_on, sort="due_on", template="feedback/due_cell.html"),
        Column("delivered", gettext_lazy("反馈日期"), lambda o: o.delivered_on, sort="delivered_on", css="nw fold"),
        state_column(OPINION, since=True),
    ),
    spine=inspection_spine(done=Q(state__in=OPINION.finished())),
    choices=(by_state(OPINION),),
    search=("number", "inspection__organisation__name"),
    chips=(
        Chip("draft", gettext_lazy("起草中"), lambda _: Q(state=V.DRAFT)),
        Chip("submitted", gettext_lazy("待审定"), lambda _: Q(state=V.SUBMITTED)),
        Chip("approved", gettext_lazy("待反馈"), lambda _: Q(state=V.APPROVED)),
        Chip("delivered", gettext_lazy("待签收"), lambda _: Q(state=V.DELIVERED)),
    ),
    opening=gettext_lazy("共 {n} 份反馈意见"),
    empty=gettext_lazy("报告签发以后，从报告页起草反馈意见。"),
    overdue=overdue_in(OPINIONS),
    order=("-pk",),
    related=("inspection__organisation", "inspection__round"),
    without=("overall", "demands", "inspection__round__scheme"),
)


@page(P.FEEDBACK_READ)
def opinions(request: SignedInRequest) -> HttpResponseBase:
    """Every opinion within reach of staff; a unit finds its own in the portal."""
    staff = request.actor.as_staff
    if not staff.holds(P.FEEDBACK_READ):
        return redirect("feedback_unit:opinions")
    rows = OPINIONS.visible_to(staff).annotate(
        n_items=Count("items"), n_main=Count("items", filter=Q(items__main=True))
    )
    return OPINIONS_LEDGER.respond(request, rows)


def crumbs(opinion: Opinion | None = None) -> list[tuple[str, str]]:
    """The way to an opinion's pages."""
    way = [(_("反馈意见"), reverse("feedback:opinions"))]
    return [*way, (opinion.number, page_of(opinion))] if opinion else way


@page(P.FEEDBACK_WRITE, of=REPORTS, methods=("POST",))
def draft(request: SignedInRequest, report: Report) -> HttpResponse:
    """Begin the opinion from a signed report."""
    return redirect(page_of(services.draft_opinion(act_of(request), report)))


def worded(item: OpinionItem) -> dict[str, Any]:
    """An item with its wording against that of the report."""
    sources = list(item.sources.all())
    title, text = original_wording(sources)
    return {
        "item": item,
        "sources": sources,
        "title": difference(title, item.title),
        "text": difference(text, item.text),
        "reworded": (title, text) != (item.title, item.text),
    }


@page(P.FEEDBACK_READ, of=OPINIONS)
def opinion(request: SignedInRequest, opinion: Opinion) -> HttpResponse:
    """One opinion: its items beside the report's words, what may still be picked, due dates, steps."""
    staff = request.actor.as_staff
    if not OPINIONS.permits(staff, OPINIONS.read, opinion):
        return redirect("feedback_unit:opinion", pk=opinion.pk)
    state = V(opinion.state)
    editable = state is V.DRAFT and OPINIONS.permits(staff, P.FEEDBACK_WRITE, opinion)
    due = due_after_withdrawal(opinion.inspection, "feedback")
    session = SESSIONS.visible_to(staff).filter(pk=opinion.session_id or 0).first()
    refused = {
        "submit": reasons_not_to_submit(submit_facts(opinion)) if state is V.DRAFT else [],
        "return": reasons_not_to_return(in_session=opinion.session_id is not None),
    }
    items = [worded(item) for item in items_of(opinion)]
    context = {
        "opinion": opinion,
        "workflow": OPINION,
        "counter": counter_of(opinion.inspection),
        "aspects": [(name, list(rows)) for name, rows in groupby(items, lambda row: row["item"].aspect)],
        "items": items,
        "source_check": check_on(opinion),
        "lines": lines_to_pick(opinion) if state not in FED_BACK else (),
        "report": REPORTS.visible_to(staff).filter(inspection=opinion.inspection_id).first(),
        "session": session,
        "reads_findings": staff.holds(P.FINDING_READ),
        "editable": editable,
        "done": state in FED_BACK,
        "due": due if due is not None and due.on == opinion.due_on else None,
        "dues": dues_after_feedback(opinion),
        "buttons": buttons(
            request.actor,
            opinion,
            OPINION,
            "feedback:opinion-step",
            own=opinion.submitted_by_id == request.actor.pk,
            refused=refused,
            leave_out=("deliver", "receive"),
        ),
    }
    return render(request, "feedback/opinion.html", context)


@page(P.FEEDBACK_WRITE, of=OPINIONS, methods=("GET", "POST"))
def word(request: SignedInRequest, opinion: Opinion) -> HttpResponse:
    """Write the judgement and the demands."""
    kept = Kept(request, f"feedback.opinion:{opinion.pk}")
    initial = {"overall": opinion.overall, "demands": opinion.demands, **kept.typed}
    form = OpinionTextsForm(request.POST or None, initial=initial)
    version = base_version(request)
    return form_answer(
        request,
        form,
        lambda act: services.word_opinion(act, opinion, base_version=version, **form.cleaned_data),
        title=_("写评价和要求"),
        crumbs=crumbs(opinion),
        record=opinion,
        kept=kept,
    )


STEPS: Mapping[str, Callable[..., Any]] = {
    "submit": services.submit_opinion,
    "approve": services.approve_opinion,
    "return": services.return_opinion,
}


@page(P.FEEDBACK_READ, of=OPINIONS, methods=("POST",))
def step(request: SignedInRequest, opinion: Opinion, step: str) -> HttpResponse:
    """Take one step of the workflow; it is delivered by its feedback meeting and received in the portal."""
    if step == "submit" and services.ask_about_opinion(act_of(request), opinion):
        messages.warning(request, _("已请信访接收人核对是否会暴露来源，核对以后再提交"))
        return back_to(opinion)
    return take_step(request, opinion, OPINION, STEPS, step)


def opinion_response(request: SignedInRequest, opinion: Opinion) -> HttpResponse:
    """The opinion as a document, dated on the day it was fed back, or today."""
    on = opinion.delivered_on or timezone.localdate(request.now)
    office = opinion.inspection.round.term.jurisdiction
    name = f"反馈意见 {opinion.number}"
    return issued(feedback_opinion, opinion, office, on=on, filename=name, asked=request.GET)


@page(P.FEEDBACK_READ, of=OPINIONS)
def document(request: SignedInRequest, opinion: Opinion) -> HttpResponse:
    """The opinion as a document, docx or with `?as=pdf` pdf."""
    return opinion_response(request, opinion)
