"""The way from one wording to another: what was taken out and what was put in."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that is in both (""), only in the original ("del") or only in the new wording ("ins")."""

    kind: str
    text: str


CLAUSE = re.compile(r"[^，。；：！？\n]*[，。；：！？\n]|[^，。；：！？\n]+")
CLOSE = 400
"""Characters up to which a rewritten passage is compared character by character; longer ones stand as a whole."""


def difference(original: str, wording: str) -> list[Piece]:
    """The way from the original to the new wording: by clauses, and inside a rewritten passage by characters."""
    old, new = CLAUSE.findall(original), CLAUSE.findall(wording)
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before, after = "".join(old[a:b]), "".join(new[c:d])
        if kind == "replace" and len(before) <= CLOSE and len(after) <= CLOSE:
            pieces += _by_characters(before, after)
        else:
            pieces += _passage(kind == "equal", before, after)
    return pieces


def _by_characters(before: str, after: str) -> list[Piece]:
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        pieces += _passage(kind == "equal", before[a:b], after[c:d])
    return pieces


def _passage(same: bool, before: str, after: str) -> list[Piece]:
    if same:
        return [Piece("", before)]
    return [Piece(kind, text) for kind, text in (("del", before), ("ins", after)) if text]
