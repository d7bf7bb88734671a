"""Choosing what a round inspects: one organisation, a town with its villages, a sector; moving and removing."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from xuncha.core.errors import OutOfReach, Reason, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.usecases import Act, use_case
from xuncha.planning.models import InspectionType
from xuncha.rounds.models import Inspection, Round, Team
from xuncha.rounds.rules import (
    reasons_against_day,
    reasons_not_to_add,
    reasons_not_to_join,
    reasons_not_to_leave_unit,
    reasons_not_to_load,
    reasons_not_to_move,
    reasons_not_to_remove,
    reasons_not_to_take_villages,
)
from xuncha.rounds.selectors import INSPECTIONS, ROUNDS, adding_facts, clashes_with
from xuncha.rounds.services.recusal import recuse_members
from xuncha.rounds.workflow import RoundState


@use_case(P.ROUND_DRAFT, within=ROUNDS)
def add_inspection(
    act: Act,
    batch: Round,
    *,
    organisation: Organisation,
    type: InspectionType,  # noqa: A002 - the field's own name
    team: Team | None = None,
    extends: Inspection | None = None,
    focus: str = "",
) -> Inspection:
    """List an organisation in the round. An extension goes to its parent's team; members with ties keep out of it."""
    if type == InspectionType.EXTENDED and extends is not None and extends.round_id == batch.pk:
        team = extends.team
    reasons = reasons_not_to_add(adding_facts(batch, organisation, type, extends=extends, focus=focus))
    RuleViolated.unless_empty(reasons + _reasons_against_team(act, batch, team, [organisation]))
    created = _list(act, batch, organisation, type, team, extends=extends, focus=focus)
    if team is not None:
        recuse_members(act, team)
    return created


@use_case(P.ROUND_DRAFT, within=ROUNDS)
def add_town_with_villages(
    act: Act,
    batch: Round,
    *,
    town: Organisation,
    villages: Sequence[Organisation],
    team: Team | None = None,
    town_type: InspectionType = InspectionType.TOWN_VILLAGES,
    focus: str = "",
) -> Inspection:
    """List a township and villages of its own in one act (巡乡带村); as a routine inspection the town counts."""
    foreign = tuple(str(village) for village in villages if village.parent_id != town.pk)
    reasons = reasons_not_to_take_villages(
        town=str(town), unit_type=town.unit_type, chosen=len(villages), foreign=foreign
    )
    reasons += reasons_not_to_add(adding_facts(batch, town, town_type, focus=focus))
    for village in villages:
        reasons += reasons_not_to_add(adding_facts(batch, village, InspectionType.TOWN_VILLAGES))
    RuleViolated.unless_empty(reasons + _reasons_against_team(act, batch, team, [town, *villages]))
    parent = _list(act, batch, town, town_type, team, focus=focus)
    for village in villages:
        _list(act, batch, village, InspectionType.TOWN_VILLAGES, team, extends=parent)
    if team is not None:
        recuse_members(act, team)
    return parent


@use_case(P.ROUND_DRAFT, within=ROUNDS)
def add_sector_joint(
    act: Act, batch: Round, *, organisations: Sequence[Organisation], team: Team | None = None, focus: str = ""
) -> Round:
    """List several organisations of one sector, of this level and below, in one act (板块联动)."""
    sectors = frozenset(str(unit.sector_id) for unit in organisations)
    reasons = reasons_not_to_join(sectors=sectors, chosen=len(organisations))
    for unit in organisations:
        reasons += reasons_not_to_add(adding_facts(batch, unit, InspectionType.SECTOR_JOINT))
    RuleViolated.unless_empty(reasons + _reasons_against_team(act, batch, team, organisations))
    for unit in organisations:
        _list(act, batch, unit, InspectionType.SECTOR_JOINT, team, focus=focus)
    if team is not None:
        recuse_members(act, team)
    return batch


@use_case(P.ROUND_DRAFT, within=INSPECTIONS)
def change_inspection(act: Act, inspection: Inspection, *, focus: str, base_version: int | None = None) -> Inspection:
    """Change what the inspection looks at above all."""
    return act.change(inspection, "inspection.changed", base_version=base_version, focus=focus)


@use_case(P.ROUND_DRAFT, within=INSPECTIONS)
def move_inspection(act: Act, inspection: Inspection, *, team: Team, base_version: int | None = None) -> Inspection:
    """Give a unit, with everything extended from it, to another team of the round (一托N)."""
    batch = inspection.round
    moving = [inspection, *inspection.extensions.select_related("organisation")]
    reasons = reasons_not_to_move(RoundState(batch.state), unit=str(inspection.organisation))
    reasons += _reasons_against_team(act, batch, team, [i.organisation for i in moving])
    RuleViolated.unless_empty(reasons)
    left = inspection.team
    act.change(inspection, "inspection.moved", base_version=base_version, team=team)
    for extension in moving[1:]:
        act.change(extension, "inspection.moved", team=team)
    for concerned in filter(None, (left, team)):
        recuse_members(act, concerned)
    return inspection


@use_case(P.ROUND_RUN, within=INSPECTIONS)
def withdraw_inspection(act: Act, inspection: Inspection, *, on: date) -> Inspection:
    """Note that the team came out of one unit while others of the round are still inspected."""
    batch = inspection.round
    RuleViolated.unless_empty(
        reasons_not_to_leave_unit(
            RoundState(batch.state), unit=str(inspection.organisation), withdrawn_on=inspection.withdraw_on
        )
        or reasons_against_day(
            day=on,
            today=timezone.localdate(act.now),
            authority_to=batch.authority_to,
            entered=inspection.entry_on,
        )
    )
    return act.change(inspection, "inspection.withdrawn", withdraw_on=on)


@use_case(P.ROUND_DRAFT, within=ROUNDS)
def remove_inspection(act: Act, batch: Round, *, inspection: Inspection) -> Round:
    """Take a unit out of a draft."""
    if inspection.round_id != batch.pk:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    RuleViolated.unless_empty(
        reasons_not_to_remove(
            RoundState(batch.state), unit=str(inspection.organisation), extensions=inspection.extensions.count()
        )
    )
    team = inspection.team
    act.record("inspection.removed", inspection, type=inspection.type, unit=str(inspection.organisation))
    inspection.delete()
    if team is not None:
        recuse_members(act, team)
    return batch


def _list(
    act: Act,
    batch: Round,
    unit: Organisation,
    kind: InspectionType,
    team: Team | None,
    *,
    extends: Inspection | None = None,
    focus: str = "",
) -> Inspection:
    entered = timezone.localdate(act.now) if batch.state == RoundState.IN_FIELD else None
    return act.create(
        Inspection(
            round=batch, team=team, organisation=unit, type=kind, extends=extends, focus=focus, entry_on=entered
        ),
        "inspection.added",
    )


def _reasons_against_team(act: Act, batch: Round, team: Team | None, arriving: Sequence[Organisation]) -> list[Reason]:
    """A team of another round does not exist here; a member without any unit left is told by name."""
    if team is None:
        return []
    if team.round_id != batch.pk:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    return reasons_not_to_load(clashes_with(team, arriving, timezone.localdate(act.now)))
