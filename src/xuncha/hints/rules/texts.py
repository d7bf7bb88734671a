"""
Texts that read almost the same, across items, units and years.

Two texts are alike when they share at least `least` per cent of their runs of four characters (`core.likeness`). No
pair is missed: with an order of all runs that both texts follow, two texts that share `k` runs have `SHARED` of them in
common among the first `n - k + SHARED` of either, n being how many it has (prefix filtering, as for joins of sets:
Bayardo, Ma and Srikant 2007; Xiao, Wang, Lin and Yu 2008). Of two texts alike the longer shares `least` per cent of
its runs, the shorter even 2·least / (100 + least): as texts come by length, the shorter first, fewer of its runs lead
to it, and the commoner of the longer one's runs are followed only to texts so short that they need them. Rare runs
come first, so that few texts meet there. Runs are compared by 44 bits of their hashes: of ten million
different ones hardly five are taken for another, and a percentage moves by that much only.
"""

from array import array
from bisect import bisect_left, bisect_right
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
MOST = (1 << 15) - 1
"""How often a run was seen is counted in as many buckets of two bytes as there are runs: it only orders them."""
WHOLE = 16
"""Of fewer texts at a run it is not worth the while to ask how long they are."""
HASH = 44
"""Bits of a run's hash: with how often it was seen above them they fit into one machine word."""
LAST = (1 << HASH) - 1


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
    return array("q", {hash(run) & LAST for run in shingles(text, RUN)})


def _beginning(common: list[int], shared: int) -> list[int]:
    """The first of a text's runs, where it must meet every other text with which it shares so many."""
    return common[: max(0, len(common) + SHARED - shared)]


class _Index:
    """The fresh accounts by the runs at which others meet them; `alone`: there are no others than these."""

    def __init__(self, accounts: Sequence[Account], least: int, *, alone: bool) -> None:
        self.least, self.alone = least, alone
        known = [(account, _hashes(account.text)) for account in accounts]
        known.sort(key=lambda entry: (len(entry[1]), entry[0].item))
        self.accounts, self.runs = [account for account, _runs in known], [runs for _account, runs in known]
        self.sizes = list(map(len, self.runs))
        self.at: dict[int, list[int]] = defaultdict(list)
        self.last = last = (1 << sum(self.sizes).bit_length()) - 1
        self.seen = seen = array("H", bytes(2 * (last + 1)))
        for own in self.runs:
            for run in own:
                if seen[run & last] < MOST:
                    seen[run & last] += 1

    def among_themselves(self) -> Iterator[Twins]:
        """Each with those that are not longer; afterwards others, which may be of any length, can meet them."""
        at, few = self.at, 1 if self.alone else 0  # a run seen so often leads nowhere: nobody else has it
        for n, runs in enumerate(self.runs):
            common, shared = self._rare_first(runs, few), -(-self.least * len(runs) // 100)
            yield from self._alike(self.accounts[n], runs, _beginning(common, shared), len(runs) - len(common))
            more = -(-2 * self.least * len(runs) // (100 + self.least)) if self.alone else shared
            for run in _beginning(common, more):
                at[run].append(n)

    def met_by(self, account: Account) -> Iterator[Twins]:
        """The fresh ones that an account which is none of them is like."""
        runs = _hashes(account.text)
        common, shared = self._rare_first(runs, 0), -(-self.least * len(runs) // 100)
        yield from self._alike(account, runs, _beginning(common, shared), len(runs) - len(common))

    def _rare_first(self, runs: "array[int]", few: int) -> list[int]:
        """The runs seen more often than that, the rarest first; each with how often it was seen in its upper bits."""
        seen, last = self.seen, self.last
        ordered = sorted([seen[run & last] << HASH | run for run in runs])
        return ordered[bisect_left(ordered, (few + 1) << HASH) :]

    def _led_to(self, size: int, first: Sequence[int], gone: int) -> Iterator[Sequence[int]]:
        """Where the first runs of a text lead; before them were `gone` that nobody else has."""
        times, least, at = 100 + self.least, self.least, self.at
        for place, run in enumerate(first, gone):
            met = at.get(run)
            if met and len(met) > WHOLE:
                longest = (size + SHARED - 1 - place) * times // least - size
                met = met[: bisect_left(met, bisect_right(self.sizes, longest))]
            if met:
                yield met

    def _alike(self, account: Account, runs: "array[int]", first: Sequence[int], gone: int) -> Iterator[Twins]:
        often = Counter(chain.from_iterable(self._led_to(len(runs), first, gone)))
        met = sorted([n for n, times in often.items() if times >= SHARED])
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
