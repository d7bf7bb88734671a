"""Instances of the coverage plan by size and seed: what offices of three sizes have to plan, drawn at random."""

import math
from random import Random
from typing import Any

SIZES = ("county", "prefecture", "province")
ROUNDS = 10
OWN_UNITS = {"county": 100, "prefecture": 101, "province": 3844}
SECTORS = {"county": 14, "prefecture": 14, "province": 40}
LINKS = {"county": (3, 3), "prefecture": (2, 2), "province": (15, 0)}
"""How many sectors must lie in one round, and in two."""
TOPICS = {"county": (2, 8), "prefecture": (3, 14), "province": (4, 60)}
FOLLOW_UPS = {"county": 1, "prefecture": 1, "province": 28}
COUNTIES, COUNTY_UNITS = 5, 93
CLOSED = 2
"""Rounds that are over when a plan is made again."""


def instance(size: str, seed: int) -> dict[str, Any]:
    """One instance of `xuncha.plan/1`."""
    random = Random(f"{size} {seed}")  # noqa: S311 - drawn again by whoever measures again
    pool = "city" if size == "prefecture" else size
    names = [f"s{n:02}" for n in range(1, SECTORS[size] + 1)]
    random.shuffle(names)
    one, two = LINKS[size]
    links = {s: "same_round" if n < one else "two_rounds" if n < one + two else "none" for n, s in enumerate(names)}
    shares = [random.uniform(0.3, 2.0) * (0.5 if links[s] == "same_round" else 1) for s in names]
    units = [
        _unit(random, n, pool, random.choices(names, shares)[0], random.choices((2, 4, 6), (45, 43, 12))[0])
        for n in range(1, OWN_UNITS[size] + 1)
    ]
    for unit in units:
        if links[unit["sector"]] == "none" and random.random() < 0.2:
            unit["earliest"], unit["latest"] = random.choice([(0, 1), (0, 2), (0, 3), (0, 5), (1, 9), (2, 9), (3, 9)])
    if size == "prefecture":
        units += _towns(random, len(units))
    topics = _topics(random, size, pool, [u["id"] for u in units if u["pool"] == pool])
    free = [u for u in units if u["earliest"] == 0 and u["sector"] and links[u["sector"]] == "none"]
    follow_ups = [
        {"unit": u["id"], "workload": 2, "min_gap": 3, "max_gap": 6} for u in random.sample(free, FOLLOW_UPS[size])
    ]
    return {
        "format": "xuncha.plan/1",
        "name": f"{size} {seed}",
        "rounds": _rounds(random, units, topics),
        "coverage": [{"year": 2022 + n, "at_least": round(0.2 * (n + 1), 1)} for n in range(5)],
        "units": units,
        "sectors": [{"id": s, "link": links[s]} for s in sorted(names)],
        "follow_ups": follow_ups,
        "topics": topics,
        "weights": {"sector_round": 10, "priority": 1, "balance": 1, "moved": 6},
    }


def _unit(random: Random, number: int, pool: str, sector: str | None, workload: int) -> dict[str, Any]:
    return {
        "id": f"u{number}",
        "name": f"单位{number}",
        "pool": pool,
        "sector": sector,
        "workload": workload,
        "priority": random.choices((0, 1, 3), (62, 27, 11))[0],
        "earliest": 0,
        "latest": ROUNDS - 1,
        "together": None,
        "published": None,
        "pinned": None,
        "forbidden": [],
    }


def _towns(random: Random, before: int) -> list[dict[str, Any]]:
    """Towns with their villages, which are inspected in one round."""
    units: list[dict[str, Any]] = []
    for county in range(1, COUNTIES + 1):
        made, town = 0, 0
        while made < COUNTY_UNITS:
            town += 1
            for _ in range(min(COUNTY_UNITS - made, random.choice((2, 3, 3, 4, 5, 6)))):
                unit = _unit(random, before + len(units) + 1, f"county-{county}", None, 1)
                units.append({**unit, "together": f"town-{county}-{town}"})
                made += 1
    return units


def _topics(random: Random, size: str, pool: str, members: list[str]) -> list[dict[str, Any]]:
    count, each = TOPICS[size]
    return [
        {
            "id": f"t{n}",
            "name": f"专项{n}",
            "pool": pool,
            "members": random.sample(members, each),
            "workload_each": 1,
            "earliest": random.choice((0, 2)),
            "latest": random.choice((5, 7, 9)),
        }
        for n in range(1, count + 1)
    ]


def _rounds(random: Random, units: list[dict[str, Any]], topics: list[dict[str, Any]]) -> list[dict[str, Any]]:
    load: dict[str, int] = {}
    for unit in units:
        load[unit["pool"]] = load.get(unit["pool"], 0) + unit["workload"]
    for topic in topics:
        load[topic["pool"]] += len(topic["members"])
    return [
        {
            "id": f"{2022 + n // 2}-{n % 2 + 1}",
            "year": 2022 + n // 2,
            "capacity": {p: math.ceil(w / ROUNDS * random.choice((1.05, 1.15, 1.25))) + 1 for p, w in load.items()},
            "closed": False,
        }
        for n in range(ROUNDS)
    ]


def shaken(data: dict[str, Any], visits: dict[str, int], seed: int) -> dict[str, Any]:
    """
    The instance after a shock, with the plan it had in force: two rounds are over, of the units to come one in fifty
    was withdrawn, one in fifty has to be done two rounds earlier, and a later round has lost an eighth of its teams.
    """
    random = Random(f"shock {seed}")  # noqa: S311 - drawn again by whoever measures again
    named = {t["unit"] for t in data["follow_ups"]} | {m for t in data["topics"] for m in t["members"]}
    units = [{**u, "published": visits[u["id"]]} for u in data["units"]]
    alone = {None} | {s["id"] for s in data["sectors"] if s["link"] == "none"}
    open_ = [u for u in units if u["published"] > 1 and u["id"] not in named and u["sector"] in alone]
    few = max(1, len(open_) // 50)
    chosen = random.sample(open_, 2 * few)
    gone, earlier = {u["id"] for u in chosen[:few]}, {u["id"] for u in chosen[few:]}
    for unit in units:
        if unit["id"] in earlier and unit["together"] is None:
            unit["latest"] = max(2, unit["published"] - 2)
            unit["earliest"] = min(unit["earliest"], unit["latest"])
    rounds = [{**r, "capacity": dict(r["capacity"]), "closed": n < CLOSED} for n, r in enumerate(data["rounds"])]
    loser = random.randrange(CLOSED + 1, ROUNDS)
    rounds[loser]["capacity"] = {p: c - c // 8 for p, c in rounds[loser]["capacity"].items()}
    topics = [{**t, "earliest": max(CLOSED, t["earliest"])} for t in data["topics"]]
    return {**data, "rounds": rounds, "topics": topics, "units": [u for u in units if u["id"] not in gone]}


def spoiled(data: dict[str, Any]) -> dict[str, Any]:
    """The instance with a plan no more: two units in five are due in the first round."""
    units = [{**u, "earliest": 0, "latest": 0 if n % 5 < 2 else u["latest"]} for n, u in enumerate(data["units"])]
    return {**data, "units": units}
