"""
Why there is no plan: a minimal set of rules that cannot hold together, each with what it is about.

A rule is switched off by loosening the instance, so the same program that finds plans judges every subset. Divide and
conquer (QuickXplain, Junker 2004) asks for few subsets; a conflict is always verified, and it is minimal as far as the
budget reached: a rule is only left out when the rest was proven to contradict itself.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from xuncha.core.text import N_, Say, say
from xuncha.solving.budget import Budget
from xuncha.solving.plan.classes import allowed_rounds
from xuncha.solving.plan.crowding import crowd
from xuncha.solving.plan.instance import SAME_ROUND, Instance, Unit
from xuncha.solving.plan.model import PlanModel, build
from xuncha.solving.programs import Answer, Engine, Status, relaxed, solved

BOUNDLESS = 10**7
"""A capacity that never binds."""
LONGEST_TEST = 10.0
"""CPU seconds after which a subset of rules counts as free of contradiction."""
MOST_SHRUNK = 200
"""Units of one window beyond which a conflict names them all instead of the fewest."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule about certain things: unit ids, a `together`, a sector, numbers of follow-ups, topics or targets."""

    code: str
    about: tuple[str, ...]


def rules_of(instance: Instance) -> list[Rule]:
    """Everything that can be switched off; R1 by the units that share the same rounds, R6 by pool and round."""
    everywhere = frozenset(r for r, one in enumerate(instance.rounds) if not one.closed)
    windows = defaultdict(list)
    for unit in instance.units:
        rounds = allowed_rounds(instance, unit)
        if rounds != everywhere:
            windows[rounds, unit.pinned is not None].append(unit.id)
    return [
        *(Rule("R7", (str(n),)) for n in range(len(instance.coverage))),
        *(Rule("R6", (pool, one.id)) for pool in instance.pools for one in instance.rounds),
        *(Rule("R1", tuple(ids)) for ids in windows.values()),
        *(Rule("R3", (s.id,)) for s in instance.sectors if s.link != "none"),
        *(Rule("R2", (group,)) for group in dict.fromkeys(u.together for u in instance.units) if group is not None),
        *(Rule("R5", (str(n),)) for n in range(len(instance.topics))),
        *(Rule("R4", (str(n),)) for n in range(len(instance.follow_ups))),
    ]


def with_rules(instance: Instance, rules: Collection[Rule]) -> Instance:
    """The instance in which only these rules hold."""
    kept: dict[str, set[str]] = defaultdict(set)
    rooms = set()
    for rule in rules:
        if rule.code == "R6":
            rooms.add(rule.about)
        else:
            kept[rule.code].update(rule.about)
    return replace(
        instance,
        rounds=tuple(
            replace(
                one, capacity={p: one.capacity.get(p, 0) if (p, one.id) in rooms else BOUNDLESS for p in instance.pools}
            )
            for one in instance.rounds
        ),
        coverage=tuple(c for n, c in enumerate(instance.coverage) if str(n) in kept["R7"]),
        units=tuple(
            _loosened(instance, u, window=u.id in kept["R1"], group=u.together in kept["R2"]) for u in instance.units
        ),
        sectors=tuple(s if s.id in kept["R3"] else replace(s, link="none") for s in instance.sectors),
        follow_ups=tuple(f for n, f in enumerate(instance.follow_ups) if str(n) in kept["R4"]),
        topics=tuple(t for n, t in enumerate(instance.topics) if str(n) in kept["R5"]),
    )


def _loosened(instance: Instance, unit: Unit, *, window: bool, group: bool) -> Unit:
    if not window:
        unit = replace(unit, earliest=0, latest=len(instance.rounds) - 1, pinned=None, forbidden=frozenset())
    return unit if group else replace(unit, together=None)


def plan_or_none(model: PlanModel, budget: Budget) -> Answer:
    """Any plan of a model, the proof that there is none, or neither within the time of a test."""
    answer = relaxed(model.program, budget)
    if answer.status is Status.INFEASIBLE:
        return answer
    return solved(model.program, budget, engine=Engine.CP_SAT, at_most=LONGEST_TEST, first=True)


@dataclass
class Contradictions:
    """Asks of subsets of the rules whether they contradict each other."""

    instance: Instance
    budget: Budget

    def hold(self, rules: Collection[Rule]) -> bool:
        """Whether no contradiction is proven."""
        if self.budget.over():
            return True
        model = build(with_rules(self.instance, rules))
        return plan_or_none(model, self.budget).status is not Status.INFEASIBLE

    def minimal(self) -> list[Rule]:
        """A minimal conflict; empty when none is proven within the budget. What counting finds comes first."""
        counted = self._crowded()
        if counted and not self.hold(counted):
            return self._explain([], counted, known=False)  # its units are the fewest already
        rules = rules_of(self.instance)
        if self.hold(rules):
            return []
        found = self._explain([], rules, known=False)
        return [self._fewest(rule, found) for rule in found]

    def _crowded(self) -> list[Rule]:
        """Rules that contradict each other by mere counting; none where counting finds nothing."""
        found = crowd(self.instance)
        if found is None:
            return []
        rooms = [Rule("R6", (pool, self.instance.rounds[here].id)) for pool in found.pools for here in found.rounds]
        windows = [Rule("R1", found.units)] if found.units else []
        return [*windows, *rooms] if found.target < 0 else [Rule("R7", (str(found.target),)), *rooms]

    def _explain(self, background: list[Rule], rules: list[Rule], *, known: bool) -> list[Rule]:
        """The rules needed beside the background; `known`: the background has grown since it was last asked."""
        if known and not self.hold(background):
            return []
        if len(rules) == 1:
            return rules
        half = len(rules) // 2
        first, second = rules[:half], rules[half:]
        of_second = self._explain(background + first, second, known=bool(first))
        of_first = self._explain(background + of_second, first, known=bool(of_second))
        return of_first + of_second

    def _fewest(self, rule: Rule, conflict: list[Rule]) -> Rule:
        """A window rule with no more units than the conflict needs."""
        if rule.code != "R1" or not 1 < len(rule.about) <= MOST_SHRUNK:
            return rule
        others = [one for one in conflict if one != rule]
        units = self._explain(others, [Rule("R1", (unit,)) for unit in rule.about], known=False)
        return Rule("R1", tuple(unit for one in units for unit in one.about))


