"""What happens to one finding: confirmed, reworded, put back, not adopted."""

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_
from xuncha.findings.models import Finding
from xuncha.findings.rules.findings import reasons_against_wording, reasons_not_to_drop, reasons_not_to_edit
from xuncha.findings.selectors import FINDINGS
from xuncha.findings.workflow import FINDING, FindingState
from xuncha.foundation.usecases import Act, use_case


@use_case(FINDING.steps["confirm"].permission, within=FINDINGS)
def confirm_finding(act: Act, finding: Finding) -> Finding:
    """Confirm that the team stands by a finding."""
    return act.step(finding, FINDING, "confirm")


@use_case(P.FINDING_WRITE, within=FINDINGS)
def reword_finding(act: Act, finding: Finding, *, base_version: int | None, title: str, text: str) -> Finding:
    """Change the wording; the old one stays in the history, and a confirmed finding must be confirmed again."""
    state = FindingState(finding.state)
    RuleViolated.unless_empty(reasons_not_to_edit(state) or reasons_against_wording(title, text))
    old = (finding.title, finding.text)
    act.change(finding, "finding.reworded", base_version=base_version, title=title.strip(), text=text.strip())
    if state is FindingState.CONFIRMED and (finding.title, finding.text) != old:
        act.step(finding, FINDING, "reopen", reason=N_("确认后改了表述，需重新确认。"))
    return finding


@use_case(FINDING.steps["reopen"].permission, within=FINDINGS)
def reopen_finding(act: Act, finding: Finding, *, reason: str) -> Finding:
    """Put a confirmed finding back for the leader to look at again."""
    return act.step(finding, FINDING, "reopen", reason=reason)


@use_case(FINDING.steps["drop"].permission, within=FINDINGS)
def drop_finding(act: Act, finding: Finding, *, reason: str) -> Finding:
    """Decide, with a reason, not to adopt a finding that somebody else raised."""
    RuleViolated.unless_empty(reasons_not_to_drop(author=finding.created_by_id == act.actor.pk))
    return act.step(finding, FINDING, "drop", reason=reason)
