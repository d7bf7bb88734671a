"""What the rules look at: items of a plan with what was reported of them, as plain values. And what they find."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256

from xuncha.core.signals import Signal
from xuncha.core.text import Say

NOTHING = Decimal(0)
Thresholds = Mapping[str, int]
"""By code of the signal; 0 or missing: the office does not want it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record that a hint leads to: kind as the journal knows it, id, and what it was called."""

    kind: str
    pk: int
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture looks like (128 bits), and what its camera and its editor wrote into it."""

    bits: int
    taken_on: date | None = None
    software: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A live piece of evidence. `digest` is the SHA-256 of its content; `picture` is there for a photo looked at."""

    pk: int
    kind: str
    name: str
    digest: str = ""
    formed_on: date | None = None
    picture: Picture | None = None

    @property
    def row(self) -> Row:
        """The record of it."""
        return Row("rectification.evidence", self.pk, self.name)


@dataclass(frozen=True, slots=True)
class Repeat:
    """A later finding about the same: `linked` when somebody said so, else from the same line of the checklist."""

    pk: int
    label: str
    on: date
    linked: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """What a check found of an item; of `asked` people concerned `denied` say that it is not put right."""

    on: date
    in_place: bool
    source: Row
    asked: int = 0
    denied: int = 0


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """
    One item. `completed`: the unit says it is done, or a review found so. Money in yuan; `excused` is what need not
    come back because somebody else accepted the reason. `grave` 2 for a problem called 突出, 1 for 重点. `checks` come
    in the order of time.
    """

    pk: int
    number: str
    title: str = ""
    completed: bool = False
    due_on: date | None = None
    requested_on: date | None = None
    settled_on: date | None = None
    measures: Sequence[str] = ()
    pieces: Sequence[Piece] = ()
    money_due: Decimal = NOTHING
    money_back: Decimal = NOTHING
    excused: Decimal = NOTHING
    persons: int = 0
    grave: int = 0
    findings: int = 0
    repeats: Sequence[Repeat] = ()
    checks: Sequence[Seen] = ()

    @property
    def since_request(self) -> list[Seen]:
        """The checks that meet what the unit says: of an item reported done, not before it asked for close-out."""
        asked = self.requested_on
        return [seen for seen in self.checks if self.completed and asked is not None and seen.on >= asked]

    @property
    def row(self) -> Row:
        """The record of it."""
        return Row("rectification.item", self.pk, f"{self.number} {self.title}".strip())


@dataclass(frozen=True, slots=True)
class Votes:
    """How many of those who were asked were satisfied, and where that stands."""

    satisfied: int
    all: int
    source: Row


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """One unit's rectification. `report_due`: by when the principal reports; `reported`: it was handed in."""

    pk: int
    fed_back: int = 0
    entered_on: date | None = None
    accepted: bool = False
    ends_on: date | None = None
    life_meeting_on: date | None = None
    report_due: date | None = None
    reported: bool = True
    votes: Votes | None = None
    items: Sequence[ItemFacts] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """
    Something to look at: one sentence with the numbers, and the records it rests on.

    `basis` is what it was found by. As long as it stays the same, what somebody decided about the hint holds.
    """

    signal: Signal
    plan: int
    item: int | None
    text: Say
    rows: Sequence[Row] = ()
    basis: Sequence[object] = field(default_factory=tuple)

    @property
    def key(self) -> tuple[str, int, int | None]:
        """At most one hint of a kind about one item or plan."""
        return self.signal, self.plan, self.item

    @property
    def digest(self) -> str:
        """SHA-256 of what it was found by."""
        told = "\n".join(map(str, (self.signal, self.plan, self.item, *self.basis)))
        return sha256(told.encode()).hexdigest()
