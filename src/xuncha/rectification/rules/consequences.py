"""What may follow a rate below the limit: proposed with figures, decided by another person. (domain §5.3, §5.7)"""

from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.core.given import against, too_long
from xuncha.core.quantities import is_below, per_cent
from xuncha.core.text import N_

WHAT_LENGTH, NOTE_LENGTH, ANSWER_LENGTH = 100, 1000, 5000


@dataclass(frozen=True, slots=True)
class BelowFacts:
    """How a plan stands against the limit on a day; `lowest` is in per cent."""

    ends_on: date | None
    today: date
    in_place: int
    total: int
    lowest: int
    proposed_before: bool = False


def reasons_not_to_propose(facts: BelowFacts, what: str, note: str) -> list[Reason]:
    """The concentrated period is over, the rate is below the limit, and nothing was proposed before."""
    reasons = against(what, WHAT_LENGTH, N_("责令单位做什么"), "what") + too_long(note, NOTE_LENGTH, N_("说明"), "note")
    if facts.ends_on is None or facts.today <= facts.ends_on:
        day = facts.ends_on.isoformat() if facts.ends_on else "—"
        return [*reasons, reason("集中整改期到 {day} 止，期满以后才能提出。", day=day)]
    if not is_below(facts.in_place, facts.total, facts.lowest):
        rate = per_cent(facts.in_place, facts.total)
        reasons.append(reason("整改到位率 {rate}，没有低于下限 {lowest}%。", rate=rate, lowest=facts.lowest))
    if facts.proposed_before:
        reasons.append(reason("对这家单位已经提出过，不再重复提出。"))
    return reasons


def reasons_not_to_decide(*, own: bool) -> list[Reason]:
    """Nobody decides what they proposed."""
    return [reason("这是您提出的，要由另一个人审定。")] if own else []


def reasons_not_to_answer(answer: str) -> list[Reason]:
    """The unit says something."""
    return against(answer, ANSWER_LENGTH, N_("检查内容"), "answer")
