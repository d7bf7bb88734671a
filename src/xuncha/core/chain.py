r"""
The arithmetic of the journal's hash chain: a third party can verify an exported file with this module alone.

Line n of an export is a JSON object {"seq", "prev", "hash", "body"}. `body` is the canonical JSON text of what was
recorded, and hash = SHA-256(prev || "\n" || seq || "\n" || body) in lower-case hex; the first prev is 64 zeros. The
last line is {"count", "head"}: without it a file could lose its end unnoticed.

A chain without a key shows every change to somebody who remembers one later hash: whoever rewrites a record must
rewrite all that follow. Such remembered hashes are called anchors here.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from xuncha.core.text import N_

GENESIS = "0" * 64
OUT_OF_ORDER = N_("这里缺少记录，或者次序不对")
DOES_NOT_FOLLOW = N_("这一条接不上前一条")
ALTERED = N_("这一条的内容被改过")
NOT_THE_ANCHOR = N_("这一条与先前记下的校验值不同")
CUT_OFF = N_("末尾缺少记录")
UNREADABLE = N_("这一行不是操作记录")


def canonical(record: Mapping[str, Any]) -> str:
    """JSON with sorted keys and no spaces, so that equal records have equal text."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def link(prev: str, seq: int, body: str) -> str:
    """The hash that ties record `seq` to everything before it."""
    return hashlib.sha256(f"{prev}\n{seq}\n{body}".encode(errors="surrogatepass")).hexdigest()


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


def verify(links: Iterable[Link], anchors: Mapping[int, str] | None = None) -> Verdict:
    """
    Walk the chain from its first record; stop at the first edit, removal, insertion or reordering.

    `anchors` are hashes remembered from earlier, by sequence number. Only one record is held in memory.
    """
    remembered = dict(anchors or {})
    prev, count = GENESIS, 0
    for record in links:
        expected = count + 1
        if record.seq != expected:
            return Verdict(count, prev, expected, OUT_OF_ORDER)
        if record.prev != prev:
            return Verdict(count, prev, expected, DOES_NOT_FOLLOW)
        if link(record.prev, record.seq, record.body) != record.hash:
            return Verdict(count, prev, expected, ALTERED)
        if remembered.pop(expected, record.hash) != record.hash:
            return Verdict(count, prev, expected, NOT_THE_ANCHOR)
        prev, count = record.hash, expected
    if remembered:
        return Verdict(count, prev, count + 1, CUT_OFF)
    return Verdict(count, prev)


def export(links: Iterable[Link]) -> Iterator[str]:
    """The lines of an export, the closing one included."""
    count, head = 0, GENESIS
    for record in links:
        count, head = count + 1, record.hash
        yield canonical({"seq": record.seq, "prev": record.prev, "hash": record.hash, "body": record.body})
    yield canonical({"count": count, "head": head})


def verify_export(lines: Iterable[str], anchors: Mapping[int, str] | None = None) -> Verdict:
    """Verify an export line by line: the chain, its closing line, and that nothing stands behind that."""
    reader = _Reader(lines)
    verdict = verify(reader, anchors)
    if reader.unreadable and not verdict.intact:
        return Verdict(verdict.count, verdict.head, verdict.broken_at, UNREADABLE)
    if verdict.intact and reader.closing != {"count": verdict.count, "head": verdict.head}:
        return Verdict(verdict.count, verdict.head, verdict.count + 1, CUT_OFF)
    return verdict


class _Reader:
    """Links from the lines of an export; keeps the closing line, and whether a line could not be read."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = lines
        self.closing: dict[str, Any] | None = None
        self.unreadable = False

    def __iter__(self) -> Iterator[Link]:
        for line in self.lines:
            record = self._parsed(line)
            if record.keys() == {"count", "head"} and self.closing is None:
                self.closing = record
            elif record.keys() == {"seq", "prev", "hash", "body"} and self.closing is None:
                yield Link(**record)
            else:
                self.unreadable = True
                yield Link(0, "", "", "")  # fits nowhere: the walk ends here

    def _parsed(self, line: str) -> dict[str, Any]:
        try:
            record = json.loads(line)
        except ValueError:
            return {}
        return record if isinstance(record, dict) else {}
