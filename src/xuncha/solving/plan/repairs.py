"""
The cheapest ways out of a conflict, each a sentence and a change that somebody may choose; nothing is relaxed here.

Each repair loosens one kind of rule as little as possible and is then tried: only what yields a plan is offered. The
`change` names ids of the instance and their new values; `changed` carries it out.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from xuncha.core.text import Say, say
from xuncha.solving.budget import Budget
from xuncha.solving.plan.classes import UnitClass, allowed_rounds, classes_of, visits_of
from xuncha.solving.plan.conflicts import Rule, plan_or_none, rules_of, with_rules
from xuncha.solving.plan.instance import TWO_ROUNDS, Instance, Unit
from xuncha.solving.plan.model import PlanModel, build
from xuncha.solving.programs import Engine, solved

LONGEST_REPAIR = 5.0
"""CPU seconds for the smallest loosening of one kind of rule."""
GAP = 0.99
"""What is counted are whole things: less than one above its bound is the least."""
SHOWN_NAMES = 5


@dataclass(frozen=True, slots=True)
class Repair:
    """One way out; `change` as `changed` takes it."""

    text: Say
    change: dict[str, Any]


def repairs(instance: Instance, conflict: list[Rule], budget: Budget) -> Iterator[Repair]:
    """What would help, by kind of rule in the conflict; each was tried."""
    codes = dict.fromkeys(rule.code for rule in conflict)
    for code in codes:
        found = {
            "R1": _other_rounds,
            "R2": _apart,
            "R3": _looser_links,
            "R4": _without_follow_ups,
            "R5": _without_topics,
            "R6": _more_capacity,
            "R7": _later_targets,
        }[code](instance, [rule for rule in conflict if rule.code == code], budget)
        for repair in found:
            if not budget.over() and plan_or_none(build(changed(instance, repair.change)), budget).values:
                yield repair


def changed(instance: Instance, change: dict[str, Any]) -> Instance:
    """The instance after a repair."""
    units, sectors = change.get("units", {}), change.get("sectors", {})
    rooms, shares = change.get("rounds", {}), change.get("coverage", {})
    gone = set(change.get("without_topics", ()))
    unvisited = set(change.get("without_follow_ups", ()))
    return replace(
        instance,
        rounds=tuple(
            replace(r, capacity={**r.capacity, **rooms[r.id]["capacity"]}) if r.id in rooms else r
            for r in instance.rounds
        ),
        coverage=tuple(
            replace(c, at_least=Fraction(shares[str(c.year)]["at_least"])) if str(c.year) in shares else c
            for c in instance.coverage
        ),
        units=tuple(_changed_unit(u, units[u.id]) if u.id in units else u for u in instance.units),
        sectors=tuple(replace(s, link=sectors[s.id]["link"]) if s.id in sectors else s for s in instance.sectors),
        follow_ups=tuple(f for f in instance.follow_ups if f.unit not in unvisited),
        topics=tuple(t for t in instance.topics if t.id not in gone),
    )


def _changed_unit(unit: Unit, values: dict[str, Any]) -> Unit:
    values = dict(values)
    if "forbidden" in values:
        values["forbidden"] = frozenset(values["forbidden"])
    return replace(unit, **values)


def _other_rounds(instance: Instance, conflict: list[Rule], budget: Budget) -> Iterator[Repair]:
    """R1: as few units as possible, of those bound like the ones in conflict, get the rounds where a plan puts them."""
    named = {unit for rule in conflict for unit in rule.about}
    windows = [rule for rule in rules_of(instance) if rule.code == "R1"]
    freed = {unit for rule in windows if named.intersection(rule.about) for unit in rule.about}
    kept = [rule for rule in rules_of(instance) if rule.code != "R1"]
    bound = tuple(unit for rule in windows for unit in rule.about if unit not in freed)
    loose = with_rules(instance, [*kept, Rule("R1", bound)])
    model = build(loose, _told_apart(instance, loose))
    model.program.cost = [0.0] * len(model.program.cost)
    for (number, here), variable in model.amount.items():
        members = [instance.units[n] for n in model.classes[number].atoms[0]]
        model.program.cost[variable] = float(sum(here not in allowed_rounds(instance, unit) for unit in members))
    values = _cheapest(model, budget)
    if not values:
        return
    visits = visits_of(loose, model.classes, model.counts(values))
    needed = [u.id for u in instance.units if visits[u.id] not in allowed_rounds(instance, u)]
    numbers = {u.id: u for u in instance.units}
    change = {unit: _window_around(numbers[unit], visits[unit]) for unit in needed}
    names = [numbers[unit].name for unit in needed[:SHOWN_NAMES]]
    words = {"n": len(needed), "names": names}
    yield Repair(say("放宽 {n} 个单位的期限、指定或排除（{names}）", **words), {"units": change})


def _told_apart(instance: Instance, loose: Instance) -> list[UnitClass]:
    """The classes of the loosened instance, those who were bound to other rounds before in classes of their own."""
    found = []
    for one in classes_of(loose):
        bound: dict[tuple[frozenset[int], ...], list[tuple[int, ...]]] = defaultdict(list)
        for atom in one.atoms:
            bound[tuple(sorted((allowed_rounds(instance, instance.units[n]) for n in atom), key=sorted))].append(atom)
        found += [UnitClass(one.kind, tuple(atoms)) for atoms in bound.values()]
    return found


def _window_around(unit: Unit, here: int) -> dict[str, Any]:
    values: dict[str, Any] = {"earliest": min(unit.earliest, here), "latest": max(unit.latest, here)}
    if unit.pinned not in (None, here):
        values["pinned"] = here
    if here in unit.forbidden:
        values["forbidden"] = sorted(unit.forbidden - {here})
    return values


def _apart(instance: Instance, conflict: list[Rule], budget: Budget) -> Iterator[Repair]:
    """R2: one group is taken apart."""
    for rule in conflict:
        units = [u.id for u in instance.units if u.together == rule.about[0]]
        change = {"units": {unit: {"together": None} for unit in units}}
        yield Repair(say("「{group}」的 {n} 个单位不再要求同轮", group=rule.about[0], n=len(units)), change)


def _looser_links(instance: Instance, conflict: list[Rule], budget: Budget) -> Iterator[Repair]:
    """R3: two rounds instead of one, or any."""
    for rule in conflict:
        sector = next(s for s in instance.sectors if s.id == rule.about[0])
        if sector.link != TWO_ROUNDS:
            text = say("板块「{sector}」改为可跨相邻两轮", sector=sector.id)
            yield Repair(text, {"sectors": {sector.id: {"link": TWO_ROUNDS}}})
        yield Repair(say("板块「{sector}」不再要求联动", sector=sector.id), {"sectors": {sector.id: {"link": "none"}}})


def _without_follow_ups(instance: Instance, conflict: list[Rule], budget: Budget) -> Iterator[Repair]:
    """R4: a follow-up is given up."""
    for rule in conflict:
        unit = instance.follow_ups[int(rule.about[0])].unit
        yield Repair(say("本届不安排「{unit}」的回访", unit=unit), {"without_follow_ups": [unit]})


def _without_topics(instance: Instance, conflict: list[Rule], budget: Budget) -> Iterator[Repair]:
    """R5: a topic is given up."""
    for rule in conflict:
        topic = instance.topics[int(rule.about[0])]
        yield Repair(say("本届不安排专项「{name}」", name=topic.name), {"without_topics": [topic.id]})


def _more_capacity(instance: Instance, conflict: list[Rule], budget: Budget) -> Iterator[Repair]:
    """R6: as little capacity as possible is added, anywhere in the pools of the conflict."""
    pools = {rule.about[0] for rule in conflict}
    added = _least_capacity(instance, pools, budget) or _least_capacity(instance, set(instance.pools), budget)
    if added:
        change: dict[str, Any] = {}
        for (pool, here), n in added.items():
            one = change.setdefault(instance.rounds[here].id, {"capacity": {}})
            one["capacity"][pool] = instance.capacity(pool, here) + n
        where = [
            say("{round}「{pool}」加 {n}", round=instance.rounds[here].id, pool=pool, n=n)
            for (pool, here), n in added.items()
        ]
        yield Repair(say("增加能力合计 {n}：{where}", n=sum(added.values()), where=where), {"rounds": change})


def _least_capacity(instance: Instance, pools: set[str], budget: Budget) -> dict[tuple[str, int], int]:
    """How much more these pools need in which rounds, all together as little as possible; empty if that is no help."""
    kept = [rule for rule in rules_of(instance) if rule.code != "R6" or rule.about[0] not in pools]
    model = build(with_rules(instance, kept))
    model.program.cost = [0.0] * len(model.program.cost)
    extra = {}
    for pool in sorted(pools):
        for here in range(len(instance.rounds)):
            more = model.program.variable(0, cost=1)
            extra[pool, here] = more
            terms = model.loads.get((pool, here), [])
            model.program.row([*terms, (more, -1)], upper=instance.capacity(pool, here))
    return {place: n for place, n in _least(model, extra, budget).items() if n}


def _later_targets(instance: Instance, conflict: list[Rule], budget: Budget) -> Iterator[Repair]:
    """R7: the targets of the conflict come down as little as possible."""
    loosened = {int(rule.about[0]) for rule in conflict}
    kept = [r for r in rules_of(instance) if r.code != "R7" or int(r.about[0]) not in loosened]
    model = build(with_rules(instance, kept))
    model.program.cost = [0.0] * len(model.program.cost)
    short = {}
    for number in sorted(loosened):
        target = instance.coverage[number]
        missing = model.program.variable(0, len(instance.units), cost=1)
        short[str(target.year), number] = missing
        terms = model.covered_by(target.year)
        model.program.row([*terms, (missing, 1)], lower=instance.needed(target))
    missed = {number: n for (_, number), n in _least(model, short, budget).items() if n}
    if missed:
        targets = {instance.coverage[k].year: instance.needed(instance.coverage[k]) - n for k, n in missed.items()}
        total = len(instance.units)
        change = {str(year): {"at_least": str(Fraction(n, total))} for year, n in targets.items()}
        words = [say("{year} 年 {n} 个单位", year=year, n=n) for year, n in targets.items()]
        yield Repair(say("覆盖进度降为：{targets}", targets=words), {"coverage": change})


def _least(model: PlanModel, variables: dict[Any, int], budget: Budget) -> dict[Any, int]:
    """The values of these variables where the program costs least; empty when nothing was found."""
    values = _cheapest(model, budget)
    return {key: round(values[v]) for key, v in variables.items()} if values else {}


def _cheapest(model: PlanModel, budget: Budget) -> list[float]:
    """The solution that costs least, as far as one kind of loosening is worth; empty when nothing was found."""
    first = solved(model.program, budget, engine=Engine.CP_SAT, at_most=LONGEST_REPAIR, first=True)
    if not first.values:
        return []
    better = solved(model.program, budget, hint=first.values, at_most=LONGEST_REPAIR, gap=GAP)
    return better.values if better.values and better.objective < first.objective else first.values
