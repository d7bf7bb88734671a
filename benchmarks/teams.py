"""P9: forming teams, beside greedy, the whole model and the bound; the solver layer on a public benchmark."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.team_instances import COUNTY, PREFECTURE, PROVINCE, short, task
from xuncha.solving.budget import Budget, cpu_seconds
from xuncha.solving.programs import Answer, Engine, Program, Status, solved
from xuncha.solving.teams.checker import judge
from xuncha.solving.teams.demands import Roster, parts_of
from xuncha.solving.teams.eligibility import eligibility
from xuncha.solving.teams.greedy import greedy
from xuncha.solving.teams.instance import Instance
from xuncha.solving.teams.model import build
from xuncha.solving.teams.pricing import certify
from xuncha.solving.teams.reading import read_instance
from xuncha.solving.teams.result import solve

ROOT = Path(__file__).parents[1]
GIVEN = ROOT.parent / "shared/data/optimisers"
"""Tasks that others measure by too, where they lie beside the checkout."""
SIZES = (
    ("60 people, 4 teams", COUNTY, 1),
    ("431 people, 11 teams", PREFECTURE, 2),
    ("1,000 people, 65 teams", PROVINCE, 20),
)
WHOLE_SECONDS = 30
EXPLAINED = 2
"""CPU seconds for the whole model; in which it should be said why there are no teams."""
HEADS = ("task", "LP bound", "greedy", "CPU", "whole model", "CPU", "ours", "CPU", "goal", "status")
WIDTHS = (48, 9, 7, 6, 12, 6, 7, 6, 5, 11)
CURRICULA = {"bacp8": 17, "bacp10": 14, "bacp12": 17}
"""The published optima."""


def main(seeds: str = "5") -> None:
    """Print both tables."""
    print("\nP9 team formation (CPU seconds; whole model: every pair and pair term to HiGHS at once)")
    _row(HEADS)
    for name, data, goal, whole in _tasks(range(1, int(seeds) + 1)):
        _row(_measured(name, data, goal, whole=whole))
    print(
        "\nbalanced academic curriculum (CSPLib 030), the heaviest period: found, proven bound, published, CPU seconds"
    )
    for name, published in CURRICULA.items():
        began = cpu_seconds()
        answer = curriculum(json.loads((ROOT / f"benchmarks/csplib030/{name}.json").read_text("utf-8")), Budget(60))
        used = cpu_seconds() - began
        print(f"  {name:8} {answer.objective:6.0f} {answer.bound:6.1f} {published:6} {used:6.1f}  {answer.status}")


def _tasks(seeds: range) -> Iterator[tuple[str, dict[str, Any], int, bool]]:
    for name, size, goal in SIZES:
        for seed in seeds:
            yield f"{name}, seed {seed}", task(size, seed), goal, size is not PROVINCE or seed == 1
    for name, size, _ in SIZES[:2]:
        for seed in seeds:
            yield f"{name}, too few auditors, seed {seed}", short(size, seed), EXPLAINED, False
    goals = {60: 1, 431: 2, 1000: 20}
    for path in sorted(GIVEN.glob("teams-*.json")):
        data = json.loads(path.read_text("utf-8"))
        yield (
            path.stem.removeprefix("teams-"),
            data,
            EXPLAINED if "infeasible" in path.stem else goals.get(len(data["people"]), 20),
            False,
        )


def _measured(name: str, data: dict[str, Any], goal: int, *, whole: bool) -> tuple[str, ...]:
    instance = read_instance(data)
    roster, eligible = Roster(instance), eligibility(instance)
    began = cpu_seconds()
    seats = greedy(roster, eligible)
    quick = cpu_seconds() - began
    certificate = certify(roster, eligible, Budget(60), start=seats)
    bound = f"{certificate.bound:.1f}" if certificate and certificate.feasible else "—"
    began = cpu_seconds()
    result = solve(data, Budget(60))
    used = cpu_seconds() - began
    if result["teams"]:
        assert not judge(data, result).violations
    by_hand = str(sum(parts_of(instance, seats).values())) if seats else "—"
    naive = _whole(instance) if whole and certificate and certificate.feasible else ("", "")
    ours = str(result["objective"] or "—")
    return (name, bound, by_hand, f"{quick:.2f}", *naive, ours, f"{used:.2f}", f"{goal}", result["status"])


def _whole(instance: Instance) -> tuple[str, str]:
    roster, eligible = Roster(instance), eligibility(instance)
    pairs = {(person, team) for team, free in enumerate(eligible.allowed) for person in free}
    began = cpu_seconds()
    answer = solved(build(roster, pairs).program, Budget(WHOLE_SECONDS), gap=0.999)
    used = cpu_seconds() - began
    found = f"{answer.objective:.0f}" if answer.values else "nothing"
    return found + (" proven" if answer.status is Status.OPTIMAL else ""), f"{used:.2f}"


def _row(cells: tuple[str, ...]) -> None:
    first, *rest = zip(cells, WIDTHS, strict=True)
    print("  ".join((first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest))), flush=True)


def curriculum(data: dict[str, Any], budget: Budget) -> Answer:
    """Courses to periods after their prerequisites, so that the heaviest period is as light as possible."""
    program, periods = Program(), range(data["periods"])
    heaviest = program.variable(0, data["credits_to"], cost=1)
    at = {course: [program.variable(0, 1) for _ in periods] for course in data["courses"]}
    for places in at.values():
        program.row([(x, 1) for x in places], 1, 1)
    for period in periods:
        load = [(at[course][period], credit) for course, credit in data["courses"].items()]
        program.row(load, data["credits_from"], data["credits_to"])
        program.row([*load, (heaviest, -1)], upper=0)
        program.row([(places[period], 1) for places in at.values()], data["courses_from"], data["courses_to"])
    for course, before in data["prerequisites"]:
        for period in periods:
            earlier = [(x, -1.0) for x in at[before][:period]]
            program.row([*((x, 1.0) for x in at[course][: period + 1]), *earlier], upper=0)
    total = sum(data["courses"].values())
    program.row([(heaviest, 1)], lower=-(-total // len(periods)))
    return solved(program, budget, engine=Engine.CP_SAT)