def described(instance: Instance, conflict: list[Rule]) -> Iterator[tuple[str, list[str], Say]]:
    """The conflict in words: rule, what it is about, sentence. Capacities of one pool are one sentence."""
    rooms: dict[str, list[str]] = defaultdict(list)
    for rule in conflict:
        if rule.code == "R6":
            rooms[rule.about[0]].append(rule.about[1])
    for rule in conflict:
        if rule.code != "R6":
            yield rule.code, _about(instance, rule), _sentence(instance, rule)
    for pool, rounds in rooms.items():
        amounts = [one.capacity.get(pool, 0) for one in instance.rounds if one.id in rounds]
        words = {"pool": pool, "rounds": rounds, "most": max(amounts), "total": sum(amounts)}
        yield "R6", [pool, *rounds], say("「{pool}」在 {rounds} 的能力：任一轮至多 {most}，合计 {total}", **words)


def _about(instance: Instance, rule: Rule) -> list[str]:
    number = int(rule.about[0]) if rule.code in ("R4", "R5", "R7") else 0
    match rule.code:
        case "R4":
            return [instance.follow_ups[number].unit]
        case "R5":
            return [instance.topics[number].id]
        case "R7":
            return [str(instance.coverage[number].year)]
    return list(rule.about)


def _sentence(instance: Instance, rule: Rule) -> Say:
    return {"R1": _window, "R2": _group, "R3": _link, "R4": _follow_up, "R5": _topic, "R7": _target}[rule.code](
        instance, rule
    )


def _window(instance: Instance, rule: Rule) -> Say:
    units = [u for u in instance.units if u.id in rule.about]
    names, work = [u.name for u in units[:5]], sum(u.workload for u in units)
    first = units[0]
    rounds = [instance.rounds[r].id for r in sorted(allowed_rounds(instance, first))]
    if len(units) == 1:
        place = f"units[{instance.units.index(first)}]"
        pinned = "" if first.pinned is None else instance.rounds[first.pinned].id
        window = {"low": instance.rounds[first.earliest].id, "high": instance.rounds[first.latest].id}
        if not rounds and pinned:
            text = N_("「{name}」（{place}）指定在 {pin}，而它只能排在 {low} 到 {high} 之间未结束、未排除的轮次")
            return say(text, name=first.name, place=place, pin=pinned, **window)
        if not rounds:
            return say(
                "「{name}」（{place}）在 {low} 到 {high} 之间没有可排的轮次", name=first.name, place=place, **window
            )
        return say("「{name}」（{place}）只能排在 {rounds}", name=first.name, place=place, rounds=rounds)
    if not rounds:
        return say("{n} 个单位没有可排的轮次（{names}……）", n=len(units), names=names)
    words = {"n": len(units), "names": names, "work": work, "rounds": rounds}
    return say("{n} 个单位只能排在 {rounds}，工作量合计 {work}（{names}……）", **words)


def _group(instance: Instance, rule: Rule) -> Say:
    units = [u.name for u in instance.units if u.together == rule.about[0]]
    return say("「{group}」的 {n} 个单位须同轮：{names}", group=rule.about[0], n=len(units), names=units[:5])


def _link(instance: Instance, rule: Rule) -> Say:
    sector = next(s for s in instance.sectors if s.id == rule.about[0])
    units = [u for u in instance.units if u.sector == sector.id]
    words = {"sector": sector.id, "n": len(units), "work": sum(u.workload for u in units)}
    if sector.link == SAME_ROUND:
        return say("板块「{sector}」的 {n} 个单位须同轮，工作量合计 {work}", **words)
    return say("板块「{sector}」的 {n} 个单位须在一轮或相邻两轮，工作量合计 {work}", **words)


def _follow_up(instance: Instance, rule: Rule) -> Say:
    wanted = instance.follow_ups[int(rule.about[0])]
    words = {"unit": wanted.unit, "low": wanted.min_gap, "high": wanted.max_gap}
    return say("「{unit}」的回访须在巡察后第 {low} 到 {high} 轮", **words)


def _topic(instance: Instance, rule: Rule) -> Say:
    topic = instance.topics[int(rule.about[0])]
    window = {"low": instance.rounds[topic.earliest].id, "high": instance.rounds[topic.latest].id}
    return say(
        "专项「{name}」须在 {low} 到 {high} 之间，且与其 {n} 个单位不同轮",
        name=topic.name,
        n=len(topic.members),
        **window,
    )


def _target(instance: Instance, rule: Rule) -> Say:
    target = instance.coverage[int(rule.about[0])]
    return say("到 {year} 年须覆盖 {n} 个单位", year=target.year, n=instance.needed(target))
