"""Raising a finding from signed papers."""

from collections.abc import Sequence
from decimal import Decimal

from xuncha.core.errors import OutOfReach, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.fieldwork.models import WorkingPaper
from xuncha.fieldwork.selectors import PAPERS
from xuncha.findings.models import Finding, Severity
from xuncha.findings.rules.findings import PaperFacts, reasons_not_to_raise
from xuncha.findings.selectors import PAPERS_FOR_FINDINGS, entered_on, wording_from
from xuncha.findings.services.classes import classify, facts_of
from xuncha.findings.services.numbers import finding_number
from xuncha.foundation.regulations.models import Category
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS


@use_case(P.FINDING_WRITE, within=INSPECTIONS)
def raise_finding(
    act: Act,
    inspection: Inspection,
    *,
    papers: Sequence[WorkingPaper],
    title: str,
    text: str,
    main: bool = True,
    severity: str = Severity.GENERAL,
    amount: Decimal | None = None,
    categories: Sequence[Category] | None = None,
) -> Finding:
    """Raise a finding from one or more signed papers of the inspection; without categories it takes the papers' own."""
    chosen = PAPERS.visible_to(act.actor).filter(pk__in=[p.pk for p in papers])
    read = list(chosen.select_related("category__taxonomy").order_by("pk"))
    if len(read) < len({p.pk for p in papers}):
        raise OutOfReach(say("选中的底稿里有您看不到的，请重新选择。"))
    facts = [PaperFacts(str(p), p.state in PAPERS_FOR_FINDINGS, p.inspection_id == inspection.pk) for p in read]
    RuleViolated.unless_empty(reasons_not_to_raise(facts, title, text))
    finding = Finding(
        inspection=inspection,
        number=finding_number(act, inspection),
        title=title.strip(),
        text=text.strip(),
        main=main,
        severity=severity,
        amount=amount,
    )
    act.create(finding, "finding.raised", papers=[str(p) for p in read])
    finding.papers.set(read)
    classify(act, finding, categories if categories is not None else _of_papers(read, inspection))
    return finding


@use_case(P.FINDING_WRITE, within=PAPERS, lock=False)
def raise_from_paper(act: Act, paper: WorkingPaper, *, title: str = "", text: str = "") -> Finding:
    """Raise a finding from one signed paper in one step, in the paper's own words unless others are given."""
    proposed = wording_from([paper])
    return raise_finding(
        act,
        paper.inspection,
        papers=[paper],
        title=title or proposed.title,
        text=text or proposed.text,
        amount=paper.amount,
    )


def _of_papers(papers: Sequence[WorkingPaper], inspection: Inspection) -> list[Category]:
    """The papers' categories that were in force on entry: the first on each taxonomy."""
    chosen: dict[int, Category] = {}
    for paper in papers:
        category = paper.category
        if category is not None and facts_of(category, inspection).valid_on(entered_on(inspection)):
            chosen.setdefault(category.taxonomy_id, category)
    return list(chosen.values())
