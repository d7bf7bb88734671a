"""Which column of somebody's ledger is which of ours: by label, by alias, by likeness."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256

from xuncha.foundation.documents.sheet_values import folded
from xuncha.foundation.imports.kinds import SheetColumn, SheetKind

LIKE = 0.6  # how alike a heading and a label must be to be suggested
_DECORATION = re.compile(r"[*＊\s:：]|[(（\[【].*?[)）\]】]")
_SCALES = (("亿元", 10**8), ("万元", 10**4))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """{field: column index}; `certain` when nothing was guessed and nothing that must be there is missing."""

    mapping: dict[str, int]
    certain: bool


def bare(heading: str) -> str:
    """The heading without marks, spaces and what stands in brackets."""
    return _DECORATION.sub("", folded(heading)).lower()


def fingerprint(headers: Sequence[str]) -> str:
    """What the memory of mappings is filed under."""
    return sha256("\x1f".join(headers).encode()).hexdigest()


def known_labels(kind: SheetKind) -> set[str]:
    """Every heading that is understood without asking, in the forms in which it may be written."""
    names = {name for column in kind.columns for name in (column.label, *column.aliases)}
    return names | {f"{name}*" for name in names}


def suggest(kind: SheetKind, headers: Sequence[str]) -> Suggestion:
    """Match headings to columns; each heading serves once."""
    free = {index: bare(text) for index, text in enumerate(headers) if text}
    mapping: dict[str, int] = {}
    for column in kind.columns:
        names = {bare(name) for name in (column.label, *column.aliases)}
        index = next((i for i, text in free.items() if text in names), None)
        if index is not None:
            mapping[column.field] = index
            del free[index]
    required = {column.field for column in kind.columns if column.required}
    certain = not free and required <= set(mapping)
    for column in kind.columns:
        if column.field not in mapping and free:
            index, score = max(((i, _likeness(column, text)) for i, text in free.items()), key=lambda pair: pair[1])
            if score >= LIKE:
                mapping[column.field] = index
                del free[index]
    return Suggestion(mapping, certain)


def _likeness(column: SheetColumn, text: str) -> float:
    names = [bare(name) for name in (column.label, *column.aliases)]
    return max(0.9 if name and (name in text or text in name) else _ratio(name, text) for name in names)


def _ratio(name: str, text: str) -> float:
    return SequenceMatcher(None, name, text).ratio()


def scale_of(heading: str) -> int:
    """What a bare number in a money column counts: 1 yuan, or 10,000 when the heading says 万元."""
    return next((scale for word, scale in _SCALES if word in heading), 1)
