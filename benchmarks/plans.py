"""
P8: the coverage plan of a term, for several instances of each size, in CPU seconds of both cores together.

    python -m benchmarks P8 [--cpu-seconds 60] [--seeds 5] [--size province]

In one table: what a person does (units by deadline, each where it costs least), a naive model (a choice for every unit
and round) with CP-SAT for a fifth of the time, the bound of the linear program, and ours. All plans pass the checker.
Then each plan meets a shock and is made again, with and without regard to what was in force, in half the time; and each
instance is spoilt, to be explained. Instances in a folder `../shared/data/optimisers`, where there is one, are solved
as well.
"""

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.group import elsewhere
from benchmarks.plan_instances import SIZES, instance, shaken, spoiled
from xuncha.solving.budget import Budget
from xuncha.solving.plan.checking import check_plan, check_result
from xuncha.solving.plan.classes import UnitClass, allowed_rounds, atoms_of, classes_of
from xuncha.solving.plan.instance import Instance, Unit, load_instance
from xuncha.solving.plan.model import build
from xuncha.solving.plan.results import Request, solve
from xuncha.solving.programs import Engine, relaxed, solved

SHARED = Path(__file__).parents[2] / "shared" / "data" / "optimisers"
NAIVE_SHARE = 0.2
MOST_NAIVE = 600
"""Units beyond which the naive model is not tried."""


@dataclass
class Greedy:
    """Places atoms by deadline, each in the allowed round with room where it costs least."""

    instance: Instance
    load: Counter[tuple[str, int]] = field(default_factory=Counter)
    opened: set[tuple[str, int]] = field(default_factory=set)

    def plan(self) -> int | None:
        """The objective; None where it ends without a legal plan."""
        visits: dict[str, int] = {}
        atoms = [[self.instance.units[n] for n in atom] for atom in atoms_of(self.instance)]
        windows = [frozenset.intersection(*(allowed_rounds(self.instance, u) for u in atom)) for atom in atoms]
        for rounds, atom in sorted(zip(windows, atoms, strict=True), key=lambda pair: (len(pair[0]), -len(pair[1]))):
            room = [here for here in sorted(rounds) if self._fits(atom, here)]
            if not room:
                return None
            best = min(room, key=lambda here: self._price(atom, here))
            for unit in atom:
                visits[unit.id] = best
                self.load[unit.pool, best] += unit.workload
                self.opened |= {(unit.sector, best)} if unit.sector else set()
        return self._with_the_rest(visits, self.load)

    def _fits(self, atom: list[Unit], here: int) -> bool:
        work = Counter[str]()
        for unit in atom:
            work[unit.pool] += unit.workload
        return all(self.load[p, here] + w <= self.instance.capacity(p, here) for p, w in work.items())

    def _price(self, atom: list[Unit], here: int) -> int:
        weights = self.instance.weights
        new = {(u.sector, here) for u in atom if u.sector} - self.opened
        late = weights.priority * here * sum(u.priority for u in atom)
        return weights.sector_round * len(new) + late + weights.balance * self.load[atom[0].pool, here] // 4

    def _with_the_rest(self, visits: dict[str, int], load: Counter[tuple[str, int]]) -> int | None:
        """Follow-ups and topics in the first round that takes them."""
        pools = {u.id: u.pool for u in self.instance.units}
        rounds = range(len(self.instance.rounds))
        follow_ups, topics = [], {}
        for wanted in self.instance.follow_ups:
            gaps = range(visits[wanted.unit] + wanted.min_gap, visits[wanted.unit] + wanted.max_gap + 1)
            follow_ups.append({"unit": wanted.unit, "round": next((r for r in gaps if r in rounds), -1)})
            load[pools[wanted.unit], follow_ups[-1]["round"]] += wanted.workload
        for topic in self.instance.topics:
            taken = {visits[m] for m in topic.members}
            free = [r for r in range(topic.earliest, topic.latest + 1) if r not in taken]
            topics[topic.id] = min(free, key=lambda r, t=topic: load[t.pool, r], default=-1)
            load[topic.pool, topics[topic.id]] += topic.workload
        verdict = check_plan(self.instance, {"visits": visits, "follow_ups": follow_ups, "topics": topics})
        return sum(verdict.parts.values()) if verdict.legal and verdict.parts else None


def naive(given: Instance, seconds: float) -> int | None:
    """The objective by CP-SAT with a choice for every unit and round, alike or not."""
    alone = [UnitClass(one.kind, (atom,)) for one in classes_of(given) for atom in one.atoms]
    model = build(given, alone)
    answer = solved(model.program, Budget(seconds), engine=Engine.CP_SAT)
    return round(answer.objective) if answer.values else None


