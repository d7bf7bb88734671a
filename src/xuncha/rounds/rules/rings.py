"""When counties may be sent to each other and units given to teams (推磨式交叉巡). Facts in, reasons out."""

from xuncha.core.errors import Reason, reason
from xuncha.rounds.workflow import RoundState


def reasons_not_to_ring(state: RoundState, *, counties: int, mutual: bool) -> list[Reason]:
    """Nobody inspects at home, and two inspect each other only where that is asked for."""
    found = _draft(state)
    if counties < 2:
        found.append(reason("轮转至少要两个县（市、区），现有 {n} 个。", n=counties))
    elif counties < 3 and not mutual:
        found.append(reason("只有两个县（市、区），不允许互相巡察就没有排法。", "mutual"))
    return found


def reasons_not_to_assign(state: RoundState, *, units: int, teams: int) -> list[Reason]:
    """Units are given to the teams of a draft."""
    found = _draft(state)
    if not units:
        found.append(reason("本轮还没有巡察对象。", mend="#units"))
    if not teams:
        found.append(reason("本轮还没有巡察组。", mend="#teams"))
    return found


def _draft(state: RoundState) -> list[Reason]:
    draft = state is RoundState.DRAFT
    return [] if draft else [reason("方案提交后不能重新分派；请先退回修改。", mend="#steps")]
