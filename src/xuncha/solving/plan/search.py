"""
The search for a plan: a first one quickly, then better ones, and beside them a bound of the whole instance.

1. The linear program gives a bound, or says that there is no plan.
2. CP-SAT gives a first plan.
3. Neighbourhoods: a part of the sectors, or a few rounds, is freed and solved again with HiGHS, all else staying put.
   Their choice follows from the seed, their length is measured in work, not in time.
4. In between, HiGHS works on the whole instance for a better bound; beside the neighbourhoods where there are two
   workers. Its plan counts only when it is proven, so that the plan does not depend on the speed of the machine.
"""

import math
import threading
from dataclasses import dataclass, field

from xuncha.solving.budget import Budget
from xuncha.solving.plan.instance import Instance
from xuncha.solving.plan.model import PlanModel, build
from xuncha.solving.plan.neighbourhoods import BEGIN_WITH, Neighbourhoods
from xuncha.solving.programs import SHORTEST_CALL, Engine, Status, relaxed, solved

BOUND_SHARE = 0.4
"""What part of the budget the bound of the whole instance may take."""
FIRST_SHARE = 0.25
"""What part of the budget the neighbourhoods get before the bound is begun, so that it begins with a good plan."""
WORK_PER_SECOND = 8.0
"""Simplex iterations for which a CPU second is expected to suffice: a cautious figure, so that work runs out first."""
NODES = 40
LONGEST_STEP = 8.0
"""Nodes and seconds after which a neighbourhood is left."""
WHOLE = 10**9


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

    def __post_init__(self) -> None:
        self.model = build(self.instance)

    @property
    def objective(self) -> int | None:
        """The best objective; None without a plan."""
        return round(self.model.program.value(self.values)) if self.values else None

    @property
    def proved(self) -> bool:
        """Whether the best plan is optimal."""
        return self.objective is not None and math.ceil(self.bound - 1e-6) >= self.objective

    def run(self) -> None:
        """Search until the plan is proven, the work is done, the budget is over or somebody cancels."""
        self._begin()
        if self.infeasible or not self.values:
            return
        if len(self.model.amount) <= BEGIN_WITH:
            self._prove(list(self.values), nodes=NODES)
        allowed = self.budget.seconds * WORK_PER_SECOND
        steps = Neighbourhoods(self.model, self.seed)
        self._improve(steps, allowed * FIRST_SHARE)
        if self.workers > 1:
            thread = threading.Thread(target=self._prove, args=(list(self.values),), daemon=True)
            thread.start()
            self._improve(steps, allowed)
            thread.join()
        else:
            self._prove(list(self.values))
            self._improve(steps, allowed)

    def _begin(self) -> None:
        answer = relaxed(self.model.program, self.budget)
        if answer.status is Status.INFEASIBLE:
            self.infeasible = True
            return
        self._bounded(answer.bound)
        answer = solved(self.model.program, self.budget, engine=Engine.CP_SAT, seed=self.seed, first=True)
        self.infeasible = answer.status is Status.INFEASIBLE
        if answer.values:
            self._found(answer.values)

    def _found(self, values: list[float]) -> None:
        """Take over a plan if it is better."""
        model = self.model
        chosen = model.chosen(model.follow_up, values), model.chosen(model.topic, values)
        tidy = model.completed(model.counts(values), *chosen)
        if self.objective is None or model.program.value(tidy) < self.objective - 0.5:
            self.values = tidy
            self.budget.record(self.objective, None)

    def _bounded(self, bound: float) -> None:
        if math.isfinite(bound) and bound > self.bound:
            self.bound = bound
            self.budget.record(None, bound)

    def _improve(self, steps: Neighbourhoods, allowed: float) -> None:
        """Solve neighbourhoods again until the work is done."""
        program = self.model.program
        while self.work < allowed and not self.budget.over() and not self.proved:
            free = steps.next()
            part = program.around(self.values, free)
            hint = [self.values[v] for v in free]
            answer = solved(
                part, self.budget, hint=hint, nodes=NODES, at_most=LONGEST_STEP, gap=0.99, seed=self.seed + self.steps
            )
            self.steps += 1
            steps.learn(ended=answer.status is Status.OPTIMAL)
            self.work += (answer.iterations + len(free)) * len(part.rows) / 1e6
            if answer.values and answer.objective < (self.objective or WHOLE) - 0.5:
                values = list(self.values)
                for variable, value in zip(free, answer.values, strict=True):
                    values[variable] = value
                self._found(values)

    def _prove(self, hint: list[float], nodes: int | None = None) -> None:
        """A bound of the whole instance, within its share of the budget."""
        at_most = min(self.budget.left(), BOUND_SHARE * self.budget.seconds)
        if at_most > SHORTEST_CALL and not self.proved:
            answer = solved(
                self.model.program, self.budget, hint=hint, at_most=at_most, nodes=nodes, gap=0.99, seed=self.seed
            )
            self._bounded(answer.bound)
            if answer.status is Status.OPTIMAL:
                self._found(answer.values)
