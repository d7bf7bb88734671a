"""The ledger of reports, the page of one, its composition."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xuncha.conduct.selectors import beside
from xuncha.core.permissions import Permission as P
from xuncha.feedback import services
from xuncha.feedback.documents import inspection_report
from xuncha.feedback.forms import ComposeForm, OpenReportForm
from xuncha.feedback.models import Report
from xuncha.feedback.rules.reports import reasons_not_to_reopen, reasons_not_to_sign
from xuncha.feedback.selectors import (
    OPINIONS,
    REPORTS,
    counter_of,
    due_after_withdrawal,
    findings_of,
    lines_of,
    opinion_state,
    outside_of,
    sign_facts,
)
from xuncha.feedback.workflow import OPINION, REPORT, ReportState
from xuncha.findings.workflow import FindingState
from xuncha.foundation.documents.delivery import issued
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.inbox.sources import overdue_in
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.ledgers import Chip, Column, Ledger, by_state, main_column, state_column
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.foundation.usecases import Act
from xuncha.rounds.selectors import INSPECTIONS, inspection_spine

REPORTS_LEDGER = Ledger(
    "feedback.reports",
    gettext_lazy("巡察报告"),
    columns=(
        main_column(
            "unit",
            gettext_lazy("被巡察单位"),
            lambda r: r.inspection.organisation,
            sort="inspection__organisation__name",
            sub=lambda r: r.number,
        ),
        Column("round", gettext_lazy("轮次"), lambda r: r.inspection.round, css="fold"),
        Column("findings", gettext_lazy("写进报告的问题"), lambda r: r.n_findings, sort="n_findings", css="num"),
        Column("main", gettext_lazy("主要问题"), lambda r: r.n_main, sort="n_main", css="num fold"),
        Column("due", gettext_lazy("期限"), lambda r: r.due_on, sort="due_on", template="feedback/due_cell.html"),
        state_column(REPORT, since=True),
    ),
    spine=inspection_spine(done=Q(state__in=REPORT.finished())),
    choices=(by_state(REPORT),),
    search=("number", "inspection__organisation__name"),
    chips=(
        Chip("draft", gettext_lazy("起草中"), lambda _: Q(state=ReportState.DRAFT)),
        Chip("signed", gettext_lazy("已签发"), lambda _: Q(state=ReportState.SIGNED)),
    ),
    opening=gettext_lazy("共 {n} 份巡察报告"),
    empty=gettext_lazy("撤点以后，从巡察工作台开出一家单位的报告，选问题、排先后。"),
    overdue=overdue_in(REPORTS),
    order=("-pk",),
    related=("inspection__organisation", "inspection__round"),
    without=("overall", "advice", "inspection__round__scheme"),
)


@page(P.REPORT_READ)
def reports(request: SignedInRequest) -> HttpResponseBase:
    """Every report within reach."""
    rows = REPORTS.visible_to(request.actor).annotate(
        n_findings=Count("lines"), n_main=Count("lines", filter=Q(lines__finding__main=True))
    )
    context = {"writes": request.actor.holds(P.REPORT_WRITE)}
    return REPORTS_LEDGER.respond(request, rows, template="feedback/reports.html", context=context)


def crumbs(report: Report | None = None) -> list[tuple[str, str]]:
    """The way to a report's pages."""
    way = [(_("巡察报告"), reverse("feedback:reports"))]
    return [*way, (report.number, page_of(report))] if report else way


@page(P.REPORT_WRITE, methods=("GET", "POST"))
def new(request: SignedInRequest) -> HttpResponse:
    """Open the report of an inspection that has none."""
    rows = INSPECTIONS.permitted(request.actor, P.REPORT_WRITE).filter(report__isnull=True)
    form = OpenReportForm(request.POST or None, initial={"inspection": request.GET.get("inspection", "")})
    form.offer(inspection=rows.select_related("organisation", "round").order_by("-round__year", "-pk"))
    return form_answer(
        request,
        form,
        lambda act: services.open_report(act, form.cleaned_data["inspection"]),
        title=_("开出巡察报告"),
        done=lambda made: (_("已开出报告 {number}，请选问题").format(number=made.number), _compose_url(made)),
        context={"submit": _("下一步")},
        crumbs=crumbs(),
    )


