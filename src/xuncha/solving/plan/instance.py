"""What a coverage plan is made from (`xuncha.plan/1`): read, checked for sense, and kept as plain records."""

import math
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from xuncha.core.text import say
from xuncha.solving.reading import Faults, Part, once, read_json

FORMAT = "xuncha.plan/1"
MOST_UNITS = 10_000
MOST_ROUNDS = 60
MOST_WORK = 10_000
MOST_ROOM = 1_000 * MOST_WORK
MOST_PRICE = 10_000
"""Units, rounds; one workload, one capacity; a weight or priority: beyond them the solvers are no longer exact."""
LINKS = ("none", "same_round", "two_rounds")
SAME_ROUND, TWO_ROUNDS = LINKS[1:]


@dataclass(frozen=True, slots=True)
class Round:
    """One round of the term; `capacity` by pool, in the unit of the workloads."""

    id: str
    year: int
    capacity: dict[str, int]
    closed: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit to be inspected; rounds are numbered from 0 in the order of the file."""

    id: str
    name: str
    pool: str
    sector: str | None
    workload: int
    priority: int
    earliest: int
    latest: int
    together: str | None
    published: int | None
    pinned: int | None
    forbidden: frozenset[int]


@dataclass(frozen=True, slots=True)
class Sector:
    """A branch of units, and whether its visits must lie in one round or in two that follow each other."""

    id: str
    link: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A second visit of a unit, between `min_gap` and `max_gap` rounds after the first."""

    unit: str
    workload: int
    min_gap: int
    max_gap: int


