"""
Which part of a plan is freed next, while all else stays put.

The choice follows from the seed and from how the parts before ended, never from the time they took.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from random import Random

from xuncha.solving.plan.model import PlanModel

BEGIN_WITH = 300.0
"""Variables of units and rounds in the first parts; an instance that has no more is solved as a whole."""
GROW, SHRINK = 1.15, 0.8
"""How the size changes after a part that was solved to the end with little work, or was not."""
LITTLE = 6000
"""Simplex iterations up to which a part may grow: several small parts find more than a large one in the same time."""
FAR = 0.1
"""The weight of a group that has no room in common with those chosen: seldom, not never."""

Group = tuple[str, ...]
"""What is freed together: a sector, or the units without one whose work falls on these pools."""


@dataclass
class Neighbourhoods:
    """Which part to free next, and how large: larger while parts are solved to the end, smaller when they are not."""

    model: PlanModel
    seed: int
    random: Random = field(init=False)
    size: dict[str, float] = field(default_factory=lambda: {"sectors": BEGIN_WITH / 2, "rounds": BEGIN_WITH})
    kind: str = "rounds"
    groups: dict[Group, list[int]] = field(default_factory=lambda: defaultdict(list))
    widths: dict[Group, int] = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)  # noqa: S311 - a search that can be repeated, no secret
        for number, one in enumerate(self.model.classes):
            pools = tuple(sorted(pool for pool, load in one.kind.loads if load))
            groups: list[Group] = [(sector,) for sector in one.kind.sectors]
            for group in groups or [("", *pools)]:
                self.groups[group].append(number)
        rounds = [len(one.kind.rounds) for one in self.model.classes]
        self.widths = {group: sum(rounds[n] for n in numbers) for group, numbers in self.groups.items()}

    def next(self, values: list[float]) -> list[int]:
        """The variables of some sectors of this plan, or of some rounds that follow each other."""
        self.kind = "sectors" if self.kind == "rounds" else "rounds"
        if self.kind == "sectors" and self.groups:
            return self._sectors(values)
        return self._rounds()

    def learn(self, *, ended: bool, work: int) -> None:
        """Whether the last part was solved to the end, and with how many iterations."""
        self.size[self.kind] *= GROW if ended and work <= LITTLE else SHRINK

    def _sectors(self, values: list[float]) -> list[int]:
        """
        A sector and more of those that lie where it lies, and so compete with it for room.

        Units without a sector go with their pool like one more sector: they are many, and have nothing to gain from
        the room that becomes free in another.
        """
        room = {group: _room(self.model, numbers, values) for group, numbers in self.groups.items()}
        rest = list(room)
        chosen = [rest.pop(self.random.randrange(len(rest)))]
        while rest and (len(chosen) == 1 or sum(self.widths[group] for group in chosen) < self.size["sectors"]):
            near = [FAR + sum(_nearness(room[group], room[other]) for other in chosen) ** 2 for group in rest]
            (place,) = self.random.choices(range(len(rest)), near)
            chosen.append(rest.pop(place))
        return _of_classes(self.model, {number for group in chosen for number in self.groups[group]})

    def _rounds(self) -> list[int]:
        rounds = len(self.model.instance.rounds)
        width = max(2, min(rounds, round(self.size["rounds"] * rounds / len(self.model.amount))))
        start = self.random.randrange(rounds - width + 1) if rounds > width else 0
        return _of_rounds(self.model, range(start, min(rounds, start + width)))


def _room(model: PlanModel, numbers: list[int], values: list[float]) -> set[tuple[str, int]]:
    """The pools and rounds that these classes now take room of."""
    kinds = {number: model.classes[number].kind for number in numbers}
    return {
        (pool, here)
        for number, kind in kinds.items()
        for here in kind.rounds
        if values[model.amount[number, here]] > 0.5
        for pool, load in kind.loads
        if load
    }


def _nearness(one: set[tuple[str, int]], other: set[tuple[str, int]]) -> float:
    """How much room in the same, or nearly the same, rounds of a pool two groups take."""
    return sum(1 / (1 + abs(here - there)) for pool, here in one for also, there in other if pool == also)


def _of_classes(model: PlanModel, inside: set[int]) -> list[int]:
    """Everything about these classes, and all topics."""
    touched = {s for number in inside for s in model.classes[number].kind.sectors}
    answered = {f for number in inside for f in model.classes[number].kind.follow_ups}
    free = [v for (number, _), v in model.amount.items() if number in inside]
    free += [v for (sector, _), v in model.opened.items() if sector in touched]
    free += [v for sector in touched for span in model.spans.get(sector, {}).values() for v in span.variables()]
    free += [v for (number, _), v in model.follow_up.items() if number in answered]
    free += model.topic.values()
    return free + model.deviations()


def _of_rounds(model: PlanModel, rounds: range) -> list[int]:
    """Everything in these rounds."""
    free = [v for (_, here), v in model.amount.items() if here in rounds]
    free += [v for (_, here), v in model.opened.items() if here in rounds]
    free += [v for spans in model.spans.values() for span in spans.values() for v in span.variables()]
    free += [v for (_, here), v in (*model.follow_up.items(), *model.topic.items()) if here in rounds]
    return free + model.deviations()
