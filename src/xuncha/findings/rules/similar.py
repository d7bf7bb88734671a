"""Which findings read alike: a plain rule that explains itself (相同 n%), never a verdict."""

from collections.abc import Iterable
from dataclasses import dataclass

LOOK_ALIKE = 50  # per cent; below it, titles of one field of work share too many common words to be worth a look


def bigrams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters, spaces and punctuation left out."""
    letters = "".join(character for character in text if character.isalnum())
    return frozenset(letters[i : i + 2] for i in range(len(letters) - 1)) or frozenset({letters} - {""})


def alike(one: str, other: str) -> int:
    """Shared character pairs in per cent of all pairs of both (Jaccard), rounded down; 0 when either is empty."""
    a, b = bigrams(one), bigrams(other)
    return len(a & b) * 100 // len(a | b) if a and b else 0


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
