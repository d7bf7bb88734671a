"""What a round inspects, how a team's units are listed, and what departments suggested while it was a draft."""

from datetime import timedelta
from typing import Any

from xuncha.core.errors import RuleViolated
from xuncha.core.permissions import Role
from xuncha.core.text import say
from xuncha.foundation.usecases import Act
from xuncha.planning.models import InspectionType
from xuncha.rounds.models import Inspection, Round, Team
from xuncha.rounds.services import (
    add_inspection,
    add_sector_joint,
    add_town_with_villages,
    adopt_suggestion,
    decline_suggestion,
    suggest_inspection,
)
from xuncha.site.scenario.stage import Stage

Listed = dict[str, Inspection]
"""The units that the round lists so far, by name."""


def list_units(stage: Stage, batch: Round, team: Team, told: dict[str, Any], listed: Listed) -> None:
    """List a team's units as they are told; those of a sector that are inspected jointly come in one act."""
    for unit in told["units"]:
        if unit["type"] != InspectionType.SECTOR_JOINT:
            listed[unit["name"]] = _one(stage, batch, team, unit, listed)
    joint = [stage.organisation(u["name"]) for u in told["units"] if u["type"] == InspectionType.SECTOR_JOINT]
    if joint:
        add_sector_joint(_clerk(stage, batch), batch, organisations=joint, team=team)


def _one(stage: Stage, batch: Round, team: Team, unit: dict[str, Any], listed: Listed) -> Inspection:
    kind, organisation = InspectionType(unit["type"]), stage.organisation(unit["name"])
    if "villages" in unit:
        villages = [stage.organisation(name) for name in unit["villages"]]
        act = _clerk(stage, batch)
        return add_town_with_villages(act, batch, town=organisation, villages=villages, team=team, town_type=kind)
    parent = listed.get(unit["extends"]) if "extends" in unit else None
    if "extends" in unit and parent is None:
        raise RuleViolated(say("「{name}」的延伸来源不在本轮前面列出的单位里。", name=unit["name"]))
    act = _clerk(stage, batch)
    return add_inspection(act, batch, organisation=organisation, type=kind, team=team, extends=parent)


def suggest(stage: Stage, batch: Round, told: dict[str, Any], teams: list[Team]) -> None:
    """Departments suggest units the day after the draft; the office answers the day after that, where it is told."""
    given = []
    stage.go_to(stage.moment.date() + timedelta(days=1))
    for one in told.get("suggestions", []):
        act = stage.by(stage.users[one["by"]])
        given.append(suggest_inspection(act, batch, organisation=stage.organisation(one["unit"]), text=one["text"]))
    stage.go_to(stage.moment.date() + timedelta(days=1))
    for one, suggestion in zip(told.get("suggestions", []), given, strict=True):
        if "declined" in one:
            decline_suggestion(_clerk(stage, batch), suggestion, reason=one["declined"])
        elif "adopted" in one:
            kind, team = InspectionType(one["adopted"]["type"]), teams[one["adopted"]["team"] - 1]
            adopt_suggestion(_clerk(stage, batch), suggestion, type=kind, team=team)


def _clerk(stage: Stage, batch: Round) -> Act:
    return stage.by_role(Role.OFFICE_CLERK, batch.term.jurisdiction.code)
