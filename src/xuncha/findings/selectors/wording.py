"""Where the wording of a finding comes from: the signed papers it rests on, or the findings it is merged from."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from xuncha.fieldwork.models import WorkingPaper
from xuncha.fieldwork.selectors import PAPERS
from xuncha.fieldwork.workflow import PaperState
from xuncha.findings.models import Finding
from xuncha.foundation.accounts.actors import Actor
from xuncha.rounds.models import Inspection

PAPERS_FOR_FINDINGS = (PaperState.SIGNED, PaperState.FILED)
"""States of a paper on which a finding may rest: the leader has signed it (domain §9 invariant 1)."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A proposed title and text, for a person to edit."""

    title: str
    text: str


def usable_papers(actor: Actor, inspection: Inspection) -> QuerySet[WorkingPaper]:
    """Signed papers of the inspection on which this person may rest a finding; those not yet used come first."""
    papers = PAPERS.visible_to(actor).filter(inspection=inspection, state__in=PAPERS_FOR_FINDINGS)
    return papers.order_by("findings__pk", "number").distinct()


def no_finding_rests_on() -> Q:
    """The condition: no finding was ever raised from this paper."""
    return ~Q(Exists(Finding.objects.filter(papers=OuterRef("pk"))))


def wording_from(papers: Iterable[WorkingPaper]) -> Wording:
    """The first paper's title, and facts, characterisation and basis of each paper in turn."""
    rows = list(papers)
    blocks = ["\n".join(filter(None, (p.facts, p.characterisation, p.basis))) for p in rows]
    return Wording(rows[0].title if rows else "", "\n\n".join(filter(None, blocks)))


def merged_wording(findings: Iterable[Finding]) -> Wording:
    """The first finding's title and all texts one after the other."""
    rows = list(findings)
    return Wording(rows[0].title if rows else "", "\n\n".join(finding.text for finding in rows))
