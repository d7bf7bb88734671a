"""The unit's two reports: written by the unit, their figures by the records, judged by the office."""

from collections.abc import Sequence
from datetime import date

from django.utils.timezone import localdate

from xuncha.core.errors import RuleViolated
from xuncha.core.given import against
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, say
from xuncha.foundation.leaks.services import hold_back
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import ReportRemark, UnitReport
from xuncha.rectification.rules.asking import (
    reasons_not_to_judge_report,
    reasons_not_to_submit_report,
    reasons_not_to_write_report,
    reasons_of_gaps,
)
from xuncha.rectification.rules.joint import reasons_to_sum_up_first
from xuncha.rectification.rules.reports import reasons_against_text
from xuncha.rectification.selectors import UNIT_REPORTS, figures_of, open_review, report_gaps
from xuncha.rectification.selectors.drafts import as_drafted
from xuncha.rectification.selectors.sources import REMARK
from xuncha.rectification.services.consulting import consult
from xuncha.rectification.services.doing import must_be_outside
from xuncha.rectification.services.drafting import hand_in_replies, taken_over, write_draft, write_reply
from xuncha.rectification.services.reviewing import Remark, numbered
from xuncha.rectification.workflow import UNIT_REPORT, UnitReportState


@use_case(P.RECT_WRITE, within=UNIT_REPORTS)
def write_report(
    act: Act, report: UnitReport, *, base_version: int | None, text: str, party_meeting_on: date | None = None
) -> UnitReport:
    """Write one of the unit's two reports; no figure is typed."""
    RuleViolated.unless_empty(reasons_not_to_write_report(UnitReportState(report.state), text))
    write_draft(
        act,
        report,
        "draft.report_written",
        {
            "text": text.strip(),
            "party_meeting_on": party_meeting_on,
        },
        base_version=base_version,
    )
    return report


@use_case(P.RECT_WRITE, within=UNIT_REPORTS)
def reply_to_report_remark(act: Act, report: UnitReport, remark: ReportRemark, *, reply: str) -> ReportRemark:
    """Write back what was changed because of one numbered remark on a report."""
    reasons = reasons_not_to_write_report(UnitReportState(report.state), report.text)
    RuleViolated.unless_empty(reasons + against(reply, 500, N_("修改说明"), "reply"))
    held = report.remarks.filter(pk=remark.pk, times=report.times).first()
    if held is None:
        raise RuleViolated(say("这条意见是以前退回时的，已经回复过。"))
    write_reply(act, report, held, "draft.remark_answered", reply)
    return held


@use_case(UNIT_REPORT.steps["submit"].permission, within=UNIT_REPORTS)
def submit_report(act: Act, report: UnitReport) -> UnitReport:
    """Submit a report with the figures as the records stand at this moment."""
    UNIT_REPORT.step("submit", UnitReportState(report.state))
    written = as_drafted(report)
    reasons = reasons_of_gaps(report_gaps(report))
    reasons += reasons_not_to_submit_report(written.text, written.party_meeting_on, localdate(act.now))
    figures = figures_of(report.plan, localdate(act.now))
    RuleViolated.unless_empty(reasons + reasons_against_text(written.text, figures))
    hand_in_replies(act, report, "unit_report.remark_answered")
    act.step(
        report,
        UNIT_REPORT,
        "submit",
        **taken_over(act, report),
        times=report.times + 1,
        figures=figures,
        submitted_by=act.actor.user,
        submitted_at=act.now,
        return_reason="",
    )
    if report.kind == UnitReport.Kind.PROGRESS:
        consult(act, report.plan, report)
    return report


@use_case(UNIT_REPORT.steps["return"].permission, within=UNIT_REPORTS)
def return_report(act: Act, report: UnitReport, *, reason: str, remarks: Sequence[Remark] = ()) -> UnitReport:
    """Return a report to the unit, saying what is wanting; each numbered remark is to be answered."""
    must_be_outside(act, report.plan)
    RuleViolated.unless_empty(reasons_to_sum_up_first(open_review=open_review(report.plan, report) is not None))
    hold_back(act, report, (REMARK, reason), *[(REMARK, remark.text) for remark in remarks])
    rows = [ReportRemark(report=report, **row) for row in numbered(report.plan, remarks, report.times)]
    act.create_many(ReportRemark, rows, "unit_report.remark_made")
    return act.step(
        report,
        UNIT_REPORT,
        "return",
        reason=reason,
        return_reason=reason.strip()[:500],
        reviewed_by=act.actor.user,
        reviewed_at=act.now,
    )


@use_case(UNIT_REPORT.steps["accept"].permission, within=UNIT_REPORTS)
def accept_report(act: Act, report: UnitReport) -> UnitReport:
    """Accept a report that somebody else submitted; disclosure counts from here."""
    must_be_outside(act, report.plan)
    reasons = reasons_to_sum_up_first(open_review=open_review(report.plan, report) is not None)
    RuleViolated.unless_empty(reasons + reasons_not_to_judge_report(submitted=report.submitted_by_id == act.actor.pk))
    return act.step(report, UNIT_REPORT, "accept", reviewed_by=act.actor.user, reviewed_at=act.now)
