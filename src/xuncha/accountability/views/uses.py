"""The register of uses of results at the desk, the page of one, its steps and its document."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from xuncha.accountability import services
from xuncha.accountability.documents import use_document
from xuncha.accountability.models import ResultUse
from xuncha.accountability.rules.kinds import KINDS, Level
from xuncha.accountability.rules.uses import (
    reasons_not_to_approve,
    reasons_not_to_finish,
    reasons_not_to_lay,
    reasons_not_to_submit,
)
from xuncha.accountability.selectors import (
    APPROVED,
    SENT,
    USE_PANELS,
    USES,
    due_of,
    files_of,
    grounds_of,
    receipts_in_words,
    receipts_of,
    to_enter,
    units_in_words,
    unsigned,
)
from xuncha.accountability.workflow import USE, UseState
from xuncha.core.deadlines import Due
from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import issued, on_screen
from xuncha.foundation.files.serving import serve
from xuncha.foundation.http import SignedInRequest, act_of, page, words
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.ui.gathering import Labelled, Together
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
from xuncha.foundation.ui.steps import back_to, buttons, take_step

BATCH = "grounds__plan__inspection"
USES_LEDGER = Ledger(
    "accountability.uses",
    lazy("成果运用"),
    columns=(
        main_column("title", lazy("事项"), lambda use: use.title, sub=lambda use: use.number),
        Column(
            "kind", lazy("种类"), Labelled(lambda use: use.kind, lambda code: words(KINDS[code].label)), sort="kind"
        ),
        Column("units", lazy("单位"), Together(units_in_words), css="w6"),
        Column("body", lazy("收函机关"), lambda use: use.body, css="fold"),
        Column("sent", lazy("发出"), lambda use: use.sent_at and localdate(use.sent_at), sort="sent_at", css="nw"),
        Column("signed", lazy("签收"), Together(receipts_in_words), css="num fold"),
        Column("due", lazy("时限"), lambda use: use.due_on, sort="due_on", css="nw"),
        state_column(USE, since=True),
    ),
    spine=Spine(
        term=f"{BATCH}__round__term_id",
        year="created_at__year",
        round=f"{BATCH}__round_id",
        unit=f"{BATCH}__organisation",
        done=Q(state__in=USE.finished()),
    ),
    choices=(by_state(USE), Choice("kind", lazy("种类"), "kind", [(k.code, lazy(k.label)) for k in KINDS.values()])),
    search=("title", "number"),
    chips=(
        Chip("approve", lazy("待审核、待批准"), lambda _: Q(state__in=(UseState.PROPOSED, UseState.LAID))),
        Chip("carry", lazy("待办理"), lambda _: Q(state=UseState.APPROVED)),
        Chip("unsigned", lazy("待单位签收"), lambda _: unsigned()),
        Chip("out", lazy("待反馈结果"), lambda _: Q(state__in=(UseState.OWED, UseState.SENT))),
    ),
    opening=lazy("共 {n} 件"),
    empty=lazy("从“成果运用建议”起草，或者自己起草；一人提出，另一人批准，有权机关决定的登记它的决定。"),
    overdue=overdue_in(USES),
    order=(finished_last(USE), "-pk"),
    without=("text", "answer"),
)
MANY = ("term", "round", "unit")  # filters over the grounds, of which several may fit


@page(P.USE_READ)
def uses(request: SignedInRequest) -> HttpResponseBase:
    """The register."""
    if not request.actor.as_staff.holds(P.USE_READ):
        return redirect("accountability_unit:uses")
    rows = USES.visible_to(request.actor)
    if any(request.GET.get(name) for name in MANY):
        rows = rows.distinct()
    offices = JURISDICTIONS.permitted(request.actor, P.USE_WRITE).order_by("pk")
    return USES_LEDGER.respond(request, rows, template="accountability/uses.html", context={"offices": offices})


def crumbs() -> list[tuple[str, str]]:
    """The way to one of them."""
    return [(_("成果运用"), reverse("accountability:uses"))]


@page(P.USE_READ, of=USES)
def use(request: SignedInRequest, use: ResultUse) -> HttpResponse:
    """One of them: as it goes out, what it rests on, what came of it."""
    if not USES.permits(request.actor.as_staff, USES.read, use):
        return redirect("accountability_unit:use", pk=use.pk)
    writes = USES.permits(request.actor, P.USE_WRITE, use)
    results = list(use.results.all())
    context = {
        "use": use,
        "kind": KINDS[use.kind],
        "workflow": USE,
        "grounds": grounds_of(use),
        "results": results,
        "receipts": receipts_of(use),
        "enters": to_enter(use, request.now) if writes else (),
        "pieces": on_screen(use_document, use, use.jurisdiction, on=localdate(request.now)),
        "files": use.files.order_by("pk"),
        "editable": writes and use.state == UseState.DRAFT,
        "notes": writes and use.state == UseState.SENT,
        "due": _due(use),
        "cards": USE_PANELS.drawn(request, use),
        "buttons": buttons(
            request.actor,
            use,
            USE,
            "accountability:use-step",
            own=use.submitted_by_id == request.actor.pk,
            refused=_refused(request, use, len(results)),
            leave_out=_left_out(use),
            with_opinion=("finish",),
        ),
    }
    return render(request, "accountability/use.html", context)


def _due(use: ResultUse) -> Due | None:
    """Where its date comes from."""
    trigger, moment = (SENT, use.sent_at) if use.sent_at else (APPROVED, use.approved_at)
    return due_of(use, trigger, localdate(moment)) if moment else None


def _refused(request: SignedInRequest, use: ResultUse, results: int) -> dict[str, Any]:
    own = use.submitted_by_id == request.actor.pk
    return {
        "submit": reasons_not_to_submit(use.kind, use.text, on=use.on, place=use.place),
        "approve": reasons_not_to_approve(use.kind, own=own, level=Level.OFFICE),
        "lay": reasons_not_to_lay(use.kind, own=own),
        "decide": reasons_not_to_approve(use.kind, own=own, level=Level.GROUP),
        "finish": reasons_not_to_finish(results),
    }


def _left_out(use: ResultUse) -> list[str]:
    """The steps that this kind does not take, and the unit's own."""
    kind = KINDS[use.kind]
    return [
        "answer",
        "lay" if kind.level is Level.OFFICE else "approve",
        *(["send"] if kind.owes else ["demand", "again"]),
    ]


