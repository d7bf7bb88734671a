"""
The program of a plan once more, with what only the bound needs.

A sector lies in one round as a whole, or in two rounds at least; and a round holds only so many sectors as a whole.
Both follow from the rules, but the linear program sees neither: it opens a sector half in one round and half in
another, for the price of one, and fills rounds with halves. A variable for each sector and round says that the sector
is there as a whole. It makes the program larger and a search for plans slower, so only the proof works on it.
"""

from collections import Counter, defaultdict
from dataclasses import replace

from xuncha.solving.plan.model import PlanModel
from xuncha.solving.programs import Program

Work = dict[str, int]


def tightened(model: PlanModel) -> tuple[Program, dict[tuple[str, int], int]]:
    """The program with more variables behind its own; which of them says that a sector is in a round as a whole."""
    old = model.program
    program = replace(
        old, lower=[*old.lower], upper=[*old.upper], cost=[*old.cost], integer=[*old.integer], rows=[*old.rows]
    )
    whole: dict[tuple[str, int], int] = {}
    work: dict[str, Work] = {}
    for sector in model.instance.sectors:
        inside = [number for number, one in enumerate(model.classes) if sector.id in one.kind.sectors]
        if inside and all(len(model.classes[number].kind.sectors) == 1 for number in inside):
            work[sector.id] = _work(model, inside)
            whole |= _one_or_two(model, program, sector.id, inside, work[sector.id])
    for pool in model.instance.pools:
        for here in range(len(model.instance.rounds)):
            sizes = [(variable, work[s].get(pool, 0)) for (s, r), variable in whole.items() if r == here]
            _fitting(program, [(v, size) for v, size in sizes if size], model.instance.capacity(pool, here))
    return program, whole


def extended(model: PlanModel, whole: dict[tuple[str, int], int], values: list[float]) -> list[float]:
    """The values of a plan with those of the new variables behind them."""
    rounds = defaultdict(list)
    for (sector, here), variable in model.opened.items():
        if values[variable] > 0.5:
            rounds[sector].append(here)
    return [*values, *(float(rounds[sector] == [here]) for sector, here in whole)]


def sectors_decide(model: PlanModel) -> bool:
    """Whether every unit belongs to a sector, so that which sectors are open where decides nearly all of the price."""
    return all(one.kind.sectors for one in model.classes)


def opening(model: PlanModel, program: Program) -> Program:
    """
    The program that decides what is open where, and lets units be parted: a bound of the whole, sooner.

    Its solutions are no plans. Branching on units, whose places hardly matter, would raise the bound far more slowly.
    """
    parted = {*model.amount.values(), *model.deviations()}
    return replace(program, integer=[whole and v not in parted for v, whole in enumerate(program.integer)])


def loose(model: PlanModel) -> set[int]:
    """
    What follows almost by itself once it is said what is open where: units, follow-ups, topics, deviations.

    A sector that goes as a whole is not among it: where it is open, there it is.
    """
    within = Counter(sector for one in model.classes for sector in one.kind.sectors)
    apart = {n for n, one in enumerate(model.classes) if one.size > 1 or any(within[s] > 1 for s in one.kind.sectors)}
    units = {variable for (number, _), variable in model.amount.items() if number in apart}
    return units | {*model.follow_up.values(), *model.topic.values(), *model.deviations()}


def _work(model: PlanModel, inside: list[int]) -> Work:
    work: Work = defaultdict(int)
    for number in inside:
        for pool, load in model.classes[number].kind.loads:
            work[pool] += load * model.classes[number].size
    return work


def _one_or_two(
    model: PlanModel, program: Program, sector: str, inside: list[int], work: Work
) -> dict[tuple[str, int], int]:
    """As a whole in one of the rounds that can hold it, or open in two."""
    opened = {here: variable for (name, here), variable in model.opened.items() if name == sector}
    whole = {}
    for here, variable in opened.items():
        reachable = all((number, here) in model.amount for number in inside)
        if reachable and all(size <= model.instance.capacity(pool, here) for pool, size in work.items()):
            one = whole[sector, here] = program.variable(0, 1)
            program.row([(one, 1), (variable, -1)], upper=0)
            for number in inside:
                program.row([(model.amount[number, here], 1), (one, -model.classes[number].size)], lower=0)
    program.row([(v, 1) for v in (*opened.values(), *whole.values())], lower=2)
    return whole


def _fitting(program: Program, sizes: list[tuple[int, int]], room: int) -> None:
    """Of the sectors of which no two fit into the room, one at most."""
    if sum(size for _, size in sizes) > room:
        program.row(sizes, upper=room)
    large = sorted(sizes, key=lambda pair: -pair[1])
    apart = [large[n] for n in range(len(large)) if n == 0 or large[n][1] + large[n - 1][1] > room]
    if len(apart) > 1:
        program.row([(variable, 1) for variable, _ in apart], upper=1)
