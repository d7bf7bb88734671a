"""
Texts that read almost the same, across items, units and years: those that share at least so many per cent of their runs
of four characters (`joining`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from xuncha.core.signals import Signal
from xuncha.core.text import say
from xuncha.hints.rules.facts import Found, Row

SHORTEST = 30
"""Characters: of a shorter text nothing can be said; 已全部整改到位 is everybody's."""
SHOWN = 5


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
    from xuncha.hints.rules.joining import AT_ONCE, Index, table

    mine = sorted((one for one in fresh if len(one.text) >= SHORTEST), key=lambda one: len(one.text))
    if not mine:
        return
    parts = [mine[first : first + AT_ONCE] for first in range(0, len(mine), AT_ONCE)]
    index = Index([table([one.text for one in part]) for part in parts], least, alone=not others)
    for one, other, percent in index.among_themselves():
        yield Twins(mine[one], mine[other], percent)
    rest = (one for one in others if len(one.text) >= SHORTEST)
    while part := list(islice(rest, AT_ONCE)):
        for one, other, percent in index.met_by(table([account.text for account in part])):
            yield Twins(part[one], mine[other], percent)


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
