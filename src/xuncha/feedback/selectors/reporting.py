"""Which findings go up in a report, which stay out and why; the facts its rules are asked with."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from xuncha.feedback.models import FedBackFinding, LeftOutFinding, Report, ReportedFinding
from xuncha.feedback.rules.reports import FindingFacts, SignFacts
from xuncha.feedback.workflow import OpinionState
from xuncha.fieldwork.models import WorkingPaper
from xuncha.findings.models import Classification, Finding
from xuncha.findings.selectors import PAPERS_FOR_FINDINGS
from xuncha.findings.workflow import FINDING, FindingState
from xuncha.rounds.models import Inspection


def findings_of(inspection: Inspection) -> QuerySet[Finding]:
    """Findings of the inspection with what a report depends on: papers the leader signed, whether fed back."""
    papers = WorkingPaper.objects.filter(findings=OuterRef("pk"), state__in=PAPERS_FOR_FINDINGS)
    taken = FedBackFinding.objects.filter(finding=OuterRef("pk"))
    rows = Finding.objects.filter(inspection=inspection)
    return rows.annotate(rests=Exists(papers), taken=Exists(taken)).order_by("number")


def facts_of_finding(finding: Finding, inspection: Inspection) -> FindingFacts:
    """A row of `findings_of` as the rules see it."""
    return FindingFacts(
        finding.pk,
        str(finding),
        confirmed=finding.state == FindingState.CONFIRMED,
        same_inspection=finding.inspection_id == inspection.pk,
        supported=finding.imported or bool(getattr(finding, "rests", False)),
        fed_back=bool(getattr(finding, "taken", False)),
    )


def facts_to_choose(findings: Iterable[Finding], inspection: Inspection) -> list[FindingFacts]:
    """The chosen findings in their order, foreign ones included; one query."""
    own = {row.pk: row for row in findings_of(inspection)}
    return [facts_of_finding(own.get(finding.pk, finding), inspection) for finding in findings]


def sign_facts(report: Report) -> SignFacts:
    """What signing depends on; three queries."""
    rows = {row.pk: row for row in findings_of(report.inspection)}
    inside = list(report.lines.values_list("finding_id", flat=True))
    left = set(report.left_out.values_list("finding_id", flat=True))
    undecided = [
        str(row)
        for row in rows.values()
        if row.state == FindingState.CONFIRMED and row.pk not in left and row.pk not in inside
    ]
    return SignFacts([facts_of_finding(rows[pk], report.inspection) for pk in inside], undecided, report.overall)


def opinion_state(report: Report) -> OpinionState | None:
    """How far the opinion made from this report has come."""
    opinion = getattr(report.inspection, "opinion", None)
    return OpinionState(opinion.state) if opinion is not None else None


@dataclass(frozen=True, slots=True)
class Outside:
    """A finding that is not in the report, and why: the team's reason, or its state in words."""

    finding: Finding
    reason: str
    state: str


def lines_of(report: Report) -> QuerySet[ReportedFinding]:
    """The findings in the report in their order."""
    return report.lines.select_related("finding").order_by("position")


def outside_of(report: Report) -> list[Outside]:
    """Every other finding of the inspection; two queries."""
    reasons = {row.finding_id: row.reason for row in LeftOutFinding.objects.filter(report=report)}
    rows = Finding.objects.filter(inspection=report.inspection, reported__isnull=True).order_by("state", "number")
    return [
        Outside(
            row,
            reasons.get(row.pk, ""),
            "" if row.state == FindingState.CONFIRMED else FINDING.states[FindingState(row.state)].label,
        )
        for row in rows
    ]


def aspects_of(findings: Iterable[Finding]) -> dict[int, str]:
    """The heading under which each finding stands: the topmost category of its first classification by aspect."""
    rows = Classification.objects.filter(finding__in=[f.pk for f in findings], taxonomy__axis="aspect")
    found: dict[int, str] = {}
    for row in rows.select_related("category__parent__parent").order_by("finding_id", "taxonomy__code"):
        category = row.category
        while category.parent is not None:
            category = category.parent
        found.setdefault(row.finding_id, category.name)
    return found
