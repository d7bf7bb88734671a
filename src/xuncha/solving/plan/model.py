"""
The integer program of a coverage plan over classes of alike units.

Variables: how many atoms of a class a round gets; whether a sector is open in a round; the round of each follow-up and
topic; and how far each load is from its target. Beside the rules stand cuts that every plan satisfies and that the
linear program does not see: a sector needs as many rounds as its work needs, a round has room only for open sectors,
and loads move in steps of their common divisor.
"""

import math
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import accumulate

from xuncha.solving.plan.classes import Counts, UnitClass, classes_of
from xuncha.solving.plan.instance import TWO_ROUNDS, Instance
from xuncha.solving.programs import Program

Terms = list[tuple[int, float]]


@dataclass
class Span:
    """A sector of two rounds that begins in one certain round: whether it does, and then how much lies where."""

    begun: int
    opened: dict[int, int] = field(default_factory=dict)
    amount: dict[tuple[int, int], int] = field(default_factory=dict)

    def fill(self, values: list[float], amounts: dict[tuple[int, int], int]) -> None:
        """Set the variables from those of the amounts: it is here that the sector begins."""
        values[self.begun] = 1.0
        for place, variable in self.amount.items():
            values[variable] = values[amounts[place]]
            if values[variable]:
                values[self.opened[place[1]]] = 1.0

    def variables(self) -> list[int]:
        """All of them."""
        return [self.begun, *self.opened.values(), *self.amount.values()]


@dataclass
class PlanModel:
    """The program, and which variable means what."""

    instance: Instance
    classes: list[UnitClass]
    program: Program = field(default_factory=Program)
    amount: dict[tuple[int, int], int] = field(default_factory=dict)
    opened: dict[tuple[str, int], int] = field(default_factory=dict)
    follow_up: dict[tuple[int, int], int] = field(default_factory=dict)
    topic: dict[tuple[int, int], int] = field(default_factory=dict)
    spare: dict[tuple[str, int], tuple[int, int]] = field(default_factory=dict)
    loads: dict[tuple[str, int], Terms] = field(default_factory=lambda: defaultdict(list))
    targets: dict[str, list[int]] = field(default_factory=dict)
    spans: dict[str, dict[int, Span]] = field(default_factory=dict)

    def counts(self, values: list[float]) -> Counts:
        """How many atoms of each class each round gets."""
        return {place: round(values[v]) for place, v in self.amount.items() if values[v] > 0.5}

    def chosen(self, of: dict[tuple[int, int], int], values: list[float]) -> dict[int, int]:
        """The round of each follow-up, or of each topic."""
        return {number: here for (number, here), v in of.items() if values[v] > 0.5}

    def completed(self, counts: Counts, follow_ups: dict[int, int], topics: dict[int, int]) -> list[float]:
        """The values of all variables of a plan."""
        values = [0.0] * len(self.program.cost)
        for place, n in counts.items():
            values[self.amount[place]] = float(n)
            number, here = place
            for sector in self.classes[number].kind.sectors:
                values[self.opened[sector, here]] = 1.0
        for of, chosen in ((self.follow_up, follow_ups), (self.topic, topics)):
            for number, here in chosen.items():
                values[of[number, here]] = 1.0
        for (pool, here), (over, under) in self.spare.items():
            difference = self.load_of(pool, here, values) - self.targets[pool][here]
            values[over if difference > 0 else under] = float(abs(difference))
        for sector, spans in self.spans.items():
            rounds = [here for (name, here), v in self.opened.items() if name == sector and values[v]]
            spans[min(rounds)].fill(values, self.amount)
        return values

    def parts(self, values: list[float]) -> dict[str, int]:
        """The four parts of the objective, weighted."""
        weights = self.instance.weights
        counts = self.counts(values)
        kinds = {number: one.kind for number, one in enumerate(self.classes)}
        return {
            "sector_round": weights.sector_round * sum(round(values[v]) for v in self.opened.values()),
            "priority": weights.priority * sum(kinds[k].priority * here * n for (k, here), n in counts.items()),
            "balance": weights.balance * sum(round(values[v]) for v in self.deviations()),
            "moved": weights.moved * sum(kinds[k].moved(here) * n for (k, here), n in counts.items()),
        }

    def covered_by(self, year: int) -> Terms:
        """The units visited by the end of a year."""
        years = [one.year for one in self.instance.rounds]
        return [(v, self.classes[k].kind.units) for (k, here), v in self.amount.items() if years[here] <= year]

    def deviations(self) -> list[int]:
        """The variables that follow from all others: how far the loads are from their targets."""
        return [v for pair in self.spare.values() for v in pair]

    def load_of(self, pool: str, here: int, values: list[float]) -> float:
        """The work of a pool in a round."""
        return sum(w * values[v] for v, w in self.loads.get((pool, here), ()))


