"""A visit or a meeting sat in on: by two, on a day that has come, with what was seen. (feature B04)"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.rounds.workflow import RoundState

OVER = frozenset({RoundState.CLOSED, RoundState.CANCELLED})


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """What somebody wants to note. `members` are ids with names, `team` those who may go now."""

    on: date
    today: date
    members: Mapping[int, str]
    team: Collection[int]
    seen: str
    quantity: int | None
    unit: str
    round_state: RoundState


def reasons_against_visit(facts: VisitFacts) -> list[Reason]:
    """Two members at least, none recused; a quantity says of what."""
    found = []
    if facts.round_state in OVER:
        found.append(reason("本轮已经结束，不再登记。"))
    if facts.on > facts.today:
        found.append(reason("日期不能晚于今天。", "on", "#id_on"))
    if len(facts.members) < 2:
        found.append(reason("走访、列席至少两人。", "members", "#f-members"))
    found += [
        reason("{name}现在不在本组，或者对这家单位回避。", "members", "#f-members", name=name)
        for pk, name in facts.members.items()
        if pk not in facts.team
    ]
    if not facts.seen.strip():
        found.append(reason("请写看到了什么。", "seen", "#id_seen"))
    if (facts.quantity is None) != (not facts.unit.strip()):
        found.append(reason("数量和单位要一起填，如「12 户」。", "quantity", "#id_quantity"))
    return found
