"""Small instances of the coverage plan for the tests."""

from copy import deepcopy
from random import Random
from typing import Any

SMALL: dict[str, Any] = {
    "format": "xuncha.plan/1",
    "name": "小",
    "rounds": [
        {
            "id": f"{2022 + n // 2}-{n % 2 + 1}",
            "year": 2022 + n // 2,
            "capacity": {"city": 8, "county": 6},
            "closed": False,
        }
        for n in range(4)
    ],
    "coverage": [{"year": 2022, "at_least": 0.3}, {"year": 2023, "at_least": 1.0}],
    "units": [],
    "sectors": [
        {"id": "education", "link": "same_round"},
        {"id": "health", "link": "two_rounds"},
        {"id": "towns", "link": "none"},
    ],
    "follow_ups": [{"unit": "u0", "workload": 1, "min_gap": 1, "max_gap": 2}],
    "topics": [
        {
            "id": "t1",
            "name": "专项一",
            "pool": "county",
            "members": ["u2", "u3"],
            "workload_each": 1,
            "earliest": 0,
            "latest": 3,
        }
    ],
    "weights": {"sector_round": 10, "priority": 1, "balance": 1, "moved": 6},
}
SECTORS = ["education", "health", "towns", None]


def unit(number: int, **values: Any) -> dict[str, Any]:
    """One unit that may be visited at any time."""
    return {
        "id": f"u{number}",
        "name": f"单位{number}",
        "pool": ("city", "county")[number % 2],
        "sector": SECTORS[number % 4],
        "workload": 1 + number % 2,
        "priority": (0, 0, 1, 3)[number % 4],
        "earliest": 0,
        "latest": 3,
        "together": None,
        "published": None,
        "pinned": None,
        "forbidden": [],
        **values,
    }


def small(units: int = 12, **values: Any) -> dict[str, Any]:
    """A sound instance of four rounds, two pools and three sectors."""
    return {**deepcopy(SMALL), "units": [unit(n) for n in range(units)], **values}


def random_instance(seed: int) -> dict[str, Any]:
    """An instance with windows, pins, groups, a plan in force and closed rounds; with or without a solution."""
    random = Random(seed)  # noqa: S311 - a test that can be repeated
    data = small(random.randint(6, 14))
    last = 3
    for one in data["units"]:
        if random.random() < 0.2:
            one["earliest"] = random.randint(0, 1)
            one["latest"] = random.randint(one["earliest"] + 1, last)
        if random.random() < 0.1:
            one["pinned"] = random.randint(one["earliest"], one["latest"])
        elif random.random() < 0.1:
            one["forbidden"] = [random.randint(0, last)]
        if one["sector"] == "towns" and random.random() < 0.5:
            one["together"] = "town"
        if random.random() < 0.4:
            one["published"] = random.randint(0, last)
    data["rounds"][0]["closed"] = random.random() < 0.3
    for one in data["rounds"]:
        one["capacity"] = {"city": random.randint(3, 9), "county": random.randint(6, 12)}
    data["coverage"][0]["at_least"] = random.choice([0.0, 0.25, 0.5])
    return data
