"""What an opinion is made of: findings of the signed report, gathered in items, traceable both ways."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from xuncha.core.deadlines import Due
from xuncha.feedback.models import FedBackFinding, Opinion, OpinionItem, Report, ReportedFinding
from xuncha.feedback.rules.opinions import SourceFacts, SubmitFacts
from xuncha.feedback.workflow import ReportState
from xuncha.findings.models import Finding
from xuncha.findings.workflow import FindingState
from xuncha.foundation.regulations.selectors import due_for, dues_for
from xuncha.rounds.models import Inspection


def lines_to_pick(opinion: Opinion) -> QuerySet[ReportedFinding]:
    """Findings of the signed report that no item has taken yet, in the order of the report."""
    rows = ReportedFinding.objects.filter(
        report__inspection=opinion.inspection_id, report__state=ReportState.SIGNED, finding__fed_back__isnull=True
    )
    return rows.select_related("finding").order_by("position")


def items_of(opinion: Opinion) -> QuerySet[OpinionItem]:
    """The items in their order, with the findings behind them as they were reported; two queries."""
    sources = FedBackFinding.objects.select_related("finding__reported")
    return opinion.items.prefetch_related(Prefetch("sources", sources)).order_by("position")


def source_facts(findings: Iterable[Finding], inspection: Inspection) -> list[SourceFacts]:
    """What picking these findings depends on; two queries."""
    chosen = list(findings)
    keys = [finding.pk for finding in chosen]
    signed = ReportedFinding.objects.filter(
        finding__in=keys, report__inspection=inspection, report__state=ReportState.SIGNED
    )
    reported = set(signed.values_list("finding_id", flat=True))
    taken = set(FedBackFinding.objects.filter(finding__in=keys).values_list("finding_id", flat=True))
    return [SourceFacts(str(f), f.pk in reported, f.pk in taken) for f in chosen]


def submit_facts(opinion: Opinion) -> SubmitFacts:
    """What submitting depends on; two queries."""
    signed = Report.objects.filter(inspection=opinion.inspection_id, state=ReportState.SIGNED)
    sources = FedBackFinding.objects.filter(item__opinion=opinion)
    stray = sources.exclude(finding__reported__report__in=signed, finding__state=FindingState.CONFIRMED)
    titles = stray.order_by("item__position").values_list("item__title", flat=True)
    return SubmitFacts(opinion.items.count(), list(dict.fromkeys(titles)), opinion.overall, opinion.demands)


def original_wording(sources: Iterable[FedBackFinding]) -> tuple[str, str]:
    """Title and text as reported: the first finding's title, all texts one after the other."""
    lines = [source.finding.reported for source in sources]
    return (lines[0].title if lines else "", "\n\n".join(line.text for line in lines))


def due_after_withdrawal(inspection: Inspection, code: str) -> Due | None:
    """When the report, or the feedback, falls due: by the dated rule, counted from withdrawal."""
    ended = inspection.ends_on
    return due_for("round.withdrawn", ended, inspection.round.term.jurisdiction, code=code) if ended else None


def dues_after_feedback(opinion: Opinion) -> list[Due]:
    """Everything that falls due for the unit because the opinion was fed back, the earliest first."""
    if opinion.delivered_on is None:
        return []
    return dues_for("feedback.held", opinion.delivered_on, opinion.inspection.round.term.jurisdiction)
