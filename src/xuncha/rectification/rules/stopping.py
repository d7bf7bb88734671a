"""When the clock of an item may stand still, and how its date comes to be what it is. (domain §3.3; C08)"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from xuncha.core.errors import Reason, reason
from xuncha.core.given import against
from xuncha.core.text import N_, Say, say
from xuncha.rectification.workflow import ITEM, RUNNING, ItemState

REASON_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class StopFacts:
    """What asking to let the clock stand still looks at. `stopped_to`: until when it did last; `most`: days."""

    state: ItemState
    due_on: date | None
    from_on: date
    to_on: date
    today: date
    text: str
    another_open: bool = False
    stopped_to: date | None = None
    most: int | None = None
    undisputed: bool = False  # asked for the time of a dispute, and there is none


def reasons_not_to_stop(facts: StopFacts) -> list[Reason]:
    """The clock runs, the days lie ahead and before the date, one request after the other, none twice."""
    reasons = against(facts.text, REASON_LENGTH, N_("暂停理由"), "reason")
    if facts.state not in RUNNING or facts.due_on is None:
        reasons.append(reason("整改事项现在是「{state}」，没有计时。", state=say(ITEM.states[facts.state].label)))
    if facts.another_open:
        reasons.append(reason("已有一份暂停计时申请待审批，请等答复或者先撤回。"))
    if facts.undisputed:
        reasons.append(reason("这个问题没有待答复的异议，请先提出异议。", field="ground"))
    if facts.to_on < facts.from_on:
        reasons.append(reason("止日不能早于起日。", field="to_on"))
    if facts.from_on < facts.today:
        reasons.append(reason("起日不能早于今天，已经过去的日子不补停。", field="from_on"))
    if facts.due_on is not None and facts.from_on > facts.due_on:
        reasons.append(reason("起日晚于现在的时限 {day}。", field="from_on", day=facts.due_on.isoformat()))
    if facts.stopped_to is not None and facts.from_on <= facts.stopped_to:
        day = facts.stopped_to.isoformat()
        reasons.append(reason("已经同意暂停到 {day}，起日要在那以后。", field="from_on", day=day))
    days = (facts.to_on - facts.from_on).days + 1
    if facts.most is not None and days > facts.most:
        reasons.append(reason("一次最多暂停 {n} 天，申请的是 {days} 天。", field="to_on", n=facts.most, days=days))
    return reasons


def reasons_not_to_decide_stop(*, own: bool, running: bool) -> list[Reason]:
    """Another person than the one who asked decides, while the clock runs."""
    reasons = [reason("暂停计时是您申请的，要由另一个人审批。")] if own else []
    if not running:
        reasons.append(reason("整改事项已经不在计时，请不同意或者请单位撤回。"))
    return reasons


def reasons_not_to_end(from_on: date, to_on: date, on: date) -> list[Reason]:
    """The clock runs again from a day on which it would still stand still."""
    if from_on < on <= to_on:
        return []
    return [reason("现在不在暂停期间（{a} 至 {b}），不用恢复。", a=from_on.isoformat(), b=to_on.isoformat())]


@dataclass(frozen=True, slots=True)
class Moved:
    """What moved the date of an item: more time until `to_on`, or a clock that stood still for `days`."""

    from_on: date
    to_on: date
    days: int = 0
    ground: str = ""
    by: str = ""


def way_of_date(planned: date, moves: Sequence[Moved], now: date) -> list[Say]:
    """How the present date came about, step by step; the last line says so where it was set anew since."""
    lines, due, times = [say("方案定的时限是 {day}。", day=planned.isoformat())], planned, 0
    for move in moves:
        if move.days:
            due += timedelta(days=move.days)
            lines.append(
                say(
                    "因「{ground}」从 {a} 到 {b} 暂停计时 {n} 天，时限顺延到 {day}，{by}同意。",
                    ground=say(move.ground),
                    a=move.from_on.isoformat(),
                    b=move.to_on.isoformat(),
                    n=move.days,
                    day=due.isoformat(),
                    by=say(move.by),
                )
            )
        else:
            due, times = move.to_on, times + 1
            lines.append(say("第 {n} 次延期到 {day}，{by}同意。", n=times, day=due.isoformat(), by=say(move.by)))
    if due != now:
        lines.append(say("重新打开时定的时限是 {day}。", day=now.isoformat()))
    return lines
