"""The ledger of papers, the paper's page as editor and as reading view, and its steps."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.fieldwork import services
from xuncha.fieldwork.documents import working_paper
from xuncha.fieldwork.forms import EvidenceForm, PaperForm, PointsForm, in_wan, initial_of
from xuncha.fieldwork.models import Citation, Evidence, Responsibility, Source, WorkingPaper
from xuncha.fieldwork.rules import (
    HandFacts,
    hints,
    reasons_in_the_text,
    reasons_not_to_co_sign,
    reasons_not_to_sign,
    reasons_not_to_submit,
)
from xuncha.fieldwork.selectors import (
    PAPER_PANELS,
    PAPERS,
    check_points,
    citations_of,
    cited_for,
    confirmations,
    disputed,
    evidence_of,
    facts_of,
    hands_of,
    in_full,
    last_return,
    manifestations,
    meter_of,
    of_the_same_kind,
    pieces_of,
    reviewed_then_changed,
    signature_boxes,
    supported_sentences,
    told_of,
    with_what_rules_need,
)
from xuncha.fieldwork.selectors.alike import look_alikes
from xuncha.fieldwork.workflow import PAPER, PaperState
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, act_of, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.leaks.selectors import check_on
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import attempt, base_version
from xuncha.foundation.ui.ledgers import Chip, Column, Ledger, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import back_to, buttons, take_step
from xuncha.foundation.usecases import Act
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS, inspection_spine
from xuncha.survey.models import SquadResult
from xuncha.survey.selectors.squads import RESULTS

OPINIONS = ("co_sign", "check", "sign")
"""Steps whose signature may carry a few words."""
OPEN = {PaperState.DRAFT, PaperState.RETURNED}

LEDGER = Ledger(
    "fieldwork.papers",
    lazy("问题底稿"),
    columns=(
        main_column("title", lazy("问题"), lambda p: p.title, sub=lambda p: p.number or p.provisional_no),
        Column("unit", lazy("被巡察单位"), lambda p: p.inspection.organisation, css="w5"),
        Column("category", lazy("分类"), lambda p: p.category, css="w5 fold"),
        Column("handler", lazy("经办人"), lambda p: p.handler, sort="handler__name", css="w3"),
        Column("amount", lazy("涉及金额（元）"), lambda p: p.amount, sort="amount", css="num fold"),
        Column("evidence", lazy("佐证"), pieces_of, css="num fold"),
        Column("meter", lazy("完整度"), lambda p: meter_of(p).shown, css="num w3"),
        state_column(PAPER, since=True, css="w5"),
    ),
    spine=inspection_spine(category="category_id", done=Q(state__in=PAPER.finished())),
    choices=(by_state(PAPER),),
    search=("title", "facts", "provisional_no", "number"),
    chips=(
        Chip("mine", lazy("分给我"), lambda actor: Q(handler=actor.pk) | Q(second_handler=actor.pk)),
        Chip("to_co_sign", lazy("待我会签"), lambda actor: Q(state=PaperState.CO_SIGN, second_handler=actor.pk)),
        Chip("to_check", lazy("待复核"), lambda _actor: Q(state=PaperState.SUBMITTED)),
        Chip("to_sign", lazy("待审签"), lambda _actor: Q(state=PaperState.CHECKED)),
        Chip("changed", lazy("复核后又改动"), lambda _actor: reviewed_then_changed()),
        Chip("disputed", lazy("单位有异议"), lambda _actor: disputed()),
    ),
    opening=lazy("共 {n} 份底稿"),
    empty=lazy("发现问题先写底稿，一事一稿。"),
    overdue=overdue_in(PAPERS),
    order=("-state_since",),
)


@page(P.PAPER_READ)
def papers(request: SignedInRequest) -> HttpResponseBase:
    """Every working paper within reach."""
    rows = with_what_rules_need(PAPERS.visible_to(request.actor))
    context = {"may_write": request.actor.holds(P.PAPER_WRITE)}
    return LEDGER.respond(request, rows, template="fieldwork/papers.html", context=context)


@page(P.PAPER_WRITE)
def choose(request: SignedInRequest) -> HttpResponse:
    """Which inspection the new paper belongs to; with a single one there is nothing to choose."""
    rows = INSPECTIONS.permitted(request.actor, P.PAPER_WRITE).select_related("organisation", "round", "team")
    inspections = list(rows.order_by("-round__year", "-round__number", "organisation__name")[:200])
    if len(inspections) == 1:
        return HttpResponseRedirect(reverse("fieldwork:paper-new", kwargs={"pk": inspections[0].pk}))
    return render(request, "fieldwork/choose.html", {"inspections": inspections})


@page(P.PAPER_WRITE, of=INSPECTIONS, methods=("GET", "POST"))
def new(request: SignedInRequest, inspection: Inspection) -> HttpResponse:
    """Open a paper, from scratch, from a manifestation of the checklist (`?item=`) or a squad's result (`?result=`)."""
    kept = Kept(request, f"fieldwork.paper:new-{inspection.pk}")
    result = _result(request, inspection)
    initial = {**_from_checklist(request, inspection), **_from_result(result), **kept.typed}
    form = PaperForm(request, inspection, request.POST or None, initial=initial)
    return form_answer(
        request,
        form,
        lambda act: _open(act, inspection, result, form),
        title=_("新建底稿"),
        done=lambda opened: (_("已新建底稿 {number}").format(number=opened.provisional_no), page_of(opened)),
        kept=kept,
        template="fieldwork/new_paper.html",
        context={"inspection": inspection},
    )


