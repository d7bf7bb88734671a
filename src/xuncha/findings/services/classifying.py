"""Classifying a finding on several axes, weighing it, and tying it to the earlier finding it repeats."""

from collections.abc import Sequence

from xuncha.core.errors import OutOfReach, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.findings.models import Finding
from xuncha.findings.rules.findings import (
    NO_LONGER_EDITED,
    EarlierFacts,
    reasons_not_to_classify,
    reasons_not_to_edit,
)
from xuncha.findings.selectors import FINDINGS, entered_on
from xuncha.findings.services.classes import classify, facts_of
from xuncha.findings.workflow import FindingState
from xuncha.foundation.regulations.models import Category
from xuncha.foundation.usecases import Act, use_case


@use_case(P.FINDING_WRITE, within=FINDINGS)
def classify_finding(
    act: Act,
    finding: Finding,
    *,
    base_version: int | None,
    categories: Sequence[Category],
    severity: str,
    main: bool,
    repeat_of: Finding | None = None,
) -> Finding:
    """Say on each axis what kind of finding it is, how grave, whether a main one, and which earlier one it repeats."""
    inspection = finding.inspection
    reasons = reasons_not_to_edit(FindingState(finding.state)) + reasons_not_to_classify(
        [facts_of(category, inspection) for category in categories],
        entered_on(inspection),
        _earlier(act, finding, repeat_of) if repeat_of else None,
    )
    RuleViolated.unless_empty(reasons)
    act.change(finding, "finding.weighed", base_version=base_version, severity=severity, main=main, repeat_of=repeat_of)
    classify(act, finding, categories)
    return finding


def _earlier(act: Act, finding: Finding, repeat_of: Finding) -> EarlierFacts:
    if not FINDINGS.permits(act.actor, FINDINGS.read, repeat_of):
        raise OutOfReach(say("没有那条以前的问题，或者不在您的工作范围内。"))
    then, now = repeat_of.inspection, finding.inspection
    return EarlierFacts(
        same_organisation=then.organisation_id == now.organisation_id,
        earlier=then.pk != now.pk and entered_on(then) < entered_on(now),
        edited_no_longer=repeat_of.state in NO_LONGER_EDITED,
    )
