"""
Which of many sets of runs share at least so many per cent (Jaccard), exactly, a few thousand sets at a time.

No pair is missed: with an order of all runs that both sets follow, two sets that share `k` runs have `SHARED` of them
in common among the first `n - k + SHARED` of either, `n` being how many it has (prefix filtering, as for joins of sets:
Bayardo, Ma and Srikant 2007; Xiao, Wang, Lin and Yu 2008). Of two alike the longer shares `least` per cent of its runs,
the shorter even 2·least / (100 + least): where all meet all, the shorter is entered with fewer of its runs, and the
commoner of the longer one's runs are followed only to sets so short that they need them. Rare runs come first, so that
few meet there. A run is 43 bits of a hash: of ten million different ones hardly six are taken for another, and a
percentage moves by that much only.

numpy is loaded here alone, and here only when texts are compared: no page needs it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from re import compile as pattern

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
RUN = 4
SHARED = 8
"""How many runs two sets must have in common at their beginnings. With one, whoever uses the same standing phrase would
be compared in full; with many the beginnings grow."""
AT_ONCE = 2_000  # texts in one table
MEETINGS = 4_000_000  # looked at in one go
MOST = (1 << 15) - 1
"""How often a run was seen is counted in as many buckets of two bytes as there are runs: it only orders them."""
HASH, PLACE = 43, 20
"""Bits of a run, and of the place of a text among at most a million: together they fit into one word."""
NONE = np.int64((1 << 62) - 1)
ODD = np.uint64(0x9E3779B97F4A7C15)
NOT_SAID = pattern(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Table:
    """Texts as rows of their runs, each once and in order, the rest of a row filled with `NONE`; and how many."""

    runs: Numbers
    sizes: Numbers

    def ordered(self, seen: NDArray[np.uint16]) -> Numbers:
        """The rows with the rarest first: how often a run was seen stands in its upper bits."""
        often = seen[self.runs & (len(seen) - 1)].astype(np.int64)
        return np.sort(np.where(self.runs == NONE, NONE, often << HASH | self.runs), axis=1)


def table(texts: Sequence[str]) -> Table:
    """Texts by their runs of four neighbouring characters, spaces and punctuation left out."""
    said = [NOT_SAID.sub("", text) for text in texts]
    lengths = np.array([len(letters) for letters in said], dtype=np.int64)
    wide = max(RUN, int(lengths.max(initial=0)))
    letters = np.zeros((len(said), wide), dtype=np.uint64)
    letters[np.arange(wide) < lengths[:, None]] = np.frombuffer("".join(said).encode("utf-32-le"), dtype=np.uint32)
    mixed = letters[:, : wide - RUN + 1]
    for after in range(1, RUN):
        mixed = (mixed ^ mixed >> np.uint64(29)) * ODD + letters[:, after : wide - RUN + 1 + after]
    runs = (mixed * ODD >> np.uint64(64 - HASH)).astype(np.int64)
    last = np.maximum(lengths - RUN, np.minimum(lengths, 1) - 1)  # a text of fewer letters is one run, of none no run
    runs[np.arange(runs.shape[1]) > last[:, None]] = NONE
    runs.sort(axis=1)
    runs[:, 1:][runs[:, 1:] == runs[:, :-1]] = NONE
    runs.sort(axis=1)
    return Table(runs, np.count_nonzero(runs != NONE, axis=1).astype(np.int64))


class Index:
    """Tables of texts by the runs at which others meet them; `alone`: nobody but these will ask."""

    def __init__(self, tables: Sequence[Table], least: int, *, alone: bool) -> None:
        self.tables, self.least, self.alone = tables, least, alone
        sizes = np.concatenate([one.sizes for one in tables])
        self.order = np.argsort(sizes, kind="stable")  # the shorter first: who stands at each place
        self.sizes = sizes[self.order]
        self.place = np.empty_like(self.order)
        self.place[self.order] = np.arange(len(sizes))
        self.seen = np.zeros(1 << int(sizes.sum()).bit_length(), dtype=np.uint16)
        for one in tables:
            np.add.at(self.seen, one.runs[one.runs != NONE] & (len(self.seen) - 1), 1)
            np.minimum(self.seen, MOST, out=self.seen)
        parts, first = [], 0
        for one in tables:
            shared = -(-2 * least * one.sizes // (100 + least)) if alone else self._shared(one.sizes)
            rows, _columns, runs = self._beginnings(one, shared)
            parts.append((runs << PLACE) | self.place[first + rows])
            first += len(one.sizes)
        self.at = np.sort(np.concatenate(parts))

    def _shared(self, sizes: Numbers) -> Numbers:
        """How many of its runs a text shares at least with one like it."""
        return -(-self.least * sizes // 100)

    def _beginnings(self, one: Table, shared: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Row, column and hash of the runs where a text must meet every other with which it shares so many."""
        ordered = one.ordered(self.seen)
        end = one.sizes + np.minimum(SHARED, shared) - shared
        wanted = np.arange(ordered.shape[1]) < end[:, None]
        if self.alone:  # a run seen once leads nowhere: nobody else has it
            wanted &= ordered >= 2 << HASH
        rows, columns = np.nonzero(wanted)
        return rows, columns, ordered[rows, columns] & ((1 << HASH) - 1)

    def among_themselves(self) -> Iterator[tuple[int, int, int]]:
        """Every pair alike, each once: the numbers of both as they came, and the percentage."""
        first = 0
        for one in self.tables:
            own = self.place[first : first + len(one.sizes)]
            for row, met, percent in self._pairs(one, own):
                yield first + row, met, percent
            first += len(one.sizes)

    def met_by(self, one: Table) -> Iterator[tuple[int, int, int]]:
        """Whom texts that are none of these are like: the number in their own table, the other's, the percentage."""
        return self._pairs(one, np.full(len(one.sizes), len(self.sizes)))

    def _pairs(self, one: Table, before: Numbers) -> Iterator[tuple[int, int, int]]:
        """Whom the texts of a table are like among those that stand before a place of each."""
        shared = self._shared(one.sizes)
        rows, columns, runs = self._beginnings(one, shared)
        sizes = one.sizes[rows]
        longest = (sizes + SHARED - 1 - columns) * (100 + self.least) // self.least - sizes
        low = np.searchsorted(self.sizes, shared[rows])
        high = np.minimum(before[rows], np.searchsorted(self.sizes, longest, "right"))
        start = _places(self.at, runs << PLACE | low)
        count = np.maximum(_places(self.at, runs << PLACE | high) - start, 0)
        for part in _portions(rows, count):
            row_of, places, often = _met(rows[part], self.at, start[part], count[part])
            wanted = np.minimum(shared[row_of], self._shared(self.sizes[places]))
            enough = often >= np.minimum(SHARED, wanted)
            for row, place in zip(row_of[enough], places[enough], strict=True):
                number = int(self.order[place])
                percent = self._percent(one, int(row), number)
                if percent >= self.least:
                    yield int(row), number, percent

    def _percent(self, one: Table, row: int, number: int) -> int:
        """Runs that both have in per cent of all runs of both, rounded down."""
        other, place = divmod(number, AT_ONCE)
        mine, theirs = one.runs[row, : one.sizes[row]], self.tables[other].runs[place]
        theirs = theirs[: self.tables[other].sizes[place]]
        both = len(np.intersect1d(mine, theirs, assume_unique=True))
        return both * 100 // (len(mine) + len(theirs) - both)


