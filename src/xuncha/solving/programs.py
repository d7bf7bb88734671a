"""
Linear and integer programs, and the solvers that OR-Tools brings, behind one small door.

A `Program` is kept here as plain lists: minimise cost · x subject to lower ≤ row · x ≤ upper. `relaxed` solves it
without integrality and gives prices; `solved` solves it as it is with HiGHS (bounds) or CP-SAT (plans; repeatable by
work, not by time). Both tell the truth about how far they came: `bound` holds for the whole program they were given.
"""

import contextlib
import math
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any

from xuncha.solving.budget import Budget

INFINITY = math.inf
SHORTEST_CALL = 0.02
"""Seconds below which a solver is not called at all."""
WATCHED_EVERY = 0.05
"""Seconds of the wall between two looks at the budget while a solver runs."""

Terms = Iterable[tuple[int, float]]
"""Variables, by number, with their coefficients; no variable twice."""


class Status(StrEnum):
    """How a call of a solver ended."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


class Engine(StrEnum):
    """The solvers for integer programs."""

    HIGHS = "HIGHS"
    CP_SAT = "CP_SAT"


@dataclass(slots=True)
class Program:
    """Minimise cost · x with rows and bounds; the numbers of variables and rows are their positions."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    integer: list[bool] = field(default_factory=list)
    rows: list[tuple[list[tuple[int, float]], float, float]] = field(default_factory=list)
    offset: float = 0.0

    def variable(self, lower: float = 0, upper: float = INFINITY, *, cost: float = 0, integer: bool = True) -> int:
        """A new variable; its number."""
        self.lower.append(lower)
        self.upper.append(upper)
        self.cost.append(cost)
        self.integer.append(integer)
        return len(self.cost) - 1

    def row(self, terms: Terms, lower: float = -INFINITY, upper: float = INFINITY) -> int:
        """A new row; its number."""
        self.rows.append((list(terms), lower, upper))
        return len(self.rows) - 1

    def value(self, values: Sequence[float]) -> float:
        """What a solution costs."""
        return self.offset + sum(c * x for c, x in zip(self.cost, values, strict=True) if c)

    def fixed(self, at: Mapping[int, float]) -> "Program":
        """The same with some variables staying where they are said to be."""
        lower, upper = [*self.lower], [*self.upper]
        for variable, value in at.items():
            lower[variable] = upper[variable] = value
        return replace(self, lower=lower, upper=upper)

    def around(self, values: Sequence[float], free: Sequence[int]) -> "Program":
        """The program of the variables in `free` (they are numbered anew), all others staying at `values`."""
        number = {variable: position for position, variable in enumerate(free)}
        part = Program(offset=self.value(values) - sum(self.cost[v] * values[v] for v in free))
        for v in free:
            part.variable(self.lower[v], self.upper[v], cost=self.cost[v], integer=self.integer[v])
        for terms, lower, upper in self.rows:
            kept = [(number[v], c) for v, c in terms if v in number]
            if kept:
                fixed = sum(c * values[v] for v, c in terms if v not in number)
                part.row(kept, lower - fixed, upper - fixed)
        return part


@dataclass(frozen=True, slots=True)
class Answer:
    """
    What a solver found.

    `values` is empty without a solution. `bound` is proven, -inf where nothing is. `prices` of the rows and
    `reduced_costs` of the variables come from `relaxed` only. `iterations` of simplex measure the work of HiGHS.
    """

    status: Status
    values: list[float] = field(default_factory=list)
    objective: float = INFINITY
    bound: float = -INFINITY
    prices: list[float] = field(default_factory=list)
    reduced_costs: list[float] = field(default_factory=list)
    iterations: int = 0


def relaxed(program: Program, budget: Budget) -> Answer:
    """The program without integrality, by simplex: its optimum is a bound of the program."""
    from ortools.math_opt.python import mathopt

    if budget.over():
        return Answer(Status.UNKNOWN)
    model, variables, rows = _model(program, integer=False)
    with _watched(budget) as interrupter:
        result = mathopt.solve(model, mathopt.SolverType.GLOP, interrupter=interrupter)
    status = _status(result)
    if status is Status.INFEASIBLE:
        return Answer(status, bound=INFINITY)
    if status is not Status.OPTIMAL:
        return Answer(Status.UNKNOWN)
    values, optimum = result.variable_values(variables), result.objective_value()
    return Answer(status, values, optimum, optimum, result.dual_values(rows), result.reduced_costs(variables))


