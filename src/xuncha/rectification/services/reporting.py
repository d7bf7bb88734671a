"""The unit's two reports: written by the unit, their figures by the records, judged by the office."""

from datetime import date

from django.utils.timezone import localdate

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import UnitReport
from xuncha.rectification.rules.asking import (
    reasons_not_to_judge_report,
    reasons_not_to_submit_report,
    reasons_not_to_write_report,
)
from xuncha.rectification.rules.reports import reasons_against_text
from xuncha.rectification.selectors import UNIT_REPORTS, figures_of
from xuncha.rectification.workflow import UNIT_REPORT, UnitReportState


@use_case(P.RECT_WRITE, within=UNIT_REPORTS)
def write_report(
    act: Act, report: UnitReport, *, base_version: int | None, text: str, party_meeting_on: date | None = None
) -> UnitReport:
    """Write one of the unit's two reports; no figure is typed."""
    RuleViolated.unless_empty(reasons_not_to_write_report(UnitReportState(report.state), text))
    return act.change(
        report,
        "unit_report.written",
        base_version=base_version,
        text=text.strip(),
        party_meeting_on=party_meeting_on,
    )


@use_case(UNIT_REPORT.steps["submit"].permission, within=UNIT_REPORTS)
def submit_report(act: Act, report: UnitReport) -> UnitReport:
    """Submit a report with the figures as the records stand at this moment."""
    UNIT_REPORT.step("submit", UnitReportState(report.state))
    reasons = reasons_not_to_submit_report(report.text, report.party_meeting_on, localdate(act.now))
    figures = figures_of(report.plan, localdate(act.now))
    RuleViolated.unless_empty(reasons + reasons_against_text(report.text, figures))
    return act.step(
        report,
        UNIT_REPORT,
        "submit",
        figures=figures,
        submitted_by=act.actor.user,
        submitted_at=act.now,
        return_reason="",
    )


@use_case(UNIT_REPORT.steps["return"].permission, within=UNIT_REPORTS)
def return_report(act: Act, report: UnitReport, *, reason: str) -> UnitReport:
    """Return a report to the unit, saying what is wanting."""
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
    RuleViolated.unless_empty(reasons_not_to_judge_report(submitted=report.submitted_by_id == act.actor.pk))
    return act.step(report, UNIT_REPORT, "accept", reviewed_by=act.actor.user, reviewed_at=act.now)
