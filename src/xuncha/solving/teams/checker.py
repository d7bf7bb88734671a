"""
The independent judge of formed teams: written from the text of the rules, on the raw files, by plain counting.

It shares no code with the search, so that a mistake there cannot hide here. Whatever is shown to people as a legal
formation has passed it.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from xuncha.core.text import Say, say

PARTS = ("travel", "service", "repeat_pair")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge found; `parts` are the weighted parts of the objective, None where there is nothing to price."""

    violations: Sequence[Say]
    parts: Mapping[str, int] | None

    @property
    def objective(self) -> int | None:
        """What the teams cost."""
        return None if self.parts is None else sum(self.parts.values())


def judge(instance: Mapping[str, Any], result: Mapping[str, Any]) -> Verdict:
    """Every rule, and every number the result claims. `instance` is a file that `read_instance` accepts."""
    chosen = result.get("teams")
    if result.get("status") not in ("optimal", "feasible"):
        return Verdict([say("结果的状态是「{status}」，没有可核验的分组。", status=result.get("status"))], None)
    broken = list(_form(instance, chosen))
    if broken or not isinstance(chosen, dict):
        return Verdict(broken, None)
    people = {person["id"]: person for person in instance["people"]}
    broken += _once(chosen)
    for team in instance["teams"]:
        members = [people[one] for one in chosen[team["id"]]]
        broken += _counts(team, members)
        broken += _named(team, members)
        broken += _together(team, members, instance)
        for person in members:
            broken += _barred(team, person, instance)
    parts = _parts(instance, chosen, people)
    broken += _claims(result, parts)
    return Verdict(broken, parts)


def _form(instance: Mapping[str, Any], chosen: Any) -> Iterator[Say]:
    if not isinstance(chosen, dict) or not all(isinstance(members, list) for members in chosen.values()):
        yield say("teams 须为对象，每组一个人员编号的列表。")
        return
    people, teams = {p["id"] for p in instance["people"]}, {t["id"] for t in instance["teams"]}
    for team in sorted(set(chosen) - teams):
        yield say("没有「{team}」这个组。", team=team)
    for team in sorted(teams - set(chosen)):
        yield say("缺少「{team}」组。", team=team)
    for team, members in chosen.items():
        for person in members:
            if not isinstance(person, str) or person not in people:
                yield say("{team}：没有「{person}」这个人员。", team=team, person=person)


def _once(chosen: Mapping[str, Sequence[str]]) -> Iterator[Say]:
    seats = Counter(person for members in chosen.values() for person in members)
    for person, times in sorted(seats.items()):
        if times > 1:
            yield say("{person} 占了 {n} 个席位，每人至多一个。", person=person, n=times)


def _counts(team: Mapping[str, Any], members: Sequence[Mapping[str, Any]]) -> Iterator[Say]:
    name = team["id"]
    if len(members) != team["size"]:
        yield say("{team}：应有 {want} 人，现有 {have} 人。", team=name, want=team["size"], have=len(members))
    ranks = Counter(person["rank"] for person in members)
    if ranks["leader"] != team["leaders"]:
        yield say("{team}：应有组长 {want} 人，现有 {have} 人。", team=name, want=team["leaders"], have=ranks["leader"])
    if ranks["deputy"] != team["deputies"]:
        yield say(
            "{team}：应有副组长 {want} 人，现有 {have} 人。", team=name, want=team["deputies"], have=ranks["deputy"]
        )
    for skill, want in team["skills"].items():
        have = sum(skill in person["skills"] for person in members)
        if have < want:
            yield say(
                "{team}：专长 {skill} 至少 {want} 人，现有 {have} 人。", team=name, skill=skill, want=want, have=have
            )
    served = sum(person["service"] >= 1 for person in members)
    if served < team["experienced"]:
        yield say("{team}：有经历的至少 {want} 人，现有 {have} 人。", team=name, want=team["experienced"], have=served)


def _named(team: Mapping[str, Any], members: Sequence[Mapping[str, Any]]) -> Iterator[Say]:
    present = {person["id"] for person in members}
    for person in team["pinned"]:
        if person not in present:
            yield say("{team}：缺少指定的 {person}。", team=team["id"], person=person)
    for person in team["forbidden"]:
        if person in present:
            yield say("{team}：{person} 不得进本组。", team=team["id"], person=person)
    for person in team.get("recused", ()):
        if person in present:
            yield say("{team}：{person} 应当回避。", team=team["id"], person=person)


