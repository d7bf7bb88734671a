"""What is kept of a search for teams, by record: the proposal with its reasons, or the conflict and the ways out."""

from collections.abc import Mapping
from typing import Any

from xuncha.core.text import packed, say
from xuncha.rounds.models import Position
from xuncha.rounds.selectors.forming_task import POSITIONS, FormingTask
from xuncha.solving.teams.eligibility import Bar

NEEDS = ("size", "deputies", "experienced", "skills")
"""What a repair may change of a team by a button; a team without a leader is none."""
WHATEVER_TEAM = {Bar.AVAILABLE, Bar.REST}
"""Rules that keep a person out of every team alike."""


def proposal(task: FormingTask, result: Mapping[str, Any]) -> dict[str, Any]:
    """Seats with offices and reasons, and everybody kept out with the rule and the record behind it."""
    rank = {person["id"]: person["rank"] for person in task.data["people"]}
    served = {person["id"]: person["service"] for person in task.data["people"]}
    teams = []
    for name, members in result["teams"].items():
        ordered = sorted(members, key=lambda one: (list(POSITIONS).index(rank[one]), -served[one], one))
        liaison = next((one for one in ordered if rank[one] == "member"), None)
        seats = [
            {
                "person": task.people[one],
                "name": one,
                "position": Position.LIAISON if one == liaison else POSITIONS[rank[one]],
                "reason": result["reasons"][name][one],
            }
            for one in ordered
        ]
        kept_out = _kept_out(task, result, name)
        teams.append({"team": task.teams[name], "name": name, "seats": seats, "kept_out": kept_out})
    head = {name: result[name] for name in ("status", "objective", "bound", "seconds", "parts")}
    return {**head, "teams": teams, "kept_out": _kept_out(task, result, "")}


def _kept_out(task: FormingTask, result: Mapping[str, Any], team: str) -> list[dict[str, Any]]:
    """Whom a rule keeps out of this team alone, or (without a team) out of every team, and why."""
    found = []
    for person, grounds in result["excluded"][team or next(iter(result["excluded"]))].items():
        texts = []
        for ground in grounds:
            if (ground["rule"] in WHATEVER_TEAM) is bool(team):
                continue
            if ground["rule"] == Bar.RECUSED:
                texts += [packed(text) for text in task.ties[person, team].texts]
            elif ground["rule"] == Bar.AVAILABLE:
                texts.append(packed(task.not_free[person]))
            else:
                texts.append(packed(say("{text}", text=ground["text"])))
        if texts:
            found.append({"name": person, "texts": texts})
    return found


def ways_out(task: FormingTask, result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """
    The verified repairs as things a person can do.

    `needs` (per team) and `rest_after` can be taken by a button. A tie is only lifted by an exception with a named
    approver: `exempt` says for whom to ask it, in which team, from which unit. `away` are people to be called back.
    """
    found = (_way(task, repair["text"], repair["change"]) for repair in result["repairs"])
    return [way for way in found if way is not None]


def _way(task: FormingTask, text: str, change: Mapping[str, Any]) -> dict[str, Any] | None:
    way: dict[str, Any] = {"text": text, "needs": {}, "rest_after": None, "exempt": [], "away": [], "people": False}
    for name, fields in change.get("teams", {}).items():
        if "leaders" in fields:
            return None
        needs = {field: fields[field] for field in NEEDS if field in fields}
        if "pinned" in fields:
            before = next(team["pinned"] for team in task.data["teams"] if team["id"] == name)
            needs["unpinned"] = [task.people[one] for one in before if one not in fields["pinned"]]
        way["needs"][str(task.teams[name])] = needs
    for one in change.get("exempt", []):
        _granted(task, way, one)
    way["rest_after"] = change.get("rules", {}).get("rest_after_service")
    way["people"] = "add_people" in change
    way["button"] = bool(way["needs"] or way["rest_after"]) and not way["exempt"] and not way["away"]
    return way


def _granted(task: FormingTask, way: dict[str, Any], one: Mapping[str, Any]) -> None:
    """What it takes to let one person into one team."""
    person, team, rules = one["person"], task.teams[one["team"]], set(one["rules"])
    place = {"person": task.people[person], "name": person, "team": team}
    if Bar.RECUSED in rules:
        tied = task.ties[person, one["team"]]
        way["exempt"] += [{**place, "unit": unit, "text": packed(tied.texts[0])} for unit in tied.units]
    if rules & WHATEVER_TEAM:
        way["away"].append(place)
    if Bar.FORBIDDEN in rules:
        way["needs"].setdefault(str(team), {}).setdefault("admitted", []).append(task.people[person])