def _compose_url(report: Report) -> str:
    return reverse("feedback:report-compose", args=[report.pk])


@page(P.REPORT_READ, of=REPORTS)
def report(request: SignedInRequest, report: Report) -> HttpResponse:
    """One report: what is in it, what is not and why, judgement, advice, and what became of it."""
    inspection = report.inspection
    due = due_after_withdrawal(inspection, "report")
    signed = report.state == ReportState.SIGNED
    opinion = OPINIONS.visible_to(request.actor).filter(inspection=inspection).first()
    refused = {
        "sign": [] if signed else reasons_not_to_sign(sign_facts(report)),
        "reopen": reasons_not_to_reopen(opinion_state(report)),
    }
    context = {
        "report": report,
        "workflow": REPORT,
        "OPINION": OPINION,
        "counter": counter_of(inspection),
        "lines": lines_of(report),
        "outside": outside_of(report),
        "reads_findings": request.actor.holds(P.FINDING_READ),
        "due": due if due is not None and due.on == report.due_on else None,
        "done": signed,
        "editable": not signed and REPORTS.permits(request.actor, P.REPORT_WRITE, report),
        "opinion": opinion,
        "may_draft": signed and opinion is None and REPORTS.permits(request.actor, P.FEEDBACK_WRITE, report),
        "heard": report.agenda_items.select_related("meeting") if request.actor.holds(P.MEETING_READ) else (),
        "buttons": buttons(request.actor, report, REPORT, "feedback:report-step", refused=refused),
        **((request.actor.holds(P.GUIDANCE_READ) and beside(request.actor, report)) or {}),
    }
    return render(request, "feedback/report.html", context)


@page(P.REPORT_WRITE, of=REPORTS, methods=("GET", "POST"))
def compose(request: SignedInRequest, report: Report) -> HttpResponse:
    """Choose and order the findings, write why others stay out, write judgement and advice."""
    kept = Kept(request, f"feedback.report:{report.pk}")
    confirmed = [f for f in findings_of(report.inspection) if f.state == FindingState.CONFIRMED]
    initial = {"overall": report.overall, "advice": report.advice, **kept.typed}
    form = ComposeForm(request.POST or None, initial=initial, report=report, findings=confirmed)
    version = base_version(request)

    def perform(act: Act) -> Report:
        return services.compose_report(act, report, base_version=version, **form.composed())

    return form_answer(
        request,
        form,
        perform,
        title=_("选问题、写评价"),
        done=_("已保存报告 {number}").format(number=report.number),
        crumbs=crumbs(report),
        record=report,
        kept=kept,
        template="feedback/compose.html",
        context={"say": str(report)},
    )


STEPS: Mapping[str, Callable[..., Any]] = {"sign": services.sign_report, "reopen": services.reopen_report}


@page(P.REPORT_READ, of=REPORTS, methods=("POST",))
def step(request: SignedInRequest, report: Report, step: str) -> HttpResponse:
    """Sign the report, or open it again."""
    return take_step(request, report, REPORT, STEPS, step)


@page(P.REPORT_READ, of=REPORTS)
def document(request: SignedInRequest, report: Report) -> HttpResponse:
    """The report as a document for the meetings, docx or with `?as=pdf` pdf; dated on the day it was signed."""
    on = localdate(report.signed_at or request.now)
    name = _("巡察报告 {number}").format(number=report.number)
    office = report.inspection.round.term.jurisdiction
    return issued(inspection_report, report, office, on=on, filename=name, asked=request.GET)