def _together(
    team: Mapping[str, Any], members: Sequence[Mapping[str, Any]], instance: Mapping[str, Any]
) -> Iterator[Say]:
    for employer, have in sorted(Counter(person["employer"] for person in members).items()):
        if have > instance["rules"]["max_same_employer"]:
            want = instance["rules"]["max_same_employer"]
            yield say(
                "{team}：同在 {unit} 任职的至多 {want} 人，现有 {have} 人。",
                team=team["id"],
                unit=employer,
                want=want,
                have=have,
            )
    present = {person["id"] for person in members}
    for one, other in instance["kin_pairs"]:
        if one in present and other in present:
            yield say("{team}：{one} 与 {other} 是亲属，不得同组。", team=team["id"], one=one, other=other)


def _barred(team: Mapping[str, Any], person: Mapping[str, Any], instance: Mapping[str, Any]) -> Iterator[Say]:
    name, who, rules = team["id"], person["id"], instance["rules"]
    places = {unit["id"]: unit["place"] for unit in instance["units"]}
    if not person["available"]:
        yield say("{team}：{person} 不能抽调。", team=name, person=who)
    if person["served_last_round"] and person["service"] >= rules["rest_after_service"]:
        yield say(
            "{team}：{person} 已参加 {n} 轮且上一轮刚参加，本轮应轮休。", team=name, person=who, n=person["service"]
        )
    for unit in team["units"]:
        if places[unit] == person["home"]:
            yield say("{team}：{person} 籍贯在 {unit} 所在地。", team=name, person=who, unit=unit)
        if person["employer"] == unit:
            yield say("{team}：{person} 现任职于 {unit}。", team=name, person=who, unit=unit)
        for post in person["former"]:
            if post["unit"] == unit and post["years_since"] <= rules["former_years"]:
                yield say(
                    "{team}：{person} {n} 年前任职于 {unit}。", team=name, person=who, unit=unit, n=post["years_since"]
                )
        if unit in person["kin_units"]:
            yield say("{team}：{person} 的亲属任职于 {unit}。", team=name, person=who, unit=unit)
        if unit in person["interest_units"]:
            yield say("{team}：{person} 与 {unit} 有利益关系。", team=name, person=who, unit=unit)


def _parts(
    instance: Mapping[str, Any], chosen: Mapping[str, Sequence[str]], people: Mapping[str, Mapping[str, Any]]
) -> dict[str, int]:
    places = {unit["id"]: unit["place"] for unit in instance["units"]}
    served_together = {frozenset(pair) for pair in instance["past_pairs"]}
    way = rounds = repeated = 0
    for team in instance["teams"]:
        members = chosen[team["id"]]
        for one in members:
            rounds += people[one]["service"] ** 2
            for unit in team["units"]:
                straight = abs(people[one]["base"] - places[unit])
                way += min(straight, instance["places"] - straight)
        repeated += sum(frozenset(pair) in served_together for pair in combinations(sorted(set(members)), 2))
    weights = instance["weights"]
    return {
        "travel": weights["travel"] * way,
        "service": weights["service"] * rounds,
        "repeat_pair": weights["repeat_pair"] * repeated,
    }


def _claims(result: Mapping[str, Any], parts: Mapping[str, int]) -> Iterator[Say]:
    """Objective, parts, bound and status must be what they say."""
    objective, claimed, bound = sum(parts.values()), result.get("objective"), result.get("bound")
    if isinstance(claimed, bool) or claimed != objective:
        yield say("objective 写的是 {claimed}，实为 {actual}。", claimed=claimed, actual=objective)
    given = result.get("parts")
    for part in PARTS:
        if not isinstance(given, dict) or given.get(part) != parts[part]:
            yield say(
                "parts.{part} 写的是 {claimed}，实为 {actual}。",
                part=part,
                claimed=given.get(part) if isinstance(given, dict) else None,
                actual=parts[part],
            )
    optimal = result.get("status") == "optimal"
    if isinstance(bound, bool) or not isinstance(bound, int | float) or not math.isfinite(bound):
        if optimal or bound is not None:
            yield say("bound 须为有限的数，现为「{bound}」。", bound=bound)
    elif bound > objective + 1e-6:
        yield say("下界 {bound} 高于目标值 {actual}。", bound=bound, actual=objective)
    elif optimal and math.ceil(bound - 1e-6) != objective:
        yield say("状态写「已证最优」，但下界 {bound} 证明不了 {actual}。", bound=bound, actual=objective)
