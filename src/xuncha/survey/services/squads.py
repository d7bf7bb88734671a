"""Pinpoint squads: planned, sent, back with numbers and results. (feature B09)"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from xuncha.core.errors import RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Inspection, Membership
from xuncha.rounds.selectors import INSPECTIONS
from xuncha.survey.models import Quantity, Squad, SquadResult
from xuncha.survey.rules.squads import Planned, SquadFacts, reasons_not_to_plan, reasons_not_to_report
from xuncha.survey.selectors.squads import RESULTS, SQUADS, may_go
from xuncha.survey.workflow import SQUAD, SquadState


@use_case(P.SURVEY_WRITE, within=INSPECTIONS, lock=False)
def plan_squad(
    act: Act,
    inspection: Inspection,
    *,
    title: str,
    on: date,
    place: str,
    matter: str,
    members: Collection[Membership],
    quantities: Sequence[Planned],
) -> Squad:
    """Send a few of the team to one place on one day about one matter, with what they are to count."""
    _check(inspection, on, members, quantities)
    squad = Squad(inspection=inspection, title=title, on=on, place=place, matter=matter)
    act.create(squad, "squad.planned", members=[str(one.person) for one in members])
    _arrange(squad, members, quantities)
    return squad


@use_case(P.SURVEY_WRITE, within=SQUADS)
def change_squad(
    act: Act,
    squad: Squad,
    *,
    title: str,
    on: date,
    place: str,
    matter: str,
    members: Collection[Membership],
    quantities: Sequence[Planned],
    base_version: int | None = None,
) -> Squad:
    """Change a squad that is not back yet."""
    if squad.state != SquadState.PLANNED:
        raise RuleViolated(reason("小分队已经回报或者取消，安排不再改。"))
    _check(squad.inspection, on, members, quantities)
    read, detail = squad.version, {"members": [str(one.person) for one in members]}
    act.change(
        squad,
        "squad.changed",
        base_version=base_version,
        detail=detail,
        title=title,
        on=on,
        place=place,
        matter=matter,
    )
    if squad.version == read:  # members and quantities count as well: the next one who saves is to see them
        squad.version += 1
        squad.save(update_fields=["version"])
    squad.quantities.all().delete()
    _arrange(squad, members, quantities)
    return squad


@use_case(SQUAD.steps["report"].permission, within=SQUADS)
def report_squad(act: Act, squad: Squad, *, done: Mapping[int, Decimal | None]) -> Squad:
    """Note what was done of each quantity (by its key); the squad is back."""
    SQUAD.step("report", SquadState(squad.state))
    lines = list(squad.quantities.all())
    numbers = [done.get(line.pk) for line in lines]
    RuleViolated.unless_empty(reasons_not_to_report(on=squad.on, today=timezone.localdate(act.now), done=numbers))
    for line, number in zip(lines, numbers, strict=True):
        line.done = number
    Quantity.objects.bulk_update(lines, ["done"])
    act.record("squad.counted", squad, done={line.what: f"{line.done} {line.unit}" for line in lines})
    return act.step(squad, SQUAD, "report")


@use_case(SQUAD.steps["drop"].permission, within=SQUADS)
def drop_squad(act: Act, squad: Squad, *, reason: str) -> Squad:
    """Call a squad off, with the reason."""
    return act.step(squad, SQUAD, "drop", reason=reason)


@use_case(P.SURVEY_WRITE, within=SQUADS, lock=False)
def add_result(act: Act, squad: Squad, /, **fields: Any) -> SquadResult:
    """Note one thing a squad found: what, where, how much of it, how much money."""
    if squad.state == SquadState.DROPPED:
        raise RuleViolated(reason("小分队已经取消，不能登记结果。"))
    _check_result(fields)
    return act.create(SquadResult(squad=squad, **fields), "squad.result_added")


@use_case(P.SURVEY_WRITE, within=RESULTS)
def change_result(act: Act, result: SquadResult, /, *, base_version: int | None = None, **fields: Any) -> SquadResult:
    """Put right what was noted."""
    _check_result(fields)
    return act.change(result, "squad.result_changed", base_version=base_version, **fields)


def _check_result(fields: Mapping[str, Any]) -> None:
    if (fields.get("quantity") is None) != (not fields.get("unit")):
        raise RuleViolated(reason("数量和单位要一起写，如“12 户”。", field="quantity"))


def _check(inspection: Inspection, on: date, members: Collection[Membership], quantities: Sequence[Planned]) -> None:
    chosen = {one.pk for one in members}
    RuleViolated.unless_empty(
        reasons_not_to_plan(
            SquadFacts(
                members=len(chosen),
                own=may_go(inspection).filter(pk__in=chosen).count() == len(chosen),
                on=on,
                begins_on=inspection.begins_on,
                ends_on=inspection.ends_on,
                quantities=len(quantities),
            )
        )
    )


def _arrange(squad: Squad, members: Collection[Membership], quantities: Sequence[Planned]) -> None:
    squad.members.set(members)
    Quantity.objects.bulk_create(
        Quantity(squad=squad, position=n, what=one.what, unit=one.unit, planned=one.planned)
        for n, one in enumerate(quantities, 1)
    )
