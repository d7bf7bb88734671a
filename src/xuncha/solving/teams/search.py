"""
Form the teams: greedy start, bound of the whole, then the integer program over the pairs that can still matter.

The proof of optimality is the argument of `pricing`: with a bound L of all formations and a formation of cost U, no
pair of reduced cost above U - 1 - L is in a cheaper formation. So the integer program over the other pairs, relatives
and repeated pairs included, either finds a cheaper one or proves that there is none.
"""

import math
import time
from dataclasses import dataclass

from xuncha.solving.budget import Budget
from xuncha.solving.programs import Status, solved
from xuncha.solving.teams.demands import Roster, Seats, parts_of
from xuncha.solving.teams.eligibility import Eligibility, eligibility
from xuncha.solving.teams.greedy import greedy
from xuncha.solving.teams.instance import Instance
from xuncha.solving.teams.model import Pair, build
from xuncha.solving.teams.pricing import Certificate, certify, worth_a_look

FIRST_LOOK = 1.0
"""Reduced cost up to which pairs take part in the first integer program."""
PROVEN = 0.999
"""Costs are whole numbers: a bound nearer than this is a proof."""
PART = 0.9
"""Of the CPU seconds that remain, for one integer program: it looks at its clock only now and then."""
SLOWEST = 0.5
"""HiGHS counts by the wall: on a busy machine it gets as much longer as this search had to wait, at most twice."""
NEEDED = 1.5e-4
"""CPU seconds per pair before its first look: with less than that it is not begun."""


@dataclass(frozen=True)
class Formation:
    """What the search came to. `seats` is None without a formation; `bound` holds for the whole instance."""

    status: Status
    seats: Seats | None
    bound: float | None

    def objective(self, instance: Instance) -> int | None:
        """What the formation costs."""
        return None if self.seats is None else sum(parts_of(instance, self.seats).values())


def form(instance: Instance, budget: Budget, *, seed: int = 1, eligible: Eligibility | None = None) -> Formation:
    """The cheapest legal formation, proven; or the best found within the budget, with the bound reached."""
    roster = Roster(instance)
    eligible = eligible or eligibility(instance)
    if not all(eligible.admits(*pair) for pair in roster.pinned):
        return Formation(Status.INFEASIBLE, None, None)
    search = _Search(roster, eligible, budget, seed)
    search.take(greedy(roster, eligible))
    certificate = certify(roster, eligible, budget, start=search.best)
    if certificate is None:
        return search.outcome(proven=False)
    if not certificate.feasible:
        return Formation(Status.INFEASIBLE, None, None)
    return search.close(certificate)


class _Search:
    """The best so far and the bound so far."""

    def __init__(self, roster: Roster, eligible: Eligibility, budget: Budget, seed: int) -> None:
        self.roster, self.eligible, self.budget, self.seed = roster, eligible, budget, seed
        self.began, self.spent_before = time.monotonic(), budget.spent()
        self.best: Seats | None = None
        self.cost = math.inf
        self.bound = -math.inf

    def take(self, seats: Seats | None) -> None:
        """Keep a formation if it is better."""
        if seats is None:
            return
        cost = sum(parts_of(self.roster.instance, seats).values())
        if cost < self.cost:
            self.best, self.cost = seats, cost
            self.budget.record(cost, None)

    def raise_bound(self, bound: float) -> None:
        """Keep a bound if it is better; costs are whole numbers."""
        if math.isfinite(bound):
            self.bound = max(self.bound, math.ceil(bound - 1e-6))
            self.budget.record(None, self.bound)

    def close(self, certificate: Certificate) -> Formation:
        """Integer programs over more and more pairs, until the best is proven or the budget is spent."""
        self.raise_bound(certificate.bound)
        most = FIRST_LOOK
        while self.bound < self.cost:
            pairs = worth_a_look(certificate.reduced, most, self._seated())
            whole = len(pairs) == len(certificate.reduced)
            answer = self._solve(pairs)
            if answer is None:
                return self.outcome(proven=False)
            if answer == math.inf and whole and self.best is None:
                return Formation(Status.INFEASIBLE, None, None)
            outside = math.inf if whole else certificate.bound + most
            self.raise_bound(min(answer, outside))
            if self.best is None:
                most *= 8
            elif most >= self.cost - 1 - certificate.bound:
                # Everything that could be in a cheaper formation took part.
                self.raise_bound(min(answer, self.cost))
                break
            else:
                most = self.cost - 1 - certificate.bound
        return self.outcome(proven=self.bound >= self.cost)

    def _seated(self) -> list[Pair]:
        pairs = [(person, team) for team, members in enumerate(self.best or ()) for person in members]
        return pairs + list(self.roster.pinned)

    def _solve(self, pairs: set[Pair]) -> float | None:
        """The bound over these pairs, infinite without a formation; None when the budget ended before either."""
        if PART * self.budget.left() < NEEDED * len(pairs):
            return None
        model = build(self.roster, pairs)
        answer = solved(
            model.program,
            Budget(PART * self.budget.left() / self._pace()),
            hint=model.point(self.best) if self.best else None,
            gap=PROVEN,
            seed=self.seed,
        )
        if answer.status is Status.UNKNOWN:
            return None
        if answer.values:
            self.take(model.seats(answer.values, len(self.roster.instance.teams)))
        return answer.bound

    def _pace(self) -> float:
        """CPU seconds that a second by the wall has brought so far."""
        passed = time.monotonic() - self.began
        return min(1.0, max(SLOWEST, (self.budget.spent() - self.spent_before) / passed)) if passed else 1.0

    def outcome(self, *, proven: bool) -> Formation:
        """What there is now."""
        bound = self.bound if self.bound > -math.inf else None
        if self.best is None:
            return Formation(Status.UNKNOWN, None, bound)
        return Formation(Status.OPTIMAL if proven else Status.FEASIBLE, self.best, bound)
