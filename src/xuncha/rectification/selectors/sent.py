"""What the portal of a unit lists as sent by the office, and how later stages add theirs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from xuncha.foundation.accounts.actors import Actor
from xuncha.rectification.models import DueNotice


@dataclass(frozen=True, slots=True)
class Sent:
    """One line of 来自巡察办: what it is, where it leads, since when and by when; a notice can be seen off."""

    shape: str
    state: str
    text: str
    url: str
    on: date | None
    notice: DueNotice | None = None
    due: date | None = None


SENT: list[Callable[[Actor], Iterable[Sent]]] = []
"""Asked for what later stages sent to the units of a person; each at most one query."""