STEPS: Mapping[str, Callable[..., Any]] = {
    "submit": services.submit_use,
    "drop": services.drop_use,
    "approve": services.approve_use,
    "lay": services.lay_use,
    "return": services.return_use,
    "decide": services.decide_use,
    "refuse": services.refuse_use,
    "send": services.send_use,
    "demand": services.demand_use,
    "again": services.send_back_answer,
    "finish": services.finish_use,
    "withdraw": services.withdraw_use,
}


@page(P.USE_READ, of=USES, methods=("POST",))
def step(request: SignedInRequest, use: ResultUse, step: str) -> HttpResponse:
    """Take one step of the workflow; before it is handed in, a draft is compared with the petitions."""
    if step == "submit" and services.ask_about_use(act_of(request), use):
        messages.warning(request, _("已请信访接收人核对是否会暴露来源，核对以后再送审核"))
        return back_to(use)
    return take_step(request, use, USE, STEPS, step, with_opinion=("finish",))


@page(P.USE_READ, of=USES)
def document(request: SignedInRequest, use: ResultUse) -> HttpResponse:
    """What is sent as a document, docx or with `?as=pdf` pdf."""
    on = localdate(use.sent_at or request.now)
    return issued(use_document, use, use.jurisdiction, on=on, filename=str(use), asked=request.GET)


@page(P.USE_READ, of=USES)
def file(request: SignedInRequest, use: ResultUse, attachment: int) -> HttpResponseBase:
    """One file that came with the unit's paper, or a scan of what was signed on paper."""
    return serve(get_object_or_404(files_of(use), pk=attachment))
