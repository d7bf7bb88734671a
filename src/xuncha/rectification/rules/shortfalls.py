"""Money that does not come back in full: the unit says why, somebody else accepts it or not. (domain §5.2, §5.6)"""

from dataclasses import dataclass
from decimal import Decimal

from xuncha.core.errors import Reason, reason
from xuncha.core.given import against, too_long
from xuncha.core.text import N_

REASON_LENGTH = 1000
NOTE_LENGTH = 300
ACCEPTED, REJECTED = "accepted", "rejected"
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class MoneyFacts:
    """
    What should come back and what came, in yuan.

    `said` is the shortfall for which the unit gave a reason that nobody has rejected, `accepted` that whose reason
    somebody else accepted.
    """

    due: Decimal = NOTHING
    back: Decimal = NOTHING
    said: Decimal = NOTHING
    accepted: Decimal = NOTHING

    @property
    def short(self) -> Decimal:
        """What is wanting."""
        return max(self.due - self.back, NOTHING)

    @property
    def explained(self) -> bool:
        """Nothing is wanting, or the unit has said why for all of it."""
        return self.short <= self.said

    @property
    def settled(self) -> bool:
        """Nothing is wanting, or the reason for all of it was accepted."""
        return self.short <= self.accepted


def reasons_not_to_explain(text: str, money: MoneyFacts) -> list[Reason]:
    """A reason is given where something is wanting."""
    if not money.short:
        return [reason("应追缴、清退的已经到位，不用说明差额。")]
    return against(text, REASON_LENGTH, N_("差额原因"), "reason")


def reasons_not_to_judge_shortfall(verdict: str, note: str, *, own: bool, judged: bool) -> list[Reason]:
    """Nobody accepts the reason they gave, none is judged twice, a no says what is wrong. (domain §9 invariant 4)"""
    reasons = []
    if own:
        reasons.append(reason("差额原因是您写的，要由另一个人审核。"))
    if judged:
        reasons.append(reason("这份差额说明已经审核过。单位重新说明以后再审核。"))
    if verdict not in {ACCEPTED, REJECTED}:
        reasons.append(reason("请选认可或者不认可。", field="verdict"))
    if verdict == REJECTED:
        return reasons + against(note, NOTE_LENGTH, N_("不认可的理由"), "note")
    return reasons + too_long(note, NOTE_LENGTH, N_("审核说明"), "note")
