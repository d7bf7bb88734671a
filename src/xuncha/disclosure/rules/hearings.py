"""When residents are asked, when they answer, and what their answers come to without giving anybody away. (C20)"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xuncha.core.errors import Reason, reason
from xuncha.core.given import against, too_long
from xuncha.core.text import N_

TITLE_LENGTH, AUDIENCE_LENGTH, WORDS_LENGTH, SAID_LENGTH = 60, 40, 3000, 300
LEAST = 5
"""On fewer answers no figure rests, whatever a parameter says."""
GOOD, FAIR, BAD = "good", "fair", "bad"
CHOICES: dict[str, str] = {GOOD: N_("满意"), FAIR: N_("基本满意"), BAD: N_("不满意")}


def smallest_of(parameter: int) -> int:
    """How many answers a figure rests on at least."""
    return max(LEAST, parameter)


def reasons_not_to_write(
    title: str, audience: str, words: str, *, sections: int, foreign: int, told: bool
) -> list[Reason]:
    """It says to whom what became of which matters; only what was disclosed to the public may be among them."""
    reasons = [] if told else [reason("整改情况还没有公开，不能请群众评价。")]
    reasons += against(title, TITLE_LENGTH, N_("标题"), "title")
    reasons += against(audience, AUDIENCE_LENGTH, N_("评价的群众"), "audience")
    reasons += against(words, WORDS_LENGTH, N_("给群众的话"), "words")
    if not sections:
        reasons.append(reason("请选至少一项给群众看的整改情况。", field="sections"))
    if foreign:
        reasons.append(reason("有 {n} 项没有向社会公开，不能给群众看。", field="sections", n=foreign))
    return reasons


@dataclass(frozen=True, slots=True)
class OpenFacts:
    """A draft that goes out from one day to another, both included. `told_on`: when the text was published."""

    opens_on: date
    closes_on: date
    told_on: date
    today: date


def reasons_not_to_open(facts: OpenFacts) -> list[Reason]:
    """What it tells was published before, and there are days on which people can answer."""
    reasons = []
    if facts.opens_on < facts.told_on:
        day = facts.told_on.isoformat()
        reasons.append(reason("整改情况 {day} 公开，评价不能更早开始。", field="opens_on", day=day))
    if facts.opens_on > facts.closes_on:
        reasons.append(reason("截止日期应不早于开始日期。", field="closes_on"))
    if facts.closes_on < facts.today:
        reasons.append(reason("截止日期应不早于今天。", field="closes_on"))
    return reasons


def reasons_not_to_answer(*, opens_on: date, closes_on: date, is_open: bool, today: date) -> list[Reason]:
    """Answers come from the first day to the last, and not once they were counted."""
    if not is_open or today > closes_on:
        return [reason("评价已经截止，谢谢您的关注。")]
    if today < opens_on:
        return [reason("评价还没有开始，{day}起可以评价。", day=opens_on.isoformat())]
    return []


def reasons_not_to_take(choice: str, said: str) -> list[Reason]:
    """One of the three answers; what is added is not too long."""
    reasons = [] if choice in CHOICES else [reason("请选一项。", field="choice")]
    return reasons + too_long(said, SAID_LENGTH, N_("想说的话"), "said")


@dataclass(frozen=True, slots=True)
class Result:
    """What the answers come to."""

    counts: Mapping[str, int]

    @property
    def all(self) -> int:
        """How many answered."""
        return sum(self.counts.values())

    @property
    def satisfied(self) -> int:
        """How many are satisfied or fairly so. (domain §5.3)"""
        return self.counts.get(GOOD, 0) + self.counts.get(FAIR, 0)

    @property
    def rate(self) -> Decimal:
        """满意率 in percent, to one place."""
        return round(Decimal(100 * self.satisfied) / self.all, 1)


def result_of(counts: Mapping[str, int], smallest: int, *, closed: bool) -> Result | None:
    """The result; none before it is closed or on fewer answers than a figure rests on."""
    found = Result(counts)
    return found if closed and found.all >= smallest else None
