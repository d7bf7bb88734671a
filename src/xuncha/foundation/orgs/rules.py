"""What must hold before an organisation is made, renamed, moved or closed. No database."""

import re
from dataclasses import dataclass, field
from datetime import date

from xuncha.core.errors import Reason, reason

VILLAGE = "village"
LEVELS = ("province", "city", "county", "town")
"""Administrative levels from top to bottom."""


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """What making or changing an organisation looks at. `above` are the ids over the parent, the parent included."""

    code: str
    name: str
    unit_type: str
    village_risk: str = ""
    code_taken: bool = False
    name_taken: bool = False
    pk: int | None = None
    parent: int | None = None
    parent_closed: bool = False
    parent_elsewhere: bool = False
    above: tuple[int, ...] = field(default=())


def reasons_not_to_keep(facts: OrganisationFacts) -> list[Reason]:
    """An organisation has a code and a name of its own, a risk only when it is a village, and no loop above it."""
    reasons = []
    if not is_code(facts.code):
        reasons.append(reason("编码用字母、数字和短横，例如 TC-U01。", field="code"))
    if facts.code_taken:
        reasons.append(reason("编码 {code} 已经用过。", field="code", code=facts.code))
    if not facts.name.strip():
        reasons.append(reason("请填写全称。", field="name"))
    if facts.name_taken:
        reasons.append(reason("同一上级下已有「{name}」，请核对是不是同一家。", field="name", name=facts.name))
    if facts.village_risk and facts.unit_type != VILLAGE:
        reasons.append(reason("只有村（社区）才分风险等次，请清空或改单位类型。", field="village_risk"))
    return reasons + reasons_against_parent(facts)


def reasons_against_parent(facts: OrganisationFacts) -> list[Reason]:
    """The parent is another, open organisation of the same tree, and not one of its own children."""
    reasons = []
    if facts.parent is not None and facts.pk is not None and facts.pk in (facts.parent, *facts.above):
        reasons.append(reason("上级不能是它自己，也不能是它的下级。", field="parent"))
    if facts.parent_closed:
        reasons.append(reason("上级单位已经撤销，请选仍在的单位。", field="parent"))
    if facts.parent_elsewhere:
        reasons.append(reason("上级单位要在同一个市的辖区里。", field="parent"))
    return reasons


def is_code(code: str) -> bool:
    """Letters, digits and hyphens, up to forty."""
    return re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9\-]{0,39}", code) is not None


@dataclass(frozen=True, slots=True)
class RenameFacts:
    """What a renaming looks at. `since` is when today's name came into force, None when that is not known."""

    old: str
    new: str
    on: date
    since: date | None
    name_taken: bool = False


def reasons_not_to_rename(facts: RenameFacts) -> list[Reason]:
    """A new name differs from the old one and comes into force after it."""
    reasons = []
    if not facts.new.strip():
        reasons.append(reason("请填写新的全称。", field="name"))
    if facts.new == facts.old:
        reasons.append(reason("新名称和现在的名称一样。", field="name"))
    if facts.name_taken:
        reasons.append(reason("同一上级下已有「{name}」，请核对是不是同一家。", field="name", name=facts.new))
    if facts.since is not None and facts.on <= facts.since:
        reasons.append(reason("启用日期要晚于现名称启用的 {day}。", field="on", day=facts.since.isoformat()))
    return reasons


def reasons_not_to_close(closed_on: date | None, open_children: int) -> list[Reason]:
    """An organisation closes once, after those below it."""
    reasons = []
    if closed_on is not None:
        reasons.append(reason("已于 {day} 撤销。", field="on", day=closed_on.isoformat()))
    if open_children:
        reasons.append(reason("还有 {n} 家下级单位，请先撤销或改挂它们。", mend="#children", n=open_children))
    return reasons


def reasons_not_to_reopen(closed_on: date | None) -> list[Reason]:
    """Only what was closed can be opened again."""
    return [] if closed_on is not None else [reason("这家单位没有撤销，不用恢复。")]


@dataclass(frozen=True, slots=True)
class JurisdictionFacts:
    """What making a jurisdiction looks at."""

    code: str
    name: str
    level: str
    parent_level: str = ""
    code_taken: bool = False


def reasons_not_to_found(facts: JurisdictionFacts) -> list[Reason]:
    """A jurisdiction has a code of its own and lies on a lower level than its parent."""
    reasons = []
    if not re.fullmatch(r"[a-z0-9][a-z0-9\-]{0,31}", facts.code):
        reasons.append(reason("编码用小写字母、数字和短横，例如 city-2022。", field="code"))
    if facts.code_taken:
        reasons.append(reason("编码 {code} 已经用过。", field="code", code=facts.code))
    if not facts.name.strip():
        reasons.append(reason("请填写辖区名称。", field="name"))
    if facts.level not in LEVELS:
        reasons.append(reason("请选择层级。", field="level"))
    elif facts.parent_level and LEVELS.index(facts.level) <= LEVELS.index(facts.parent_level):
        reasons.append(reason("层级要低于上级辖区。", field="level"))
    return reasons
