"""
A timetable as people look at it and as they compare two of them: plain values in, plain values out.

It stands on the task the solver reads (`xuncha.plan/1`) and on where the units are now, both by the names of the task;
rounds are positions in the task. Legality and price come from the independent checker, so what the board says of a
timetable that somebody moved by hand is what it says of one that was computed. (feature A08)
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from typing import Any

from xuncha.core.text import Say, say
from xuncha.solving.plan.checking import Verdict, Violation, check_plan
from xuncha.solving.plan.classes import atoms_of
from xuncha.solving.plan.instance import Instance, read_instance

EXPLAINED = 40
"""Moved units whose reason is looked for; each costs a check of the whole timetable."""
POSITIONS = {"R1": ("r", "low", "high", "pin"), "R2": ("rounds",), "R3": ("rounds",), "R5": ("r", "low", "high")}
"""Where the sentences of the checker name rounds, by rule; they count them from nought."""
SAID = 2
"""Broken rules that are quoted as the reason of one move."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are: names of units and topics → position of the round; what has no place is left out."""

    visits: Mapping[str, int] = field(default_factory=dict)
    follow_ups: Mapping[str, int] = field(default_factory=dict)
    topics: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SectorRow:
    """One sector: its units by round, and how many of them have a place."""

    sector: str
    cells: tuple[tuple[str, ...], ...]
    placed: int
    total: int


@dataclass(frozen=True, slots=True)
class Load:
    """The work of one pool in one round, beside what it can do."""

    pool: str
    work: int
    room: int

    @property
    def over(self) -> bool:
        """More than the pool can do."""
        return self.work > self.room


@dataclass(frozen=True)
class Timetable:
    """A task and the places of its units; `numbers` are those of its rounds in the term."""

    data: Mapping[str, Any]
    places: Places
    numbers: tuple[int, ...]

    @cached_property
    def instance(self) -> Instance:
        """The task as the solver takes it."""
        return read_instance(dict(self.data))

    @cached_property
    def rounds(self) -> list[Mapping[str, Any]]:
        """The rounds in order."""
        return list(self.data["rounds"])

    @cached_property
    def units(self) -> dict[str, Mapping[str, Any]]:
        """The units by name."""
        return {one["id"]: one for one in self.data["units"]}

    @cached_property
    def unplaced(self) -> list[str]:
        """The units that have no round."""
        return [name for name in self.units if name not in self.places.visits]

    @cached_property
    def rows(self) -> tuple[SectorRow, ...]:
        """A row for each sector that has units, those without a sector last."""
        inside: dict[str, list[str]] = {one: [] for one in [*(str(s["id"]) for s in self.data["sectors"]), ""]}
        for name, one in self.units.items():
            inside[one["sector"] or ""].append(name)
        return tuple(self._row(sector, names) for sector, names in inside.items() if names)

    def _row(self, sector: str, names: Sequence[str]) -> SectorRow:
        cells: list[list[str]] = [[] for _ in self.rounds]
        for name in names:
            if name in self.places.visits:
                cells[self.places.visits[name]].append(name)
        return SectorRow(sector, tuple(tuple(cell) for cell in cells), sum(map(len, cells)), len(names))

    @cached_property
    def loads(self) -> list[list[Load]]:
        """The pools round by round: visits, follow-ups and topics."""
        work: Counter[tuple[str, int]] = Counter()
        for name, here in self.places.visits.items():
            work[self.units[name]["pool"], here] += self.units[name]["workload"]
        for one in self.data["follow_ups"]:
            if one["unit"] in self.places.follow_ups:
                work[self.units[one["unit"]]["pool"], self.places.follow_ups[one["unit"]]] += one["workload"]
        for topic in self.data["topics"]:
            if topic["id"] in self.places.topics:
                work[topic["pool"], self.places.topics[topic["id"]]] += topic["workload_each"] * len(topic["members"])
        pools = list(dict.fromkeys([*(p for one in self.rounds for p in one["capacity"]), *(p for p, _ in work)]))
        return [[Load(p, work[p, n], one["capacity"].get(p, 0)) for p in pools] for n, one in enumerate(self.rounds)]

    @cached_property
    def counts(self) -> list[int]:
        """How many units each round visits."""
        counted = Counter(self.places.visits.values())
        return [counted[n] for n in range(len(self.rounds))]

    @cached_property
    def shares(self) -> list[float]:
        """The share of the units visited after each round, 0 to 1."""
        return [done / len(self.units) for done in accumulate(self.counts)]

    @cached_property
    def goals(self) -> list[tuple[int, float]]:
        """(position of the last round of a year, share asked for by its end)."""
        last = {one["year"]: n for n, one in enumerate(self.rounds)}
        return [(last[one["year"]], one["at_least"]) for one in self.data["coverage"] if one["year"] in last]

    @property
    def complete_with(self) -> Say | None:
        """The round with which the last unit is visited; None while some have no place."""
        return None if self.unplaced else self.label(max(self.places.visits.values()))

    def label(self, position: int) -> Say:
        """A round as people call it."""
        return say("{year} 年第 {n} 轮", year=self.rounds[position]["year"], n=self.numbers[position])

    @cached_property
    def verdict(self) -> Verdict | None:
        """What the checker says; None while something has no place."""
        return self.judged(self.places.visits)

    def judged(self, visits: Mapping[str, int]) -> Verdict | None:
        """What the checker would say with the units elsewhere."""
        follow_ups = [self.places.follow_ups.get(one["unit"]) for one in self.data["follow_ups"]]
        topics = {one["id"]: self.places.topics.get(one["id"]) for one in self.data["topics"]}
        if len(visits) < len(self.units) or None in follow_ups or None in topics.values():
            return None
        told = [{"unit": f["unit"], "round": here} for f, here in zip(self.data["follow_ups"], follow_ups, strict=True)]
        return check_plan(self.instance, {"visits": dict(visits), "follow_ups": told, "topics": topics})

    def told(self, broken: Violation) -> Say:
        """What the checker says, with the rounds by their numbers in the term."""
        positions = POSITIONS.get(broken.rule, ())
        values = {
            name: self._numbered(value) if name in positions else value for name, value in broken.text.values.items()
        }
        if broken.rule == "R6":
            values["round"] = self.label([one["id"] for one in self.rounds].index(values["round"]))
        return replace(broken.text, values=values)

    def _numbered(self, value: Any) -> Any:
        return [self.numbers[n] for n in value] if isinstance(value, list) else self.numbers[value]

    @property
    def price(self) -> int | None:
        """The objective; None while something has no place."""
        return sum(self.verdict.parts.values()) if self.verdict and self.verdict.parts else None

    @cached_property
    def companions(self) -> dict[str, list[str]]:
        """The units that must share a unit's round, with itself."""
        names = [one.id for one in self.instance.units]
        return {names[n]: [names[m] for m in atom] for atom in atoms_of(self.instance) for n in atom}


