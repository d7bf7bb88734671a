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
from xuncha.foundation.usecases import Act, in_one_transaction
from xuncha.rectification import services
from xuncha.rectification.documents import day_of_report, report_return_list, unit_report_document
from xuncha.rectification.forms.portal_asking import ReportForm
from xuncha.rectification.models import ReportRemark, UnitReport
from xuncha.rectification.rules.asking import REPORT_WRITABLE, reasons_not_to_submit_report, reasons_of_gaps
from xuncha.rectification.rules.reports import left_open, proposed, reasons_against_text
from xuncha.rectification.selectors import UNIT_REPORTS, figures_of, jurisdiction_of, report_gaps
from xuncha.rectification.selectors.drafts import as_drafted, report_remarks
from xuncha.rectification.views.portal.plan import steps_of
from xuncha.rectification.workflow import UNIT_REPORT, UnitReportState


def report_url(report: UnitReport) -> str:
    """The page of a report in the portal."""
    return reverse("rectification_unit:report", args=[report.pk])


@page(P.RECT_FOLLOW, of=UNIT_REPORTS)
def report(request: SignedInRequest, report: UnitReport) -> HttpResponse:
    """A report as it stands, its figures, and what keeps it from being handed in."""
    report = as_drafted(report)
    figures = report.figures or figures_of(report.plan, localdate(request.now))
    reasons = reasons_not_to_submit_report(report.text, report.party_meeting_on, localdate(request.now))
    reasons += reasons_against_text(report.text, figures) + reasons_of_gaps(report_gaps(report))
    writes = UNIT_REPORTS.permits(request.actor, P.RECT_WRITE, report)
    context = {
        "report": report,
        "plan": report.plan,
        "remarks": remarks_of(report),
        **steps_of(request, report.plan),
        "figures": figures,
        "pieces": on_screen(
            unit_report_document, report, jurisdiction_of(report.plan), on=day_of_report(report, request.now)
        ),
        "workflow": UNIT_REPORT,
        "notes": report.notes.select_related("created_by"),
        "notes_allowed": UNIT_REPORTS.permits(request.actor, P.RECT_NOTE, report),
        "writable": writes and UnitReportState(report.state) in REPORT_WRITABLE,
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
    report = as_drafted(report)
    name = f"{report.plan.inspection.organisation}{report}"
    return issued(
        unit_report_document, report, jurisdiction_of(report.plan), on=day_of_report(report, request.now), filename=name
    )


def remarks_of(report: UnitReport) -> list[ReportRemark]:
    """The numbered list with which the report came back the last time."""
    return report_remarks(report)


@page(P.RECT_FOLLOW, of=UNIT_REPORTS)
def returns(request: SignedInRequest, report: UnitReport) -> HttpResponseBase:
    """That list as a document."""
    name = f"{_('退回清单')} {report.plan.inspection.organisation}"
    return issued(report_return_list, report, jurisdiction_of(report.plan), on=localdate(request.now), filename=name)


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
    kept, shown = Kept(request, f"rectification.unit_report:{report.pk}"), as_drafted(report)
    text = shown.text or proposed(report.kind, figures_of(report.plan, localdate(request.now)))
    initial = {"text": text, "party_meeting_on": shown.party_meeting_on, **kept.typed}
    form = ReportForm(request.POST or None, initial=initial, remarks=remarks_of(report))
    version = base_version(request)

    @in_one_transaction
    def save(act: Act) -> UnitReport:
        values = {name: form.cleaned_data[name] for name in ReportForm.base_fields}
        saved = services.write_report(act, report, base_version=version, **values)
        for remark, reply in form.replies:
            services.reply_to_report_remark(act, report, remark, reply=reply)
        return services.submit_report(act, saved) if "then" in request.POST else saved

    return form_answer(
        request,
        form,
        save,
        title=report.get_kind_display(),
        done=_("已报送报告，等巡察办审核") if "then" in request.POST else _("已保存报告"),
        crumbs=[(_("首页"), reverse("rectification_unit:home")), (str(report), report_url(report))],
        record=shown,
        kept=kept,
        template="rectification/unit_report_write.html",
        context={"then": _("保存并报送")},
    )


STEPS = {"submit": services.submit_report}


@page(P.RECT_WRITE, of=UNIT_REPORTS, methods=("POST",))
def step(request: SignedInRequest, report: UnitReport, step: str) -> HttpResponse:
    """Hand a report in."""
    return take_step(request, report, UNIT_REPORT, STEPS, step, to=report_url(report))
