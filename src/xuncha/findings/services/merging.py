"""Merging findings of one inspection into a new one. The originals and their papers stay. (domain §9 invariant 7)"""

from collections.abc import Sequence

from xuncha.core.errors import OutOfReach, RuleViolated
from xuncha.core.text import say
from xuncha.findings.models import Finding, Lineage, Severity
from xuncha.findings.rules.findings import ParentFacts, reasons_not_to_merge
from xuncha.findings.selectors import FINDINGS
from xuncha.findings.services.classes import classify
from xuncha.findings.services.numbers import finding_number
from xuncha.findings.workflow import FINDING
from xuncha.foundation.regulations.models import Category
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS

MERGE = FINDING.steps["merge"].permission


@use_case(MERGE, within=INSPECTIONS)
def merge_findings(
    act: Act, inspection: Inspection, *, findings: Sequence[Finding], title: str, text: str, reason: str
) -> Finding:
    """
    Merge two or more findings into a new one that takes over all their papers.

    The new finding waits for confirmation. It is as grave as the gravest, a main one if any was, carries the sum of
    their amounts, and keeps a category where all of them agree.
    """
    chosen = FINDINGS.permitted(act.actor, MERGE).filter(pk__in=[f.pk for f in findings]).order_by("pk")
    parents = [act.lock(finding) for finding in chosen]
    if len(parents) < len({f.pk for f in findings}):
        raise OutOfReach(say("选中的问题里有不在您工作范围内的。"))
    facts = [ParentFacts(p.pk, p.inspection_id == inspection.pk) for p in parents]
    RuleViolated.unless_empty(reasons_not_to_merge(facts, title, text, reason))
    child = act.create(
        _sum_of(act, parents, inspection, title, text), "finding.merged_into", of=[str(p) for p in parents]
    )
    for parent in parents:
        link = Lineage(parent=parent, child=child, kind=Lineage.Kind.MERGE, reason=reason.strip())
        act.create(link, "finding.tied")
        act.step(parent, FINDING, "merge", reason=reason)
    child.papers.set({paper for parent in parents for paper in parent.papers.all()})
    classify(act, child, _agreed(parents))
    return child


def _sum_of(act: Act, parents: Sequence[Finding], inspection: Inspection, title: str, text: str) -> Finding:
    amounts = [p.amount for p in parents if p.amount is not None]
    return Finding(
        inspection=inspection,
        number=finding_number(act, inspection),
        title=title.strip(),
        text=text.strip(),
        main=any(p.main for p in parents),
        severity=max((p.severity for p in parents), key=list(Severity.values).index),
        amount=sum(amounts) if amounts else None,
        imported=all(p.imported for p in parents),
    )


def _agreed(parents: Sequence[Finding]) -> list[Category]:
    """Categories that every parent carries."""
    carried = [{c.category for c in p.classifications.select_related("category")} for p in parents]
    return sorted(set.intersection(*carried), key=lambda category: category.pk)