def _places(at: Numbers, wanted: Numbers) -> Numbers:
    """Where each would stand among what is in order; looked for in order as well, which the memory is quickest at."""
    way = np.argsort(wanted)
    found = np.empty_like(way)
    found[way] = np.searchsorted(at, wanted[way])
    return found


def _met(rows: Numbers, at: Numbers, start: Numbers, count: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Which rows meet whom at these stretches of the entries, and how often."""
    entries = np.repeat(start - np.cumsum(count) + count, count) + np.arange(int(count.sum()))
    pairs, often = np.unique(np.repeat(rows << PLACE, count) | (at[entries] & ((1 << PLACE) - 1)), return_counts=True)
    return pairs >> PLACE, pairs & ((1 << PLACE) - 1), often


def _portions(rows: Numbers, count: Numbers) -> Iterator[slice]:
    """Parts of the entries that lead to a bearable number of meetings, the entries of one row together."""
    begins = np.flatnonzero(np.diff(rows, prepend=-1))
    met = np.add.reduceat(count, begins) if len(begins) else count
    first = total = 0
    for n, begin in enumerate(begins):
        total += int(met[n])
        if total > MEETINGS and begin > first:
            yield slice(first, int(begin))
            first, total = int(begin), int(met[n])
    yield slice(first, len(rows))
