"""
What the answers come to, without telling what any few people said. (feature B04)

A figure rests on at least `smallest` answers. Groups that have fewer are put together with others until none of them
can be worked out by subtracting what is shown from the whole: at least two groups, at least `smallest` answers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from xuncha.survey.rules.questions import Answers, Kind, Question, in_order

NO_GROUP = -1
"""The group of those who did not say to which they belong."""


@dataclass(frozen=True, slots=True)
class Row:
    """
    How a group answered: its options' places (one for a group of its own, several where they are put together),
    how many answered, how many chose each option.
    """

    groups: tuple[int, ...]
    base: int
    counts: tuple[int, ...]

    def share(self, option: int) -> float:
        """The part of those who answered that chose the option, in percent."""
        return 100 * self.counts[option] / self.base if self.base else 0


@dataclass(frozen=True, slots=True)
class Result:
    """One question: the whole, or None where too few answered; rows by group; texts in no order of their coming."""

    question: Question
    whole: Row | None
    rows: tuple[Row, ...] = ()
    texts: tuple[str, ...] = ()


def merged(bases: Mapping[int, int], smallest: int) -> frozenset[int]:
    """
    The groups that are shown only together, `bases` being how many answered in each.

    Every group with fewer than `smallest` answers; then the next larger ones, until what they have together can be
    shown and is not that of one group alone.
    """
    left = sorted((group for group, base in bases.items() if base), key=lambda group: (bases[group], group))
    hidden = [group for group in left if bases[group] < smallest]
    others = left[len(hidden) :]
    while hidden and others and (len(hidden) < 2 or sum(bases[group] for group in hidden) < smallest):
        hidden.append(others.pop(0))
    return frozenset(hidden)


def tally(questions: Sequence[Question], answers: Sequence[Answers], smallest: int) -> list[Result]:
    """What the answers come to, question by question."""
    by = next((q for q in questions if q.group), None)
    return [_result(q, by, answers, smallest) for q in in_order(questions)]


def _result(question: Question, by: Question | None, answers: Sequence[Answers], smallest: int) -> Result:
    given = [one for one in answers if question.id in one]
    if len(given) < smallest:
        return Result(question, None)
    if question.kind is Kind.TEXT:
        texts = sorted((str(one[question.id]) for one in given), key=lambda text: _mixed(question.id, text))
        return Result(question, Row((), len(given), ()), texts=tuple(texts))
    rows = _rows(question, by, given, smallest) if by and by.id != question.id else ()
    return Result(question, _row(question, (), given), rows)


def _rows(question: Question, by: Question, given: Sequence[Answers], smallest: int) -> tuple[Row, ...]:
    """A row for each group, those that are too small in one; none where that leaves nothing to tell apart."""
    parts: dict[int, list[Answers]] = {}
    for one in given:
        chosen = one.get(by.id, ())
        parts.setdefault(int(chosen[0]) if chosen else NO_GROUP, []).append(one)
    together = merged({group: len(part) for group, part in parts.items()}, smallest)
    own = sorted(set(parts) - together, key=lambda group: (group == NO_GROUP, group))
    rows = [_row(question, (group,), parts[group]) for group in own]
    if together and own:
        rest = [one for group in together for one in parts[group]]
        rows.append(_row(question, tuple(sorted(together)), rest))
    return tuple(rows)


def _row(question: Question, groups: tuple[int, ...], given: Sequence[Answers]) -> Row:
    chosen = [set(one[question.id]) for one in given]
    return Row(groups, len(given), tuple(sum(n in one for one in chosen) for n in range(len(question.options))))


def _mixed(salt: str, text: str) -> bytes:
    """A place that says nothing of when a text came, nor which texts under two questions came together."""
    return sha256(f"{salt}:{text}".encode()).digest()
