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
from xuncha.foundation.documents.delivery import document_response
from xuncha.foundation.documents.profile import profile_for
from xuncha.foundation.files.serving import serve
from xuncha.foundation.http import SignedInRequest, page, words
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import Form, attempt, base_version
from xuncha.foundation.ui.ledgers import Chip, Column, Ledger, Spine, by_state
from xuncha.foundation.ui.steps import back_to, buttons, take_step
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS

SPARE = 2  # empty statements at the end of the form

LEDGER = Ledger(
    "fieldwork.facts",
    lazy("事实确认"),
    columns=(
        Column(
            "title",
            lazy("确认单"),
            lambda s: s.title,
            sort="title",
            link=True,
            sub=lambda s: s.number,
            css="main-cell",
        ),
        Column("unit", lazy("被巡察单位"), lambda s: s.inspection.organisation, css="w5"),
        Column("items", lazy("事实条数"), lambda s: s.item_count, css="num"),
        Column("disputed", lazy("有异议条数"), lambda s: s.disputed_count, css="num"),
        Column("reply_by", lazy("答复期限"), lambda s: s.reply_by, sort="reply_by", css="w4"),
        Column(
            "state",
            lazy("状态"),
            lambda s: words(FACT.states[FactState(s.state)].label),
            sort="state",
            shape=lambda s: FACT.states[FactState(s.state)].shape,
            sub=lambda s: timezone.make_naive(s.state_since).date(),
            css="w5",
        ),
    ),
    spine=Spine(
        term="inspection__round__term_id",
        year="inspection__round__year",
        round="inspection__round_id",
        team="inspection__team_id",
        unit="inspection__organisation",
        done=Q(state__in=FACT.finished()),
    ),
    choices=(by_state(FACT),),
    search=("title", "number"),
    chips=(
        Chip("waiting", lazy("待单位反馈"), lambda _actor: Q(state=FactState.SENT)),
        Chip("answered", lazy("单位已答复"), lambda _actor: Q(state=FactState.ANSWERED)),
    ),
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
    if request.method == "POST" and form.is_valid():
        made = attempt(
            request,
            form,
            lambda act: services.create_fact_sheet(
                act, inspection, title=form.cleaned_data["title"], statements=form.statements
            ),
        )
        if made is not None:
            kept.drop(request)
            messages.success(request, _("已新建事实确认单 {number}").format(number=made.number))
            return back_to(made)
    context = {"form": form, "inspection": inspection, "title": _("新建事实确认单"), **kept.context}
    return render(request, "fieldwork/sheet_form.html", context, status=422 if form.is_bound else 200)


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
    if request.method == "POST" and form.is_valid():
        saved = attempt(
            request,
            form,
            lambda act: services.save_fact_sheet(
                act,
                sheet,
                base_version=base_version(request),
                title=form.cleaned_data["title"],
                statements=form.statements,
            ),
        )
        if saved is not None:
            kept.drop(request)
            messages.success(request, _("已保存事实确认单"))
            return back_to(saved)
    context = {
        "form": form,
        "inspection": sheet.inspection,
        "sheet": sheet,
        "title": _("修改事实确认单"),
        **kept.context,
    }
    status = 409 if form.conflict else 422 if form.is_bound else 200
    return render(request, "fieldwork/sheet_form.html", context, status=status)


@page(P.FACT_READ, of=FACT_SHEETS)
def sheet(request: SignedInRequest, sheet: FactSheet) -> HttpResponse:
    """A sheet with its statements, their papers and what the unit said; a unit is led to its own page."""
    if not FACT_SHEETS.visible_to(request.actor.as_staff).filter(pk=sheet.pk).exists():
        return HttpResponseRedirect(reverse("fieldwork_unit:fact", kwargs={"pk": sheet.pk}))
    own = sheet.created_by_id == request.actor.pk
    context = {
        "sheet": sheet,
        "inspection": sheet.inspection,
        "workflow": FACT,
        "items": items_of(sheet),
        "may_edit": sheet.state == FactState.DRAFT and _may(request, sheet),
        "may_send": sheet.state == FactState.APPROVED and _may(request, sheet),
        "may_close": sheet.state == FactState.ANSWERED and _may(request, sheet),
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


def _may(request: SignedInRequest, sheet: FactSheet) -> bool:
    return FACT_SHEETS.permitted(request.actor, P.FACT_WRITE).filter(pk=sheet.pk).exists()


STEPS: dict[str, Callable[..., Any]] = {
    "approve": services.approve_fact_sheet,
    "withdraw": services.withdraw_fact_sheet,
}


@page(P.PAPER_READ, of=FACT_SHEETS, methods=("POST",))
def step(request: SignedInRequest, sheet: FactSheet, step: str) -> HttpResponse:
    """Approve or withdraw a sheet."""
    return take_step(request, sheet, FACT, STEPS, step)


@page(P.FACT_WRITE, of=FACT_SHEETS, methods=("GET", "POST"))
def send(request: SignedInRequest, sheet: FactSheet) -> HttpResponse:
    """Hand an approved sheet to the unit with the day by which it answers."""
    FACT.step("send", FactState(sheet.state))
    due = default_reply_by(sheet, timezone.make_naive(request.now).date())
    form = SendForm(request.POST or None, initial={"reply_by": due.on if due else None})
    return _with_one_form(
        request,
        sheet,
        form,
        lambda act: services.send_fact_sheet(act, sheet, reply_by=form.cleaned_data["reply_by"]),
        {
            "title": _("送达单位"),
            "submit": _("送达单位"),
            "say": words(due.explained) if due else "",
            "done": _("已送达单位"),
        },
    )


@page(P.FACT_WRITE, of=FACT_SHEETS, methods=("GET", "POST"))
def close(request: SignedInRequest, sheet: FactSheet) -> HttpResponse:
    """Write how the unit's comments were taken into account."""
    FACT.step("close", FactState(sheet.state))
    form = ConclusionForm(request.POST or None)
    return _with_one_form(
        request,
        sheet,
        form,
        lambda act: services.close_fact_sheet(act, sheet, conclusion=form.cleaned_data["conclusion"]),
        {"title": _("办结事实确认单"), "submit": _("办结"), "done": _("已办结")},
    )


def _with_one_form(
    request: SignedInRequest, sheet: FactSheet, form: Form, do: Any, text: dict[str, str]
) -> HttpResponse:
    """A page with one form that performs one act and leads back to the sheet."""
    if request.method == "POST" and form.is_valid() and attempt(request, form, do) is not None:
        messages.success(request, text["done"])
        return back_to(sheet)
    context = {
        "form": form,
        "record": sheet,
        "back": reverse("fieldwork:fact", kwargs={"pk": sheet.pk}),
        "crumbs": [(_("事实确认"), reverse("fieldwork:facts")), (str(sheet), "")],
        **text,
    }
    return render(request, "ui/form_page.html", context, status=422 if form.is_bound else 200)


@page(P.FACT_READ, of=FACT_SHEETS)
def document(request: SignedInRequest, sheet: FactSheet) -> HttpResponse:
    """The sheet as the official form; it carries the statements and the unit's words alone."""
    on = timezone.make_naive(request.now).date()
    profile = profile_for(sheet.inspection.round.term.jurisdiction, on)
    content = fact_sheet(sheet, profile.issuer(on))
    return document_response(content, profile, on=on, filename=str(sheet), as_pdf=request.GET.get("as") == "pdf")


@page(P.FACT_READ, of=FACT_SHEETS)
def proof(request: SignedInRequest, sheet: FactSheet, position: int) -> HttpResponseBase:
    """What the unit attached to one of its answers."""
    item = next((one for one in items_of(sheet) if one.position == position and one.attachment), None)
    if item is None or item.attachment is None:
        raise RuleViolated(say("第 {n} 条没有附证明材料。", n=position))
    return serve(item.attachment)
