"""
Texts that read almost the same, across items, units and years.

Two texts are alike when they share at least `least` per cent of their runs of four characters (`core.likeness`). No
pair is missed: with an order of all runs that both texts follow, two texts that share so much have `SHARED` runs in
common among the first `n - ⌈least · n⌉ + SHARED` of either, n being how many it has (prefix filtering, as for joins of
sets: Bayardo, Ma and Srikant 2007; Wang, Li and Feng 2012). Rare runs come first, so
that few texts meet there. Runs are compared by their 64-bit hashes: two different ones are taken for the same about
once in a million times a hundred thousand texts.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from xuncha.core.likeness import shingles
from xuncha.core.signals import Signal
from xuncha.core.text import say
from xuncha.hints.rules.facts import Found, Row

RUN = 4
SHORTEST = 30
"""Characters: of a shorter text nothing can be said; 已全部整改到位 is everybody's."""
SHOWN = 5
SHARED = 8
"""How many runs two texts must have in common at their beginnings: the shortest that is compared has 27, of which the
lowest threshold asks for 11. With one, whoever uses the same standing phrase would be compared in full."""
BUCKETS = 1 << 22
MOST = 255
"""How often a run was seen is kept in one byte each: it only orders them."""


@dataclass(frozen=True, slots=True)
class Account:
    """What the unit says it did about one item, since when, and the plan and number of that item."""

    item: int
    plan: int
    number: str
    text: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Twins:
    """Two accounts that read alike, and by how many per cent."""

    one: Account
    other: Account
    percent: int


def twins(fresh: Sequence[Account], others: Iterable[Account], least: int) -> Iterator[Twins]:
    """Every pair alike of which at least one is among the fresh, each once; `others` is gone through once."""
    index = _Index([account for account in fresh if len(account.text) >= SHORTEST], least, alone=not others)
    yield from index.among_themselves()
    for account in others:
        if len(account.text) >= SHORTEST:
            yield from index.met_by(account)


def _hashes(text: str) -> "array[int]":
    return array("q", map(hash, shingles(text, RUN)))


class _Index:
    """The fresh accounts by the runs at which others meet them; `alone`: there are no others than these."""

    def __init__(self, accounts: Sequence[Account], least: int, *, alone: bool) -> None:
        self.accounts, self.least = accounts, least
        self.few = 1 if alone else 0  # a run seen so often leads nowhere: nobody else has it
        self.runs = [_hashes(account.text) for account in accounts]
        self.seen = bytearray(BUCKETS)
        self.at: dict[int, list[int]] = defaultdict(list)
        for own in self.runs:
            for run in own:
                bucket = run % BUCKETS
                if self.seen[bucket] < MOST:
                    self.seen[bucket] += 1

    def among_themselves(self) -> Iterator[Twins]:
        """Each with those before it; afterwards others can meet them."""
        for n, account in enumerate(self.accounts):
            first = self._first(self.runs[n], self.few)
            yield from self._alike(account, self.runs[n], first)
            for run in first:
                self.at[run].append(n)

    def met_by(self, account: Account) -> Iterator[Twins]:
        """The fresh ones that an account which is none of them is like."""
        runs = _hashes(account.text)
        yield from self._alike(account, runs, self._first(runs, 0))

    def _first(self, runs: "array[int]", few: int) -> list[int]:
        """The runs by which a text must meet every other that is enough like it, but for those nobody else has."""
        common = [run for run in runs if self.seen[run % BUCKETS] > few]
        rest = len(runs) + SHARED - -(-self.least * len(runs) // 100) - (len(runs) - len(common))
        if rest <= 0:
            return []
        common.sort()
        common.sort(key=lambda run: self.seen[run % BUCKETS])
        return common[:rest]

    def _alike(self, account: Account, runs: "array[int]", first: Iterable[int]) -> Iterator[Twins]:
        often = Counter(chain.from_iterable(self.at[run] for run in first if run in self.at))
        met = sorted(n for n, times in often.items() if times >= SHARED)
        own = set(runs) if met else set()
        for n in met:
            both = len(own.intersection(self.runs[n]))
            percent = both * 100 // (len(own) + len(self.runs[n]) - both)
            if percent >= self.least:
                yield Twins(account, self.accounts[n], percent)


def alike(pairs: Iterable[Twins]) -> dict[int, Found]:
    """
    What to look at, by item: the account that was written later, with those before it that it is like.

    Who wrote first has copied nothing; of two of the same moment the one with the higher number is the later.
    """
    earlier: dict[int, list[tuple[Account, int]]] = defaultdict(list)
    later: dict[int, Account] = {}
    for pair in pairs:
        first, second = sorted((pair.one, pair.other), key=lambda account: (account.written_at, account.item))
        earlier[second.item].append((first, pair.percent))
        later[second.item] = second
    return {item: _found(later[item], models) for item, models in sorted(earlier.items())}


def _found(account: Account, models: Sequence[tuple[Account, int]]) -> Found:
    by_likeness = sorted(models, key=lambda model: (-model[1], model[0].item))
    elsewhere = sum(model.plan != account.plan for model, _percent in models)
    return Found(
        Signal.ALIKE, account.plan, account.item,
        say("{number}的整改情况与先写的 {n} 个问题雷同，最多相同 {percent}%，其中 {elsewhere} 个不在这份方案里。",
            number=account.number, n=len(models), percent=by_likeness[0][1], elsewhere=elsewhere),
        tuple(Row("rectification.item", one.item, f"{one.number} {percent}%") for one, percent in by_likeness[:SHOWN]),
        (account.text, *sorted((model.item, percent) for model, percent in models)),
    )  # fmt: skip
