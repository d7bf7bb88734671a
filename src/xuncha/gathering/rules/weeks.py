"""Which weeks have a sheet, and when it may be handed in. (feature B04)"""

from datetime import date, timedelta

from xuncha.core.errors import Reason, reason


def monday_of(day: date) -> date:
    """The first day of the day's week."""
    return day - timedelta(days=day.weekday())


def reasons_against_week(day: date, *, today: date, exists: bool) -> list[Reason]:
    """A week that has begun, once."""
    if monday_of(day) > today:
        return [reason("这一周还没有开始。", "day", "#id_day")]
    if exists:
        return [reason("这一周已经有周进展表。要填别的一周，改成那一周的日期。", "day", "#id_day")]
    return []


def reasons_not_to_hand_in(*, said: str, ahead: str) -> list[Reason]:
    """The figures come by themselves; what the week brought and what comes next is the team's to say."""
    found = []
    if not said.strip():
        found.append(reason("请写本周主要情况。", "said", "#words"))
    if not ahead.strip():
        found.append(reason("请写下周打算。", "ahead", "#words"))
    return found
