"""Looking through an office's rectifications: reads, compares, and says what should stand on record. Writes nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from xuncha.core.signals import Signal
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.hints.models import Hint
from xuncha.hints.rules.facts import Found, Thresholds
from xuncha.hints.rules.keeping import Known
from xuncha.hints.rules.pictures import resembling, reused
from xuncha.hints.rules.plans import found_in
from xuncha.hints.rules.texts import Account, alike, twins
from xuncha.hints.selectors.changes import (
    BETWEEN,
    all_plans,
    changed_plans,
    citing,
    journal_end,
    last_scan,
    thresholds_on,
)
from xuncha.hints.selectors.crossing import accounts, items_of, shots
from xuncha.hints.selectors.facts import plan_facts

Progress = Callable[[int, int], None]
AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look through an office came to. `items` are those of `plans` and those compared with them anew."""

    on: date
    whole: bool
    until: int
    thresholds: Thresholds
    plans: frozenset[int]
    items: frozenset[int]
    found: tuple[Found, ...]


def look_through(office: Jurisdiction, today: date, progress: Progress, *, whole: bool = False) -> Looked:
    """Look through what has changed since the scan before, or through everything where the setting has changed."""
    until, thresholds, before = journal_end(), thresholds_on(today, office), last_scan(office)
    whole = whole or before is None or dict(before.thresholds) != dict(thresholds)
    plans = all_plans(office) if whole or before is None else changed_plans(office, before, today, thresholds)
    found: list[Found] = []
    fresh: set[int] = set()
    for n, facts in enumerate(plan_facts(plans), 1):
        found += found_in(facts, thresholds, today)
        fresh.update(item.pk for item in facts.items)
        progress(n, len(plans))
    if fresh:
        fresh |= citing(office, fresh)
        fresh |= _compare(office, fresh, thresholds, found, whole=whole)
    return Looked(today, whole, until, thresholds, frozenset(plans), frozenset(fresh), tuple(found))


def _compare(
    office: Jurisdiction, fresh: set[int], thresholds: Thresholds, found: list[Found], *, whole: bool
) -> set[int]:
    """Texts and photos of these items with all others; which items had to be looked at along with them."""
    more: set[int] = set()
    if least := thresholds.get(Signal.ALIKE, 0):
        texts = _alike(office, fresh, least, whole=whole)
        more = texts.keys() - fresh
        if more:  # a changed text stands before one that was written later: of that one all models are wanted
            texts = _alike(office, fresh | more, least, whole=whole)
        # What only stands beside one of those is as it was, and of it not all models were wanted.
        found += (text for item, text in texts.items() if item in fresh | more)
    photos = shots(items_of(office))
    mine, others = [s for s in photos if s.item in fresh], [s for s in photos if s.item not in fresh]
    if least := thresholds.get(Signal.REUSED, 0):
        found += reused(mine, others, least)
    if most := thresholds.get(Signal.RESEMBLING, 0):
        found += resembling(mine, others, most)
    return more


def _alike(office: Jurisdiction, fresh: set[int], least: int, *, whole: bool) -> dict[int, Found]:
    rows = items_of(office)
    if whole:
        return alike(twins(list(accounts(rows)), (), least))
    mine: list[Account] = []
    for first in range(0, len(ordered := sorted(fresh)), AT_ONCE):
        mine += accounts(rows.filter(pk__in=ordered[first : first + AT_ONCE]))
    return alike(twins(mine, _others(office, fresh), least))


def _others(office: Jurisdiction, fresh: set[int]) -> Iterator[Account]:
    return (account for account in accounts(items_of(office)) if account.item not in fresh)


def known_hints(looked: Looked, office: Jurisdiction) -> list[Known]:
    """The hints on record about what was looked at; one query for every few thousand plans and items."""
    rows = Hint.objects.filter(plan__inspection__round__term__jurisdiction=office).order_by("pk")
    names = ("pk", "signal", "plan_id", "item_id", "digest", "state")
    return [
        Known(pk, (signal, plan, item), digest, state)
        for pk, signal, plan, item, digest, state in rows.values_list(*names)
        if plan in looked.plans or (signal in BETWEEN and item in looked.items)
    ]
