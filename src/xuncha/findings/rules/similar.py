"""Which findings read alike: a plain rule that explains itself (相同 n%), never a verdict."""

from collections.abc import Iterable
from dataclasses import dataclass

from xuncha.core.likeness import alike

LOOK_ALIKE = 50  # per cent; below it, titles of one field of work share too many common words to be worth a look


@dataclass(frozen=True, slots=True)
class Hint:
    """Another finding that reads like this one."""

    pk: int
    label: str
    percent: int


def hints(title: str, others: Iterable[tuple[int, str, str]], *, least: int = LOOK_ALIKE) -> list[Hint]:
    """`others` are (pk, label, title); the most alike first, never less than `least` per cent."""
    found = [Hint(pk, label, alike(title, other)) for pk, label, other in others]
    return sorted((h for h in found if h.percent >= least), key=lambda h: (-h.percent, h.pk))