def _open(act: Act, inspection: Inspection, result: SquadResult | None, form: PaperForm) -> WorkingPaper:
    fields = {"second_handler": form.cleaned_data["second_handler"], **form.paper_fields}
    if result is None:
        return services.create_paper(act, inspection, **fields)
    return services.write_from_result(act, inspection, result=result, **fields)


def _result(request: SignedInRequest, inspection: Inspection) -> SquadResult | None:
    wanted = request.GET.get("result", "")
    rows = RESULTS.visible_to(request.actor).filter(squad__inspection=inspection)
    return rows.filter(pk=wanted).first() if wanted.isascii() and wanted.isdigit() else None


def _from_result(result: SquadResult | None) -> dict[str, Any]:
    """What a squad found: the beginning of the facts, the money, where it came to light."""
    if result is None:
        return {}
    return {"facts": told_of(result), "amount": in_wan(result.amount), "sources": [Source.VISIT.value]}


def _from_checklist(request: SignedInRequest, inspection: Inspection) -> dict[str, Any]:
    """What a manifestation already says: the classification, the basis, what kind of deviation it is."""
    wanted = request.GET.get("item", "")
    item = next((one for one in manifestations(inspection) if str(one.pk) == wanted), None)
    if item is None:
        return {}
    return {
        "checklist_item": item,
        "category": item.category,
        "basis": item.basis,
        "characterisation": item.manifestation,
    }


def _writes(request: SignedInRequest, paper: WorkingPaper) -> bool:
    """Whether this person may change the text of the paper now."""
    own = hands_of(request.actor, paper).own
    return own and paper.state in OPEN and PAPERS.permits(request.actor, P.PAPER_WRITE, paper)


def _editor(
    request: SignedInRequest, paper: WorkingPaper, data: Any = None, files: Any = None, typed: Any = None
) -> PaperForm:
    form = PaperForm(request, paper.inspection, data, files, initial={**initial_of(paper), **(typed or {})})
    form.keep_choices(paper)
    return form


@page(P.PAPER_READ, of=PAPERS)
def paper(request: SignedInRequest, paper: WorkingPaper) -> HttpResponse:
    """A paper: its editor for the handlers while it is open, a reading view for everybody else."""
    paper = in_full(paper)
    if not _writes(request, paper):
        return render(request, "fieldwork/paper_read.html", _beside(request, paper))
    kept = Kept(request, f"fieldwork.paper:{paper.pk}")
    form = _editor(request, paper, typed=kept.typed)
    if not kept.taken:
        form.point_out(_shown_now(request, paper))
    context = _beside(request, paper) | {"form": form, "evidence_form": EvidenceForm(), **kept.context}
    return render(request, "fieldwork/paper.html", context)


def _shown_now(request: SignedInRequest, paper: WorkingPaper) -> list[Any]:
    """Reasons to show beside the fields: all of them after a refused hand-in, before that only a wrong amount."""
    reasons = reasons_in_the_text(facts_of(paper))
    return reasons if request.GET.get("check") else [r for r in reasons if r.field == "amount"]


@page(P.PAPER_WRITE, of=PAPERS, methods=("POST",))
def save(request: SignedInRequest, paper: WorkingPaper) -> HttpResponse:
    """Keep everything the editor holds: text, check points, a new file; then, if asked, send it to be co-signed."""
    paper = in_full(paper)
    kept = Kept(request, f"fieldwork.paper:{paper.pk}")
    form = _editor(request, paper, request.POST, request.FILES)
    evidence = EvidenceForm(request.POST, request.FILES)
    points = PointsForm(paper.checklist_item, request.POST)
    if form.is_valid() & evidence.is_valid() & points.is_valid():
        fields = form.paper_fields
        same_item = fields["checklist_item"] == paper.checklist_item
        fields["points_done"] = points.cleaned_data["points_done"] if same_item else []
        saved = attempt(
            request,
            form,
            lambda act: services.write_paper(
                act,
                paper,
                base_version=base_version(request),
                second_handler=form.cleaned_data["second_handler"],
                upload=evidence.upload,
                remove=_to_remove(request, paper),
                drop=_to_drop(request, paper),
                **fields,
            ),
        )
        if saved is not None:
            kept.drop(request)
            return _after_saving(request, saved)
    _share_errors(form, evidence)
    context = _beside(request, paper) | {"form": form, "evidence_form": evidence, **kept.context}
    return render(request, "fieldwork/paper.html", context, status=form.status)


def _share_errors(form: PaperForm, evidence: EvidenceForm) -> None:
    """A refused file or quote is said beside its own field, not only on top."""
    for name in ("file", "quote"):
        for error in form.left_over.get(name, []):
            evidence.add_error(name, error)


