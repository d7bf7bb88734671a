"""
Whether a plan is legal and what it costs: written from the rules (R1-R7 and the fine print) alone.

It shares nothing with the solver but the instance. Every plan passes through here before anybody sees it, and every
claim about a plan (`objective`, `parts`, `bound`, `status`) is compared with what is counted here.
"""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from xuncha.core.text import Say, say
from xuncha.solving.plan.instance import Instance

RESULT_FORMAT = "xuncha.plan-result/1"
SPREAD = {"same_round": 0, "two_rounds": 1}
"""How far apart the first and the last round of a sector may be."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule that a plan breaks."""

    rule: str
    text: Say


@dataclass
class Verdict:
    """What the checker found; `parts` is None where the plan is too incomplete to have a price."""

    violations: list[Violation] = field(default_factory=list)
    parts: dict[str, int] | None = None

    @property
    def legal(self) -> bool:
        """Whether every rule holds."""
        return not self.violations

    def broken(self, rule: str, template: str, /, **values: Any) -> None:
        """Note a violation."""
        self.violations.append(Violation(rule, say(template, **values)))


def check_result(instance: Instance, result: Any) -> Verdict:
    """The whole result: the plan, its price, and what is claimed of them."""
    if not isinstance(result, dict) or result.get("format") != RESULT_FORMAT:
        verdict = Verdict()
        verdict.broken("form", "format 须为「{format}」。", format=RESULT_FORMAT)
        return verdict
    if result.get("status") not in ("optimal", "feasible"):
        verdict = Verdict()
        verdict.broken("status", "状态为「{status}」，没有可核对的计划。", status=result.get("status"))
        return verdict
    verdict = check_plan(instance, result)
    if verdict.parts is not None:
        _check_claims(verdict, verdict.parts, result)
    return verdict


def _check_claims(verdict: Verdict, parts: dict[str, int], result: dict[str, Any]) -> None:
    objective, claimed, bound = sum(parts.values()), result.get("objective"), result.get("bound")
    if isinstance(claimed, bool) or claimed != objective:
        verdict.broken("objective", "目标值写 {claimed}，应为 {objective}。", claimed=claimed, objective=objective)
    if result.get("parts") != parts:
        verdict.broken("parts", "各项写 {claimed}，应为 {parts}。", claimed=result.get("parts"), parts=parts)
    optimal = result["status"] == "optimal"
    if bound is None and not optimal:
        return
    if isinstance(bound, bool) or not isinstance(bound, int | float) or not math.isfinite(bound):
        verdict.broken("bound", "下界须为数，现为「{bound}」。", bound=bound)
    elif bound > objective + 1e-6:
        verdict.broken("bound", "下界 {bound} 高于目标值 {objective}。", bound=bound, objective=objective)
    elif optimal and math.ceil(bound - 1e-6) != objective:
        verdict.broken("status", "称最优，而下界 {bound} 证明不了 {objective}。", bound=bound, objective=objective)


def check_plan(instance: Instance, plan: dict[str, Any]) -> Verdict:
    """The plan alone: `visits`, `follow_ups`, `topics`."""
    verdict = Verdict()
    placed = _placed(instance, plan, verdict)
    if placed is None:
        return verdict
    visits, follow_ups, topics = placed
    _check_units(instance, visits, verdict)
    _check_groups(instance, visits, verdict)
    _check_follow_ups(instance, visits, follow_ups, verdict)
    _check_topics(instance, visits, topics, verdict)
    load = _loads(instance, visits, follow_ups, topics)
    _check_capacity(instance, load, verdict)
    _check_coverage(instance, visits, verdict)
    verdict.parts = _parts(instance, visits, load)
    return verdict


Placed = tuple[dict[str, int], list[int], dict[str, int]]


