"""Which organisation may be inspected in which way, and when it may leave a round. Facts in, reasons out."""

from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.rounds.rules.rounds import STAFFED
from xuncha.rounds.workflow import RoundState

FREE_SCOPE = frozenset({"special", "mobile", "pinpoint", "follow_up", "extended", "sector_joint", "town_villages"})
"""Types that may take organisations of the own jurisdiction and of those below it."""

VILLAGE, TOWNSHIP = "village", "township"


@dataclass(frozen=True, slots=True)
class AddingFacts:
    """An organisation that somebody wants to add to a round in some way."""

    unit: str
    unit_type: str
    type: str
    round_state: RoundState
    own: bool  # the organisation belongs to the round's jurisdiction
    below: bool  # … or to a jurisdiction below it
    entrusted: bool = False  # whose office takes part in the round and has its units inspected there (linkage)
    closed: bool = False
    already: bool = False
    inspected_before: bool = False
    has_sector: bool = False
    parent: str = ""  # the unit of the inspection that is extended; empty: none given
    parent_in_round: bool = False
    related: bool = False  # below the parent, or in the same sector
    focus: str = ""


def reasons_not_to_add(facts: AddingFacts) -> list[Reason]:
    """Why this organisation cannot be inspected in this way in this round (domain §1.1, feature A05)."""
    found = []
    if facts.already:
        found.append(reason("「{unit}」已在本轮，同一轮只列一次。", "organisation", "#units", unit=facts.unit))
    if facts.closed:
        found.append(reason("「{unit}」已撤销，不能再列入。", "organisation", unit=facts.unit))
    if facts.round_state is not RoundState.DRAFT and not (facts.round_state in STAFFED and facts.type == "extended"):
        found.append(reason("方案提交后只能增加延伸巡察的对象；其他对象请先退回修改。", "type"))
    return found + _reasons_against_level(facts) + _reasons_against_type(facts)


def _reasons_against_level(facts: AddingFacts) -> list[Reason]:
    unit = facts.unit
    if facts.type == "upgraded" and not facts.below:
        return [reason("提级巡察的对象要属于下级；「{unit}」不是。", "type", unit=unit)]
    if facts.type == "cross" and facts.own:
        return [reason("交叉巡察的对象要属于其他地方；「{unit}」属于本级。", "type", unit=unit)]
    if facts.type in {"upgraded", "cross"} or facts.own or (facts.type == "routine" and facts.entrusted):
        return []
    if facts.below and (facts.type in FREE_SCOPE or facts.type == "direct_village"):
        return []
    if facts.below:
        return [reason("「{unit}」属于下级，请选提级巡察、延伸巡察或专项巡察。", "type", unit=unit)]
    return [reason("「{unit}」不属于本级，也不属于下级；跨地方请选交叉巡察。", "type", unit=unit)]


def _reasons_against_type(facts: AddingFacts) -> list[Reason]:
    unit, found = facts.unit, []
    if facts.type == "follow_up" and not facts.inspected_before:
        found.append(reason("「{unit}」以前没有巡察过，不能“回头看”。", "type", unit=unit))
    if facts.type == "direct_village" and facts.unit_type != VILLAGE:
        found.append(reason("直接巡村的对象要是村（社区）；「{unit}」不是。", "organisation", unit=unit))
    if facts.type == "town_villages" and facts.unit_type not in {TOWNSHIP, VILLAGE}:
        found.append(reason("巡乡带村的对象要是乡镇（街道）和它的村；「{unit}」不是。", "organisation", unit=unit))
    if facts.type == "sector_joint" and not facts.has_sector:
        found.append(reason("板块联动的对象要属于一个板块；「{unit}」还没有登记板块。", "organisation", unit=unit))
    if facts.type == "extended":
        if not facts.parent:
            found.append(reason("延伸巡察要选从哪一家延伸。", field="extends"))
        elif not facts.parent_in_round:
            found.append(reason("「{parent}」不在本轮，不能从它延伸。", "extends", parent=facts.parent))
        elif not facts.related and not facts.focus.strip():
            found.append(
                reason(
                    "「{unit}」不在「{parent}」之下，也不属同一板块，请在“重点”里写明延伸的事由。",
                    "focus",
                    unit=unit,
                    parent=facts.parent,
                )
            )
    return found


def reasons_not_to_join(*, sectors: frozenset[str], chosen: int) -> list[Reason]:
    """Sector-joint inspections take several organisations of one sector at once."""
    found = []
    if chosen < 2:
        found.append(reason("板块联动至少选 2 家。", field="organisations"))
    if len(sectors) > 1:
        found.append(reason("一次只能选同一板块的单位；现在选了 {n} 个板块。", "organisations", n=len(sectors)))
    return found


def reasons_not_to_take_villages(*, town: str, unit_type: str, chosen: int, foreign: tuple[str, ...]) -> list[Reason]:
    """A township is inspected together with villages of its own."""
    found = []
    if unit_type != TOWNSHIP:
        found.append(reason("「{town}」不是乡镇（街道），不能巡乡带村。", "town", town=town))
    if not chosen:
        found.append(reason("请至少选 1 个村（社区）。", "villages"))
    found += [reason("「{village}」不属于「{town}」。", "villages", village=v, town=town) for v in foreign]
    return found


def reasons_not_to_remove(state: RoundState, *, unit: str, extensions: int) -> list[Reason]:
    """An inspection leaves a round only while the round is a draft, and not from under its extensions."""
    found = []
    if state is not RoundState.DRAFT:
        found.append(reason("方案提交后不能移出「{unit}」；请先退回修改。", mend="#steps", unit=unit))
    if extensions:
        found.append(reason("「{unit}」还有 {n} 个延伸对象，请先移出它们。", mend="#units", unit=unit, n=extensions))
    return found


def reasons_not_to_move(state: RoundState, *, unit: str) -> list[Reason]:
    """A unit changes its team until the teams have gone in: afterwards papers hang on it."""
    if state in {RoundState.DRAFT, RoundState.AUTHORISED}:
        return []
    return [reason("只有筹备中或进驻前才能把「{unit}」调到其他组。", "team", "#steps", unit=unit)]


def reasons_not_to_leave_unit(state: RoundState, *, unit: str, withdrawn_on: date | None) -> list[Reason]:
    """A team comes out of one unit once, while the round is in the field; afterwards the whole round is out."""
    if withdrawn_on is not None:
        day = withdrawn_on.isoformat()
        return [reason("「{unit}」已于 {day} 撤点。", unit=unit, day=day)]
    if state is not RoundState.IN_FIELD:
        return [reason("本轮不在驻点中，不能登记「{unit}」撤点。", unit=unit)]
    return []
