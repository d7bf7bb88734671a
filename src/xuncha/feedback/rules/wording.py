"""Texts that many read: they are there, they fit, and they accuse no person. (domain §0.5, §8.2)"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from xuncha.core.errors import Reason, reason
from xuncha.core.text import say

TITLE = 80
TEXT = 4_000
ITEM_TEXT = 20_000
WHY = 500


class Named(Protocol):
    """What was seen in a text: words like a person, words like an offence, the sentence they stand in."""

    @property
    def person(self) -> str: ...
    @property
    def offence(self) -> str: ...
    @property
    def sentence(self) -> str: ...


def reasons_against_persons(seen: Mapping[str, Sequence[Named]]) -> list[Reason]:
    """No clue about a person; `seen` are the accusations found in each field."""
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


def reasons_against_text(field: str, label: str, text: str, most: int, *, needed: bool = True) -> list[Reason]:
    """One text: written where it must be, and no longer than it may be. `label` names it for people."""
    if needed and not text.strip():
        return [reason("请写{label}。", field=field, label=say(label))]
    if len(text) > most:
        return [reason("{label}不超过 {n} 字，现有 {now} 字。", field=field, label=say(label), n=most, now=len(text))]
    return []
