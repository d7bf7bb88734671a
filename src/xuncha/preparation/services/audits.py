"""Audit reports on a unit, supplied before entry or made together with the inspection. (feature A16)"""

from collections.abc import Sequence
from typing import Any

from django.core.files.base import File
from django.utils import timezone

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.foundation.files.services import store
from xuncha.foundation.usecases import Act, use_case
from xuncha.preparation.models import AuditReport
from xuncha.preparation.rules import AuditFacts, reasons_against_audit
from xuncha.preparation.selectors import AUDITS
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS
from xuncha.rounds.workflow import RoundState


@use_case(P.PREPARATION_WRITE, within=INSPECTIONS, lock=False)
def file_audit(
    act: Act, inspection: Inspection, /, *, proof: "Sequence[File[bytes]]" = (), **fields: Any
) -> AuditReport:
    """File an audit report on the inspected unit: kind, auditor, period, main problems, and the report itself."""
    RuleViolated.unless_empty(_against(act, inspection, fields))
    audit = act.create(AuditReport(inspection=inspection, **fields), "audit.filed")
    _attach(act, audit, proof)
    return audit


@use_case(P.PREPARATION_WRITE, within=AUDITS)
def change_audit(
    act: Act,
    audit: AuditReport,
    /,
    *,
    proof: "Sequence[File[bytes]]" = (),
    base_version: int | None = None,
    **fields: Any,
) -> AuditReport:
    """Put right what was filed; files attached before stay."""
    RuleViolated.unless_empty(_against(act, audit.inspection, fields))
    _attach(act, audit, proof)
    return act.change(audit, "audit.changed", base_version=base_version, **fields)


def _against(act: Act, inspection: Inspection, fields: dict[str, Any]) -> Any:
    dates = (fields["period_from"], fields["period_to"], fields["issued_on"])
    return reasons_against_audit(AuditFacts(*dates, timezone.localdate(act.now), RoundState(inspection.round.state)))


def _attach(act: Act, audit: AuditReport, proof: "Sequence[File[bytes]]") -> None:
    attached = [store(act, upload, upload.name or "") for upload in proof]
    if attached:
        audit.files.add(*attached)
        act.record("audit.file_added", audit, files=[file.name for file in attached])
