"""Visits and meetings sat in on: noted, put right, with photographs. (feature B04)"""

from collections.abc import Sequence
from typing import Any

from django.core.files.base import File
from django.utils import timezone

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.foundation.accounts.models import User
from xuncha.foundation.files.services import store
from xuncha.foundation.usecases import Act, use_case
from xuncha.gathering.models import Visit
from xuncha.gathering.rules.visits import VisitFacts, reasons_against_visit
from xuncha.gathering.selectors import VISITS
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS, people_with
from xuncha.rounds.workflow import RoundState


@use_case(P.VISIT_WRITE, within=INSPECTIONS, lock=False)
def note_visit(
    act: Act,
    inspection: Inspection,
    /,
    *,
    members: Sequence[User],
    proof: "Sequence[File[bytes]]" = (),
    **fields: Any,
) -> Visit:
    """Note a visit or a meeting: where, when, who went, what was seen, of how many."""
    _check(act, inspection, members, fields, also=())
    visit = act.create(Visit(inspection=inspection, **fields), "visit.noted", by=[str(one) for one in members])
    visit.members.set(members)
    _attach(act, visit, proof)
    return visit


@use_case(P.VISIT_WRITE, within=VISITS)
def change_visit(
    act: Act,
    visit: Visit,
    /,
    *,
    members: Sequence[User],
    proof: "Sequence[File[bytes]]" = (),
    base_version: int | None = None,
    **fields: Any,
) -> Visit:
    """Put right what was noted; files attached before stay."""
    went = list(visit.members.all())
    _check(act, visit.inspection, members, fields, also=went)
    detail = {"by": [str(one) for one in members]}
    act.change(visit, "visit.changed", base_version=base_version, detail=detail, **fields)
    visit.members.set(members)
    _attach(act, visit, proof)
    return visit


def _check(
    act: Act, inspection: Inspection, members: Sequence[User], fields: dict[str, Any], also: Sequence[User]
) -> None:
    """Who went before may stay named after they have left the team."""
    team = {one.pk for one in (*people_with(P.VISIT_WRITE, inspection, act.now), *also)}
    RuleViolated.unless_empty(
        reasons_against_visit(
            VisitFacts(
                on=fields["on"],
                today=timezone.localdate(act.now),
                members={one.pk: one.name for one in members},
                team=team,
                seen=fields["seen"],
                quantity=fields.get("quantity"),
                unit=fields.get("unit", ""),
                round_state=RoundState(inspection.round.state),
            )
        )
    )


def _attach(act: Act, visit: Visit, proof: "Sequence[File[bytes]]") -> None:
    attached = [store(act, upload, upload.name or "") for upload in proof]
    if attached:
        visit.files.add(*attached)
        act.record("visit.file_added", visit, files=[file.name for file in attached])
