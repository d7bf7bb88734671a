"""Texts and days as people hand them in: there, not too long, accusing nobody, not in the future."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from xuncha.core.errors import Reason, reason
from xuncha.core.text import say


class Accusation(Protocol):
    """What was seen in a text: words like a person, words like an offence, the sentence they stand in."""

    @property
    def person(self) -> str: ...
    @property
    def offence(self) -> str: ...
    @property
    def sentence(self) -> str: ...


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


def against_persons(seen: Mapping[str, Sequence[Accusation]]) -> list[Reason]:
    """Why not: what many read holds no clue about a person (domain §0.5, §8.2); `seen` is what was found by field."""
    return [
        reason(
            "这里不写个人问题线索：「{sentence}」里的「{person}」「{offence}」像是在说某个人。请改写成事情，线索另行登记。",
            field=field,
            sentence=one.sentence,
            person=one.person,
            offence=one.offence,
        )
        for field, accusations in seen.items()
        for one in accusations
    ]


def not_yet(day: date | None, today: date, what: str, field: str) -> list[Reason]:
    """Why not: a day on which something is said to have happened lies ahead."""
    if day is None or day <= today:
        return []
    return [reason("{what}是 {day}，还没有到。", field=field, what=say(what), day=day.isoformat())]