def measured(path: str, seconds: str) -> dict[str, Any]:
    """One instance, in this process: what each way gives."""
    given = load_instance(Path(path))
    linear = relaxed(build(given).program, Budget(float(seconds)))
    small = len(given.units) <= MOST_NAIVE
    by_naive = naive(given, NAIVE_SHARE * float(seconds)) if small else None
    result = solve(given, Request(float(seconds)))
    assert result["objective"] is None or check_result(given, result).legal
    found = result["objective"]
    return {
        "units": len(given.units),
        "greedy": Greedy(given).plan(),
        "naive": by_naive,
        "LP": round(linear.bound, 1),
        "first s": next((at for at, best, _ in result["history"] if best is not None), None),
        "plan": found,
        "bound": None if found is None else round(result["bound"], 1),
        "gap %": None if found is None else f"{100 * (found - result['bound']) / max(1, found):.2f}",
        "CPU s": result["seconds"],
        "visits": result.get("visits"),
    }


def replanned(path: str, seconds: str) -> dict[str, Any]:
    """A plan in force that has to be changed: kept where it can be, and made anew without regard to it."""
    given = load_instance(Path(path))
    kept = solve(given, Request(float(seconds)))
    free = solve(replace(given, weights=replace(given.weights, moved=0)), Request(float(seconds)))
    if kept["objective"] is None or free["objective"] is None:
        return {"units": len(given.units), "status": kept["status"], "CPU s": kept["seconds"]}
    assert check_result(given, kept).legal
    worth = kept["objective"] - kept["parts"]["moved"]
    return {
        "units": len(given.units),
        "moved": _moved(given, kept),
        "%": f"{100 * _moved(given, kept) / len(given.units):.1f}",
        "moved free": _moved(given, free),
        "worth": worth,
        "worth free": free["objective"],
        "price %": f"{100 * (worth - free['objective']) / max(1, free['objective']):.1f}",
        "status": kept["status"],
        "CPU s": kept["seconds"],
        "CPU free": free["seconds"],
    }


def _moved(given: Instance, result: dict[str, Any]) -> int:
    return sum(u.published is not None and result["visits"][u.id] != u.published for u in given.units)


def refused(path: str, seconds: str) -> dict[str, Any]:
    """An instance without a plan: how long it takes to say why, and what would help."""
    given = load_instance(Path(path))
    result = solve(given, Request(float(seconds)))
    return {
        "units": len(given.units),
        "status": result["status"],
        "rules": " ".join(sorted({one["rule"] for one in result.get("conflict", ())})),
        "repairs": len(result.get("repairs", ())),
        "CPU s": result["seconds"],
    }


TABLES = {
    "measured": ("units", "greedy", "naive", "LP", "first s", "plan", "bound", "gap %", "CPU s"),
    "replanned": ("units", "moved", "%", "moved free", "worth", "worth free", "price %", "status", "CPU s", "CPU free"),
    "refused": ("units", "status", "rules", "repairs", "CPU s"),
}
"""The columns of each table, by the function that measures a line of it."""


def main(seconds: str = "60", seeds: str = "5", *sizes: str) -> None:
    """The three tables."""
    shared = sorted(SHARED.glob("*plan-*.json"))
    again, without = [p for p in shared if p.stem.startswith("replan")], [p for p in shared if "infeasible" in p.stem]
    with TemporaryDirectory() as folder:
        _head("measured", "goals: legal in 1, 2, 15 CPU s; gap 4, 2, 1 % at 60 CPU s")
        for size in sizes or SIZES:
            for seed in range(1, int(seeds) + 1):
                data = instance(size, seed)
                visits = _show("measured", _written(folder, f"{size}-{seed}", data), seconds)["visits"]
                if visits:
                    again.append(_written(folder, f"again-{size}-{seed}", shaken(data, visits, seed)))
                without.append(_written(folder, f"spoiled-{size}-{seed}", spoiled(data)))
        for path in set(shared) - set(again) - set(without):
            _show("measured", path, seconds)
        _head("replanned", "goals: at most 5 % moved, at most 4 % dearer than without regard to the plan in force")
        for path in again:
            _show("replanned", path, str(float(seconds) / 2))
        _head("refused", "why there is no plan")
        for path in without:
            _show("refused", path, seconds)
    if not shared:
        print(f"no shared instances: {SHARED} is not there")


def _written(folder: str, name: str, data: dict[str, Any]) -> Path:
    path = Path(folder, f"{name}.json")
    path.write_text(json.dumps(data), "utf-8")
    return path


def _head(table: str, goal: str) -> None:
    print(f"\nP8 {goal}\n{'instance':42}" + "".join(f"{head:>12}" for head in TABLES[table]), flush=True)


def _show(table: str, path: Path, seconds: str) -> dict[str, Any]:
    got: dict[str, Any] = elsewhere("plans", table, str(path), seconds)
    shown = ["–" if got.get(head) is None else str(got[head]) for head in TABLES[table]]
    print(f"{path.stem:42}" + "".join(f"{cell:>12}" for cell in shown), flush=True)
    return got
