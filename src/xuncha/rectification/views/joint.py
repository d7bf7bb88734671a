"""Joint review at the desk: the list, the opinions side by side, what one body writes, summing up."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.reach import page_of
from xuncha.foundation.regulations.selectors import due_for
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.ledgers import Column, Ledger, by_state, finished_last, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.rectification import services
from xuncha.rectification.documents import joint_opinions
from xuncha.rectification.forms.joint import OpinionForm, SumForm, written
from xuncha.rectification.models import BodyOpinion, JointReview
from xuncha.rectification.rules.joint import (
    reasons_not_to_go_on,
    reasons_not_to_overrule,
    reasons_not_to_remind,
    reasons_not_to_reopen,
)
from xuncha.rectification.selectors import BODY_OPINIONS, JOINT_REVIEWS, jurisdiction_of, opinions_for
from xuncha.rectification.selectors.joint import BEGUN, opinions_of, side_by_side, waiting_bodies
from xuncha.rectification.workflow import BODY_OPINION, JOINT_REVIEW, JointState, OpinionState
from xuncha.rounds.selectors import inspection_spine

PLAN_PATH = "plan__inspection"
JOINT_LEDGER = Ledger(
    "rectification.joint-reviews",
    gettext_lazy("联审"),
    columns=(
        main_column(
            "unit",
            gettext_lazy("被巡察单位"),
            lambda r: r.plan.inspection.organisation,
            sort="plan__inspection__organisation__name",
            sub=lambda r: r.plan.inspection.round,
        ),
        Column("about", gettext_lazy("审什么"), lambda r: r.report or _("整改方案")),
        Column("times", gettext_lazy("第几次报送"), lambda r: r.times, css="num fold"),
        Column("given", gettext_lazy("已提意见"), lambda r: f"{r.given}/{r.asked}", css="num"),
        Column("due", gettext_lazy("时限"), lambda r: r.due_on, sort="due_on", template="rectification/owed_cell.html"),
        Column("grade", gettext_lazy("汇总结论"), lambda r: r.get_grade_display()),
        state_column(JOINT_REVIEW, since=True),
    ),
    spine=inspection_spine(path=PLAN_PATH, done=Q(state__in=JOINT_REVIEW.finished())),
    choices=(by_state(JOINT_REVIEW),),
    search=("plan__inspection__organisation__name",),
    opening=gettext_lazy("共 {n} 次联审"),
    empty=gettext_lazy("制度参数里定了哪些单位联审，方案和报告一报送就送给它们。"),
    overdue=overdue_in(JOINT_REVIEWS),
    order=(finished_last(JOINT_REVIEW), "due_on"),
    related=("plan__inspection__organisation", "plan__inspection__round", "report"),
)


@page(P.RECT_CONSULT)
def joint_reviews(request: SignedInRequest) -> HttpResponseBase:
    """Every joint review within reach."""
    rows = JOINT_REVIEWS.visible_to(request.actor).annotate(
        asked=Count("opinions"), given=Count("opinions", filter=Q(opinions__state=OpinionState.GIVEN))
    )
    return JOINT_LEDGER.respond(request, rows)


def _crumbs(review: JointReview) -> list[tuple[str, str]]:
    return [(_("联审"), reverse("rectification:joint-reviews")), (str(review), page_of(review))]


@page(P.RECT_CONSULT, of=JOINT_REVIEWS)
def joint_review(request: SignedInRequest, review: JointReview) -> HttpResponse:
    """The opinions side by side, as far as this person may read them by now, and what the office made of them."""
    opinions = list(opinions_for(request.actor, review))
    sums = review.state == JointState.OPEN and JOINT_REVIEWS.permits(request.actor, P.RECT_SUM, review)
    subject = review.report or review.plan
    context = {
        "review": review,
        "plan": review.plan,
        "workflow": JOINT_REVIEW,
        "OPINION": BODY_OPINION,
        "opinions": opinions,
        "hidden": review.opinions.count() - len(opinions),
        "rows": side_by_side(opinions),
        "sums": sums,
        "waiting": reasons_not_to_overrule(waiting_bodies(review)) if sums else [],
        "remarks": subject.remarks.filter(times=review.times).select_related("item").order_by("position"),
        "due": due_for(BEGUN, review.begun_on, jurisdiction_of(review.plan), code="joint_review"),
        "done": review.state in JOINT_REVIEW.finished(),
    }
    return render(request, "rectification/joint.html", context)


@page(P.RECT_SUM, of=JOINT_REVIEWS, methods=("GET", "POST"))
def joint_sum_up(request: SignedInRequest, review: JointReview) -> HttpResponse:
    """Make one list of what the bodies found, and accept or return."""
    kept = Kept(request, f"rectification.joint_review:{review.pk}")
    form = SumForm(request.POST or None, initial=kept.typed, opinions=list(opinions_of(review)))
    return form_answer(
        request,
        form,
        lambda act: services.sum_up(
            act,
            review,
            grade=form.cleaned_data["grade"],
            summary=form.cleaned_data["summary"],
            remarks=form.remarks,
        ),
        title=_("汇总联审意见"),
        done=_("已汇总联审意见"),
        kept=kept,
        record=review,
        template="rectification/joint_sum_up.html",
        context={"say": _("各家的意见已带入，改文字或者清空；清空的不列入退回清单。"), "submit": _("汇总")},
        crumbs=_crumbs(review),
    )


@page(P.RECT_CONSULT, of=JOINT_REVIEWS)
def joint_document(request: SignedInRequest, review: JointReview) -> HttpResponseBase:
    """The opinions of all bodies and the summary on one sheet, as far as this person may read them."""
    name = f"{_('联审意见')} {review.plan.inspection.organisation}"
    on = localdate(review.concluded_at or request.now)
    may_read = set(opinions_for(request.actor, review).values_list("pk", flat=True))
    return issued(
        lambda record, issuer: joint_opinions(record, issuer, may_read=may_read),
        review,
        jurisdiction_of(review.plan),
        on=on,
        filename=name,
        asked=request.GET,
    )


@page(P.RECT_CONSULT, of=BODY_OPINIONS)
def body_opinion(request: SignedInRequest, opinion: BodyOpinion) -> HttpResponse:
    """What one body was asked to look at, what it found, and what may be done about it."""
    today, review = localdate(request.now), opinion.review
    sums = BODY_OPINIONS.permits(request.actor, P.RECT_SUM, opinion)
    closed = reasons_not_to_reopen(concluded=review.state == JointState.CONCLUDED)
    waiting = opinion.state == OpinionState.ASKED
    refused = {
        "revise": closed,
        "pass": reasons_not_to_go_on(opinion.due_on, today, reminders=opinion.reminders, why=""),
    }
    context = {
        "opinion": opinion,
        "review": review,
        "workflow": BODY_OPINION,
        "done": not waiting,
        "items": opinion.items.order_by("number").prefetch_related("measures"),
        "points": opinion.points.select_related("item").order_by("position"),
        "writes": not closed
        and opinion.state != OpinionState.GIVEN
        and BODY_OPINIONS.permits(request.actor, P.RECT_OPINE, opinion),
        "reminds": sums and not reasons_not_to_remind(waiting=waiting, reminded_on=opinion.reminded_on, today=today),
        "buttons": buttons(
            request.actor,
            opinion,
            BODY_OPINION,
            "rectification:body-opinion-step",
            refused=refused,
            leave_out=("give",),
        ),
    }
    return render(request, "rectification/body_opinion.html", context)


@page(P.RECT_OPINE, of=BODY_OPINIONS, methods=("GET", "POST"))
def body_opinion_write(request: SignedInRequest, opinion: BodyOpinion) -> HttpResponse:
    """Write a body's opinion: a word and numbered points."""
    kept = Kept(request, f"rectification.body_opinion:{opinion.pk}")
    items = list(opinion.items.order_by("number"))
    form = OpinionForm(request.POST or None, initial={**written(opinion), **kept.typed}, items=items)
    return form_answer(
        request,
        form,
        lambda act: services.give_opinion(
            act,
            opinion,
            grade=form.cleaned_data["grade"],
            text=form.cleaned_data["text"],
            points=form.points,
        ),
        title=_("提出联审意见"),
        done=_("已提出联审意见"),
        kept=kept,
        record=opinion,
        context={"say": f"{opinion.body} · {opinion.review}", "submit": _("提出意见")},
        crumbs=[*_crumbs(opinion.review), (opinion.body, page_of(opinion))],
    )


STEPS: dict[str, Any] = {"revise": services.revise_opinion, "pass": services.go_on_without}


@page(P.RECT_CONSULT, of=BODY_OPINIONS, methods=("POST",))
def body_opinion_step(request: SignedInRequest, opinion: BodyOpinion, step: str) -> HttpResponse:
    """Take an opinion back, or go on without it."""
    return take_step(request, opinion, BODY_OPINION, STEPS, step)


@page(P.RECT_SUM, of=BODY_OPINIONS, methods=("POST",))
def body_opinion_remind(request: SignedInRequest, opinion: BodyOpinion) -> HttpResponse:
    """Remind a body of the opinion it owes."""
    services.remind_body(act_of(request), opinion)
    messages.success(request, _("已催办：{body}").format(body=opinion.body))
    return redirect(page_of(opinion))