def _to_remove(request: SignedInRequest, paper: WorkingPaper) -> Evidence | None:
    wanted = request.POST.get("remove", "")
    return next((one for one in evidence_of(paper) if str(one.pk) == wanted), None)


def _to_drop(request: SignedInRequest, paper: WorkingPaper) -> Citation | None:
    wanted = request.POST.get("drop", "")
    return next((one for one in citations_of(paper) if str(one.pk) == wanted), None)


def _after_saving(request: SignedInRequest, paper: WorkingPaper) -> HttpResponse:
    """Send the paper to be co-signed when that was the button; refused, the text is saved and every reason shown."""
    if request.POST.get("then") != "ask_co_sign":
        messages.success(request, _("已暂存底稿 {number}").format(number=paper.provisional_no))
        return back_to(paper)
    act = act_of(request)
    act.key = uuid4()  # saving took the form's key
    try:
        services.ask_to_co_sign(act, paper)
    except RuleViolated:
        return HttpResponseRedirect(f"{page_of(paper)}?check=1")
    messages.success(request, _("已送 {name} 会签").format(name=paper.second_handler))
    return back_to(paper)


def _beside(request: SignedInRequest, paper: WorkingPaper) -> dict[str, Any]:
    """Everything around the text: meter, hints, check points, signatures, what the unit said, buttons."""
    facts, hands, evidence = facts_of(paper), hands_of(request.actor, paper), evidence_of(paper)
    boxes, cited = signature_boxes(paper), cited_for(request.actor, paper)
    refused = {
        "submit": reasons_not_to_submit(facts, co_signed=boxes[0].complete),
        "sign": reasons_not_to_sign(hands),
    }
    return {
        "paper": paper,
        "inspection": paper.inspection,
        "own": hands.own,
        "may_ask": request.actor.pk == paper.handler_id,
        "co_signs": not reasons_not_to_co_sign(hands),
        "workflow": PAPER,
        "meter": meter_of(paper),
        "hints": hints(facts),
        "reasons": reasons_in_the_text(facts) if request.GET.get("check") else (),
        "points": check_points(paper.checklist_item, paper.points_done),
        "wanted": facts.wanted_evidence,
        "sources": [Source(code).label for code in paper.sources],
        "responsibility": [Responsibility(code).label for code in paper.responsibility],
        "evidence": evidence,
        "cited": cited,
        "pieces": pieces_of(paper),
        "sentences": supported_sentences(paper.facts, [*evidence, *cited.citations]),
        "boxes": boxes,
        "returned": last_return(paper),
        "comments": list(confirmations(paper)),
        "alike": look_alikes(request.actor, [paper])[paper.pk],
        "source_check": check_on(paper),
        "same_kind": of_the_same_kind(PAPERS.visible_to(request.actor), paper),
        "cards": PAPER_PANELS.drawn(request, paper),
        "successor": PAPERS.visible_to(request.actor).filter(supersedes=paper).first(),
        "buttons": buttons(
            request.actor,
            paper,
            PAPER,
            "fieldwork:paper-step",
            own=hands.own,
            refused=refused,
            with_opinion=OPINIONS,
            leave_out=_left_out(request, paper, hands),
        ),
    }


def _left_out(request: SignedInRequest, paper: WorkingPaper, hands: HandFacts) -> tuple[str, ...]:
    """Steps that are no button of their own: the editor sends to be co-signed, one of the handlers co-signs."""
    asking = ("ask_co_sign",) if _writes(request, paper) else ()
    return asking if not reasons_not_to_co_sign(hands) else (*asking, "co_sign", "return_co_sign")


STEPS: dict[str, Callable[..., Any]] = {
    "ask_co_sign": services.ask_to_co_sign,
    "co_sign": services.co_sign_paper,
    "return_co_sign": services.decline_to_co_sign,
    "recall": services.recall_paper,
    "submit": services.submit_paper,
    "check": services.check_paper,
    "sign": services.sign_paper,
    "return_check": services.return_submitted_paper,
    "return_sign": services.return_checked_paper,
    "reopen": services.reopen_paper,
    "file": services.file_paper,
    "supersede": services.supersede_paper,
    "void": services.void_paper,
}


@page(P.PAPER_READ, of=PAPERS, methods=("POST",))
def step(request: SignedInRequest, paper: WorkingPaper, step: str) -> HttpResponse:
    """Take the step a button stands for; the one that replaces a paper leads to its successor."""
    if step == "submit" and services.ask_about_paper(act_of(request), paper):
        messages.warning(request, _("已请信访接收人核对是否会暴露来源，核对以后再提交"))
        return back_to(paper)
    answer = take_step(request, paper, PAPER, STEPS, step, with_opinion=OPINIONS)
    return back_to(paper.superseded_by) if step == "supersede" else answer


@page(P.PAPER_READ, of=PAPERS)
def document(request: SignedInRequest, paper: WorkingPaper) -> HttpResponse:
    """The paper as the official form, docx or pdf."""
    on = timezone.localdate(request.now)
    office = paper.inspection.round.term.jurisdiction
    return issued(working_paper, paper, office, on=on, filename=str(paper), asked=request.GET)
