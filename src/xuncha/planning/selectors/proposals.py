"""What a search found, in terms of the records: which target in which round, who moved, what is in the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xuncha.planning.models import InspectionType, Proposal
from xuncha.planning.selectors.task import PlanTask


@dataclass(frozen=True, slots=True)
class Answer:
    """Where a proposal puts things: target → number of the round; `special` are the members of topics."""

    visits: Mapping[int, int]
    follow_ups: Mapping[int, int]
    special: Mapping[int, int]


def records_of(task: PlanTask) -> dict[str, Any]:
    """Which record each name of the task means, to be kept with a proposal."""
    return {
        "numbers": list(task.numbers),
        "units": task.units,
        "pools": task.pools,
        "sectors": task.sectors,
        "topics": task.topics,
    }


def answered(found: Proposal) -> Answer:
    """What a proposal says, by record; nothing where it found no plan."""
    numbers, units, result = found.records["numbers"], found.records["units"], found.result
    rounds = result.get("topics", {})
    return Answer(
        {units[unit]: numbers[place] for unit, place in result.get("visits", {}).items()},
        {units[one["unit"]]: numbers[one["round"]] for one in result.get("follow_ups", [])},
        {units[unit]: numbers[rounds[one["id"]]] for one in found.task["topics"] if rounds for unit in one["members"]},
    )


@dataclass(frozen=True, slots=True)
class Moved:
    """A target that leaves the round in which it is now; rounds by number."""

    target: int
    name: str
    old: int
    new: int


def moved_in(found: Proposal) -> list[Moved]:
    """Whom a proposal moves out of the round that they hold, or else have in the version, in the order of the new."""
    numbers, units, visits = found.records["numbers"], found.records["units"], found.result.get("visits", {})
    routine = found.plan.entries.filter(type=InspectionType.ROUTINE, round_number__isnull=False)
    own = dict(routine.values_list("target_id", "round_number"))
    moved = []
    for one in found.task["units"] if visits else []:
        target, new = units[one["id"]], numbers[visits[one["id"]]]
        old = own.get(target, new) if one["published"] is None else numbers[one["published"]]
        if old != new:
            moved.append(Moved(target, one["name"], old, new))
    return sorted(moved, key=lambda one: (one.new, one.name))


@dataclass(frozen=True, slots=True)
class YearChange:
    """A target whose year differs from what the plan in force says."""

    target: int
    name: str
    old: int
    new: int


def year_changes(found: Proposal) -> list[YearChange]:
    """Whose year a proposal changes, against the plan in force or, without one, against the version itself."""
    plan, numbers = found.plan, found.records["numbers"]
    years = {number: one["year"] for number, one in zip(numbers, found.task["rounds"], strict=True)}
    rows = (plan.base or plan).entries.filter(type=InspectionType.ROUTINE).values_list("target_id", "year")
    old, names = dict(rows), {pk: name for name, pk in found.records["units"].items()}
    changes = [
        YearChange(target, names[target], old[target], years[number])
        for target, number in answered(found).visits.items()
        if target in old and old[target] != years[number]
    ]
    return sorted(changes, key=lambda one: (one.new, one.name))
