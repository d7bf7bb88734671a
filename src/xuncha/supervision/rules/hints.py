"""When the system suggests a letter: what it looks at, what it says, which kind it suggests. A person decides. (C11)"""

from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.core.given import against
from xuncha.core.quantities import is_below, per_cent
from xuncha.core.text import N_, Say, say

REASON_LENGTH = 300
TWICE = 2  # how often sent back is too often
COMMON_UNITS = 3  # in so many units of one round the same class of problem concerns the department


@dataclass(frozen=True, slots=True)
class Hint:
    """One reason for which a letter is suggested, and the kind that answers it."""

    code: str
    label: str
    kind: str


HINTS: dict[str, Hint] = {
    hint.code: hint
    for hint in (
        Hint("overdue", N_("整改事项超期"), "supervision"),
        Hint("low_rate", N_("整改到位率低"), "warning"),
        Hint("returned", N_("销号两次退回"), "re_rectification"),
        Hint("no_plan", N_("整改方案逾期未报"), "reminder"),
        Hint("unanswered", N_("函件逾期未回复"), "supervision"),
        Hint("common", N_("多家单位同类问题"), "assignment"),
        Hint("grade", N_("整改评估结果"), "supervision"),
        Hint("grade_again", N_("评估要求重新整改"), "re_rectification"),
    )
}
"""By code. Codes are stored with letters and dismissals and must never change."""
BY_GRADE = ("grade", "grade_again")
"""Decided elsewhere from a grade; the letter says so."""
ONCE = ("common", *BY_GRADE)
"""Answered by one letter for good; the others come back while what gave rise to them lasts."""


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """How a unit's rectification stands on a day; `lowest` is the office's limit in per cent."""

    today: date
    ends_on: date | None
    plan_due_on: date | None
    plan_handed_in: bool
    items: int
    in_place: int
    overdue: int
    returned: int
    lowest: int


@dataclass(frozen=True, slots=True)
class Suggested:
    """A hint that applies: how many rows are behind it, and why in words."""

    hint: str
    count: int
    why: Say


def suggested_for(facts: PlanFacts) -> list[Suggested]:
    """Every hint that applies to a unit's rectification."""
    found = []
    if facts.overdue:
        found.append(Suggested("overdue", facts.overdue, say("{n} 项整改事项超期没有完成", n=facts.overdue)))
    over = facts.ends_on is not None and facts.ends_on < facts.today
    if over and is_below(facts.in_place, facts.items, facts.lowest):
        rate = per_cent(facts.in_place, facts.items)
        why = say("集中整改期满，整改到位率 {rate}，低于 {lowest}%", rate=rate, lowest=facts.lowest)
        found.append(Suggested("low_rate", facts.items - facts.in_place, why))
    if facts.returned:
        found.append(Suggested("returned", facts.returned, say("{n} 项销号申请被退回两次以上", n=facts.returned)))
    if not facts.plan_handed_in and facts.plan_due_on is not None and facts.plan_due_on < facts.today:
        late = (facts.today - facts.plan_due_on).days
        found.append(Suggested("no_plan", late, say("整改方案应于 {day} 报送，已逾期 {n} 天",
                                                    day=facts.plan_due_on.isoformat(), n=late)))  # fmt: skip
    return found


def still_dismissed(count: int, dismissed_at: int | None) -> bool:
    """A dismissed suggestion stays away until more rows are behind it than when it was dismissed."""
    return dismissed_at is not None and count <= dismissed_at


def reasons_not_to_dismiss(text: str, *, applies: bool) -> list[Reason]:
    """Only what is suggested is dismissed, and with a reason."""
    if not applies:
        return [reason("这条建议已经不成立，不用再处理。")]
    return against(text, REASON_LENGTH, N_("不采纳的理由"), "reason")
