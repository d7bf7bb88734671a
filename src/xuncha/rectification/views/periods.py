"""Regular ledgers at the desk: who handed in, who is late, one of them, and all units of a period on one sheet."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import IO, Any

from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.documents.delivery import download, file_name, issued, on_screen
from xuncha.foundation.documents.workbooks import XLSX
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.ui.ledgers import Chip, Column, Ledger, by_state, finished_last, main_column, state_column
from xuncha.rectification.documents import dispatch_sheet, period_report_document
from xuncha.rectification.models import PeriodReport
from xuncha.rectification.selectors import PERIODS, jurisdiction_of
from xuncha.rectification.selectors.periods import Dispatch, Filled, content_of, due_of_period
from xuncha.rectification.sheets import write_dispatch, write_period
from xuncha.rectification.workflow import PERIOD_REPORT, PeriodState
from xuncha.rounds.selectors import inspection_spine

LATEST = 6  # periods named at the top of the list
PERIOD_COLUMNS = (
    Column("from", gettext_lazy("起"), lambda r: r.from_on, sort="from_on", css="nw"),
    Column("to", gettext_lazy("止"), lambda r: r.to_on, sort="to_on", css="nw"),
    Column(
        "due", gettext_lazy("时限"), lambda r: r.due_on, sort="due_on", template="rectification/period_due_cell.html"
    ),
    Column("done", gettext_lazy("本期完成措施"), lambda r: told(r, "measures_done"), css="num fold"),
    Column("closed", gettext_lazy("本期销号"), lambda r: told(r, "closed"), css="num fold"),
    state_column(PERIOD_REPORT, since=True),
)
PERIODS_LEDGER = Ledger(
    "rectification.periods",
    gettext_lazy("定期台账"),
    columns=(
        main_column(
            "unit",
            gettext_lazy("被巡察单位"),
            lambda r: r.plan.inspection.organisation,
            sort="plan__inspection__organisation__name",
            sub=lambda r: r.plan.inspection.round,
        ),
        *PERIOD_COLUMNS,
    ),
    spine=inspection_spine(path="plan__inspection", done=Q(state__in=PERIOD_REPORT.finished())),
    choices=(by_state(PERIOD_REPORT),),
    search=("plan__inspection__organisation__name",),
    chips=(
        Chip("open", gettext_lazy("未报"), lambda _: Q(state=PeriodState.OPEN)),
        Chip("handed_in", gettext_lazy("已报"), lambda _: Q(state=PeriodState.HANDED_IN)),
    ),
    opening=gettext_lazy("共 {n} 份台账"),
    empty=gettext_lazy("整改方案审核通过以后，每个周期结束的第二天列出应报的台账；多久报一次在制度参数里设置。"),
    overdue=overdue_in(PERIODS),
    order=(finished_last(PERIOD_REPORT), "-to_on", "due_on"),
    related=("plan__inspection__organisation", "plan__inspection__round"),
    without=("note", "plan__overall", "plan__inspection__round__scheme"),
)


def told(report: PeriodReport, code: str) -> int | str:
    """A figure of the period as it was handed in."""
    return str(report.content["period"][code]) if report.content else ""


@page(P.RECT_READ)
def periods(request: SignedInRequest) -> HttpResponseBase:
    """Every regular ledger within reach, and how the latest periods stand."""
    rows = PERIODS.visible_to(request.actor)
    context = {"latest": _latest(rows, localdate(request.now)) if request.actor.as_staff.holds(P.RECT_READ) else ()}
    return PERIODS_LEDGER.respond(request, rows, template="rectification/periods.html", context=context)


def _latest(rows: QuerySet[PeriodReport], today: date) -> list[dict[str, Any]]:
    """The latest periods of each office with how many units owe, have handed in, and are late; one query."""
    office = "plan__inspection__round__term__jurisdiction"
    handed = Q(state=PeriodState.HANDED_IN)
    found = (
        rows.order_by()
        .values("to_on", office)
        .annotate(
            one=Max("pk"),
            n=Count("pk"),
            handed=Count("pk", filter=handed),
            late=Count("pk", filter=~handed & Q(due_on__lt=today)),
        )
    )
    return list(found.order_by("-to_on", office)[:LATEST])


@page(P.RECT_READ, of=PERIODS)
def period(request: SignedInRequest, report: PeriodReport) -> HttpResponse:
    """One ledger as handed in, or as the records stand now."""
    if not PERIODS.permits(request.actor.as_staff, PERIODS.read, report):
        return redirect("rectification_unit:period", pk=report.pk)
    return render(request, "rectification/period.html", shown(request, report))


def shown(request: SignedInRequest, report: PeriodReport) -> dict[str, Any]:
    """What the page of a ledger shows, at the desk and in the portal."""
    content = content_of(report, request.now)
    office, on = jurisdiction_of(report.plan), _day(request, report)
    due = due_of_period(report)
    return {
        "report": report,
        "workflow": PERIOD_REPORT,
        "due": due if due is not None and due.on == report.due_on else None,
        "pieces": on_screen(period_report_document, Filled(report, content), office, on=on),
    }


def _day(request: SignedInRequest, report: PeriodReport) -> date:
    return localdate(report.submitted_at or request.now)


@page(P.RECT_READ, of=PERIODS)
def period_file(request: SignedInRequest, report: PeriodReport, kind: str) -> HttpResponse:
    """The ledger as a document or as a workbook."""
    content = content_of(report, request.now)
    name = _("{unit}整改台账 {period}").format(unit=report.plan.inspection.organisation, period=report)
    if kind == "xlsx":
        return _workbook(name, lambda target: write_period(target, content))
    filled, office = Filled(report, content), jurisdiction_of(report.plan)
    on = _day(request, report)
    return issued(period_report_document, filled, office, on=on, filename=name, as_pdf=kind == "pdf")


def _workbook(name: str, write: Callable[[IO[bytes]], int]) -> HttpResponse:
    target = BytesIO()
    write(target)
    return download(target.getvalue(), file_name(name, "xlsx"), XLSX)


@page(P.RECT_READ, of=PERIODS)
def dispatch(request: SignedInRequest, report: PeriodReport) -> HttpResponse:
    """All units whose period ended on that day: who handed in, who is late, what their ledgers say."""
    if not PERIODS.permits(request.actor.as_staff, PERIODS.read, report):
        return redirect("rectification_unit:period", pk=report.pk)
    told = _of_period(request.actor, report)
    pieces = on_screen(dispatch_sheet, told, jurisdiction_of(report.plan), on=localdate(request.now))
    return render(request, "rectification/dispatch.html", {"report": report, "pieces": pieces})


@page(P.RECT_READ, of=PERIODS)
def dispatch_file(request: SignedInRequest, report: PeriodReport, kind: str) -> HttpResponse:
    """The same as a document, or as a workbook with everything the units reported."""
    told, today = _of_period(request.actor, report), localdate(request.now)
    name = _("整改调度表 {day}").format(day=report.to_on.isoformat())
    if kind == "xlsx":
        return _workbook(name, lambda target: write_dispatch(target, told, today))
    return issued(dispatch_sheet, told, jurisdiction_of(report.plan), on=today, filename=name, as_pdf=kind == "pdf")


def _of_period(actor: Actor, report: PeriodReport) -> Dispatch:
    """The ledgers of the same office and day that this person may read, by unit."""
    office = {"plan__inspection__round__term__jurisdiction": jurisdiction_of(report.plan)}
    rows = PERIODS.visible_to(actor).filter(to_on=report.to_on, **office)
    by_unit = rows.select_related("plan__inspection__organisation").order_by("plan__inspection__organisation__name")
    return Dispatch(report.to_on, list(by_unit))
