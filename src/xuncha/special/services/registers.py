"""Who opens special reports: the circle of an inspection."""

from collections.abc import Collection

from xuncha.core.errors import RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.accounts.models import User
from xuncha.foundation.sealing.circles import admit, bring_along, leave, members_of, open_circle, renew
from xuncha.foundation.sealing.models import PersonKey
from xuncha.foundation.sealing.opening import Unlocked, key_in_use
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS
from xuncha.special.models import SpecialRegister
from xuncha.special.rules import reasons_not_to_open, reasons_without_keys
from xuncha.special.selectors import (
    SPECIAL_REGISTERS,
    nameable,
    possible_of_office,
    possible_of_team,
    register_of,
)


@use_case(P.SPECIAL_SIGN, within=INSPECTIONS)
def open_register(act: Act, inspection: Inspection, *, keepers: Collection[User]) -> SpecialRegister:
    """Open the register of special reports of one unit for the leader, writers of the team and whoever receives."""
    chosen = list(nameable(inspection, act.now).filter(pk__in={one.pk for one in keepers} | {act.actor.pk}))
    keys = {one: key_in_use(one) for one in chosen}
    RuleViolated.unless_empty(
        reasons_not_to_open(
            **_counted(act, inspection, chosen),
            keyless=[str(one) for one, key in keys.items() if key is None],
            already=register_of(inspection) is not None,
        )
    )
    name = say("{team}巡察{unit}的专题材料", team=str(inspection.team), unit=str(inspection.organisation))
    circle = open_circle(
        act,
        jurisdiction=inspection.round.term.jurisdiction,
        purpose="special",
        scope_id=inspection.pk,
        name=str(name),
        members=[key for key in keys.values() if key is not None],
    )
    made = SpecialRegister(inspection=inspection, circle=circle)
    return act.create(made, "special.opened", keepers=sorted(map(str, chosen)))


@use_case(P.SPECIAL_SIGN, within=SPECIAL_REGISTERS)
def admit_keeper(act: Act, register: SpecialRegister, *, keeper: User, by: Unlocked) -> SpecialRegister:
    """Name somebody else: from now on they open everything in the register."""
    if not nameable(register.inspection, act.now).filter(pk=keeper.pk).exists():
        raise RuleViolated(reason("只能从本组成员、巡察办主任、书记和领导小组成员中指定。", field="keeper"))
    key: PersonKey | None = key_in_use(keeper)
    RuleViolated.unless_empty(reasons_without_keys([] if key else [str(keeper)]))
    assert key is not None  # noqa: S101 - a reason above
    admit(act, register.circle, key, by)
    return act.change(register, "special.keeper_admitted", detail={"who": str(keeper)})


@use_case(P.SPECIAL_SIGN, within=SPECIAL_REGISTERS)
def remove_keeper(act: Act, register: SpecialRegister, *, keeper: User, by: Unlocked) -> SpecialRegister:
    """Take somebody out at once, and what lies sealed to new keys, so that no old copy opens it."""
    staying = [key.owner for key in members_of(register.circle) if key.owner_id != keeper.pk]
    RuleViolated.unless_empty(
        reasons_not_to_open(**_counted(act, register.inspection, staying), keyless=(), already=False)
    )
    leave(act, register.circle, keeper)
    renew(act, register.circle, by)
    while bring_along(act, register.circle, by):
        """A portion at a time."""
    return act.change(register, "special.keeper_left", detail={"who": str(keeper)})


def _counted(act: Act, inspection: Inspection, people: Collection[User]) -> dict[str, int]:
    """How many of these people are of the team and how many of the office."""
    among = [one.pk for one in people]
    return {
        "team": possible_of_team(inspection).filter(pk__in=among).count(),
        "office": possible_of_office(inspection, act.now).filter(pk__in=among).count(),
    }