def build(instance: Instance, classes: list[UnitClass] | None = None) -> PlanModel:
    """The program of an instance. A class that no round may take makes it infeasible, as it should."""
    model = PlanModel(instance, classes_of(instance) if classes is None else classes)
    _visits(model)
    _sectors(model)
    _follow_ups(model)
    _topics(model)
    _loads(model)
    _coverage(model)
    return model


def _visits(model: PlanModel) -> None:
    """R1 and R2: every atom of a class in one of its rounds."""
    weights = model.instance.weights
    for number, one in enumerate(model.classes):
        kind = one.kind
        for here in kind.rounds:
            cost = weights.priority * kind.priority * here + weights.moved * kind.moved(here)
            variable = model.program.variable(0, one.size, cost=cost)
            model.amount[number, here] = variable
            for pool, load in kind.loads:
                if load:
                    model.loads[pool, here].append((variable, load))
        model.program.row([(model.amount[number, here], 1) for here in kind.rounds], one.size, one.size)


def _sectors(model: PlanModel) -> None:
    """The price of opening a sector in a round, R3, and what its work says about its rounds."""
    instance, program = model.instance, model.program
    members = defaultdict(list)
    for number, one in enumerate(model.classes):
        for name in one.kind.sectors:
            members[name].append(number)
    for sector in instance.sectors:
        inside = members[sector.id]
        rounds = sorted({here for number in inside for here in model.classes[number].kind.rounds})
        for here in rounds:
            opened = program.variable(0, 1, cost=instance.weights.sector_round)
            model.opened[sector.id, here] = opened
            for number in inside:
                if (number, here) in model.amount:
                    size = model.classes[number].size
                    program.row([(model.amount[number, here], 1), (opened, -size)], upper=0)
        _sector_work(model, sector.id, inside, rounds)
        if sector.link == TWO_ROUNDS and inside:
            _two_rounds(model, sector.id, inside, rounds)


def _sector_work(model: PlanModel, sector: str, inside: list[int], rounds: list[int]) -> None:
    """Cuts: a round holds no more of a sector than its capacity, so a sector needs as many rounds as it needs."""
    opened = {here: model.opened[sector, here] for here in rounds}
    fewest = _work(model, inside, opened, model.amount)
    model.program.row([(v, 1) for v in opened.values()], lower=fewest)


def _work(model: PlanModel, inside: list[int], opened: dict[int, int], amount: dict[tuple[int, int], int]) -> int:
    """Bind the work of some classes to open rounds; the fewest of these rounds that can hold it."""
    work: dict[str, list[int]] = defaultdict(list)
    for number in inside:
        for pool, load in model.classes[number].kind.loads:
            if load:
                work[pool].append(number)
    fewest = 1 if inside else 0
    for pool, numbers in work.items():
        load_of = {n: dict(model.classes[n].kind.loads)[pool] for n in numbers}
        total = sum(load_of[n] * model.classes[n].size for n in numbers)
        rooms = sorted((model.instance.capacity(pool, here) for here in opened), reverse=True)
        enough = [count for count, room in enumerate(accumulate(rooms), 1) if room >= total]
        fewest = max(fewest, enough[0] if enough else len(opened) + 1)
        for here, variable in opened.items():
            room = min(model.instance.capacity(pool, here), total)
            terms: Terms = [(amount[n, here], load_of[n]) for n in numbers if (n, here) in amount]
            model.program.row([*terms, (variable, -room)], upper=0)
    return fewest


def _two_rounds(model: PlanModel, sector: str, inside: list[int], rounds: list[int]) -> None:
    """
    R3: a sector begins in one round and ends in the next at the latest.

    Everything is said once more for each possible beginning. That is longer, and far tighter: without it the linear
    program lets urgent units begin early and the others late.
    """
    program = model.program
    spans = {start: Span(program.variable(0, 1)) for start in rounds}
    model.spans[sector] = spans
    program.row([(span.begun, 1) for span in spans.values()], 1, 1)
    for start, span in spans.items():
        for here in (start, start + 1):
            if here in rounds:
                span.opened[here] = opened = program.variable(0, 1)
                program.row([(opened, 1), (span.begun, -1)], upper=0)
        for number in inside:
            size = model.classes[number].size
            for here in span.opened.keys() & model.classes[number].kind.rounds:
                span.amount[number, here] = amount = program.variable(0, size, integer=False)
                program.row([(amount, 1), (span.opened[here], -size)], upper=0)
            shares: Terms = [(v, 1) for (k, _), v in span.amount.items() if k == number]
            program.row([*shares, (span.begun, -size)], 0, 0)
        fewest = _work(model, inside, span.opened, span.amount)
        program.row([*((v, 1) for v in span.opened.values()), (span.begun, -fewest)], lower=0)
    for here in rounds:
        of_spans = [(span.opened[here], -1.0) for span in spans.values() if here in span.opened]
        program.row([(model.opened[sector, here], 1), *of_spans], 0, 0)
        for number in inside:
            if (number, here) in model.amount:
                parts = [(s.amount[number, here], -1.0) for s in spans.values() if (number, here) in s.amount]
                program.row([(model.amount[number, here], 1), *parts], 0, 0)


