"""The reports of a round: which confirmed findings go up, which stay out and why; signed by the teams' leaders."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from xuncha.feedback.models import Report
from xuncha.feedback.services import compose_report, open_report, sign_report
from xuncha.findings.models import Finding
from xuncha.findings.workflow import FindingState
from xuncha.rounds.models import Inspection, Round
from xuncha.site.scenario.cases import Hands
from xuncha.site.scenario.stage import Stage
from xuncha.site.scenario.texts import after_bank

WRITTEN_AFTER = timedelta(days=3)  # the findings stand since five days after withdrawal
SIGNED_AFTER = timedelta(days=4)
ENOUGH = 5
"""A report that leaves a finding out has at least so many."""


def write_reports(stage: Stage, batch: Round, told: dict[str, Any], hands: Mapping[int, Hands]) -> None:
    """Compose and sign the report of every inspection with findings; `left_out` of them stay out, one of a unit."""
    confirmed = Finding.objects.filter(inspection__round=batch, state=FindingState.CONFIRMED)
    found: dict[Inspection, list[Finding]] = {}
    inspections = {i.pk: i for i in batch.inspections.select_related("organisation").order_by("pk")}
    for finding in confirmed.order_by("inspection", "number"):
        found.setdefault(inspections[finding.inspection_id], []).append(finding)
    rich = [inspection for inspection, findings in found.items() if len(findings) >= ENOUGH]
    out = {inspection.pk for inspection in rich[: told.get("left_out", 0)]}
    stage.go_to(stage.moment.date() + WRITTEN_AFTER)
    reports = [
        (_compose(stage, inspection, findings, hands[inspection.team_id or 0], leave=inspection.pk in out), inspection)
        for inspection, findings in found.items()
    ]
    stage.go_to(stage.moment.date() + SIGNED_AFTER)
    for report, inspection in reports:
        sign_report(stage.by(hands[inspection.team_id or 0].leader), report)


def _compose(stage: Stage, inspection: Inspection, findings: list[Finding], hands: Hands, *, leave: bool) -> Report:
    bank, unit = after_bank(), str(inspection.organisation)
    report = open_report(stage.by(hands.liaison), inspection)
    left_out = {findings[-1]: stage.after_dice.choice(bank["left_out"])} if leave else {}
    return compose_report(
        stage.by(hands.liaison),
        report,
        base_version=None,
        findings=findings[:-1] if leave else findings,
        left_out=left_out,
        overall=stage.after_dice.choice(bank["judgement"]).format(unit=unit),
        advice=stage.after_dice.choice(bank["advice"]),
    )
