r"""
The arithmetic of the journal's hash chain: a third party can verify an exported file with this module alone.

Line n of an export is a JSON object {"seq", "prev", "hash", "body"}. `body` is the canonical JSON text of what was
recorded, and hash = SHA-256(prev || "\n" || seq || "\n" || body) in lower-case hex; the first prev is 64 zeros.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64


def canonical(record: Mapping[str, Any]) -> str:
    """JSON with sorted keys and no spaces, so that equal records have equal text."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def link(prev: str, seq: int, body: str) -> str:
    """The hash that ties record `seq` to everything before it."""
    return hashlib.sha256(f"{prev}\n{seq}\n{body}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Link:
    """One record as stored or exported."""

    seq: int
    prev: str
    hash: str
    body: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification saw. `broken_at` is the first sequence number that does not fit; None when all fit."""

    count: int
    head: str
    broken_at: int | None = None
    fault: str = ""

    @property
    def intact(self) -> bool:
        """Whether every record fits the one before it."""
        return self.broken_at is None


def verify(links: Iterable[Link]) -> Verdict:
    """Walk the chain from its first record; stop at the first edit, removal, insertion or reordering."""
    prev, count = GENESIS, 0
    for record in links:
        expected = count + 1
        if record.seq != expected:
            return Verdict(count, prev, expected, "missing or out of order")
        if record.prev != prev:
            return Verdict(count, prev, record.seq, "does not follow the record before it")
        if link(record.prev, record.seq, record.body) != record.hash:
            return Verdict(count, prev, record.seq, "content was altered")
        prev, count = record.hash, expected
    return Verdict(count, prev)
