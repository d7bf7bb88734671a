"""
Due dates: rule + trigger + calendar → one day, always the same one, and the sentence that explains it.

Working days are counted over an injected calendar: Monday to Friday, less public holidays, plus worked weekends (调休).
A period never counts its own first day. Periods of months end on the same day of the month, or on its last day when
the month is too short. Nothing here knows what today is. (domain §3.3; invariant 6 of §9)
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from xuncha.core.text import N_, Say, say

ONE_DAY = timedelta(days=1)
SATURDAY = 5

TRIGGERS: dict[str, str] = {
    "plan.submitted": N_("规划提交审批"),
    "round.submitted": N_("方案提交审批"),
    "round.approved": N_("方案批准"),
    "preparation.requested": N_("巡前函询发出"),
    "preparation.received": N_("巡前材料收到"),
    "material.requested": N_("调阅资料清单送达"),
    "round.entered": N_("进驻"),
    "round.withdrawn": N_("撤点"),
    "paper.sent_to_co_sign": N_("底稿送会签"),
    "paper.submitted": N_("底稿提交复核"),
    "paper.checked": N_("底稿复核通过"),
    "paper.returned": N_("底稿退回"),
    "finding.raised": N_("问题提出"),
    "fact.sent": N_("事实确认单送达"),
    "fact.answered": N_("单位答复事实确认单"),
    "fix.issued": N_("立行立改通知书下发"),
    "fix.answered": N_("单位报送立行立改结果"),
    "clue.handed_over": N_("问题线索移交签收"),
    "referral.received": N_("移交事项签收"),
    "opinion.submitted": N_("反馈意见提交审定"),
    "instruction.answered": N_("报告批示办理情况"),
    "feedback.held": N_("反馈会召开"),
    "item.fed_back": N_("问题反馈给单位"),
    "rectification.plan_submitted": N_("整改方案报送"),
    "closeout.requested": N_("申请销号"),
    "extension.asked": N_("申请延期"),
    "query.asked": N_("单位来问"),
    "dispute.raised": N_("单位提出异议"),
    "unit_report.submitted": N_("整改情况报告报送"),
    "joint_review.begun": N_("联审送各单位"),
    "rectification.ended": N_("集中整改期结束"),
    "consequence.sent": N_("责令检查下达"),
    "letter.issued": N_("督办交办函件签发"),
    "use.approved": N_("成果运用事项批准"),
    "use.sent": N_("成果运用事项发出"),
    "rectification.period_ended": N_("定期台账周期结束"),
    "evaluation.shown": N_("评估结果送达"),
    "report.accepted": N_("整改情况报告认可"),
    "disclosure.published": N_("整改情况公开"),
    "item.due": N_("整改事项到期"),
    "item.kept_up": N_("认定长期坚持、基本完成或上次报进展"),
    "petition.received": N_("信访件收到"),
    "petition.routed": N_("信访件转出"),
    "petition.closed": N_("信访件办结"),
    "month.ended": N_("月末"),
    "term.begun": N_("届期开始"),
}
"""The events from which rules count, with their names for people. The code is stored and must never change."""


class Unit(StrEnum):
    """What a period is counted in."""

    CALENDAR = "calendar_day"
    WORKING = "working_day"
    MONTH = "month"


UNIT_LABEL: dict[Unit, str] = {Unit.CALENDAR: N_("日"), Unit.WORKING: N_("个工作日"), Unit.MONTH: N_("个月")}


@dataclass(frozen=True, slots=True)
class Calendar:
    """Exceptions to Monday-to-Friday. A year without any exception is one whose arrangement nobody has entered."""

    holidays: frozenset[date] = frozenset()
    worked_weekends: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Whether people work on that day."""
        return day in self.worked_weekends or (day.weekday() < SATURDAY and day not in self.holidays)

    def knows(self, year: int) -> bool:
        """Whether the year's holidays were entered."""
        return any(day.year == year for day in self.holidays)


@dataclass(frozen=True, slots=True)
class Rule:
    """What a due date needs to know of a deadline rule. `offset` is negative for days before the event."""

    code: str
    label: str
    trigger: str
    offset: int
    unit: Unit
    basis: str = ""
    valid_from: date | None = None
    warn_days: tuple[int, ...] = ()


def period(offset: int, unit: Unit) -> Say:
    """A period in words: 之后 6 个月, 之前 10 日, 当天."""
    if offset == 0:
        return say("当天")
    way = say("之前") if offset < 0 else say("之后")
    return say("{way} {n} {unit}", way=way, n=abs(offset), unit=say(UNIT_LABEL[unit]))


@dataclass(frozen=True, slots=True)
class Due:
    """A due date and why it is what it is. `caution` says what a person should check, when anything."""

    on: date
    rule: Rule
    event_on: date
    explained: Say
    caution: Say | None = None


