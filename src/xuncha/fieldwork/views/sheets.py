"""Fact-confirmation sheets at the desk: drawing up, approving, sending, closing."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.fieldwork import services
from xuncha.fieldwork.documents import fact_sheet
from xuncha.fieldwork.forms import ConclusionForm, SendForm, SheetForm
from xuncha.fieldwork.models import FactSheet
from xuncha.fieldwork.rules import neutral_text, reasons_not_to_approve
from xuncha.fieldwork.selectors import (
    FACT_SHEETS,
    PAPERS,
    confirmable_papers,
    default_reply_by,
    items_of,
    sheet_facts,
)
from xuncha.fieldwork.workflow import FACT, FactState
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.files.serving import serve
from xuncha.foundation.http import SignedInRequest, act_of, page, words
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.leaks.selectors import check_on
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledgers import Chip, Column, Ledger, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import back_to, buttons, take_step
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS, inspection_spine

SPARE = 2  # empty statements at the end of the form

LEDGER = Ledger(
    "fieldwork.facts",
    lazy("事实确认"),
    columns=(
        main_column("title", lazy("确认单"), lambda s: s.title, sub=lambda s: s.number),
        Column("unit", lazy("被巡察单位"), lambda s: s.inspection.organisation, css="w5"),
        Column("items", lazy("事实条数"), lambda s: s.item_count, css="num"),
        Column("disputed", lazy("有异议条数"), lambda s: s.disputed_count, css="num"),
        Column("reply_by", lazy("答复期限"), lambda s: s.reply_by, sort="reply_by", css="w4"),
        state_column(FACT, since=True, css="w5"),
    ),
    spine=inspection_spine(done=Q(state__in=FACT.finished())),
    choices=(by_state(FACT),),
    search=("title", "number"),
    chips=(
        Chip("waiting", lazy("待单位反馈"), lambda _actor: Q(state=FactState.SENT)),
        Chip("answered", lazy("单位已答复"), lambda _actor: Q(state=FactState.ANSWERED)),
    ),
    opening=lazy("共 {n} 份事实确认单"),
    empty=lazy("在巡察任务的工作台里，从底稿整理事实确认单。"),
    overdue=overdue_in(FACT_SHEETS),
    order=("-state_since",),
    related=("inspection__organisation", "inspection__round"),
)


@page(P.PAPER_READ)
def sheets(request: SignedInRequest) -> HttpResponseBase:
    """Every fact-confirmation sheet within reach."""
    unsure = Q(items__answer__in=["partly", "disputed"])
    rows = FACT_SHEETS.visible_to(request.actor.as_staff).annotate(
        item_count=Count("items", distinct=True), disputed_count=Count("items", filter=unsure, distinct=True)
    )
    return LEDGER.respond(request, rows)


@page(P.FACT_WRITE, of=INSPECTIONS, methods=("GET", "POST"))
def new(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """Draw up a sheet from chosen papers (`?paper=`, several); the text proposed names no source."""
    kept = Kept(request, f"fieldwork.fact:new-{inspection.pk}")
    papers = confirmable_papers(PAPERS.visible_to(request.actor), inspection)
    chosen = [paper for paper in papers if str(paper.pk) in request.GET.getlist("paper")]
    initial: dict[str, Any] = {}
    for n, paper in enumerate(chosen, 1):
        initial |= {f"text-{n}": neutral_text(paper.facts), f"papers-{n}": [str(paper.pk)]}
    count = _count(request, len(chosen) + SPARE)
    form = SheetForm(papers, count, request.POST or None, initial={**initial, **kept.typed})
    return form_answer(
        request,
        form,
        lambda act: services.create_fact_sheet(
            act, inspection, title=form.cleaned_data["title"], statements=form.statements
        ),
        title=_("新建事实确认单"),
        done=lambda made: (_("已新建事实确认单 {number}").format(number=made.number), page_of(made)),
        kept=kept,
        template="fieldwork/sheet_form.html",
        context={"inspection": inspection},
    )


def _crumbs(sheet: FactSheet) -> list[tuple[str, str]]:
    return [(_("事实确认"), reverse("fieldwork:facts")), (str(sheet), page_of(sheet))]


def _count(request: SignedInRequest, otherwise: int) -> int:
    """How many statements the posted form has."""
    if request.method != "POST":
        return max(otherwise, 3)
    return min(60, sum(name.startswith("text-") for name in request.POST))


@page(P.FACT_WRITE, of=FACT_SHEETS, methods=("GET", "POST"))
def edit(request: SignedInRequest, sheet: FactSheet) -> HttpResponse:
    """Rewrite a sheet that has not been approved yet."""
    FACT.step("approve", FactState(sheet.state))
    kept = Kept(request, f"fieldwork.fact:{sheet.pk}")
    papers = confirmable_papers(PAPERS.visible_to(request.actor), sheet.inspection)
    items = items_of(sheet)
    initial: dict[str, Any] = {"title": sheet.title}
    for item in items:
        initial |= {f"text-{item.position}": item.text}
        initial |= {f"papers-{item.position}": [str(paper.pk) for paper in item.papers.all()]}
    count = _count(request, len(items) + SPARE)
    form = SheetForm(papers, count, request.POST or None, initial={**initial, **kept.typed})
    version = base_version(request)
    return form_answer(
        request,
        form,
        lambda act: services.save_fact_sheet(
            act, sheet, base_version=version, title=form.cleaned_data["title"], statements=form.statements
        ),
        title=_("修改事实确认单"),
        done=_("已保存事实确认单"),
        crumbs=_crumbs(sheet),
        kept=kept,
        template="fieldwork/sheet_form.html",
        context={"inspection": sheet.inspection, "sheet": sheet},
    )


@page(P.FACT_READ, of=FACT_SHEETS)
def sheet(request: SignedInRequest, sheet: FactSheet) -> HttpResponse:
    """A sheet with its statements, their papers and what the unit said; a unit is led to its own page."""
    if not FACT_SHEETS.permits(request.actor.as_staff, FACT_SHEETS.read, sheet):
        return HttpResponseRedirect(reverse("fieldwork_unit:fact", kwargs={"pk": sheet.pk}))
    own = sheet.created_by_id == request.actor.pk
    writes = FACT_SHEETS.permits(request.actor, P.FACT_WRITE, sheet)
    context = {
        "sheet": sheet,
        "inspection": sheet.inspection,
        "workflow": FACT,
        "items": items_of(sheet),
        "may_edit": sheet.state == FactState.DRAFT and writes,
        "may_send": sheet.state == FactState.APPROVED and writes,
        "may_close": sheet.state == FactState.ANSWERED and writes,
        "source_check": check_on(sheet),
        "buttons": buttons(
            request.actor,
            sheet,
            FACT,
            "fieldwork:fact-step",
            own=own,
            refused={"approve": reasons_not_to_approve(sheet_facts(sheet, request.actor))},
            leave_out=("send", "answer", "close"),
        ),
    }
    return render(request, "fieldwork/sheet.html", context)


STEPS: dict[str, Callable[..., Any]] = {
    "approve": services.approve_fact_sheet,
    "withdraw": services.withdraw_fact_sheet,
}


@page(P.PAPER_READ, of=FACT_SHEETS, methods=("POST",))
def step(request: SignedInRequest, sheet: FactSheet, step: str) -> HttpResponse:
    """Approve or withdraw a sheet."""
    if step == "approve" and services.ask_about_sheet(act_of(request), sheet):
        messages.warning(request, _("已请信访接收人核对是否会暴露来源，核对以后再签发"))
        return back_to(sheet)
    return take_step(request, sheet, FACT, STEPS, step)


@page(P.FACT_WRITE, of=FACT_SHEETS, methods=("GET", "POST"))
def send(request: SignedInRequest, sheet: FactSheet) -> HttpResponse:
    """Hand an approved sheet to the unit with the day by which it answers."""
    FACT.step("send", FactState(sheet.state))
    due = default_reply_by(sheet, timezone.localdate(request.now))
    form = SendForm(request.POST or None, initial={"reply_by": due.on if due else None})
    return form_answer(
        request,
        form,
        lambda act: services.send_fact_sheet(act, sheet, **form.cleaned_data),
        title=_("送达单位"),
        done=_("已送达单位"),
        crumbs=_crumbs(sheet),
        record=sheet,
        context={"submit": _("送达单位"), "say": words(due.explained) if due else ""},
    )


@page(P.FACT_WRITE, of=FACT_SHEETS, methods=("GET", "POST"))
def close(request: SignedInRequest, sheet: FactSheet) -> HttpResponse:
    """Write how the unit's comments were taken into account."""
    FACT.step("close", FactState(sheet.state))
    form = ConclusionForm(request.POST or None)
    return form_answer(
        request,
        form,
        lambda act: services.close_fact_sheet(act, sheet, **form.cleaned_data),
        title=_("办结事实确认单"),
        done=_("已办结"),
        crumbs=_crumbs(sheet),
        record=sheet,
        context={"submit": _("办结")},
    )


@page(P.FACT_READ, of=FACT_SHEETS)
def document(request: SignedInRequest, sheet: FactSheet) -> HttpResponse:
    """The sheet as the official form; it carries the statements and the unit's words alone."""
    on = timezone.localdate(request.now)
    office = sheet.inspection.round.term.jurisdiction
    return issued(fact_sheet, sheet, office, on=on, filename=str(sheet), asked=request.GET)


@page(P.FACT_READ, of=FACT_SHEETS)
def proof(request: SignedInRequest, sheet: FactSheet, position: int) -> HttpResponseBase:
    """What the unit attached to one of its answers."""
    item = next((one for one in items_of(sheet) if one.position == position and one.attachment), None)
    if item is None or item.attachment is None:
        raise RuleViolated(say("第 {n} 条没有附证明材料。", n=position))
    return serve(item.attachment)
