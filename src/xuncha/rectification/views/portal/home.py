"""The unit's first page: how it stands, what is to be done, what came from the office, what it may ask for."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.feedback.selectors import OPINIONS
from xuncha.feedback.workflow import OPINION, OpinionState
from xuncha.fieldwork.selectors import FACT_SHEETS
from xuncha.fieldwork.workflow import FactState
from xuncha.findings.selectors import FIXES
from xuncha.findings.workflow import FixState
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.http import SignedInRequest, act_of, page, personal_page, words
from xuncha.foundation.inbox.sources import counted
from xuncha.rectification import services
from xuncha.rectification.models import DueNotice
from xuncha.rectification.rules.plans import WRITABLE
from xuncha.rectification.selectors import CONSEQUENCES, ITEMS, NOTICES, UNIT_REPORTS, days_ahead
from xuncha.rectification.selectors.disputing import term_of
from xuncha.rectification.selectors.drafts import as_drafted
from xuncha.rectification.selectors.sent import SENT, Sent
from xuncha.rectification.selectors.unit import Task, asked_by_unit, milestones, tally, tasks, unit_plans
from xuncha.rectification.workflow import (
    CONSEQUENCE,
    EXTENSION,
    QUERY,
    UNIT_REPORT,
    ConsequenceState,
    ExtensionState,
    ItemState,
    NoticeState,
    PlanState,
    QueryState,
    UnitReportState,
)

SHOWN = 10  # rows of the first page; the rest is on the list of items
LETTERS = 6  # lines of the card
ACTS = {
    "plan": ("rectification_unit:plan", N_("编方案")),
    "report": ("rectification_unit:report", N_("写报告")),
    "period": ("rectification_unit:period", N_("报台账")),
    "progress": ("rectification_unit:item-progress", N_("报进展")),
    "declare": ("rectification_unit:item-declare", N_("自报完成")),
    "request": ("rectification_unit:item", N_("申请销号")),
    "look": ("rectification_unit:item", N_("查看")),
}
"""The one button of a row: where it leads, what it says."""
PAGES = {
    "plan": "rectification_unit:plan",
    "report": "rectification_unit:report",
    "period": "rectification_unit:period",
}


@personal_page()
def home(request: SignedInRequest) -> HttpResponse:
    """How the unit's rectification stands and what it has before it; who follows none is led to what is theirs."""
    if not request.actor.holds(P.RECT_FOLLOW):
        return redirect("front")
    plans = list(unit_plans(request.actor))
    wanted = request.GET.get("plan", "")
    plan = next((one for one in plans if str(one.pk) == wanted), plans[0] if plans else None)
    letters = sorted(letters_to(request.actor), key=lambda one: one.on or date.min, reverse=True)
    context: dict[str, Any] = {
        "plans": plans,
        "plan": plan,
        "letters": letters[:LETTERS],
        "letter_count": len(letters),
        "waits": counted(request.actor),
    }
    if plan is not None:
        reports = list(plan.unit_reports.order_by("kind"))
        rows = tasks(plan, reports, request.now)
        context |= {
            "tally": tally(plan, request.now),
            "milestones": milestones(as_drafted(plan) if plan.state in WRITABLE else plan, reports, request.now),
            "tasks": [_shown(task, writes=request.actor.holds(P.RECT_WRITE)) for task in rows[:SHOWN]],
            "task_count": len(rows),
            "under_way": plan.state == PlanState.ACCEPTED,
            "reports": reports,
            "report_workflow": UNIT_REPORT,
            "ahead": days_ahead(plan, request.now),
            "dispute_term": term_of(plan),
            "writes": request.actor.holds(P.RECT_WRITE),
        }
    return render(request, "rectification/unit_home.html", context)


def _shown(task: Task, *, writes: bool) -> dict[str, Any]:
    """A row with its links: whoever only reads is led to the record."""
    own_page = reverse(PAGES.get(task.act, "rectification_unit:item"), args=[task.record.pk])
    name, label = ACTS[task.act] if writes else ACTS["look"]
    return {
        "task": task,
        "page": own_page,
        "url": reverse(name, args=[task.record.pk]) if writes else own_page,
        "label": words(label),
    }


# --- what came from the office ------------------------------------------------------------------------------------


def letters_to(actor: Actor) -> list[Sent]:
    """Everything the office and the team have sent to the units of this person, waiting or answered."""
    return [
        *_opinions(actor),
        *_notices(actor),
        *_returned(actor),
        *_consequences(actor),
        *_answers(actor),
        *_of_the_team(actor),
        *(one for sent in SENT for one in sent(actor)),
    ]


def _opinions(actor: Actor) -> Iterator[Sent]:
    for opinion in OPINIONS.permitted(actor, P.RECT_FOLLOW).order_by("-pk"):
        info = OPINION.states[OpinionState(opinion.state)]
        waits = opinion.state == OpinionState.DELIVERED
        state = _("待签收") if waits else words(info.label)
        url = reverse("feedback_unit:opinion", args=[opinion.pk])
        yield Sent("near" if waits else "done", state, _("反馈意见"), url, opinion.delivered_on)