def add_calendar_days(start: date, n: int) -> date:
    """The day n calendar days after `start` (before it, when n is negative)."""
    return start + timedelta(days=n)


def add_working_days(start: date, n: int, calendar: Calendar) -> date:
    """The n-th working day after `start` (before it, when n is negative); `start` itself when n is 0."""
    step = ONE_DAY if n > 0 else -ONE_DAY
    day, left = start, abs(n)
    while left:
        day += step
        left -= calendar.works(day)
    return day


def add_months(start: date, n: int) -> date:
    """The same day n months later (earlier, when n is negative), or the last day of a shorter month."""
    index = start.year * 12 + start.month - 1 + n
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def due_date(rule: Rule, event_on: date, calendar: Calendar) -> date:
    """The day alone."""
    if rule.unit is Unit.WORKING:
        return add_working_days(event_on, rule.offset, calendar)
    if rule.unit is Unit.MONTH:
        return add_months(event_on, rule.offset)
    return add_calendar_days(event_on, rule.offset)


def due(rule: Rule, event_on: date, calendar: Calendar) -> Due:
    """The day with its explanation: from which event, how many days, which were skipped."""
    on = due_date(rule, event_on, calendar)
    return Due(on, rule, event_on, _explained(rule, event_on, on, calendar), _caution(rule, event_on, on, calendar))


def _explained(rule: Rule, event_on: date, on: date, calendar: Calendar) -> Say:
    event = say(TRIGGERS.get(rule.trigger, rule.trigger))
    values = {"event": event, "day": event_on.isoformat(), "on": on.isoformat(), "n": abs(rule.offset)}
    if rule.offset == 0:
        return say("{event}当天（{day}）到期。", event=event, day=event_on.isoformat())
    way = say("往前数") if rule.offset < 0 else say("往后数")
    if rule.unit is Unit.WORKING:
        skipped = skipped_days(event_on, on, calendar)
        return say(
            "从{event}（{day}）{way} {n} 个工作日，当天不算；跳过休息日 {off} 天，计入调休上班 {worked} 天，是 {on}。",
            way=way,
            off=skipped.off,
            worked=skipped.worked,
            **values,
        )
    if rule.unit is Unit.MONTH:
        if on.day != event_on.day:
            return say(
                "从{event}（{day}）{way} {n} 个月，那个月没有 {last} 日，取月末，是 {on}。",
                way=way,
                last=event_on.day,
                **values,
            )
        return say("从{event}（{day}）{way} {n} 个月，是 {on}。", way=way, **values)
    return say("从{event}（{day}）{way} {n} 日，当天不算，是 {on}。", way=way, **values)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Days off passed over, and weekend days that counted because they were worked."""

    off: int = 0
    worked: int = 0


def skipped_days(start: date, end: date, calendar: Calendar) -> Skipped:
    """What counting from `start` (not counted) to `end` (counted) passed over, in either direction."""
    step = ONE_DAY if end >= start else -ONE_DAY
    days = [start + step * i for i in range(1, abs((end - start).days) + 1)]
    off = sum(not calendar.works(day) for day in days)
    return Skipped(off, sum(day in calendar.worked_weekends for day in days))


def _caution(rule: Rule, event_on: date, on: date, calendar: Calendar) -> Say | None:
    if rule.unit is not Unit.WORKING:
        return None
    first, last = sorted((event_on.year, on.year))
    unknown = [year for year in range(first, last + 1) if not calendar.knows(year)]
    if not unknown:
        return None
    return say("{year} 年的放假安排还没有录入，请核对工作日历。", year=unknown[0])


class Level(StrEnum):
    """The deadline light, as the style sheet names it."""

    OK = "ok"
    NOTE = "note"  # the first notice of several
    NEAR = "near"
    LATE = "late"
    STOP = "stop"  # the clock is stopped


@dataclass(frozen=True, slots=True)
class Light:
    """Level, words and days left (negative: overdue)."""

    level: Level
    text: Say
    days: int = field(default=0)


def days_left(on: date, today: date) -> int:
    """Calendar days until the due date; negative when it has passed."""
    return (on - today).days


def light(on: date, today: date, warn_days: Sequence[int] = (), *, stopped: bool = False) -> Light:
    """
    The light of a due date on a day.

    `warn_days` are the steps of the rule, for instance [20, 10]: the smallest begins "near", the larger ones give
    the first notice. Due today is near, not late: the day itself still counts.
    """
    left = days_left(on, today)
    if stopped:
        return Light(Level.STOP, say("暂停计时"), left)
    if left < 0:
        return Light(Level.LATE, say("超期 {n} 天", n=-left), left)
    if left == 0:
        return Light(Level.NEAR, say("今天到期"), left)
    words = say("余 {n} 天", n=left)
    if warn_days and left <= min(warn_days):
        return Light(Level.NEAR, words, left)
    if warn_days and left <= max(warn_days):
        return Light(Level.NOTE, words, left)
    return Light(Level.OK, words, left)
