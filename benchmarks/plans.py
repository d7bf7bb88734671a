"""
P8: the coverage plan of a term, for five instances of each size, in CPU seconds of both cores together.

    python -m benchmarks --only P8 [--cpu-seconds 60]

In one table: what a person does (units by deadline, each where it costs least), a naive model (a choice for every unit
and round) with CP-SAT for a fifth of the time, the bound of the linear program, and ours. All plans pass the checker.
Instances in a folder `../shared/data/optimisers`, where there is one, are solved as well.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.group import elsewhere
from benchmarks.plan_instances import SIZES, instance
from xuncha.solving.budget import Budget
from xuncha.solving.plan.checking import check_plan, check_result
from xuncha.solving.plan.classes import UnitClass, allowed_rounds, atoms_of, classes_of
from xuncha.solving.plan.instance import Instance, Unit, load_instance
from xuncha.solving.plan.model import build
from xuncha.solving.plan.results import Request, solve
from xuncha.solving.programs import Engine, relaxed, solved

SEEDS = range(1, 6)
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


def measured(path: str, seconds: str) -> dict[str, object]:
    """One instance, in this process: what each way gives."""
    given = load_instance(Path(path))
    linear = relaxed(build(given).program, Budget(float(seconds)))
    small = len(given.units) <= MOST_NAIVE
    by_naive = naive(given, NAIVE_SHARE * float(seconds)) if small else None
    result = solve(given, Request(float(seconds)))
    assert result["status"] == "infeasible" or check_result(given, result).legal
    first = next((at for at, best, _ in result["history"] if best is not None), None)
    return {
        "units": len(given.units),
        "greedy": Greedy(given).plan(),
        "naive": by_naive,
        "linear": round(linear.bound, 1),
        "first": first,
        "objective": result["objective"],
        "bound": result["bound"],
        "seconds": result["seconds"],
        "moved": _moved(given, result["visits"]) if result["objective"] is not None else None,
    }


def _moved(given: Instance, visits: dict[str, int]) -> int | None:
    published = [u for u in given.units if u.published is not None]
    return sum(visits[u.id] != u.published for u in published) if published else None


def main(seconds: str = "60") -> None:
    """The table."""
    head = ("instance", "units", "greedy", "naive", "LP", "first s", "plan", "bound", "gap %", "CPU s", "moved")
    print("{:22}{:>7}{:>8}{:>8}{:>9}{:>9}{:>8}{:>9}{:>7}{:>8}{:>7}".format(*head), flush=True)
    with TemporaryDirectory() as folder:
        for size in SIZES:
            for seed in SEEDS:
                path = Path(folder) / f"{size}-{seed}.json"
                path.write_text(json.dumps(instance(size, seed)), "utf-8")
                _show(path, seconds)
    shared = sorted(SHARED.glob("*plan-*-[0-9].json"))
    for path in shared:
        _show(path, seconds)
    if not shared:
        print(f"no shared instances: {SHARED} is not there")


def _show(path: Path, seconds: str) -> None:
    got = elsewhere("plans", "measured", str(path), seconds)
    gap = None if got["objective"] is None else 100 * (got["objective"] - got["bound"]) / max(1, got["objective"])
    cells = [got[k] for k in ("units", "greedy", "naive", "linear", "first", "objective", "bound")]
    cells += [None if gap is None else f"{gap:.2f}", got["seconds"], got["moved"]]
    shown = ["–" if cell is None else str(cell) for cell in cells]
    print("{:22}{:>7}{:>8}{:>8}{:>9}{:>9}{:>8}{:>9}{:>7}{:>8}{:>7}".format(path.stem, *shown), flush=True)
