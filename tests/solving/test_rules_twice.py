"""
The two checkers against a second reading of the rules: legal results changed here and there at random.

What is written here follows the text of the formats line by line, on the raw files; it knows neither the checkers nor
the solvers. Both must say the same of every result, and every rule must have been broken by some of them.
"""

from collections import Counter
from itertools import combinations
from math import ceil
from random import Random

from tests.solving.plans import random_instance
from tests.solving.team_tasks import person_of, tiny
from tests.solving.team_tasks import solved as formed
from xuncha.solving.plan.checking import check_plan
from xuncha.solving.plan.instance import read_instance
from xuncha.solving.plan.results import Request, solve
from xuncha.solving.teams.checker import judge

PLANS = (4, 7, 9, 14, 18, 29)
"""Seeds of instances that have a plan; among them closed rounds, pins, groups and a plan in force."""


def broken_by_plan(data, plan):
    """R1 to R7, by name."""
    at, rounds, units = plan["visits"], data["rounds"], {u["id"]: u for u in data["units"]}
    load, broken = Counter(), split_by(data, at)
    closed = {n for n, one in enumerate(rounds) if one["closed"]}
    follow_ups = [(f, g["round"]) for f, g in zip(data["follow_ups"], plan["follow_ups"], strict=True)]
    topics = [(t, plan["topics"][t["id"]]) for t in data["topics"]]
    for u in units.values():
        here = at[u["id"]]
        load[u["pool"], here] += u["workload"]
        if here in closed or u["published"] in closed:
            broken |= {"R1"} if here != u["published"] else set()
        elif not u["earliest"] <= here <= u["latest"] or here in u["forbidden"] or u["pinned"] not in (None, here):
            broken.add("R1")
    for f, here in follow_ups:
        load[units[f["unit"]]["pool"], here] += f["workload"]
        broken |= {"R4"} if not f["min_gap"] <= here - at[f["unit"]] <= f["max_gap"] else set()
    for t, here in topics:
        load[t["pool"], here] += t["workload_each"] * len(t["members"])
        in_time = t["earliest"] <= here <= t["latest"]
        broken |= {"R5"} if not in_time or here in {at[m] for m in t["members"]} else set()
    if any(here in closed for _, here in follow_ups + topics):
        broken.add("R1")
    if any(load[pool, here] > rounds[here]["capacity"].get(pool, 0) for pool, here in load):
        broken.add("R6")
    for one in data["coverage"]:
        done = sum(rounds[here]["year"] <= one["year"] for here in at.values())
        broken |= {"R7"} if done < ceil(round(one["at_least"] * len(units), 6)) else set()
    return broken


def split_by(data, at):
    """R2 and R3, by name."""
    links = {s["id"]: {"same_round": 0, "two_rounds": 1, "none": 99}[s["link"]] for s in data["sectors"]}
    broken = set()
    for one, other in combinations(data["units"], 2):
        apart = abs(at[one["id"]] - at[other["id"]])
        if apart and one["together"] is not None and one["together"] == other["together"]:
            broken.add("R2")
        if one["sector"] is not None and one["sector"] == other["sector"] and apart > links[one["sector"]]:
            broken.add("R3")
    return broken


def changed_plan(random, plan, rounds):
    """The plan with one to three of its choices made anew."""
    changed = {"visits": dict(plan["visits"]), "topics": dict(plan["topics"])}
    changed["follow_ups"] = [dict(one) for one in plan["follow_ups"]]
    for _ in range(random.randint(0, 3)):
        part, key = random.choice(
            [(changed["visits"], u) for u in plan["visits"]]
            + [(changed["topics"], t) for t in plan["topics"]]
            + [(one, "round") for one in changed["follow_ups"]]
        )
        part[key] = random.randrange(rounds)
    return changed


