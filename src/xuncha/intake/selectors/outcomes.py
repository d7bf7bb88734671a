"""What later stages tell whoever comes back with a receipt: words that somebody chose, never a matter's own state."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from xuncha.intake.models import Tip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the matters of a unit, as it is told to everybody."""

    title: str
    words: str
    day: date


OUTCOMES: list[Callable[[int], Iterable[Outcome]]] = []
"""Asked with the key of the inspection whose mailbox a tip was put into."""


def outcomes_for(tip: Tip) -> list[Outcome]:
    """What is told beside the dialogue."""
    return [one for ask in OUTCOMES for one in ask(tip.mailbox.inspection_id)]
