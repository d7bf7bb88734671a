"""
The task of a version's timetable, written from the records: the file `xuncha plan solve` reads.

Units, rounds, pools and sectors go by names that people can read, so that the sentences of the solver can be shown as
they are. What has entered is closed and asks nothing more of its sector; what was handed in or approved is pinned; the
plan in force is `published`, and a copy to try something on holds on to what it was copied from. A version's own places
never are: what a timetable costs is the same before and after somebody adopts it.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from xuncha.core.errors import RuleViolated, reason
from xuncha.core.text import N_
from xuncha.planning.models import (
    InspectionType,
    Link,
    MarkKind,
    PlanMark,
    PlanVersion,
    Schedule,
    ScheduledUnit,
    Target,
)
from xuncha.planning.rules import NAMES_SHOWN
from xuncha.planning.rules.schedule import Held, Rounds
from xuncha.planning.selectors import inspected_in
from xuncha.planning.selectors.schedule import held_of, pool_for, round_facts, rounds_of, scheduled_targets

FORMAT = "xuncha.plan/1"


@dataclass(frozen=True)
class PlanTask:
    """The file, and which record each name in it means; `numbers` are the rounds in the order of the file."""

    data: dict[str, Any]
    numbers: tuple[int, ...]
    units: dict[str, int]
    pools: dict[str, int]
    sectors: dict[str, int]
    topics: dict[str, int]
    rounds: Rounds

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the task as canonical JSON."""
        return digest_of(self.data)


def digest_of(data: Mapping[str, Any]) -> str:
    """SHA-256 of a task: keys sorted, no spaces, UTF-8."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class _Ground:
    """What every part of the task is written from."""

    plan: PlanVersion
    schedule: Schedule
    held: Held
    rounds: Rounds
    targets: list[Target]
    names: dict[int, str]

    def __post_init__(self) -> None:
        self.order = sorted(self.rounds.years, key=lambda number: (self.rounds.years[number], number))
        self.index = {number: n for n, number in enumerate(self.order)}
        self.pools = list(self.schedule.pools.all())
        self.rows: dict[int, ScheduledUnit] = {row.target_id: row for row in self.schedule.units.all()}
        self.marks: dict[int, list[PlanMark]] = defaultdict(list)
        for mark in self.schedule.marks.all():
            if mark.round_number in self.index:
                self.marks[mark.target_id].append(mark)
        self.pool = {target.pk: pool_for(self.pools, target) for target in self.targets}

    def first(self, number: int | None) -> int:
        """The place of the first round from this number on."""
        return next((n for n, one in enumerate(self.order) if one >= (number or 0)), len(self.order) - 1)

    def last(self, number: int | None) -> int:
        """The place of the last round up to this number."""
        most = self.order[-1] if number is None else number
        return next((n for n in reversed(range(len(self.order))) if self.order[n] <= most), 0)

    def workload(self, target: int) -> int:
        """What a visit costs."""
        return self.rows[target].workload if target in self.rows else 1


def plan_task(plan: PlanVersion, schedule: Schedule, day: date) -> PlanTask:
    """
    The task of this version as the records are on this day.

    Raises:
        RuleViolated: there is nobody to place, no round, or a target belongs to no pool.

    """
    held, targets = held_of(plan.term), list(scheduled_targets(plan).order_by("pk"))
    rounds = round_facts(schedule, held, day)
    names = unique_names({t.pk: (t.organisation.name, t.organisation.code) for t in targets})
    if not targets or not rounds.years:
        raise RuleViolated(reason("没有要排期的对象或轮次。", mend="#rounds"))
    ground = _Ground(plan, schedule, held, rounds, targets, names)
    homeless = [names[target] for target, pool in ground.pool.items() if pool is None]
    if homeless:
        template = N_("{n} 家不属于任何一支力量：{names}。")
        raise RuleViolated(reason(template, mend="#pools", n=len(homeless), names=homeless[:NAMES_SHOWN]))
    sectors = {t.organisation.sector for t in targets if t.organisation.sector}
    sector_names = unique_names({one.pk: (one.name, one.code) for one in sectors})
    links = dict(schedule.links.values_list("sector_id", "link"))
    topics = _topics(ground)
    data = {
        "format": FORMAT,
        "name": str(plan),
        "rounds": list(_rounds(ground)),
        "coverage": [
            {"year": one.year, "at_least": float(one.percent / 100)}
            for one in schedule.years.all()
            if any(rounds.years[number] <= one.year for number in rounds.years.keys() - rounds.closed)
        ],
        "units": [_unit(ground, target, sector_names, place) for target, place in _published(ground)],
        "sectors": [
            {"id": name, "link": links.get(pk, Link.NONE)}
            for pk, name in sorted(sector_names.items(), key=lambda p: p[1])
        ],
        "follow_ups": _follow_ups(ground),
        "topics": list(topics.values()),
        "weights": {name: getattr(schedule, name) for name in ("sector_round", "priority", "balance", "moved")},
    }
    return PlanTask(
        data,
        tuple(ground.order),
        _swapped(names),
        {pool.name: pool.pk for pool in ground.pools},
        _swapped(sector_names),
        {topic["name"]: pk for pk, topic in topics.items()},
        rounds,
    )


def _swapped(names: Mapping[int, str]) -> dict[str, int]:
    return {name: pk for pk, name in names.items()}


def unique_names(labels: Mapping[int, tuple[str, str]]) -> dict[int, str]:
    """Each record's name, with its code where several share the name."""
    shared = Counter(name for name, _ in labels.values())
    return {pk: name if shared[name] == 1 else f"{name}（{code}）" for pk, (name, code) in labels.items()}


