"""Taking in findings that a lower office confirmed and counts: they come by workbook and have no papers here."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from xuncha.core.errors import Reason, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.findings.models import Classification, Finding, Severity
from xuncha.findings.rules.findings import reasons_against_wording, reasons_not_to_classify
from xuncha.findings.selectors import entered_on
from xuncha.findings.services.classes import facts_of, rows_for
from xuncha.findings.services.numbers import finding_numbers
from xuncha.findings.workflow import FindingState
from xuncha.foundation.regulations.models import Category
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS


@dataclass(frozen=True, slots=True)
class ImportedFinding:
    """One confirmed finding as another office reports it."""

    title: str
    text: str
    main: bool = True
    severity: str = Severity.GENERAL
    amount: Decimal | None = None
    categories: Sequence[Category] = field(default_factory=tuple)


@use_case(P.FINDING_IMPORT, within=INSPECTIONS)
def import_findings(act: Act, inspection: Inspection, *, rows: Sequence[ImportedFinding]) -> list[Finding]:
    """
    Take in confirmed findings of one inspection, all or none.

    Raises:
        RuleViolated: with one reason for each fault; `field` is `row-N-…`, counted from 1.

    """
    RuleViolated.unless_empty(_reasons(inspection, rows))
    findings = act.create_many(
        Finding,
        [
            Finding(
                inspection=inspection,
                number=number,
                title=row.title.strip(),
                text=row.text.strip(),
                main=row.main,
                severity=row.severity,
                amount=row.amount,
                imported=True,
                state=FindingState.CONFIRMED,
            )
            for row, number in zip(rows, finding_numbers(act, inspection, len(rows)), strict=True)
        ],
        "finding.imported",
    )
    Classification.objects.bulk_create(
        [c for finding, row in zip(findings, rows, strict=True) for c in rows_for(finding, row.categories)],
        batch_size=500,
    )
    return findings


def _reasons(inspection: Inspection, rows: Sequence[ImportedFinding]) -> list[Reason]:
    day = entered_on(inspection)
    found = []
    for n, row in enumerate(rows, 1):
        own = reasons_against_wording(row.title, row.text)
        own += reasons_not_to_classify([facts_of(c, inspection) for c in row.categories], day)
        found += [Reason(r.text, f"row-{n}-{r.field}") for r in own]
    return found