def test_both_readings_of_the_plan_agree():
    seen = Counter()
    for seed in PLANS:
        random, data = Random(seed), random_instance(seed)  # noqa: S311 - repeatable, not secret
        instance = read_instance(data)
        plan = solve(instance, Request(5, workers=1))
        assert plan["objective"] is not None
        for _ in range(60):
            changed = changed_plan(random, plan, len(data["rounds"]))
            broken = broken_by_plan(data, changed)
            assert {one.rule for one in check_plan(instance, changed).violations} == broken, (seed, changed)
            seen.update(broken or {"none"})
    assert seen.keys() == {"none", "R1", "R2", "R3", "R4", "R5", "R6", "R7"}


def broken_by_teams(data, teams):
    """Every rule of a legal result, by the word the file has for it."""
    people, rules = {p["id"]: p for p in data["people"]}, data["rules"]
    place, broken = {u["id"]: u["place"] for u in data["units"]}, set()
    if max(Counter(one for members in teams.values() for one in members).values()) > 1:
        broken.add("once")
    for team in data["teams"]:
        members, units = [people[one] for one in teams[team["id"]]], set(team["units"])
        ranks, skills = Counter(p["rank"] for p in members), Counter(s for p in members for s in p["skills"])
        names, kin = {p["id"] for p in members}, [set(pair) for pair in data["kin_pairs"]]
        told = {
            "size": len(members) != team["size"],
            "leaders": ranks["leader"] != team["leaders"],
            "deputies": ranks["deputy"] != team["deputies"],
            "skills": any(skills[s] < n for s, n in team["skills"].items()),
            "experienced": sum(p["service"] >= 1 for p in members) < team["experienced"],
            "employers": max(Counter(p["employer"] for p in members).values()) > rules["max_same_employer"],
            "kin_pairs": any(pair <= names for pair in kin),
            "pinned": not names.issuperset(team["pinned"]),
            "forbidden": not names.isdisjoint(team["forbidden"]),
            "available": not all(p["available"] for p in members),
            "rest": any(p["served_last_round"] and p["service"] >= rules["rest_after_service"] for p in members),
            "home": any(p["home"] == place[u] for p in members for u in units),
            "employer": any(p["employer"] in units for p in members),
            "former": any(
                f["unit"] in units and f["years_since"] <= rules["former_years"] for p in members for f in p["former"]
            ),
            "kin": any(units.intersection(p["kin_units"]) for p in members),
            "interest": any(units.intersection(p["interest_units"]) for p in members),
        }
        broken |= {rule for rule, said in told.items() if said}
    return broken


def test_both_readings_of_the_teams_agree():
    seen = set()
    for seed in (13, 19, 26):
        random, data = Random(seed), tiny(seed)  # noqa: S311 - repeatable, not secret
        result = formed(data)
        members = result["teams"]
        data["teams"][0]["pinned"] = [members["t1"][0]]
        spare = [one for one in data["people"] if one["id"] not in members["t1"] + members["t2"]]
        data["teams"][1]["forbidden"].append(spare[0]["id"])
        data["kin_pairs"].append([members["t2"][0], spare[3]["id"]])
        spare[1] |= {"service": 3, "served_last_round": True}
        spare[2]["interest_units"] = data["teams"][0]["units"]
        for one in [*spare[4:], *(person_of(data, name) for name in members["t1"][1:3])]:
            one["employer"] = "works"
        for _ in range(250):
            teams = {name: list(seats) for name, seats in members.items()}
            for seats in random.choices(list(teams.values()), k=random.randint(0, 2)):
                seats[random.randrange(len(seats))] = random.choice(data["people"])["id"]
            if random.random() < 0.1:
                teams["t2"].pop()
            broken, verdict = broken_by_teams(data, teams), judge(data, {**result, "teams": teams})
            legal = not [
                said for said in verdict.violations if "写的是" not in said.template and "下界" not in said.template
            ]
            assert legal == (not broken), (seed, teams)
            seen |= broken or {"none"}
    ties = {"available", "rest", "home", "employer", "former", "kin", "interest", "forbidden", "kin_pairs"}
    demands = {"size", "leaders", "deputies", "skills", "experienced", "employers", "pinned", "once"}
    assert seen == {"none"} | ties | demands
