"""
Rounds that are too full whatever one does: found by counting, in time that hardly grows with the instance.

Units of a pool whose windows lie between two rounds must be visited between them; where their work exceeds what the
pool can do there, their windows and those capacities contradict each other. Likewise a target by the end of a year,
where all pools together cannot visit so many units until then. What is found is a conflict and a small one, so that
nothing large has to be searched for it; where nothing is found, others may still be (`conflicts`).
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate

from xuncha.solving.plan.classes import allowed_rounds
from xuncha.solving.plan.instance import Instance, Unit


@dataclass(frozen=True, slots=True)
class Crowd:
    """Units that must come between two rounds, in pools that cannot take them; `target` is a coverage target, or -1."""

    units: tuple[str, ...]
    pools: tuple[str, ...]
    rounds: range
    target: int = -1


def crowd(instance: Instance) -> Crowd | None:
    """The fewest rounds that are too full, with the fewest units that show it; None where counting finds nothing."""
    found = [*_windows(instance), *_targets(instance)]
    return min(found, key=lambda one: (len(one.rounds) * len(one.pools), len(one.units)), default=None)


def _windows(instance: Instance) -> list[Crowd]:
    bound: dict[tuple[str, int, int], list[Unit]] = defaultdict(list)
    last = len(instance.rounds) - 1
    for unit in instance.units:
        rounds = allowed_rounds(instance, unit)
        if rounds:
            bound[unit.pool, min(rounds), max(rounds)].append(unit)
    found = []
    for pool in instance.pools:
        rooms = [0, *accumulate(instance.capacity(pool, here) for here in range(last + 1))]
        for low in {low for name, low, _ in bound if name == pool}:
            inside: list[Unit] = []
            for high in range(low, last + 1):
                inside += [u for start in range(low, high + 1) for u in bound.get((pool, start, high), ())]
                room = rooms[high + 1] - rooms[low]
                if sum(unit.workload for unit in inside) > room:
                    found.append(Crowd(_fewest(inside, room), (pool,), range(low, high + 1)))
                    break
    return found


def _fewest(units: list[Unit], room: int) -> tuple[str, ...]:
    """The heaviest units, until they exceed the room; without any of them the others would not."""
    taken, work = [], 0
    for unit in sorted(units, key=lambda one: (-one.workload, one.id)):
        taken.append(unit.id)
        work += unit.workload
        if work > room:
            break
    return tuple(taken)


def _targets(instance: Instance) -> list[Crowd]:
    """Targets of more units than the lightest that fit; a pool takes its lightest first."""
    works: dict[str, list[int]] = defaultdict(list)
    for unit in instance.units:
        works[unit.pool].append(unit.workload)
    found = []
    for number, target in enumerate(instance.coverage):
        rounds = [here for here, one in enumerate(instance.rounds) if one.year <= target.year]
        if not rounds:
            continue
        most = 0
        for pool, loads in works.items():
            room = sum(instance.capacity(pool, here) for here in rounds)
            most += sum(done <= room for done in accumulate(sorted(loads)))
        if most < instance.needed(target):
            found.append(Crowd((), tuple(instance.pools), range(rounds[-1] + 1), number))
    return found
