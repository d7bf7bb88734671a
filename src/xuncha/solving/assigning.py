"""
The files of the two steps before the teams: `xuncha.ring/1` (which county inspects which) and `xuncha.units/1` (which
team takes which units) in, `xuncha.assignment-result/1` out. `costs` are [who, where, price]; what is left out is free.
"""

from typing import Any

from xuncha.core.text import N_, say
from xuncha.solving.assignments import Assignment, ring, units_to_teams
from xuncha.solving.budget import Budget
from xuncha.solving.programs import Status
from xuncha.solving.reading import Faults, Part, once

RING, UNITS = "xuncha.ring/1", "xuncha.units/1"
RESULT_FORMAT = "xuncha.assignment-result/1"
MOST = 2_000
UNIT, TEAM = N_("单位"), N_("组")


def solve_assignment(data: Any, budget: Budget) -> dict[str, Any]:
    """The cheapest assignment, proven; `to` is empty where there is none. Every fault of the file is refused."""
    faults = Faults()
    root = Part(data, "", faults)
    if not root.is_object():
        faults.refuse()
    found = _ring(root, budget) if root.get("format") == RING else _units(root, budget)
    status = Status.OPTIMAL if found.to else found.status
    return {
        "format": RESULT_FORMAT,
        "status": str(status),
        "objective": found.cost,
        "bound": found.bound,
        "seconds": round(budget.spent(), 2),
        "to": dict(found.to),
    }


def _ring(root: Part, budget: Budget) -> Assignment:
    counties = _texts(root, "counties")
    costs = _costs(root, counties, counties)
    barred = {(one, other) for one, other in _pairs(root, "barred", counties, counties)}
    mutual, one_circle = root.yes_or_no("mutual", default=False), root.yes_or_no("one_circle", default=False)
    root.faults.refuse()
    return ring(
        counties,
        lambda one, other: costs.get((one, other), 0),
        budget,
        barred=barred,
        mutual=mutual,
        one_circle=one_circle,
    )


def _units(root: Part, budget: Budget) -> Assignment:
    root.choice("format", (UNITS, RING))
    workload, capacity = _sizes(root, "units", "workload"), _sizes(root, "teams", "capacity")
    costs = _costs(root, workload, capacity)
    barred = set(_pairs(root, "barred", workload, capacity))
    groups = root.get("together") or []
    known = isinstance(groups, list) and all(
        isinstance(group, list) and set(group) <= set(workload) for group in groups
    )
    if not known:
        root.fault("together", "须为列表，每项是几个单位的编号。")
    root.faults.refuse()
    return units_to_teams(
        workload,
        capacity,
        lambda unit, team: costs.get((unit, team), 0),
        budget,
        barred=barred,
        together=[group for group in groups if group],
    )


def _texts(root: Part, name: str) -> list[str]:
    values = root.get(name)
    if not isinstance(values, list) or not all(isinstance(one, str) and one for one in values):
        root.fault(name, "须为文字的列表。")
        return []
    if len(set(values)) < len(values):
        root.fault(name, "有重复的。")
    return values


def _sizes(root: Part, name: str, size: str) -> dict[str, int]:
    seen: dict[str, str] = {}
    found = {}
    for part in root.parts(name, at_most=MOST):
        identifier = part.text("id")
        once(seen, identifier, part)
        found[identifier or ""] = part.whole(size)
    return found


def _pairs(root: Part, name: str, ones: Any, others: Any, length: int = 2) -> list[Any]:
    values = root.get(name) or []
    if not isinstance(values, list) or not all(
        isinstance(row, list) and len(row) == length and row[0] in ones and row[1] in others for row in values
    ):
        root.fault(name, "每项须先后为文件里有的{one}和{other}。", one=say(UNIT), other=say(TEAM))
        return []
    return [tuple(row) for row in values]


def _costs(root: Part, ones: Any, others: Any) -> dict[tuple[str, str], int]:
    rows = _pairs(root, "costs", ones, others, 3)
    if not all(isinstance(price, int) and price >= 0 for _one, _other, price in rows):
        root.fault("costs", "价须为不小于 0 的整数。")
        return {}
    return {(one, other): price for one, other, price in rows}
