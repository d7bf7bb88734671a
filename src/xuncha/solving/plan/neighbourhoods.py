"""
Which part of a plan is freed next, while all else stays put.

The choice follows from the seed and from how the parts before ended, never from the time they took.
"""

from dataclasses import dataclass, field
from random import Random

from xuncha.solving.plan.model import PlanModel

BEGIN_WITH = 300.0
"""Variables of units and rounds in the first parts; an instance that has no more is solved as a whole."""
GROW, SHRINK = 1.15, 0.8
"""How the size changes after a part that was solved to the end, or was not."""


@dataclass
class Neighbourhoods:
    """Which part to free next, and how large: larger while parts are solved to the end, smaller when they are not."""

    model: PlanModel
    seed: int
    random: Random = field(init=False)
    size: dict[str, float] = field(default_factory=lambda: {"sectors": BEGIN_WITH, "rounds": BEGIN_WITH})
    kind: str = "rounds"

    def __post_init__(self) -> None:
        self.random = Random(self.seed)  # noqa: S311 - a search that can be repeated, no secret

    def next(self) -> list[int]:
        """The variables of some sectors, or of some rounds that follow each other."""
        self.kind = "sectors" if self.kind == "rounds" else "rounds"
        if self.kind == "sectors":
            return self._sectors()
        return self._rounds()

    def learn(self, *, ended: bool) -> None:
        """Whether the last part was solved to the end."""
        self.size[self.kind] *= GROW if ended else SHRINK

    def _sectors(self) -> list[int]:
        names = sorted({s for one in self.model.classes for s in one.kind.sectors} | {""})
        self.random.shuffle(names)
        chosen, free = set[str](), 0
        for name in names:
            chosen.add(name)
            free += sum(len(c.kind.rounds) for c in self.model.classes if name in (c.kind.sectors or ("",)))
            if free >= self.size["sectors"] and len(chosen) > 1:
                break
        return _of_sectors(self.model, chosen)

    def _rounds(self) -> list[int]:
        rounds = len(self.model.instance.rounds)
        width = max(2, min(rounds, round(self.size["rounds"] * rounds / len(self.model.amount))))
        start = self.random.randrange(rounds - width + 1) if rounds > width else 0
        return _of_rounds(self.model, range(start, min(rounds, start + width)))


def _of_sectors(model: PlanModel, sectors: set[str]) -> list[int]:
    """Everything about the classes of these sectors ("" are those without one), and all topics."""
    inside = {number for number, one in enumerate(model.classes) if sectors.intersection(one.kind.sectors or ("",))}
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
