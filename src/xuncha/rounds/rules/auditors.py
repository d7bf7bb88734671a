"""
At least one auditor in every team (巡审联动: domain §2.1, §6; feature A16). Facts in, reasons out; no database.

How much it weighs is the office's own dated parameter `round.auditor`; where none is set the round is told, not held.
"""

from collections.abc import Sequence

from xuncha.core.errors import Reason, reason
from xuncha.core.parameters import Demand

SKILL = "审计"
"""What the pools call the skill."""
DEMAND = Demand.HINT


def demand_of(value: object) -> Demand:
    """What the office asks for; a hint where it has laid nothing down."""
    return Demand(value) if isinstance(value, str) and value in set(Demand) else DEMAND


def is_auditor(skills: Sequence[str]) -> bool:
    """Whether somebody with these skills counts as an auditor."""
    return any(SKILL in skill for skill in skills)


def reasons_without_auditor(demand: Demand, asked: Demand, teams: Sequence[tuple[int, str]]) -> list[Reason]:
    """The teams (id, name) without an auditor, where what is demanded is what is asked about."""
    if demand is not asked:
        return []
    return [reason("{team}还没有审计人员。", mend=f"#team-{pk}", team=name) for pk, name in teams]
