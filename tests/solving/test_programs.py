"""The thin layer over the solvers: the same small program with each of them."""

import subprocess
import sys

import pytest

from xuncha.solving.budget import Budget
from xuncha.solving.programs import Engine, Program, Status, relaxed, solved


def knapsack() -> Program:
    """Three things of weight 2, 3, 4 and worth 3, 4, 6 in a bag for 6: best 9, without integrality 9."""
    program = Program(offset=1)
    things = [program.variable(0, 1, cost=-worth) for worth in (3, 4, 6)]
    program.row(zip(things, (2, 3, 4), strict=True), upper=6)
    return program


def test_without_integrality_it_is_a_bound_with_prices():
    answer = relaxed(knapsack(), Budget(10))
    assert answer.status is Status.OPTIMAL
    assert answer.objective == answer.bound == pytest.approx(-8)
    assert len(answer.prices) == 1
    assert len(answer.reduced_costs) == 3


@pytest.mark.parametrize("engine", Engine)
@pytest.mark.parametrize("hint", [None, [0.0, 1.0, 0.0]])
def test_with_integrality(engine, hint):
    answer = solved(knapsack(), Budget(10), engine=engine, hint=hint, work=5)
    assert (answer.status, answer.values, answer.objective) == (Status.OPTIMAL, [1.0, 0.0, 1.0], -8)
    assert answer.bound == pytest.approx(-8)


@pytest.mark.parametrize("engine", Engine)
def test_what_cannot_be_is_infeasible(engine):
    program = knapsack()
    program.row([(0, 1.0), (1, 1.0), (2, 1.0)], lower=3)
    assert solved(program, Budget(10), engine=engine).status is Status.INFEASIBLE
    program.row([(0, 1.0)], lower=2)
    assert relaxed(program, Budget(10)).status is Status.INFEASIBLE


def test_without_budget_nothing_is_tried():
    assert solved(knapsack(), Budget(0)).status is Status.UNKNOWN
    assert relaxed(knapsack(), Budget(0)).status is Status.UNKNOWN


def test_a_cancelled_search_ends_soon():
    budget = Budget(60)
    budget.cancel()
    assert solved(knapsack(), budget, engine=Engine.CP_SAT).status is Status.UNKNOWN


def test_the_solvers_are_loaded_by_those_who_solve_alone():
    code = "import sys, xuncha.solving.programs; sys.exit('ortools' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