def _rounds(ground: _Ground) -> Iterable[dict[str, Any]]:
    """The rounds; one that is over can do exactly what it did."""
    done: dict[int, Counter[str]] = defaultdict(Counter)
    for target, number in ground.held.visits.items():
        pool = ground.pool.get(target)
        if pool is not None:
            done[number][pool.name] += ground.workload(target)
    rooms = {
        one.number: {place.pool.name: place.total for place in one.capacities.all()}
        for one in rounds_of(ground.schedule)
    }
    for number in ground.order:
        closed = number in ground.rounds.closed
        yield {
            "id": f"{ground.rounds.years[number]}年第{number}轮",
            "year": ground.rounds.years[number],
            "capacity": dict(done[number]) if closed else rooms.get(number, {}),
            "closed": closed,
        }


def _published(ground: _Ground) -> Iterable[tuple[Target, int | None]]:
    """Each target with the place it holds: where it was, where a round has it, or where the plan in force puts it."""
    planned = {t: n for t, n in held_by(ground.plan).items() if n not in ground.rounds.closed}
    places = planned | dict(ground.held.drafted) | dict(ground.rounds.fixed)
    for target in ground.targets:
        yield target, ground.index.get(places.get(target.pk) or 0)


def held_by(plan: PlanVersion) -> dict[int, int]:
    """
    Target → round of what a version holds on to: `moved` counts who leaves it.

    The plan in force; where that names no rounds, the version of which this one is a copy; else nothing.
    """
    for version in filter(None, (plan.base, plan.what_if_of)):
        rows = version.entries.filter(type=InspectionType.ROUTINE, round_number__isnull=False)
        if places := {target: number for target, number in rows.values_list("target_id", "round_number") if number}:
            return places
    return {}


def _unit(ground: _Ground, target: Target, sectors: Mapping[int, str], published: int | None) -> dict[str, Any]:
    row = ground.rows.get(target.pk)
    pool = ground.pool[target.pk]
    marks = ground.marks[target.pk]
    pinned = next((ground.index[m.round_number] for m in marks if m.kind == MarkKind.PINNED), None)
    forbidden = sorted(ground.index[m.round_number] for m in marks if m.kind == MarkKind.FORBIDDEN)
    fixed = ground.rounds.fixed.get(target.pk)
    over = fixed in ground.rounds.closed
    if fixed is not None:
        pinned, forbidden = ground.index[fixed], []
    return {
        "id": ground.names[target.pk],
        "name": ground.names[target.pk],
        "pool": pool.name if pool else "",
        "sector": None if over else sectors.get(target.organisation.sector_id or 0),
        "workload": ground.workload(target.pk),
        "priority": row.priority if row else 0,
        "earliest": ground.first(row.earliest) if row and fixed is None else 0,
        "latest": ground.last(row.latest) if row and fixed is None else len(ground.order) - 1,
        "together": (row.together or None) if row and fixed is None else None,
        "published": published,
        "pinned": pinned,
        "forbidden": forbidden,
    }


def _follow_ups(ground: _Ground) -> list[dict[str, Any]]:
    """The second visits that have not been made."""
    done = inspected_in(ground.plan.term) or frozenset()
    return [
        {"unit": ground.names[f.target_id], "workload": f.workload, "min_gap": f.min_gap, "max_gap": f.max_gap}
        for f in ground.schedule.follow_ups.order_by("pk")
        if f.target_id in ground.names and (f.target_id, InspectionType.FOLLOW_UP) not in done
    ]


def _topics(ground: _Ground) -> dict[int, dict[str, Any]]:
    """The special inspections of which a member is still to come, by id."""
    done = inspected_in(ground.plan.term) or frozenset()
    found = {}
    for topic in ground.schedule.topics.select_related("pool").prefetch_related("members"):
        members = [one.pk for one in topic.members.all() if one.pk in ground.names]
        left = [pk for pk in members if (pk, InspectionType.SPECIAL) not in done]
        if left:
            found[topic.pk] = {
                "id": topic.name,
                "name": topic.name,
                "pool": topic.pool.name,
                "members": sorted(ground.names[pk] for pk in left),
                "workload_each": topic.workload_each,
                "earliest": ground.first(topic.earliest),
                "latest": ground.last(topic.latest),
            }
    return found
