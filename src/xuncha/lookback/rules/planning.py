"""When a visit may be submitted, approved, finished or given up; who may be in its group. (domain §2.1, §8.4)"""

from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.core.text import Say

LEAST = 2
"""Nobody goes alone (domain §3.3)."""


@dataclass(frozen=True, slots=True)
class Against:
    """A declared tie between somebody of the group and a unit on the visit, in words."""

    unit: str
    why: Say


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """
    A visit as planned.

    `recording` counts members whose account may write results down; `empty` names units without an item to look at.
    """

    units: int
    members: int
    leaders: int
    recording: int
    ties: tuple[Against, ...] = ()
    beside: tuple[Say, ...] = ()
    empty: tuple[str, ...] = ()


def reasons_against_dates(from_on: date, to_on: date) -> list[Reason]:
    """A visit ends after it begins."""
    return [reason("结束日期要不早于开始日期。", field="to_on")] if to_on < from_on else []


def reasons_not_to_submit(facts: VisitFacts) -> list[Reason]:
    """Units with something to look at, a group of two or more with one leader, nobody tied to a unit."""
    found = []
    if not facts.units:
        found.append(reason("还没有列入回访单位。", mend="#units"))
    found += [
        reason("「{unit}」没有可核查的事项，先导入它的旧台账，或者把它去掉。", mend="#units", unit=unit)
        for unit in facts.empty
    ]
    if facts.members < LEAST:
        found.append(reason("督查组至少 {n} 人。", mend="#group", n=LEAST))
    if facts.leaders != 1:
        found.append(reason("督查组要有一名组长，也只能有一名。", mend="#group"))
    if facts.members and not facts.recording:
        found.append(reason("组员里没有人的账号可以填写核查结果，请加一名巡察办或者有关部门的人员。", mend="#group"))
    found += [reason("对「{unit}」要回避：{why}。", mend="#group", unit=tie.unit, why=tie.why) for tie in facts.ties]
    found += [reason("{why}，不能同组。", mend="#group", why=why) for why in facts.beside]
    return found


def reasons_not_to_approve(*, own: bool) -> list[Reason]:
    """Approved or returned by another person than who submitted it."""
    return [reason("由您提交，要由另一个人批准。")] if own else []


def reasons_not_to_finish(*, unchecked: list[str]) -> list[Reason]:
    """It ends when every unit was looked at."""
    return [reason("「{unit}」还没有交核查结果。", mend="#units", unit=unit) for unit in unchecked]


def reasons_not_to_drop(*, checked: int) -> list[Reason]:
    """What was found is not thrown away."""
    return [reason("已有 {n} 个单位交了核查结果，不能撤销，请结束现场核查。", n=checked)] if checked else []
