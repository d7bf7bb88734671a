"""Where a finding came from and what became of it: papers and findings, in both directions."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from xuncha.fieldwork.models import WorkingPaper
from xuncha.findings.models import Finding, Lineage
from xuncha.findings.selectors.reaches import FINDINGS
from xuncha.foundation.accounts.actors import Actor

DEEPEST = 20  # generations; merging what was merged is rare, twenty times is a fault in the data


@dataclass(slots=True)
class Branch:
    """A finding in the tree with how it is tied to the one nearer the root, and its own papers."""

    finding: Finding
    kind: str = ""
    reason: str = ""
    papers: list[WorkingPaper] = field(default_factory=list)
    next: list["Branch"] = field(default_factory=list)

    def walk(self, depth: int = 0) -> Iterable[tuple[int, "Branch"]]:
        """(generations from the root, branch), the nearest first in each line."""
        yield depth, self
        for branch in self.next:
            yield from branch.walk(depth + 1)


@dataclass(frozen=True, slots=True)
class Tree:
    """The finding itself with what it was made of (`origins.next`) and what it went into (`results.next`)."""

    origins: Branch
    results: Branch

    @property
    def papers(self) -> list[WorkingPaper]:
        """Every paper behind the finding, its own and those of what it was made of, each once and in order."""
        found = {paper.pk: paper for _, branch in self.origins.walk() for paper in branch.papers}
        return sorted(found.values(), key=lambda paper: paper.number or paper.provisional_no)

    @property
    def merged(self) -> int:
        """How many findings were merged into this one, directly."""
        return sum(branch.kind == Lineage.Kind.MERGE for branch in self.origins.next)


def _grow(root: Branch, *, upwards: bool) -> list[Branch]:
    """Hang parents (or children) below the root, one query for each generation; returns every branch."""
    near, far = ("child", "parent") if upwards else ("parent", "child")
    every, ends = [root], [root]
    for _ in range(DEEPEST):
        links = Lineage.objects.filter(**{f"{near}__in": [end.finding.pk for end in ends]}).select_related(far)
        by_near: dict[int, list[Lineage]] = {}
        for link in links:
            by_near.setdefault(getattr(link, f"{near}_id"), []).append(link)
        for end in ends:
            end.next = [Branch(getattr(link, far), link.kind, link.reason) for link in by_near.get(end.finding.pk, [])]
        ends = [branch for end in ends for branch in end.next]
        every += ends
        if not ends:
            break
    return every


def tree_of(finding: Finding) -> Tree:
    """The finding's lineage both ways. Queries: one for each generation, one for all papers."""
    tree = Tree(Branch(finding), Branch(finding))
    branches = _grow(tree.origins, upwards=True) + _grow(tree.results, upwards=False)
    papers: dict[int, list[WorkingPaper]] = {}
    held = Finding.papers.through.objects.filter(finding__in={branch.finding.pk for branch in branches})
    for row in held.select_related("workingpaper").order_by("workingpaper__number"):
        papers.setdefault(row.finding_id, []).append(row.workingpaper)
    for branch in branches:
        branch.papers = papers.get(branch.finding.pk, [])
    return tree


def findings_of_paper(actor: Actor, paper: WorkingPaper) -> QuerySet[Finding]:
    """Findings that rest on this paper, those still standing first."""
    return FINDINGS.visible_to(actor).filter(papers=paper).order_by("state", "number")