def _placed(instance: Instance, plan: dict[str, Any], verdict: Verdict) -> Placed | None:
    """Rounds by unit, by follow-up in the order of the instance, and by topic; None when something has none."""
    visits, follow_ups, topics = plan.get("visits"), plan.get("follow_ups"), plan.get("topics")
    if not isinstance(visits, dict) or not isinstance(topics, dict) or not isinstance(follow_ups, list):
        verdict.broken("form", "visits 和 topics 须为对象，follow_ups 须为列表。")
        return None
    last = len(instance.rounds) - 1
    for rule, given, wanted in (
        ("R1", visits, [u.id for u in instance.units]),
        ("R5", topics, [t.id for t in instance.topics]),
    ):
        for one in given.keys() - set(wanted):
            verdict.broken(rule, "「{id}」不在题目中。", id=one)
        for one in wanted:
            if not _is_round(given.get(one), last):
                verdict.broken(rule, "「{id}」没有排进 0 到 {last} 轮。", id=one, last=last)
    rounds = _answers(instance, follow_ups, verdict)
    return None if verdict.violations else (visits, rounds, topics)


def _answers(instance: Instance, follow_ups: list[Any], verdict: Verdict) -> list[int]:
    """The rounds of the follow-ups; with two of one unit, the k-th entry answers the k-th of the instance."""
    last = len(instance.rounds) - 1
    answers: dict[Any, list[Any]] = defaultdict(list)
    for entry in follow_ups:
        if isinstance(entry, dict):
            answers[str(entry.get("unit"))].append(entry.get("round"))
        else:
            verdict.broken("R4", "follow_ups 的每一项须为对象。")
    wanted_times = Counter(f.unit for f in instance.follow_ups)
    for unit in sorted(answers.keys() | wanted_times.keys()):
        if len(answers[unit]) != wanted_times[unit] or not all(_is_round(r, last) for r in answers[unit]):
            verdict.broken(
                "R4", "「{id}」的回访应有 {n} 次，各在 0 到 {last} 轮。", id=unit, n=wanted_times[unit], last=last
            )
    in_order = {unit: iter(rounds) for unit, rounds in answers.items()}
    return [next(in_order[f.unit], -1) for f in instance.follow_ups]


