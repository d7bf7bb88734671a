"""
The cheapest ways out when no teams can be formed. Each was tried: with it, there is a formation.

Asking for less, calling on more people, an exemption for named people, another number in a rule. None is ever taken
by itself; a person with the power to do so chooses.
"""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from xuncha.core.text import Say, say
from xuncha.solving.budget import Budget
from xuncha.solving.programs import solved
from xuncha.solving.teams.conflict import RULE_OF_KIND, Clause, Conflict
from xuncha.solving.teams.demands import EXPERIENCED, SIZE, Demand, Roster, kind_label
from xuncha.solving.teams.eligibility import BAR_LABELS, Bar, Eligibility, eligibility, told
from xuncha.solving.teams.greedy import greedy
from xuncha.solving.teams.instance import Instance, Person, Rank, Team
from xuncha.solving.teams.model import Model, Pair, build
from xuncha.solving.teams.pricing import certify, worth_a_look

EXEMPTION_PRICE = {
    Bar.FORBIDDEN: 1, Bar.REST: 2, Bar.AVAILABLE: 3, Bar.HOME: 5, Bar.FORMER: 5, Bar.EMPLOYER: 8, Bar.KIN: 12,
    Bar.INTEREST: 12, Bar.RECUSED: 12,
}  # fmt: skip
"""What weighs more is exempted last."""
LEADERLESS = 1000
"""A team does without its leader only where nothing else helps."""


@dataclass(frozen=True)
class Repair:
    """One way out, in words, and the change to the instance that it means."""

    text: Say
    change: dict[str, Any]


def repairs(instance: Instance, conflict: Conflict, budget: Budget) -> list[Repair]:
    """Every kind of way out that leads to a formation; found within the budget, each verified by a solve."""
    found: list[Repair] = []
    pins = [clause for clause in conflict.clauses if clause.rule == "pinned"]
    if pins:
        found += _unpinned(instance, pins, budget)
    barred = {Bar(clause.rule) for clause in conflict.clauses if clause.rule in tuple(Bar)}
    found += _less(instance, budget)
    found += _exemptions(instance, barred, budget)
    if Bar.REST in barred:
        found += _later_rest(instance, budget)
    found += _more_people(instance, conflict, budget)
    return found


def attainable(roster: Roster, eligible: Eligibility, budget: Budget) -> bool:
    """Whether there is a formation; False also when the budget ended before it was known."""
    if not all(eligible.admits(*pair) for pair in roster.pinned):
        return False
    if greedy(roster, eligible) is not None:
        return True
    certificate = certify(roster, eligible, budget, priced=False)
    if certificate is None or not certificate.feasible:
        return False
    looks = (worth_a_look(certificate.reduced, most, list(roster.pinned)) for most in (0.0, math.inf))
    return any(solved(build(roster, pairs, repeats=False, cost=lambda *_: 0).program, budget).values for pairs in looks)


def _unpinned(instance: Instance, pins: list[Clause], budget: Budget) -> Iterator[Repair]:
    """Without the pinned people who are part of the conflict."""
    loose = {(clause.team, instance.people[clause.person].id) for clause in pins}
    teams = [
        replace(team, pinned=tuple(one for one in team.pinned if (number, one) not in loose))
        for number, team in enumerate(instance.teams)
    ]
    without = replace(instance, teams=teams)
    if attainable(Roster(without), eligibility(without), budget):
        names = [say("{person} 在 {team}", person=p, team=instance.teams[t].id) for t, p in sorted(loose)]
        changed = {team.id: {"pinned": list(team.pinned)} for team in {t: teams[t] for t, _ in sorted(loose)}.values()}
        yield Repair(say("不再指定{names}。", names=names), {"teams": changed})


def _less(instance: Instance, budget: Budget) -> Iterator[Repair]:
    """The fewest people by which demands must be lowered."""
    roster, eligible = Roster(instance), eligibility(instance)
    if not all(eligible.admits(*pair) for pair in roster.pinned):
        return
    certificate = certify(roster, eligible, budget, priced=False)
    if certificate is None:
        return
    pairs = worth_a_look(certificate.reduced, 0.0, list(roster.pinned))
    model = build(roster, pairs, repeats=False, shortage=1, cost=lambda *_: 0)
    for demand, x in _missable(model):
        if demand.kind == Rank.LEADER:
            model.program.cost[x] = LEADERLESS
    answer = solved(model.program, budget, gap=0.999)
    if not answer.values:
        return
    lowered = _lowered(model, answer.values)
    changed = _with_less(instance, lowered)
    if attainable(Roster(changed), eligibility(changed), budget):
        texts = [
            say(
                "{team} 的{kind}由 {n} 名减为 {m} 名",
                team=instance.teams[demand.team].id,
                kind=kind_label(demand.kind),
                n=demand.need,
                m=demand.need - n,
            )
            for demand, n in lowered.items()
        ]
        teams = {instance.teams[d.team].id: _changed(instance.teams[d.team], changed.teams[d.team]) for d in lowered}
        yield Repair(say("降低要求：{texts}。", texts=texts), {"teams": teams})


def _lowered(model: Model, values: list[float]) -> dict[Demand, int]:
    return {demand: round(values[x]) for demand, x in _missable(model) if round(values[x]) > 0}


def _missable(model: Model) -> Iterator[tuple[Demand, int]]:
    """The demands that may be missed, each with the variable that says by how many."""
    return zip((demand for demand in model.demand_rows if demand.need), model.shortages, strict=True)


