"""A search as a result file (`xuncha.plan-result/1`): checked before it is written, explained without a plan."""

import math
from dataclasses import dataclass
from typing import Any

from xuncha.core.text import say
from xuncha.solving.budget import Budget
from xuncha.solving.plan.checking import RESULT_FORMAT, check_result
from xuncha.solving.plan.classes import visits_of
from xuncha.solving.plan.conflicts import Contradictions, described
from xuncha.solving.plan.instance import Instance
from xuncha.solving.plan.repairs import repairs
from xuncha.solving.plan.search import Search


class UnsoundPlan(Exception):  # noqa: N818 - named for what it is
    """The checker refuses what the search found: a fault of this program, never shown as a plan."""


@dataclass(frozen=True, slots=True)
class Request:
    """How a plan is asked for."""

    seconds: float
    seed: int = 1
    workers: int = 2


def solve(instance: Instance, request: Request, budget: Budget | None = None) -> dict[str, Any]:
    """The result for an instance. `budget`, if given, is watched or cancelled by somebody else."""
    budget = budget or Budget(request.seconds)
    search = Search(instance, budget, seed=request.seed, workers=request.workers)
    search.run()
    result: dict[str, Any] = {"format": RESULT_FORMAT, "status": "unknown", "objective": None, "bound": None}
    if search.values:
        result |= _plan(search)
        verdict = check_result(instance, result)
        if not verdict.legal:
            raise UnsoundPlan("；".join(str(broken.text) for broken in verdict.violations))
    elif search.infeasible:
        result |= explained(instance, budget)
    elif math.isfinite(search.bound):
        result["bound"] = search.bound
    result |= {"seconds": round(budget.spent(), 2), "seed": request.seed, "steps": search.steps}
    result["history"] = [[round(p.seconds, 2), p.best, p.bound] for p in budget.history]
    return result


def explained(instance: Instance, budget: Budget) -> dict[str, Any]:
    """Why there is no plan, and what would help; within the same budget."""
    conflict = Contradictions(instance, budget).minimal()
    return {
        "status": "infeasible",
        "conflict": [
            {"rule": rule, "about": about, "text": str(text)} for rule, about, text in described(instance, conflict)
        ],
        "repairs": [
            {"text": str(repair.text), "change": repair.change} for repair in repairs(instance, conflict, budget)
        ],
    }


def _plan(search: Search) -> dict[str, Any]:
    model, values, instance = search.model, search.values, search.instance
    follow_ups, topics = model.chosen(model.follow_up, values), model.chosen(model.topic, values)
    parts = model.parts(values)
    objective = sum(parts.values())
    return {
        "status": "optimal" if search.proved else "feasible",
        "objective": objective,
        "bound": min(search.bound, objective),
        "visits": visits_of(instance, model.classes, model.counts(values)),
        "follow_ups": [{"unit": f.unit, "round": follow_ups[n]} for n, f in enumerate(instance.follow_ups)],
        "topics": {t.id: topics[n] for n, t in enumerate(instance.topics)},
        "parts": parts,
    }


def status_words(result: dict[str, Any]) -> Any:
    """What people read of a result: proven best, how far from the bound, or unproven."""
    if result["status"] == "optimal":
        return say("已证最优")
    if result["status"] == "infeasible":
        return say("无可行方案")
    if result["objective"] is None:
        return say("未得出方案")
    if result["bound"] is None or result["bound"] <= 0:
        return say("未证明")
    gap = 100 * (result["objective"] - result["bound"]) / max(1, result["objective"])
    return say("距下界 {gap} %", gap=f"{gap:.1f}")