def _is_round(value: Any, last: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= last


def _check_units(instance: Instance, visits: dict[str, int], verdict: Verdict) -> None:
    """R1, with the exemption of what stays in a closed round."""
    closed = [r.closed for r in instance.rounds]
    for unit in instance.units:
        here, before = visits[unit.id], unit.published
        if closed[here] or (before is not None and closed[before]):
            if here != before:
                verdict.broken("R1", "「{id}」排在第 {r} 轮，改动了已结束的轮次。", id=unit.id, r=here)
            continue
        if not unit.earliest <= here <= unit.latest:
            window = {"low": unit.earliest, "high": unit.latest}
            verdict.broken("R1", "「{id}」排在第 {r} 轮，应在 {low} 到 {high} 轮。", id=unit.id, r=here, **window)
        if here in unit.forbidden:
            verdict.broken("R1", "「{id}」排在第 {r} 轮，而这一轮已排除。", id=unit.id, r=here)
        if unit.pinned not in (None, here):
            verdict.broken("R1", "「{id}」排在第 {r} 轮，而已指定第 {pin} 轮。", id=unit.id, r=here, pin=unit.pinned)


def _check_groups(instance: Instance, visits: dict[str, int], verdict: Verdict) -> None:
    """R2 and R3."""
    together, sectors = defaultdict(set), defaultdict(set)
    for unit in instance.units:
        together[unit.together].add(visits[unit.id])
        sectors[unit.sector].add(visits[unit.id])
    together.pop(None, None)
    for group, rounds in together.items():
        if len(rounds) > 1:
            verdict.broken("R2", "「{id}」须同轮，却分在 {rounds} 轮。", id=group, rounds=sorted(rounds))
    for sector in instance.sectors:
        rounds = sectors.get(sector.id, {0})
        if sector.link in SPREAD and max(rounds) - min(rounds) > SPREAD[sector.link]:
            verdict.broken("R3", "板块「{id}」不合联动要求，分在 {rounds} 轮。", id=sector.id, rounds=sorted(rounds))


def _check_follow_ups(instance: Instance, visits: dict[str, int], rounds: list[int], verdict: Verdict) -> None:
    """R4, and that none enters a closed round."""
    for wanted, here in zip(instance.follow_ups, rounds, strict=True):
        gap = here - visits[wanted.unit]
        if not wanted.min_gap <= gap <= wanted.max_gap:
            gaps = {"low": wanted.min_gap, "high": wanted.max_gap}
            verdict.broken(
                "R4", "「{id}」的回访隔 {gap} 轮，应隔 {low} 到 {high} 轮。", id=wanted.unit, gap=gap, **gaps
            )
        if instance.rounds[here].closed:
            verdict.broken("R1", "「{id}」的回访排进了已结束的第 {r} 轮。", id=wanted.unit, r=here)


def _check_topics(instance: Instance, visits: dict[str, int], topics: dict[str, int], verdict: Verdict) -> None:
    """R5, and that none enters a closed round."""
    for topic in instance.topics:
        here = topics[topic.id]
        if not topic.earliest <= here <= topic.latest:
            window = {"low": topic.earliest, "high": topic.latest}
            verdict.broken("R5", "专项「{id}」排在第 {r} 轮，应在 {low} 到 {high} 轮。", id=topic.id, r=here, **window)
        for member in topic.members:
            if visits[member] == here:
                verdict.broken(
                    "R5", "专项「{id}」与「{unit}」的常规巡察同在第 {r} 轮。", id=topic.id, unit=member, r=here
                )
        if instance.rounds[here].closed:
            verdict.broken("R1", "专项「{id}」排进了已结束的第 {r} 轮。", id=topic.id, r=here)


def _loads(
    instance: Instance, visits: dict[str, int], follow_ups: list[int], topics: dict[str, int]
) -> Counter[tuple[str, int]]:
    load: Counter[tuple[str, int]] = Counter()
    pool_of = {}
    for unit in instance.units:
        pool_of[unit.id] = unit.pool
        load[unit.pool, visits[unit.id]] += unit.workload
    for wanted, here in zip(instance.follow_ups, follow_ups, strict=True):
        load[pool_of[wanted.unit], here] += wanted.workload
    for topic in instance.topics:
        load[topic.pool, topics[topic.id]] += topic.workload_each * len(topic.members)
    return load


def _check_capacity(instance: Instance, load: Counter[tuple[str, int]], verdict: Verdict) -> None:
    """R6."""
    for (pool, here), amount in sorted(load.items()):
        room = instance.rounds[here].capacity.get(pool, 0)
        if amount > room:
            words = {"pool": pool, "round": instance.rounds[here].id, "load": amount, "room": room}
            verdict.broken("R6", "「{pool}」在 {round} 的工作量 {load} 超过能力 {room}。", **words)


def _check_coverage(instance: Instance, visits: dict[str, int], verdict: Verdict) -> None:
    """R7."""
    years = Counter(instance.rounds[here].year for here in visits.values())
    for target in instance.coverage:
        done = sum(n for year, n in years.items() if year <= target.year)
        if done < target.at_least * len(instance.units):
            verdict.broken("R7", "到 {year} 年只覆盖 {n} 个单位，未达进度。", year=target.year, n=done)


def _parts(instance: Instance, visits: dict[str, int], load: Counter[tuple[str, int]]) -> dict[str, int]:
    """The four parts of the objective, weighted."""
    opened = {(u.sector, visits[u.id]) for u in instance.units if u.sector is not None}
    deviation = 0
    for pool in {p for p, _ in load} | {p for r in instance.rounds for p in r.capacity}:
        room = [r.capacity.get(pool, 0) for r in instance.rounds]
        loads = [load[pool, here] for here in range(len(room))]
        for amount, share in zip(loads, room, strict=True):
            deviation += abs(amount - (sum(loads) * share // sum(room) if sum(room) else 0))
    weights = instance.weights
    return {
        "sector_round": weights.sector_round * len(opened),
        "priority": weights.priority * sum(u.priority * visits[u.id] for u in instance.units),
        "balance": weights.balance * deviation,
        "moved": weights.moved * sum(u.published is not None and u.published != visits[u.id] for u in instance.units),
    }