@dataclass(frozen=True, slots=True)
class Moved:
    """A unit that is in another round than before, and why; `here` is its position now, `back` its old one there."""

    name: str
    old: Say
    new: Say
    here: int
    back: int | None
    why: tuple[Say, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of two timetables; `percent` when they are shares, `named` when they are rounds."""

    label: Say
    old: float | Say | None
    new: float | Say | None
    percent: bool = False
    named: bool = False


Decided = Mapping[tuple[str, int, bool], str]
"""What people decided: (unit, position of the round, whether pinned) → their reason."""


def moves(old: Timetable, new: Timetable, decided: Decided) -> list[Moved]:
    """Whom `new` places in another round than `old`, each with why, in the order of the new rounds."""
    position = {number: n for n, number in enumerate(new.numbers)}
    found = []
    for name, here in sorted(new.places.visits.items(), key=lambda pair: pair[1]):
        before = old.places.visits.get(name)
        if before is not None and old.numbers[before] != new.numbers[here]:
            found.append(Moved(name, old.label(before), new.label(here), here, position.get(old.numbers[before])))
    return [replace(one, why=tuple(_why(new, one, decided))) if n < EXPLAINED else one for n, one in enumerate(found)]


def placed_anew(old: Timetable, new: Timetable) -> list[str]:
    """The units that have a round now and had none."""
    return [name for name in new.places.visits if name not in old.places.visits]


def _why(new: Timetable, moved: Moved, decided: Decided) -> Iterator[Say]:
    """Somebody's decision, or the rules that putting it back would break, or what putting it back would cost."""
    pinned = decided.get((moved.name, moved.here, True))
    banned = None if moved.back is None else decided.get((moved.name, moved.back, False))
    if pinned is not None:
        yield say("指定在{round}：{reason}", round=moved.new, reason=pinned)
    elif banned is not None:
        yield say("不排在{round}：{reason}", round=moved.old, reason=banned)
    elif moved.back is None:
        yield say("排期里不再有{round}", round=moved.old)
    else:
        yield from _put_back(new, moved.name, moved.back)


def _put_back(new: Timetable, name: str, back: int) -> Iterator[Say]:
    returned = {**new.places.visits, **dict.fromkeys(new.companions[name], back)}
    verdict, now = new.judged(returned), new.verdict
    if verdict is None or now is None or not verdict.parts or not now.parts:
        return
    known = {str(one.text) for one in now.violations}
    broken = [new.told(one) for one in verdict.violations if str(one.text) not in known]
    yield from broken[:SAID]
    more = sum(verdict.parts.values()) - sum(now.parts.values())
    if not broken and more > 0:
        yield say("放回原轮，目标值多 {n}", n=more)
    elif not broken:
        yield say("放回原轮也合规，目标值不增加")


def figures(old: Timetable, new: Timetable, parts: Mapping[str, Say]) -> Iterator[Figure]:
    """What differs in numbers: rounds, shares by year, full coverage, and the price by its parts."""
    before = dict(zip(old.numbers, old.counts, strict=True))
    for n, number in enumerate(new.numbers):
        if not old.unplaced and before.get(number, 0) != new.counts[n]:
            yield Figure(say("{round}任务（家）", round=new.label(n)), before.get(number, 0), new.counts[n])
    shares = [_by_year(table) for table in (old, new)]
    for year in shares[1]:
        if year in shares[0] and shares[0][year] != shares[1][year]:
            yield Figure(say("{year} 年底覆盖率", year=year), shares[0][year], shares[1][year], percent=True)
    yield Figure(say("全覆盖"), old.complete_with, new.complete_with, named=True)
    broken = [len(table.verdict.violations) if table.verdict else None for table in (old, new)]
    yield Figure(say("不合规定（处）"), broken[0], broken[1])
    yield Figure(say("目标值"), old.price, new.price)
    for part, label in parts.items():
        values = [t.verdict.parts[part] if t.verdict and t.verdict.parts else None for t in (old, new)]
        if values[0] != values[1]:
            yield Figure(label, values[0], values[1])


def _by_year(table: Timetable) -> dict[int, float]:
    return {one["year"]: share for one, share in zip(table.rounds, table.shares, strict=True)}