def solved(
    program: Program,
    budget: Budget,
    *,
    engine: Engine = Engine.HIGHS,
    hint: Sequence[float] | None = None,
    at_most: float = INFINITY,
    most: float = INFINITY,
    work: float = INFINITY,
    nodes: int | None = None,
    gap: float = 0.0,
    seed: int = 1,
    workers: int = 1,
    first: bool = False,
    quickly: bool = False,
) -> Answer:
    """
    The program with integrality.

    `hint` is a solution to start from. A call ends after `at_most` seconds of CPU, `most` of the wall, or with the
    budget; or, the same on every machine, after so much `work` (CP-SAT's deterministic seconds, with one worker) or so
    many `nodes`; or when the solution is proven to be within the absolute `gap`. With `first`, CP-SAT skips its
    presolve and ends with the first solution; `quickly`, after a light presolve, it is there sooner and costs more.
    """
    from ortools.math_opt.python import mathopt

    if budget.over():
        return Answer(Status.UNKNOWN)
    model, variables, _ = _model(program, integer=True)
    seconds = min(most, budget.slice(at_most, threads=1 if engine is Engine.CP_SAT else workers))
    if seconds < SHORTEST_CALL:
        return Answer(Status.UNKNOWN)
    parameters = mathopt.SolveParameters(time_limit=timedelta(seconds=seconds), random_seed=seed, node_limit=nodes)
    parameters.absolute_gap_tolerance = gap or None
    if engine is Engine.CP_SAT:
        parameters.threads = workers
        # The watch over the budget ends the call; on a busy machine the wall would end it far too early.
        parameters.time_limit = None if at_most == INFINITY else timedelta(seconds=at_most)
        parameters.cp_sat.symmetry_level = 0
        parameters.solution_limit = 1 if first else None
        light = mathopt.Emphasis.LOW if quickly else mathopt.Emphasis.OFF
        parameters.presolve = light if first else None
        if work < INFINITY:
            parameters.cp_sat.max_deterministic_time = work
    else:
        parameters.highs.int_options["threads"] = workers
    hints = [mathopt.SolutionHint(variable_values=dict(zip(variables, hint, strict=True)))] if hint else []
    with _watched(budget) as interrupter:
        result = mathopt.solve(
            model,
            mathopt.SolverType[engine],
            params=parameters,
            model_params=mathopt.ModelSolveParameters(solution_hints=hints),
            interrupter=interrupter,
        )
    return _mixed_answer(program, result, variables)


def _mixed_answer(program: Program, result: Any, variables: list[Any]) -> Answer:
    status = _status(result)
    if status is Status.INFEASIBLE:
        return Answer(status, bound=INFINITY)
    bound, iterations = result.dual_bound(), result.solve_stats.simplex_iterations
    if not result.has_primal_feasible_solution():
        return Answer(Status.UNKNOWN, bound=bound, iterations=iterations)
    found = result.variable_values(variables)
    values = [float(round(x)) if whole else x for x, whole in zip(found, program.integer, strict=True)]
    return Answer(status, values, program.value(values), bound, iterations=iterations)


def _model(program: Program, *, integer: bool) -> tuple[Any, list[Any], list[Any]]:
    from ortools.math_opt.python import mathopt

    model = mathopt.Model()
    variables = [
        model.add_variable(lb=lower, ub=upper, is_integer=integer and whole)
        for lower, upper, whole in zip(program.lower, program.upper, program.integer, strict=True)
    ]
    objective = model.objective
    objective.offset = program.offset
    for variable, cost in zip(variables, program.cost, strict=True):
        if cost:
            objective.set_linear_coefficient(variable, cost)
    rows = []
    for terms, lower, upper in program.rows:
        row = model.add_linear_constraint(lb=lower, ub=upper)
        for number, coefficient in terms:
            row.set_coefficient(variables[number], coefficient)
        rows.append(row)
    return model, variables, rows


def _status(result: Any) -> Status:
    from ortools.math_opt.python import mathopt

    reason = mathopt.TerminationReason
    return {
        reason.OPTIMAL: Status.OPTIMAL,
        reason.FEASIBLE: Status.FEASIBLE,
        reason.INFEASIBLE: Status.INFEASIBLE,
        # Every program here is bounded: its variables are, or its costs are not negative.
        reason.INFEASIBLE_OR_UNBOUNDED: Status.INFEASIBLE,
    }.get(result.termination.reason, Status.UNKNOWN)


@contextlib.contextmanager
def _watched(budget: Budget) -> Iterator[Any]:
    """Interrupts what runs inside when the budget is over; GLOP and CP-SAT listen, HiGHS has its time limit."""
    from ortools.util.python import solve_interrupter

    interrupter = solve_interrupter.SolveInterrupter()
    finished = threading.Event()

    def watch() -> None:
        while not finished.wait(WATCHED_EVERY):
            if budget.over():
                interrupter.interrupt()
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield interrupter
    finally:
        finished.set()
        watcher.join()
