"""What people may read of findings and immediate rectifications, and what is worked out from them."""

from xuncha.findings.rules.persons import Accusation, accusations
from xuncha.findings.selectors.classes import Axis, axes_for, category_names, chosen_on, entered_on, suggestions
from xuncha.findings.selectors.deadlines import due_by_rule
from xuncha.findings.selectors.hints import look_alikes, repeat_candidates
from xuncha.findings.selectors.lineage import Branch, Tree, findings_of_paper, tree_of
from xuncha.findings.selectors.panels import AFTERWARDS, FINDING_PANELS
from xuncha.findings.selectors.reaches import FINDINGS, FIXES
from xuncha.findings.selectors.sources import WANTING
from xuncha.findings.selectors.wording import (
    PAPERS_FOR_FINDINGS,
    Wording,
    merged_wording,
    no_finding_rests_on,
    usable_papers,
    wording_from,
)

__all__ = [
    "AFTERWARDS",
    "FINDINGS",
    "FINDING_PANELS",
    "FIXES",
    "PAPERS_FOR_FINDINGS",
    "WANTING",
    "Accusation",
    "Axis",
    "Branch",
    "Tree",
    "Wording",
    "accusations",
    "axes_for",
    "category_names",
    "chosen_on",
    "due_by_rule",
    "entered_on",
    "findings_of_paper",
    "look_alikes",
    "merged_wording",
    "no_finding_rests_on",
    "repeat_candidates",
    "suggestions",
    "tree_of",
    "usable_papers",
    "wording_from",
]
