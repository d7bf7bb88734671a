"""The list of special reports, and one of them with its facts, sources and what came of it."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy

from xuncha.core.errors import Denied
from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.foundation.sealing.session import to_unlock, unlocked_by
from xuncha.foundation.ui.ledgers import Chip, Column, Ledger, by_state, main_column, state_column
from xuncha.rounds.selectors import inspection_spine
from xuncha.special.documents import Opened, special_document
from xuncha.special.models import Explained, Kind, SpecialReport
from xuncha.special.rules import reasons_not_to_hand_in
from xuncha.special.selectors import REPORTS
from xuncha.special.selectors.content import Content, content_of, fallen, may_write, remarks_of
from xuncha.special.views.steps import forms_for, step_buttons
from xuncha.special.workflow import SPECIAL

REPORTS_LEDGER = Ledger(
    "special.reports",
    lazy("专题和即时报告"),
    columns=(
        main_column("number", lazy("编号"), lambda r: r.number, sub=lambda r: r.get_kind_display()),
        Column("unit", lazy("被巡察单位"), lambda r: r.register.inspection.organisation, css="w5"),
        Column("urgency", lazy("紧急程度"), lambda r: r.get_urgency_display(), css="nw"),
        Column("laid", lazy("呈送"), lambda r: r.laid_before, css="w5 fold"),
        Column("due", lazy("办理期限"), lambda r: r.due_on, sort="due_on", css="nw"),
        state_column(SPECIAL, since=True),
    ),
    spine=inspection_spine(path="register__inspection", done=Q(state__in=SPECIAL.finished())),
    choices=(by_state(SPECIAL),),
    search=("number",),
    chips=(
        Chip("matter", lazy("即时报告"), lambda _actor: Q(kind=Kind.MATTER)),
        Chip("principal", lazy("专题材料"), lambda _actor: Q(kind=Kind.PRINCIPAL)),
    ),
    overdue=overdue_in(REPORTS),
    opening=lazy("共 {n} 份，内容加密保存"),
    empty=lazy("组长在巡察任务页开通专题登记，指定的人从那里起草；只有指定人员能看到。"),
    related=("register__inspection__organisation", "register__inspection__round"),
)


@page(P.SPECIAL_READ)
def reports(request: SignedInRequest) -> HttpResponseBase:
    """Every report that was given to the person by name."""
    return REPORTS_LEDGER.respond(request, REPORTS.visible_to(request.actor))


@page(P.SPECIAL_READ, of=REPORTS)
def report(request: SignedInRequest, report: SpecialReport) -> HttpResponse:
    """One report: its line, its way and, with an open key, what it says; `version` shows an earlier one."""
    by = unlocked_by(request)
    asked = request.GET.get("version", "")
    shown = int(asked) if asked.isdecimal() and len(asked) < 6 else report.latest
    if asked and not report.versions.filter(number=shown).exists():
        raise Http404
    opened = _opened(report, by, shown)
    context = {
        "report": report,
        "inspection": report.register.inspection,
        "versions": report.versions.select_related("created_by"),
        "shown": shown,
        "principal": report.kind == Kind.PRINCIPAL,
        "GIVEN": Explained.GIVEN,
        "writes": "content" in opened and shown == report.latest and may_write(request.actor, report),
        "forms": forms_for(request, report),
        "buttons": step_buttons(request, report, by, _missing(report, opened.get("content"))),
        "today": timezone.localdate(request.now),
        "SPECIAL": SPECIAL,
        **opened,
    }
    return render(request, "special/report.html", context)


def _opened(report: SpecialReport, by: Unlocked | None, shown: int) -> dict[str, Any]:
    """What lies sealed of the report, or why it is not shown."""
    if by is None:
        return {"locked": True}
    try:
        content = content_of(report, by, shown)
        return {"content": content, "remarks": remarks_of(report, by), "fallen": fallen(report, content)}
    except Denied:
        return {"not_kept": True}


def _missing(report: SpecialReport, content: Content | None) -> list[Any]:
    """What is still missing before it may go on."""
    if content is None:
        return []
    return reasons_not_to_hand_in(
        content.facts,
        principal=report.kind == Kind.PRINCIPAL,
        sources=len(content.sources),
        fallen=fallen(report, content),
    )


@page(P.SPECIAL_READ, of=REPORTS)
def document(request: SignedInRequest, report: SpecialReport) -> HttpResponse:
    """The report as an official document, opened by somebody of the circle."""
    by = unlocked_by(request)
    if by is None:
        return to_unlock(request)
    office = report.register.inspection.round.term.jurisdiction
    opened = Opened(report, content_of(report, by))
    return issued(special_document, opened, office, on=timezone.localdate(request.now), filename=report.number)
