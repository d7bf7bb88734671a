"""The report: which confirmed findings go up, in which order, with which judgement; signed by the team's leader."""

from collections.abc import Mapping, Sequence

from xuncha.core.errors import RuleViolated
from xuncha.core.given import against_persons
from xuncha.core.permissions import Permission as P
from xuncha.feedback.models import LeftOutFinding, Report, ReportedFinding
from xuncha.feedback.rules.reports import (
    reasons_against_report_texts,
    reasons_not_to_change,
    reasons_not_to_compose,
    reasons_not_to_open,
    reasons_not_to_reopen,
    reasons_not_to_sign,
)
from xuncha.feedback.selectors import (
    REPORTS,
    due_after_withdrawal,
    facts_to_choose,
    lines_of,
    opinion_state,
    persons_in,
    sign_facts,
)
from xuncha.feedback.services.numbers import number_of_inspection
from xuncha.feedback.workflow import REPORT, ReportState
from xuncha.findings.models import Finding
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS


@use_case(P.REPORT_WRITE, within=INSPECTIONS)
def open_report(act: Act, inspection: Inspection) -> Report:
    """Open the report of an inspection."""
    RuleViolated.unless_empty(reasons_not_to_open(exists=Report.objects.filter(inspection=inspection).exists()))
    due = due_after_withdrawal(inspection, "report")
    number = number_of_inspection(act, "report", inspection)
    return act.create(Report(inspection=inspection, number=number, due_on=due.on if due else None), "report.opened")


@use_case(P.REPORT_WRITE, within=REPORTS)
def compose_report(
    act: Act,
    report: Report,
    *,
    base_version: int | None,
    findings: Sequence[Finding],
    left_out: Mapping[Finding, str],
    overall: str,
    advice: str,
) -> Report:
    """Say which findings are in the report, in this order, why others are not, and write judgement and advice."""
    RuleViolated.unless_empty(reasons_not_to_change(ReportState(report.state)))
    inspection = report.inspection
    before = {line.finding_id: line.finding for line in lines_of(report)}
    chosen = {finding.pk for finding in findings}
    taken_out = facts_to_choose([f for pk, f in before.items() if pk not in chosen], inspection)
    kept_out = {finding: why.strip() for finding, why in left_out.items() if why.strip() and finding.pk not in chosen}
    reasons_out = list(zip(facts_to_choose(kept_out, inspection), kept_out.values(), strict=True))
    RuleViolated.unless_empty(
        reasons_not_to_compose(facts_to_choose(findings, inspection), reasons_out, taken_out)
        + reasons_against_report_texts(overall, advice)
        + against_persons(persons_in(overall=overall, advice=advice))
    )
    detail = {"findings": [str(f) for f in findings], "left_out": {str(f): why for f, why in kept_out.items()}}
    act.change(
        report,
        "report.composed",
        base_version=base_version,
        detail=detail,
        overall=overall.strip(),
        advice=advice.strip(),
    )
    _put(report, findings, kept_out)
    return report


def _put(report: Report, findings: Sequence[Finding], left_out: Mapping[Finding, str]) -> None:
    """Make these the report's lines, and these the findings it leaves out."""
    report.lines.all().delete()
    report.left_out.all().delete()
    ReportedFinding.objects.bulk_create(
        ReportedFinding(report=report, finding=finding, position=n) for n, finding in enumerate(findings, 1)
    )
    LeftOutFinding.objects.bulk_create(
        LeftOutFinding(report=report, finding=finding, reason=why) for finding, why in left_out.items()
    )


@use_case(REPORT.steps["sign"].permission, within=REPORTS)
def sign_report(act: Act, report: Report) -> Report:
    """Sign a report; the wording of its findings is kept as it stands now."""
    REPORT.step("sign", ReportState(report.state))
    RuleViolated.unless_empty(reasons_not_to_sign(sign_facts(report)))
    lines = list(lines_of(report))
    for line in lines:
        line.title, line.text = line.finding.title, line.finding.text
    ReportedFinding.objects.bulk_update(lines, ["title", "text"])
    return act.step(report, REPORT, "sign", signed_by=act.actor.user, signed_at=act.now)


@use_case(REPORT.steps["reopen"].permission, within=REPORTS)
def reopen_report(act: Act, report: Report, *, reason: str) -> Report:
    """Open a signed report again, with a reason, as long as nothing was fed back from it."""
    RuleViolated.unless_empty(reasons_not_to_reopen(opinion_state(report)))
    return act.step(report, REPORT, "reopen", reason=reason, signed_by=None, signed_at=None)
