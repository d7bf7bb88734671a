"""Who opens clues: the circle of an inspection, and the people who receive at a body."""

from collections.abc import Collection

from xuncha.clues.models import Body, ClueRegister
from xuncha.clues.rules import reasons_not_to_open, reasons_not_to_receive, reasons_without_keys
from xuncha.clues.selectors import (
    REGISTERS,
    bodies_of,
    possible_of_office,
    possible_of_team,
    possible_recipients,
    receiving_circle,
    register_of,
)
from xuncha.core.errors import Denied, RuleViolated, reason
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.sealing.circles import admit, bring_along, leave, members_of, open_circle, renew
from xuncha.foundation.sealing.models import Circle, PersonKey
from xuncha.foundation.sealing.opening import Unlocked, key_in_use
from xuncha.foundation.usecases import Act, use_case
from xuncha.rounds.models import Inspection
from xuncha.rounds.selectors import INSPECTIONS


@use_case(P.CLUE_APPROVE, within=INSPECTIONS)
def open_register(act: Act, inspection: Inspection, *, keepers: Collection[User]) -> ClueRegister:
    """
    Open the register of clues of one unit for the leader, designated people of the team and of the office.

    It is opened for every inspection, whether a clue is expected or not.
    """
    chosen = {one.pk for one in keepers} | {act.actor.pk}
    team = list(possible_of_team(inspection).filter(pk__in=chosen))
    office = list(possible_of_office(inspection, act.now).filter(pk__in=chosen))
    keys = _keys_of({*team, *office})
    RuleViolated.unless_empty(
        reasons_not_to_open(
            team=len(team), office=len(office), keyless=_keyless(keys), already=register_of(inspection) is not None
        )
    )
    name = say("{team}巡察{unit}的问题线索", team=str(inspection.team), unit=str(inspection.organisation))
    circle = open_circle(
        act,
        jurisdiction=inspection.round.term.jurisdiction,
        purpose="clues",
        scope_id=inspection.pk,
        name=str(name),
        members=_held(keys),
    )
    return act.create(
        ClueRegister(inspection=inspection, circle=circle), "clues.opened", keepers=sorted(map(str, keys))
    )


@use_case(P.CLUE_APPROVE, within=REGISTERS)
def admit_keeper(act: Act, register: ClueRegister, *, keeper: User, by: Unlocked) -> ClueRegister:
    """Designate somebody else: from now on they open everything in the register."""
    inspection = register.inspection
    possible = possible_of_team(inspection) | possible_of_office(inspection, act.now)
    if not possible.filter(pk=keeper.pk).exists():
        raise RuleViolated(reason("只能从本组成员和巡察办工作人员中指定。", field="keeper"))
    keys = _keys_of({keeper})
    RuleViolated.unless_empty(reasons_without_keys(_keyless(keys)))
    admit(act, register.circle, _held(keys)[0], by)
    return act.change(register, "clues.keeper_admitted", detail={"who": str(keeper)})


@use_case(P.CLUE_APPROVE, within=REGISTERS)
def remove_keeper(act: Act, register: ClueRegister, *, keeper: User, by: Unlocked) -> ClueRegister:
    """Take somebody out at once, and what lies sealed to new keys, so that no old copy opens it."""
    staying = {key.owner for key in members_of(register.circle)} - {keeper}
    among = {one.pk for one in staying}
    inspection = register.inspection
    RuleViolated.unless_empty(
        reasons_not_to_open(
            team=possible_of_team(inspection).filter(pk__in=among).count(),
            office=possible_of_office(inspection, act.now).filter(pk__in=among).count(),
            keyless=(),
            already=False,
        )
    )
    _take_out(act, register.circle, keeper, by)
    return act.change(register, "clues.keeper_left", detail={"who": str(keeper)})


@use_case(P.HANDED_RUN, within=JURISDICTIONS)
def open_receiving(act: Act, jurisdiction: Jurisdiction, *, body: Body, keepers: Collection[User]) -> Circle:
    """Name the people of one's body who receive clues, open them and deal with them."""
    if body not in bodies_of(act.actor, jurisdiction):
        raise Denied(say("只能指定本部门的接收人。"))
    chosen = list(possible_recipients(body, jurisdiction, act.now).filter(pk__in=[one.pk for one in keepers]))
    keys = _keys_of(chosen)
    RuleViolated.unless_empty(
        reasons_not_to_receive(
            chosen=len(chosen), keyless=_keyless(keys), already=receiving_circle(body, jurisdiction) is not None
        )
    )
    name = say("{place}{body}接收的问题线索", place=str(jurisdiction), body=str(body.label))
    circle = open_circle(
        act,
        jurisdiction=jurisdiction,
        purpose=f"clues-{body}",
        scope_id=jurisdiction.pk,
        name=str(name),
        members=_held(keys),
    )
    act.record("clues.receiving_opened", circle, keepers=sorted(map(str, keys)))
    return circle


def _take_out(act: Act, circle: Circle, keeper: User, by: Unlocked) -> None:
    leave(act, circle, keeper)
    renew(act, circle, by)
    while bring_along(act, circle, by):
        """A portion at a time."""


def _keys_of(people: Collection[User]) -> dict[User, PersonKey | None]:
    return {one: key_in_use(one) for one in sorted(people, key=lambda user: user.pk)}


def _keyless(keys: dict[User, PersonKey | None]) -> list[str]:
    return [str(one) for one, key in keys.items() if key is None]


def _held(keys: dict[User, PersonKey | None]) -> list[PersonKey]:
    return [key for key in keys.values() if key is not None]
