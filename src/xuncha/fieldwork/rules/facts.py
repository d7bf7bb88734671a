"""What the rules look at: a working paper and its evidence as plain values."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """One piece of evidence that counts (a removed one does not)."""

    name: str = ""
    kind: str = ""
    quote: str = ""
    original_checked: bool = False


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """
    A working paper as its rules see it. `amount` is in yuan.

    `evidence` are files as well as the talks and the results of squads that the paper cites.
    `wanted_evidence` are the kinds of evidence that its checklist item asks for, `ended_basis` the regulations that
    the paper cites although they had ended before the matter began, each with what replaced it. `clue_only` says that
    the manifestation belongs in the clue register and never in a paper.
    """

    title: str = ""
    facts: str = ""
    characterisation: str = ""
    basis: str = ""
    cause: str = ""
    why_political: str = ""
    categorised: bool = False
    sources: tuple[str, ...] = ()
    responsibility: tuple[str, ...] = ()
    amount: Decimal | None = None
    period_from: date | None = None
    period_to: date | None = None
    second_handler: bool = False
    evidence: tuple[EvidenceFacts, ...] = ()
    wanted_evidence: tuple[str, ...] = ()
    ended_basis: tuple[tuple[str, str], ...] = ()
    clue_only: bool = False