def _with_less(instance: Instance, lowered: dict[Demand, int]) -> Instance:
    teams = list(instance.teams)
    for demand, n in lowered.items():
        team, need = teams[demand.team], demand.need - n
        if demand.kind == SIZE:
            teams[demand.team] = replace(team, size=need)
        elif demand.kind == EXPERIENCED:
            teams[demand.team] = replace(team, experienced=need)
        elif demand.kind in tuple(Rank):
            field = RULE_OF_KIND[demand.kind]
            teams[demand.team] = replace(team, **{field: need})  # type: ignore[arg-type]  # leaders or deputies
        else:
            teams[demand.team] = replace(team, skills={**team.skills, demand.kind: need})
    return replace(instance, teams=teams)


def _changed(before: Team, after: Team) -> dict[str, Any]:
    """The fields of a team that a repair changes, as the file has them."""
    pairs = {
        name: (getattr(before, name), getattr(after, name)) for name in ("size", "leaders", "deputies", "experienced")
    }
    skills = {"skills": dict(after.skills)} if before.skills != after.skills else {}
    return {name: new for name, (old, new) in pairs.items() if old != new} | skills


def _exemptions(instance: Instance, barred: set[Bar], budget: Budget) -> Iterator[Repair]:
    """The least that must be granted to named people under the rules in conflict."""
    roster, eligible = Roster(instance), eligibility(instance)
    open_to = {pair for pair, grounds in eligible.grounds.items() if {ground.bar for ground in grounds} <= barred}
    if not open_to:
        return
    prices = {pair: sum(EXEMPTION_PRICE[ground.bar] for ground in eligible.grounds[pair]) for pair in open_to}
    wider = _exempted(eligible, open_to)
    if not all(wider.admits(*pair) for pair in roster.pinned):
        return
    pairs = {(person, team) for team, free in enumerate(wider.allowed) for person in free}
    model = build(roster, pairs, repeats=False, cost=lambda person, team: prices.get((person, team), 0))
    answer = solved(model.program, budget, gap=0.999)
    if not answer.values:
        return
    seats = model.seats(answer.values, len(instance.teams))
    granted = [(p, t) for t, members in enumerate(seats) for p in members if (p, t) in prices]
    texts = [
        say(
            "{team}：{grounds}",
            team=instance.teams[t].id,
            grounds=[told(g, instance.people[p]) for g in eligible.grounds[p, t]],
        )
        for p, t in granted
    ]
    change = [
        {
            "person": instance.people[p].id,
            "team": instance.teams[t].id,
            "rules": [str(g.bar) for g in eligible.grounds[p, t]],
        }
        for p, t in granted
    ]
    rules = [
        say(BAR_LABELS[bar]) for bar in Bar if any(bar in {g.bar for g in eligible.grounds[pair]} for pair in granted)
    ]
    yield Repair(
        say("经批准为 {n} 人破例（{rules}）：{texts}。", n=len(granted), rules=rules, texts=texts), {"exempt": change}
    )


def _exempted(eligible: Eligibility, pairs: set[Pair]) -> Eligibility:
    grounds = {pair: found for pair, found in eligible.grounds.items() if pair not in pairs}
    allowed = [
        sorted({*free, *(person for person, t in pairs if t == team)}) for team, free in enumerate(eligible.allowed)
    ]
    return Eligibility(allowed, grounds)


def _later_rest(instance: Instance, budget: Budget) -> Iterator[Repair]:
    """The smallest number of rounds after which people rest that is late enough."""
    now = instance.rules.rest_after_service
    later = sorted({p.service + 1 for p in instance.people if p.served_last_round and p.service >= now})
    for value in later:
        changed = replace(instance, rules=replace(instance.rules, rest_after_service=value))
        if attainable(Roster(changed), eligibility(changed), budget):
            yield Repair(
                say("连续参加 {n} 轮后轮休改为 {m} 轮后轮休。", n=now, m=value),
                {"rules": {"rest_after_service": value}},
            )
            return


def _more_people(instance: Instance, conflict: Conflict, budget: Budget) -> Iterator[Repair]:
    """As many more of the kinds that are short, whom no rule keeps out."""
    if not conflict.shortages:
        return
    wanted: Counter[str] = Counter()
    for shortage in conflict.shortages:
        wanted[shortage.kind] += shortage.missing
    added = [_newcomer(kind, number) for kind, n in sorted(wanted.items()) for number in range(n)]
    changed = replace(instance, people=[*instance.people, *added])
    if attainable(Roster(changed), eligibility(changed), budget):
        texts = [say("{n} 名{kind}", n=n, kind=kind_label(kind)) for kind, n in sorted(wanted.items())]
        yield Repair(
            say("增补 {texts}，与各组被巡察单位无回避情形。", texts=texts),
            {"add_people": {str(kind): n for kind, n in sorted(wanted.items())}},
        )


def _newcomer(kind: str, number: int) -> Person:
    """Somebody of a kind from nowhere near."""
    name = f"+{kind}-{number}"
    return Person(
        id=name,
        rank=Rank(kind) if kind in tuple(Rank) else Rank.MEMBER,
        skills=frozenset({kind}) - {SIZE, EXPERIENCED, *Rank},
        home=-1,
        base=0,
        employer=name,
        service=1 if kind == EXPERIENCED else 0,
    )
