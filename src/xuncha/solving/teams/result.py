"""The result file `xuncha.teams-result/1`: what was formed, proven and explained, checked before it is handed on."""

from collections.abc import Mapping
from typing import Any

from xuncha.core.errors import RuleViolated
from xuncha.core.text import Say, say
from xuncha.solving.budget import Budget
from xuncha.solving.programs import Status
from xuncha.solving.teams.checker import judge
from xuncha.solving.teams.conflict import entries, explain
from xuncha.solving.teams.demands import Roster, parts_of
from xuncha.solving.teams.eligibility import Eligibility, eligibility, told
from xuncha.solving.teams.instance import RESULT_FORMAT, Instance
from xuncha.solving.teams.reading import read_instance
from xuncha.solving.teams.repairs import repairs
from xuncha.solving.teams.search import Formation, form
from xuncha.solving.teams.swaps import Candidate, Table, everybody

Result = dict[str, Any]
EXPLAINING = 1.1e-5
"""CPU seconds that reasons, check and writing take, per person and team; the search leaves them over."""


def solve(data: Mapping[str, Any], budget: Budget, *, seed: int = 1) -> Result:
    """Form the teams of an instance file; the result has passed the independent checker, or says why there is none."""
    instance = read_instance(data)
    eligible = eligibility(instance)
    reserve = min(budget.seconds / 4, EXPLAINING * len(instance.people) * len(instance.teams))
    budget.seconds -= reserve
    formation = form(instance, budget, seed=seed, eligible=eligible)
    budget.seconds += reserve
    if formation.status is Status.INFEASIBLE:
        return _contradiction(instance, budget)
    result = _formed(instance, eligible, formation) if formation.seats else _head(formation.status, formation.bound)
    result["seconds"] = round(budget.spent(), 2)
    if formation.seats:
        wrong = judge(data, result).violations
        if wrong:
            raise RuleViolated(say("核验没有通过，结果不予采用："), *wrong)
    return result


def _head(status: Status, bound: float | None) -> Result:
    return {
        "format": RESULT_FORMAT,
        "status": str(status),
        "objective": None,
        "bound": bound,
        "seconds": 0.0,
        "teams": {},
        "parts": {},
        "conflict": [],
        "repairs": [],
        "reasons": {},
    }


def _formed(instance: Instance, eligible: Eligibility, formation: Formation) -> Result:
    assert formation.seats is not None  # noqa: S101 - the caller has looked
    table = Table(Roster(instance), eligible, formation.seats)
    parts = parts_of(instance, formation.seats)
    result = _head(formation.status, formation.bound) | {"objective": sum(parts.values()), "parts": parts}
    result |= {"candidates": {}, "excluded": excluded(instance, eligible)}
    for team, members in zip(instance.teams, formation.seats, strict=True):
        result["teams"][team.id] = [instance.people[person].id for person in members]
        result["reasons"][team.id], result["candidates"][team.id] = {}, {}
    for number, person, candidates in everybody(table):
        name, who = instance.teams[number].id, instance.people[person].id
        result["reasons"][name][who] = str(table.why(person, candidates))
        result["candidates"][name][who] = [_candidate(instance, one) for one in candidates]
    return result


def _candidate(instance: Instance, candidate: Candidate) -> dict[str, object]:
    found: dict[str, object] = {"person": instance.people[candidate.person].id, "cost": candidate.cost}
    if candidate.other_team >= 0:
        found["from"] = instance.teams[candidate.other_team].id
    return found


def excluded(instance: Instance, eligible: Eligibility) -> dict[str, dict[str, list[dict[str, str]]]]:
    """Per team and person the rules that keep them out, each with the record behind it."""
    found: dict[str, dict[str, list[dict[str, str]]]] = {team.id: {} for team in instance.teams}
    for (number, team), grounds in sorted(eligible.grounds.items()):
        person = instance.people[number]
        found[instance.teams[team].id][person.id] = [
            {"rule": str(ground.bar), "text": str(told(ground, person))} for ground in grounds
        ]
    return found


def _contradiction(instance: Instance, budget: Budget) -> Result:
    conflict = explain(instance, budget)
    ways = repairs(instance, conflict, budget)
    result = _head(Status.INFEASIBLE, None)
    result |= {
        "conflict": entries(instance, conflict),
        "repairs": [{"text": str(way.text), "change": way.change} for way in ways],
        "explanation": [str(sentence) for sentence in conflict.sentences or [_together(conflict.minimal)]],
        "minimal": conflict.minimal,
        "seconds": round(budget.spent(), 2),
    }
    return result


def _together(minimal: bool) -> Say:
    if minimal:
        return say("单看每一项要求人都够，但下列规定合在一起排不出：去掉其中任何一条就能排出。")
    return say("单看每一项要求人都够，但下列规定合在一起排不出（时间用完，未能证明其中每一条都必要）。")
