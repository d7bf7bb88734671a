"""
The search for a plan: a first one quickly, then better ones, and beside them a bound of the whole instance.

1. The linear program gives a bound, or says that there is no plan.
2. CP-SAT gives a first plan.
3. HiGHS gets all classes at once: where every unit has a sector, to say what is open where while units may be parted,
   and then to place them whole; elsewhere with only the rounds whose reduced cost in the linear program is small.
4. Neighbourhoods: a part of the sectors, or a few rounds, is freed and solved again with HiGHS, all else staying put.
   Their choice follows from the seed, their length is measured in work, not in time: the same seed and the same budget
   give the same plan, unless the machine is so slow that the budget ends before the work.
5. HiGHS works on the whole instance for a better bound with what is left, or, with two workers, meanwhile.
"""

import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from xuncha.solving.budget import UNWATCHED, Budget
from xuncha.solving.plan.instance import Instance
from xuncha.solving.plan.model import PlanModel, build
from xuncha.solving.plan.neighbourhoods import BEGIN_WITH, Neighbourhoods
from xuncha.solving.plan.tightening import extended, loose, opening, sectors_decide, tightened
from xuncha.solving.programs import SHORTEST_CALL, Answer, Engine, Program, Status, relaxed, solved

FIRST_SHARE = 0.2
"""What part of the work is done before a second worker begins the bound, so that it begins with a good plan."""
SEARCH_SHARE = 0.65
"""What part of the budget the neighbourhoods may take before the bound, on a machine too slow for their work."""
WORK_PER_SECOND = 4000
"""Simplex iterations that a CPU second of the budget allows: so few that work runs out before the budget."""
NODES = 20
LONGEST_STEP = 8.0
"""Nodes and seconds after which a part is left."""
GAP = 0.99
"""Objectives are whole numbers: a plan less than one above its bound is optimal."""
NOISE = 1e-4
"""How far a bound may be above a whole number by the tolerance of the solvers."""
LARGE = 1000
"""Variables of units and rounds beyond which the bound of the whole gets less of the budget: it hardly rises there."""
SURE_SHARE = 0.8
"""How much of its time the bound gets on a busy machine, so that it ends in time if that gets less busy."""
DEAR = 1.0
"""Reduced cost beyond which a round is not considered for a class in the first attempt at all classes."""
CHEAP_SHARE = 0.4
"""What part of the budget that attempt may take on a machine too slow for it."""
BEGIN_SHARE = 0.3
"""What part of the budget a small instance gets as a whole before anything else."""


