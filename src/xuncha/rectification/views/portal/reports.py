"""The unit's two reports: figures from the records, the rest in its own words, checked against each other."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.foundation.documents.delivery import issued, on_screen
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.ui.drafts import Kept
from xuncha.foundation.ui.forms import base_version
from xuncha.foundation.ui.pages import form_answer
from xuncha.foundation.ui.steps import buttons, take_step
from xuncha.rectification import services
from xuncha.rectification.documents import day_of_report, unit_report_document
from xuncha.rectification.forms.portal_asking import ReportForm
from xuncha.rectification.models import UnitReport
from xuncha.rectification.rules.asking import REPORT_WRITABLE, reasons_not_to_submit_report
from xuncha.rectification.rules.reports import left_open, proposed, reasons_against_text
from xuncha.rectification.selectors import UNIT_REPORTS, figures_of, jurisdiction_of
from xuncha.rectification.workflow import UNIT_REPORT, UnitReportState


def report_url(report: UnitReport) -> str:
    """The page of a report in the portal."""
    return reverse("rectification_unit:report", args=[report.pk])


@page(P.RECT_FOLLOW, of=UNIT_REPORTS)
def report(request: SignedInRequest, report: UnitReport) -> HttpResponse:
    """A report as it stands, its figures, and what keeps it from being handed in."""
    figures = report.figures or figures_of(report.plan, localdate(request.now))
    reasons = reasons_not_to_submit_report(report.text, report.party_meeting_on, localdate(request.now))
    reasons += reasons_against_text(report.text, figures)
    writes = UNIT_REPORTS.permits(request.actor, P.RECT_WRITE, report)
    context = {
        "report": report,
        "figures": figures,
        "pieces": on_screen(
            unit_report_document, report, jurisdiction_of(report.plan), on=day_of_report(report, request.now)
        ),
        "workflow": UNIT_REPORT,
        "editable": writes and UnitReportState(report.state) in REPORT_WRITABLE,
        "open": left_open(report.text),
        "step": _step(report),
        "buttons": buttons(
            request.actor,
            report,
            UNIT_REPORT,
            "rectification_unit:report-step",
            refused={"submit": reasons},
            leave_out=OTHERS,
        ),
    }
    return render(request, "rectification/unit_report.html", context)


@page(P.RECT_FOLLOW, of=UNIT_REPORTS)
def document(request: SignedInRequest, report: UnitReport) -> HttpResponseBase:
    """The report as a document."""
    name = f"{report.plan.inspection.organisation}{report}"
    return issued(
        unit_report_document, report, jurisdiction_of(report.plan), on=day_of_report(report, request.now), filename=name
    )


OTHERS = tuple(name for name in UNIT_REPORT.steps if name != "submit")


def _step(report: UnitReport) -> int:
    """Which of the four steps the report stands at: figures, writing, meeting, handed in."""
    if UnitReportState(report.state) not in REPORT_WRITABLE:
        return 4
    if not report.text.strip():
        return 1
    return 2 if left_open(report.text) or report.party_meeting_on is None else 3


@page(P.RECT_WRITE, of=UNIT_REPORTS, methods=("GET", "POST"))
def write(request: SignedInRequest, report: UnitReport) -> HttpResponse:
    """Write a report; an empty one begins with what the records say and the places to be written marked."""
    kept = Kept(request, f"rectification.unit_report:{report.pk}")
    text = report.text or proposed(report.kind, figures_of(report.plan, localdate(request.now)))
    initial = {"text": text, "party_meeting_on": report.party_meeting_on, **kept.typed}
    form = ReportForm(request.POST or None, initial=initial)
    version = base_version(request)
    return form_answer(
        request,
        form,
        lambda act: services.write_report(act, report, base_version=version, **form.cleaned_data),
        title=report.get_kind_display(),
        done=_("已保存报告"),
        crumbs=[(_("首页"), reverse("rectification_unit:home")), (str(report), report_url(report))],
        record=report,
        kept=kept,
    )


STEPS = {"submit": services.submit_report}


@page(P.RECT_WRITE, of=UNIT_REPORTS, methods=("POST",))
def step(request: SignedInRequest, report: UnitReport, step: str) -> HttpResponse:
    """Hand a report in."""
    return take_step(request, report, UNIT_REPORT, STEPS, step, to=report_url(report))