def _follow_ups(model: PlanModel) -> None:
    """R4: one round each, as far from the visit as is asked. The class of its unit has one atom."""
    instance, program = model.instance, model.program
    number_of = {f: n for n, one in enumerate(model.classes) for f in one.kind.follow_ups}
    pool_of = {u.id: u.pool for u in instance.units}
    last = len(instance.rounds) - 1
    for number, wanted in enumerate(instance.follow_ups):
        unit = number_of[number]
        visits = model.classes[unit].kind.rounds
        reached = {v: range(v + wanted.min_gap, min(v + wanted.max_gap, last) + 1) for v in visits}
        rounds = sorted({f for v in visits for f in reached[v] if not instance.rounds[f].closed})
        for here in rounds:
            variable = program.variable(0, 1)
            model.follow_up[number, here] = variable
            model.loads[pool_of[wanted.unit], here].append((variable, wanted.workload))
            before = [(model.amount[unit, v], -1.0) for v in visits if here in reached[v]]
            program.row([(variable, 1), *before], upper=0)
        for v in visits:
            after = [(model.follow_up[number, f], -1.0) for f in reached[v] if f in rounds]
            program.row([(model.amount[unit, v], 1), *after], upper=0)
        program.row([(model.follow_up[number, here], 1) for here in rounds], 1, 1)


def _topics(model: PlanModel) -> None:
    """R5: one round each, without a member's visit."""
    instance, program = model.instance, model.program
    for number, topic in enumerate(instance.topics):
        rounds = [r for r in range(topic.earliest, topic.latest + 1) if not instance.rounds[r].closed]
        for here in rounds:
            variable = program.variable(0, 1)
            model.topic[number, here] = variable
            if topic.workload:
                model.loads[topic.pool, here].append((variable, topic.workload))
        program.row([(model.topic[number, here], 1) for here in rounds], 1, 1)
    for number, one in enumerate(model.classes):
        for topic_number in one.kind.topics:
            for here in one.kind.rounds:
                if (topic_number, here) in model.topic:
                    taken = (model.topic[topic_number, here], one.size)
                    program.row([(model.amount[number, here], 1), taken], upper=one.size)


def _loads(model: PlanModel) -> None:
    """R6, and how far each load is from its target."""
    instance, program = model.instance, model.program
    for pool in instance.pools:
        room = [instance.capacity(pool, here) for here in range(len(instance.rounds))]
        total = _total_load(instance, pool)
        targets = [total * one // sum(room) if sum(room) else 0 for one in room]
        model.targets[pool] = targets
        weights = {w for here in range(len(room)) for _, w in model.loads.get((pool, here), ())}
        step = math.gcd(*(int(w) for w in weights)) or 1
        for here, target in enumerate(targets):
            terms = model.loads.get((pool, here), [])
            over = program.variable(0, max(0, total - target), cost=instance.weights.balance)
            under = program.variable(0, target, cost=instance.weights.balance)
            model.spare[pool, here] = over, under
            program.row([*terms, (over, -1), (under, 1)], target, target)
            program.row(terms, upper=room[here])
            _steps(program, terms, over, under, (target, step))


def _steps(program: Program, terms: Terms, over: int, under: int, grid: tuple[int, int]) -> None:
    """
    A cut: loads are multiples of `step`, so between the two multiples around a target the deviation is their chord.

    With d = target mod step and the load at distance x above the lower multiple, |load - target| is at least
    d + x · (step - 2d) / step.
    """
    target, step = grid
    beyond = target % step
    if beyond:
        slope = (step - 2 * beyond) / step
        below = target - beyond
        deviation: Terms = [(over, 1), (under, 1)]
        program.row([*deviation, *((v, -slope * w) for v, w in terms)], lower=beyond - slope * below)


def _total_load(instance: Instance, pool: str) -> int:
    pool_of = {u.id: u.pool for u in instance.units}
    return (
        sum(u.workload for u in instance.units if u.pool == pool)
        + sum(f.workload for f in instance.follow_ups if pool_of[f.unit] == pool)
        + sum(t.workload for t in instance.topics if t.pool == pool)
    )


def _coverage(model: PlanModel) -> None:
    """R7."""
    for target in model.instance.coverage:
        model.program.row(model.covered_by(target.year), lower=model.instance.needed(target))