@dataclass
class Search:
    """One search and the best it has found."""

    instance: Instance
    budget: Budget
    seed: int = 1
    workers: int = 1
    model: PlanModel = field(init=False)
    values: list[float] = field(default_factory=list)
    bound: float = -math.inf
    infeasible: bool = False
    steps: int = 0
    work: float = 0.0
    reserved: float = 0.0
    proof: threading.Thread | None = None
    dear: set[int] = field(default_factory=set)
    loose: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.model = build(self.instance)

    @property
    def objective(self) -> int | None:
        """The best objective; None without a plan."""
        return round(self.model.program.value(self.values)) if self.values else None

    @property
    def proved(self) -> bool:
        """Whether the best plan is optimal: objectives are whole numbers."""
        return self.objective is not None and self.bound > self.objective - 1 + 1e-6

    @property
    def small(self) -> bool:
        """Whether the whole instance is solved at once to begin with."""
        return len(self.model.amount) <= BEGIN_WITH

    def run(self) -> None:
        """Search until the plan is proven, the work is done, the budget is over or somebody cancels."""
        self._begin()
        if self.infeasible or not self.values:
            return
        if self.small:
            self._prove(list(self.values), BEGIN_SHARE * self.budget.left(), nodes=NODES)
        elif sectors_decide(self.model):
            self.loose = loose(self.model)
            self._by_openings()
        else:
            self._among_the_cheap()
        allowed = self.budget.seconds * WORK_PER_SECOND
        parts = Neighbourhoods(self.model, self.seed)
        if self.workers > 1:
            self._improve(parts, allowed * FIRST_SHARE)
            self.proof = self._proof(self.budget.left() * min(0.5, LARGE / len(self.model.amount)))
            self._improve(parts, allowed)
        else:
            self._improve(parts, allowed)
            self.proof = self._proof(self.budget.left())
        while self.proof.is_alive() and not self.budget.over():
            self.proof.join(0.05)

    def _proof(self, seconds: float) -> threading.Thread:
        """
        The bound of the whole instance, in a thread of its own: HiGHS does not listen, and somebody may cancel.

        It ends by the wall; on a busy machine, which gives it less of each second, it gets more of them.
        """
        seconds = max(seconds, SURE_SHARE * seconds / self.budget.pace())
        self.reserved = self.budget.wall() + seconds
        thread = threading.Thread(target=self._prove, name=UNWATCHED, args=(list(self.values), seconds), daemon=True)
        thread.start()
        return thread

    def _begin(self) -> None:
        answer = relaxed(self.model.program, self.budget)
        if answer.status is Status.INFEASIBLE:
            self.infeasible = True
            return
        self._bounded(answer.bound)
        self.dear = {v for v in self.model.amount.values() if answer.values and answer.reduced_costs[v] > DEAR}
        # What begins with the openings does not build on the first plan: it may be a bad one if it comes quickly.
        quickly = not self.small and sectors_decide(self.model)
        limits: dict[str, Any] = {"seed": self.seed, "first": True, "quickly": quickly}
        answer = solved(self.model.program, self.budget, engine=Engine.CP_SAT, **limits)
        self.infeasible = answer.status is Status.INFEASIBLE
        self._found(answer.values)

    def _by_openings(self) -> None:
        """Decide what is open where for the whole instance, as far as the first node of the search gets with it."""
        everything = range(len(self.values))
        answer = self._in_two(self.model.program, everything, nodes=1, at_most=CHEAP_SHARE * self.budget.seconds)
        self._bounded(answer.bound)
        self._found(answer.values)

    def _in_two(self, part: Program, free: Sequence[int], **limits: Any) -> Answer:
        """A part solved with its units parted, and then once more with what is open where as found, and units whole."""
        decided = [position for position, v in enumerate(free) if v not in self.loose]
        parted = replace(part, integer=[False] * len(free))
        for position in decided:
            parted.integer[position] = part.integer[position]
        answer = solved(parted, self.budget, gap=GAP, seed=self.seed, **limits)
        if self.objective is None or not answer.values or answer.objective > self.objective - 0.5:
            return replace(answer, values=[])
        placed = part.fixed({position: answer.values[position] for position in decided})
        found = solved(placed, self.budget, nodes=NODES, at_most=LONGEST_STEP, gap=GAP, seed=self.seed)
        return replace(answer, values=found.values, iterations=answer.iterations + found.iterations)

    def _among_the_cheap(self) -> None:
        """All classes at once, each only where the linear program would hardly mind it, or where it is now."""
        here = self.values
        free = [v for v in range(len(here)) if v not in self.dear or here[v]]
        part, hint = self.model.program.around(here, free), [here[v] for v in free]
        most = CHEAP_SHARE * self.budget.seconds
        answer = solved(part, self.budget, hint=hint, nodes=1, at_most=most, gap=GAP, seed=self.seed)
        self._patched(here, free, answer.values)

    def _patched(self, here: list[float], free: list[int], found: list[float]) -> None:
        """Take over what was found for some variables, all others staying put."""
        if found:
            values = list(here)
            for variable, value in zip(free, found, strict=True):
                values[variable] = value
            self._found(values)

    def _found(self, values: list[float]) -> None:
        """Take over a plan if there is one and it is better."""
        if not values:
            return
        model = self.model
        chosen = model.chosen(model.follow_up, values), model.chosen(model.topic, values)
        tidy = model.completed(model.counts(values), *chosen)
        if self.objective is None or model.program.value(tidy) < self.objective - 0.5:
            self.values = tidy
            self.budget.record(self.objective, None)

    def _bounded(self, bound: float) -> None:
        """Take over a bound if it is better. Objectives are whole numbers: none lies between it and the next."""
        if math.isfinite(bound) and bound > self.bound:
            self.bound = max(self.bound, float(math.ceil(bound - NOISE)))
            self.budget.record(None, self.bound)

    def _improve(self, parts: Neighbourhoods, allowed: float) -> None:
        """Solve one part after the other again until the work is done."""
        program = self.model.program
        while self.work < allowed and not self._over() and not self.proved:
            here = self.values
            free = parts.next(here)
            part = program.around(here, free)
            hint = [here[v] for v in free]
            seed, most = self.seed + self.steps, self._beside()
            limits: dict[str, Any] = {"nodes": NODES, "at_most": LONGEST_STEP, "most": most}
            if self.loose and parts.kind == "sectors":
                answer = self._in_two(part, free, hint=hint, **limits)
            else:
                answer = solved(part, self.budget, hint=hint, gap=GAP, seed=seed, **limits)
            self.steps += 1
            self.work += answer.iterations + len(free) // 4
            parts.learn(ended=answer.status is Status.OPTIMAL, work=answer.iterations)
            if len(free) == len(here):
                self._bounded(answer.bound)
            self._patched(here, free, answer.values)

    def _reserved(self) -> float:
        """CPU seconds that the bound may still take beside the neighbourhoods."""
        proving = self.proof is not None and self.proof.is_alive()
        return max(0.0, self.reserved - self.budget.wall()) * self.budget.pace() if proving else 0.0

    def _beside(self) -> float:
        """Seconds by the wall for one step, so that it and the bound beside it end within the budget."""
        return max(self.budget.left() / 2, self.budget.left() - self._reserved())

    def _over(self) -> bool:
        """Whether the neighbourhoods have had their share; what the bound is still to take is not theirs."""
        if self.proof is None and self.budget.spent() > SEARCH_SHARE * self.budget.seconds:
            return True
        return self.budget.over() or self.budget.left() <= self._reserved()

    def _prove(self, hint: list[float], seconds: float, nodes: int | None = None) -> None:
        """A bound of the whole instance. Its plan counts only if proven: how far HiGHS comes depends on the machine."""
        if seconds < SHORTEST_CALL or self.proved:
            return
        program, whole = tightened(self.model)
        start = extended(self.model, whole, hint)
        until = self.budget.wall() + seconds
        if nodes is None and sectors_decide(self.model):
            answer = solved(opening(self.model, program), self.budget, hint=start, most=seconds, seed=self.seed)
            self._bounded(answer.bound)
            seconds = until - self.budget.wall()
            if seconds < SHORTEST_CALL or self.proved:
                return
        answer = solved(program, self.budget, hint=start, most=seconds, nodes=nodes, gap=GAP, seed=self.seed)
        self._bounded(answer.bound)
        if answer.status is Status.OPTIMAL or (nodes and answer.values):
            self._found(answer.values[: len(hint)])