def _notices(actor: Actor) -> Iterator[Sent]:
    told = NOTICES.permitted(actor, P.RECT_FOLLOW).filter(state__in=(NoticeState.GIVEN, NoticeState.SEEN))
    rows = told.select_related("item")
    for notice in rows.order_by("-on", "-pk")[:100]:
        waits = notice.state == NoticeState.GIVEN
        shape = "done" if not waits else "late" if notice.level == DueNotice.Level.LATE else "near"
        state = notice.get_level_display() if waits else _("已阅")
        url = reverse("rectification_unit:item", args=[notice.item_id])
        yield Sent(shape, state, notice.item.title, url, notice.on, notice if waits else None)


def _returned(actor: Actor) -> Iterator[Sent]:
    for plan in unit_plans(actor).filter(state=PlanState.RETURNED):
        url = reverse("rectification_unit:plan", args=[plan.pk])
        yield Sent("near", _("待修改"), _("退回：整改方案"), url, localdate(plan.state_since))
    for report in UNIT_REPORTS.permitted(actor, P.RECT_FOLLOW).filter(state=UnitReportState.RETURNED):
        url = reverse("rectification_unit:report", args=[report.pk])
        yield Sent("near", _("待修改"), _("退回：{what}").format(what=report), url, localdate(report.state_since))
    for item in ITEMS.permitted(actor, P.RECT_FOLLOW).filter(state=ItemState.RETURNED):
        url = reverse("rectification_unit:item", args=[item.pk])
        yield Sent("near", _("待补"), _("退回：{what}").format(what=item), url, localdate(item.state_since))


def _consequences(actor: Actor) -> Iterator[Sent]:
    for consequence in CONSEQUENCES.permitted(actor, P.RECT_FOLLOW).order_by("-pk"):
        info = CONSEQUENCE.states[ConsequenceState(consequence.state)]
        url = reverse("rectification_unit:consequence", args=[consequence.pk])
        waits = consequence.state == ConsequenceState.SENT
        on, due = localdate(consequence.state_since), consequence.due_on if waits else None
        yield Sent(info.shape, words(info.label), _("责令{what}").format(what=consequence), url, on, due=due)


def _answers(actor: Actor) -> Iterator[Sent]:
    extensions, queries = asked_by_unit(actor)
    for extension in extensions:
        if extension.state in (ExtensionState.GRANTED, ExtensionState.REFUSED):
            info = EXTENSION.states[ExtensionState(extension.state)]
            url = reverse("rectification_unit:item", args=[extension.item_id]) + "#extensions"
            text = _("延期申请：{what}").format(what=extension.item.title)
            yield Sent(info.shape, words(info.label), text, url, localdate(extension.state_since))
    for query in queries:
        if query.state == QueryState.ANSWERED:
            url = reverse("rectification_unit:requests") + f"#query-{query.pk}"
            yield Sent(
                "done", words(QUERY.states[QueryState.ANSWERED].label), str(query), url, localdate(query.state_since)
            )


def _of_the_team(actor: Actor) -> Iterator[Sent]:
    for sheet in FACT_SHEETS.permitted(actor, P.FACT_ANSWER).filter(state=FactState.SENT):
        url = reverse("fieldwork_unit:fact", args=[sheet.pk])
        yield Sent("near", _("待答复"), sheet.title, url, localdate(sheet.state_since), due=sheet.reply_by)
    for fix in FIXES.permitted(actor, P.FIX_ANSWER).filter(state__in=(FixState.ISSUED, FixState.RETURNED)):
        url = reverse("findings_unit:fix", args=[fix.pk])
        yield Sent("near", _("待报送"), fix.title, url, localdate(fix.state_since), due=fix.due_on)


@page(P.RECT_FOLLOW)
def letters(request: SignedInRequest) -> HttpResponse:
    """Everything that came from the office, those that wait first; notices can be seen off."""
    found = sorted(letters_to(request.actor), key=lambda one: (one.shape != "done", one.on or date.min), reverse=True)
    return render(request, "rectification/unit_letters.html", {"letters": found})


@page(P.RECT_FOLLOW, methods=("POST",))
def see(request: SignedInRequest) -> HttpResponse:
    """Say that notices were read: those named, of the ones that wait for this person."""
    wanted = [pk for pk in request.POST.getlist("notice") if pk.isdecimal()]
    waiting = NOTICES.permitted(request.actor, P.RECT_FOLLOW).filter(pk__in=wanted, state=NoticeState.GIVEN)
    for notice in waiting.order_by("pk"):
        services.see_notice(act_of(request), notice)
        messages.success(request, _("已阅 {title}").format(title=notice.item.title))
    return HttpResponseRedirect(reverse("rectification_unit:letters"))


@page(P.RECT_FOLLOW)
def asked(request: SignedInRequest) -> HttpResponse:
    """What the unit asked for, with the answers."""
    extensions, queries = asked_by_unit(request.actor)
    plan = unit_plans(request.actor).first()
    context = {
        "extensions": extensions,
        "queries": queries,
        "extension_workflow": EXTENSION,
        "query_workflow": QUERY,
        "plan": plan,
        "writes": request.actor.holds(P.RECT_WRITE),
    }
    return render(request, "rectification/unit_requests.html", context)
