"""Use cases of findings and immediate rectification. One function, one thing a person can do."""

from xuncha.findings.services.answering import accept_fix, answer_fix, return_fix
from xuncha.findings.services.classifying import classify_finding
from xuncha.findings.services.importing import ImportedFinding, import_findings
from xuncha.findings.services.issuing import change_fix, draft_fix, issue_fix, withdraw_fix
from xuncha.findings.services.merging import merge_findings
from xuncha.findings.services.raising import raise_finding, raise_from_paper
from xuncha.findings.services.splitting import Part, split_finding
from xuncha.findings.services.standing import confirm_finding, drop_finding, reopen_finding, reword_finding

__all__ = [
    "ImportedFinding",
    "Part",
    "accept_fix",
    "answer_fix",
    "change_fix",
    "classify_finding",
    "confirm_finding",
    "draft_fix",
    "drop_finding",
    "import_findings",
    "issue_fix",
    "merge_findings",
    "raise_finding",
    "raise_from_paper",
    "reopen_finding",
    "return_fix",
    "reword_finding",
    "split_finding",
    "withdraw_fix",
]
