"""Texts and days as forms hand them in: there, not too long, not in the future."""

from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.core.text import say


def missing(text: str, what: str, field: str) -> list[Reason]:
    """Why not: nothing but white space was written."""
    return [] if text.strip() else [reason("请写{what}。", field=field, what=say(what))]


def too_long(text: str, limit: int, what: str, field: str) -> list[Reason]:
    """Why not: more characters than there is room for."""
    if len(text) <= limit:
        return []
    return [reason("{what}不超过 {n} 字，现有 {now} 字。", field=field, what=say(what), n=limit, now=len(text))]


def against(text: str, limit: int, what: str, field: str) -> list[Reason]:
    """Why not: a text that must be there and fit."""
    return missing(text, what, field) + too_long(text, limit, what, field)


def not_yet(day: date | None, today: date, what: str, field: str) -> list[Reason]:
    """Why not: a day on which something is said to have happened lies ahead."""
    if day is None or day <= today:
        return []
    return [reason("{what}是 {day}，还没有到。", field=field, what=say(what), day=day.isoformat())]
