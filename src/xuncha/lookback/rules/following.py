"""What follows for a unit and its items after the second problem list. (domain §3.1 reopened after look-back)"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from xuncha.core.errors import Reason, reason

STOPPED_AFTER = timedelta(days=60)
"""A matter under way of which nothing was heard for so long has stopped half-way."""


def reasons_not_to_answer(answer: str) -> list[Reason]:
    """The unit says what it does about every point, or what it does not agree with."""
    return (
        [] if answer.strip() else [reason("写明每一项怎么整改、什么时候改好；有不同意见的，写明理由。", field="answer")]
    )


@dataclass(frozen=True, slots=True)
class Followed:
    """One item of the list, and whether it is settled in its own ledger by now."""

    position: int
    settled: bool


def reasons_not_to_close(items: Sequence[Followed]) -> list[Reason]:
    """What was not in place is followed until it is."""
    left = [str(one.position) for one in items if not one.settled]
    return (
        [
            reason(
                "第 {numbers} 项还没有办结或者销号，跟踪到办结为止；原来已经销号的，先重新打开。",
                mend="#points",
                numbers=left,
            )
        ]
        if left
        else []
    )


def reasons_not_to_reopen(*, listed: bool, short: bool, due_on: date, today: date) -> list[Reason]:
    """Opened again for what the unit was told, with a day to come."""
    found = []
    if not (listed and short):
        found.append(reason("只有二次问题清单上的事项才由回访重新打开。"))
    if due_on <= today:
        found.append(reason("新的时限要在今天以后。", field="due_on"))
    return found


def reasons_not_to_report(report: str) -> list[Reason]:
    """The unit says what it did."""
    return [] if report.strip() else [reason("写明做了什么、到什么程度、凭什么说改好了。", field="report")]


def reasons_not_to_accept(*, own: bool) -> list[Reason]:
    """Judged by another person than who reported it."""
    return [reason("由您报送，要由另一个人核对。")] if own else []


def stops(days: Sequence[date], *, until: date) -> list[tuple[date, int]]:
    """Where a matter lay still too long: the day since which, and for how many days. `days` in order."""
    following = [*days[1:], until] if days else []
    gaps = [(day, (after - day).days) for day, after in zip(days, following, strict=True)]
    return [(day, gap) for day, gap in gaps if gap > STOPPED_AFTER.days]


def reasons_not_to_mark(*, on: date, today: date, text: str, unknown: bool) -> list[Reason]:
    """What is noted has happened and is told; a petition is one that the writer reaches."""
    found = []
    if on > today:
        found.append(reason("日期不能晚于今天。", field="on"))
    if not text.strip():
        found.append(reason("写明是什么事；不写反映人。", field="text"))
    if unknown:
        found.append(reason("没有这件信访，或者不在您的工作范围内。", field="petition"))
    return found
