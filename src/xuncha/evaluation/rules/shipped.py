"""The patterns that come with the product: schemes as data files, each with a note where its structure was seen."""

from dataclasses import dataclass
from functools import lru_cache
from json import loads
from pathlib import Path

from xuncha.evaluation.rules.definitions import Definition

FOLDER = Path(__file__).parent / "patterns"
ORDER = ("deduction", "four-kinds", "four-groups", "four-votes", "five-parts", "team", "office")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A scheme to begin with; `note` says where its structure comes from and what is an example."""

    code: str
    kind: str
    title: str
    note: str
    definition: Definition


@lru_cache(maxsize=1)
def shipped() -> dict[str, Pattern]:
    """Every pattern by its code."""
    told = (loads((FOLDER / f"{code}.json").read_text(encoding="utf-8")) for code in ORDER)
    return {one["code"]: Pattern(**one) for one in told}