@dataclass(frozen=True, slots=True)
class Topic:
    """A special inspection of several units in one round, in which none of them has its regular visit."""

    id: str
    name: str
    pool: str
    members: tuple[str, ...]
    workload_each: int
    earliest: int
    latest: int

    @property
    def workload(self) -> int:
        """What the topic costs its pool in its round."""
        return self.workload_each * len(self.members)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The share of the units that must have been visited by the end of a year."""

    year: int
    at_least: Fraction


@dataclass(frozen=True, slots=True)
class Weights:
    """What the four parts of the objective cost."""

    sector_round: int
    priority: int
    balance: int
    moved: int


@dataclass(frozen=True)
class Instance:
    """Everything a coverage plan is made from."""

    name: str
    rounds: tuple[Round, ...]
    coverage: tuple[Coverage, ...]
    units: tuple[Unit, ...]
    sectors: tuple[Sector, ...]
    follow_ups: tuple[FollowUp, ...]
    topics: tuple[Topic, ...]
    weights: Weights

    @property
    def pools(self) -> list[str]:
        """Every pool that has capacity or work, in order."""
        named = {p for r in self.rounds for p in r.capacity} | {u.pool for u in self.units}
        return sorted(named | {t.pool for t in self.topics})

    def capacity(self, pool: str, number: int) -> int:
        """What a pool can do in a round; 0 where the file says nothing."""
        return self.rounds[number].capacity.get(pool, 0)

    def needed(self, coverage: Coverage) -> int:
        """How many units a yearly target asks for."""
        return math.ceil(coverage.at_least * len(self.units))


def load_instance(path: Path) -> Instance:
    """The instance in a file; RuleViolated with every fault and its place."""
    return read_instance(read_json(path))


def read_instance(data: Any) -> Instance:
    """The instance in a JSON value; RuleViolated with every fault and its place."""
    faults = Faults()
    whole = Part(data, "", faults)
    if not whole.is_object() or whole.get("format") != FORMAT:
        whole.fault("format", "须为「{format}」。", format=FORMAT)
        faults.refuse()
    rounds = tuple(_rounds(whole))
    last = max(0, len(rounds) - 1)
    sectors = tuple(_sectors(whole))
    pools = {pool for r in rounds for pool, capacity in r.capacity.items() if capacity}
    units = tuple(_units(whole, {s.id for s in sectors}, pools, last))
    ids = {u.id for u in units}
    instance = Instance(
        whole.text("name", optional=True) or "",
        rounds,
        tuple(_coverage(whole)),
        units,
        sectors,
        tuple(_follow_ups(whole, ids)),
        tuple(_topics(whole, ids, pools, last)),
        _weights(whole.part("weights")),
    )
    faults.refuse()
    return instance


def _rounds(whole: Part) -> list[Round]:
    found, seen, year = [], dict[str, str](), 0
    for part in whole.parts("rounds", at_least=1, at_most=MOST_ROUNDS):
        identifier = part.text("id") or ""
        once(seen, identifier, part)
        capacity = part.part("capacity")
        known = capacity.value if isinstance(capacity.value, dict) else {}
        read = Round(
            identifier,
            part.whole("year", low=1949, high=9999),
            {pool: capacity.whole(pool, high=MOST_ROOM) for pool in known},
            part.yes_or_no("closed", default=False),
        )
        if read.year < year:
            part.fault("year", "各轮须按时间先后排列，{year} 年不应在 {before} 年之后。", year=read.year, before=year)
        year = max(year, read.year)
        found.append(read)
    return found


def _sectors(whole: Part) -> list[Sector]:
    found, seen = [], dict[str, str]()
    for part in whole.parts("sectors", at_most=1000):
        found.append(Sector(part.text("id") or "", part.choice("link", LINKS)))
        once(seen, found[-1].id, part)
    return found


def _units(whole: Part, sectors: set[str], pools: set[str], last: int) -> list[Unit]:
    found, seen = [], dict[str, str]()
    for part in whole.parts("units", at_least=1, at_most=MOST_UNITS):
        identifier = part.text("id") or ""
        once(seen, identifier, part)
        earliest, latest = _window(part, last)
        unit = Unit(
            identifier,
            part.text("name", optional=True) or identifier,
            _pool(part, pools),
            part.known("sector", sectors, say("板块"), optional=True),
            part.whole("workload", high=MOST_WORK),
            part.whole("priority", high=MOST_PRICE),
            earliest,
            latest,
            part.text("together", optional=True),
            part.whole_or_none("published", high=last),
            part.whole_or_none("pinned", high=last),
            frozenset(part.wholes("forbidden", high=last)) if part.get("forbidden") is not None else frozenset(),
        )
        if unit.pinned is not None and unit.pinned in unit.forbidden:
            part.fault("pinned", "指定第 {n} 轮，又在 forbidden 中排除了这一轮。", n=unit.pinned)
        found.append(unit)
    return found


def _window(part: Part, last: int) -> tuple[int, int]:
    earliest, latest = part.whole("earliest", high=last), part.whole_or_none("latest", high=last, optional=False)
    if latest is not None and earliest > latest:
        part.fault("latest", "须不早于 earliest（{earliest}），现为 {latest}。", earliest=earliest, latest=latest)
    return earliest, last if latest is None else latest


def _pool(part: Part, pools: set[str]) -> str:
    pool = part.text("pool") or ""
    if pool and pool not in pools:
        part.fault("pool", "没有一轮的 capacity 给了「{pool}」队伍能力。", pool=pool)
    return pool


def _coverage(whole: Part) -> list[Coverage]:
    found, seen = [], set[int]()
    for part in whole.parts("coverage", at_most=MOST_ROUNDS):
        share, year = part.get("at_least"), part.whole("year", low=1949, high=9999)
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
            part.fault("at_least", "须为 0 到 1 的数。")
            share = 0
        if year in seen:
            part.fault("year", "{year} 年的进度写了两次。", year=year)
        seen.add(year)
        found.append(Coverage(year, Fraction(str(share))))
    return found


def _follow_ups(whole: Part, units: set[str]) -> list[FollowUp]:
    found = []
    for part in whole.parts("follow_ups", at_most=MOST_UNITS):
        gaps = part.whole("min_gap", high=MOST_ROUNDS), part.whole("max_gap", high=10 * MOST_ROUNDS)
        if gaps[0] > gaps[1]:
            part.fault("max_gap", "须不小于 min_gap（{low}），现为 {high}。", low=gaps[0], high=gaps[1])
        unit = part.known("unit", units, say("单位")) or ""
        found.append(FollowUp(unit, part.whole("workload", high=MOST_WORK), *gaps))
    return found


def _topics(whole: Part, units: set[str], pools: set[str], last: int) -> list[Topic]:
    found, seen = [], dict[str, str]()
    for part in whole.parts("topics", at_most=1000):
        identifier = part.text("id") or ""
        once(seen, identifier, part)
        name, pool = part.text("name", optional=True) or identifier, _pool(part, pools)
        members = tuple(part.known_ids("members", units, say("单位")))
        found.append(
            Topic(identifier, name, pool, members, part.whole("workload_each", high=MOST_WORK), *_window(part, last))
        )
    return found


def _weights(part: Part) -> Weights:
    names = ("sector_round", "priority", "balance", "moved")
    return Weights(*(part.whole(name, high=MOST_PRICE) if isinstance(part.value, dict) else 0 for name in names))
