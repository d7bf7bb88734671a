"""When somebody's turn may be left to somebody else (feature D01). It is a matter of arrangement, never of rights."""

from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason


@dataclass(frozen=True, slots=True)
class DelegationFacts:
    """
    What decides whether a turn may be left to somebody for some days.

    `able`: the taker holds over the same thing a permission by which the giver's turn comes. The others are about
    arrangements that share a day with this one: the giver's own, those that leave others' turns to the giver, and those
    by which the taker leaves theirs.
    """

    from_on: date
    to_on: date
    today: date
    able: bool
    given_already: bool = False
    giver_stands_in: bool = False
    taker_is_away: bool = False


def reasons_not_to_delegate(facts: DelegationFacts) -> list[Reason]:
    """Every reason at once. Nobody both leaves their turn and takes another's on one day: no turn goes in a circle."""
    reasons = []
    if facts.from_on < facts.today:
        reasons.append(reason("开始日期不能早于今天。", field="from_on"))
    if facts.to_on < facts.from_on:
        reasons.append(reason("结束日期不能早于开始日期。", field="to_on"))
    if not facts.able:
        reasons.append(reason("这位同志没有办理您这些事项的权限，委托不能授予权限。", field="taker"))
    if facts.given_already:
        reasons.append(reason("这段时间您已有一份委托，先结束那一份。", field="from_on"))
    if facts.giver_stands_in:
        reasons.append(reason("这段时间您正代他人办理，先退回那份委托。", field="from_on"))
    if facts.taker_is_away:
        reasons.append(reason("这位同志这段时间也委托了他人代办，请另选一位。", field="taker"))
    return reasons
