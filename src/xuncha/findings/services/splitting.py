"""Splitting a finding into several. The original stays, marked as split. (domain §9 invariant 7)"""

from collections.abc import Sequence
from dataclasses import dataclass

from xuncha.core.errors import RuleViolated
from xuncha.fieldwork.models import WorkingPaper
from xuncha.findings.models import Finding, Lineage
from xuncha.findings.rules.findings import PartFacts, reasons_not_to_split
from xuncha.findings.selectors import FINDINGS
from xuncha.findings.services.classes import classify
from xuncha.findings.services.numbers import finding_number
from xuncha.findings.workflow import FINDING, FindingState
from xuncha.foundation.usecases import Act, use_case


@dataclass(frozen=True, slots=True)
class Part:
    """One of the findings that a finding is split into."""

    title: str
    text: str
    papers: Sequence[WorkingPaper] = ()


@use_case(FINDING.steps["split"].permission, within=FINDINGS)
def split_finding(act: Act, finding: Finding, *, parts: Sequence[Part], reason: str) -> Finding:
    """
    Split a finding into two or more that share its papers as chosen; returns the split original.

    Every part waits for confirmation and starts with the original's categories, weight and main flag. An amount stays
    with the original: how it divides is for a person to say.
    """
    FINDING.step("split", FindingState(finding.state))
    papers = {paper.pk: str(paper) for paper in finding.papers.all()}
    facts = [PartFacts(p.title, p.text, frozenset(paper.pk for paper in p.papers)) for p in parts]
    RuleViolated.unless_empty(reasons_not_to_split(facts, papers, reason))
    categories = [c.category for c in finding.classifications.select_related("category")]
    for part in parts:
        child = Finding(
            inspection=finding.inspection,
            number=finding_number(act, finding.inspection),
            title=part.title.strip(),
            text=part.text.strip(),
            main=finding.main,
            severity=finding.severity,
            repeat_of=finding.repeat_of,
            imported=finding.imported,
        )
        act.create(child, "finding.split_off", of=str(finding))
        child.papers.set(part.papers)
        classify(act, child, categories)
        link = Lineage(parent=finding, child=child, kind=Lineage.Kind.SPLIT, reason=reason.strip())
        act.create(link, "finding.tied")
    return act.step(finding, FINDING, "split", reason=reason)
