"""What lies sealed of a clue, put together and opened again."""

import json
from dataclasses import dataclass, replace
from typing import Any

from xuncha.clues.models import Clue, Handover, Package
from xuncha.clues.rules import Named
from xuncha.clues.workflow import CLUE
from xuncha.foundation.sealing.circles import opened_box
from xuncha.foundation.sealing.models import SealedBox
from xuncha.foundation.sealing.opening import Unlocked

CONTENT, REMARK, HANDED, ACCOUNT = "clue", "clue remark", "clue handed over", "clue account"
"""The purposes of the boxes."""


@dataclass(frozen=True, slots=True)
class Content:
    """Whom a clue is about, what they are said to have done, and by which number its source is found."""

    persons: tuple[Named, ...]
    facts: str
    source_no: str = ""

    def packed(self) -> bytes:
        """As it is sealed."""
        persons = [[one.name, one.post, one.rank] for one in self.persons]
        told = {"persons": persons, "facts": self.facts, "source_no": self.source_no}
        return json.dumps(told, ensure_ascii=False).encode()

    def for_recipient(self) -> "Content":
        """What a body is told: not by which petition or talk the team came upon it."""
        return replace(self, source_no="")


def content_in(box: SealedBox, by: Unlocked) -> Content:
    """What a clue says, opened by somebody of the circle."""
    read = json.loads(opened_box(box, by))
    return Content(tuple(Named(*one) for one in read["persons"]), read["facts"], read["source_no"])


def remarks_of(clue: Clue, by: Unlocked) -> list[dict[str, Any]]:
    """What was said of a clue, in order."""
    return [
        {
            "label": CLUE.steps[remark.step].label,
            "by": remark.created_by,
            "at": remark.created_at,
            "text": opened_box(remark.box, by).decode(),
        }
        for remark in clue.remarks.select_related("box__circle_key", "created_by")
    ]


def account_of(handover: Handover, by: Unlocked, *, own: bool) -> str:
    """What came of it in the recipient's words; `own` for the recipient, else for the team and the office."""
    box = handover.own_account if own else handover.account
    return opened_box(box, by).decode() if box else ""


def contents_of(package: Package, by: Unlocked, *, own: bool) -> list[tuple[Handover, Content]]:
    """Every line of a package with what it says; `own` for the recipient, else for the team and the office."""
    lines = package.lines.select_related("box__circle_key", "clue__box__circle_key", "clue__kind").order_by("clue_id")
    return [(line, content_in(line.box if own else line.clue.box, by)) for line in lines]
