"""What the group finds on the spot, item by item, and what the unit says to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.base import File
from django.utils import timezone

from xuncha.core.errors import OutOfReach, Reason, RuleViolated, reasons_not_to_repeat
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.files.services import store
from xuncha.foundation.usecases import Act, use_case
from xuncha.lookback.models import SHORT, OldItem, Point, Visited
from xuncha.lookback.rules.results import (
    reasons_against_occasion,
    reasons_against_result,
    reasons_against_sample,
    reasons_not_to_hand_in,
    reasons_not_to_judge,
    reasons_not_to_record,
)
from xuncha.lookback.selectors import VISITED_UNITS
from xuncha.lookback.selectors.facts import found_at, goes_along, points_of
from xuncha.lookback.workflow import VISITED, VisitedState
from xuncha.rectification.models import Item


@dataclass(frozen=True, slots=True)
class Result:
    """What was found of one item, by its number in the unit; `file` shows it."""

    position: int
    verdict: str
    facts: str = ""
    evidence: str = ""
    asked: str = ""
    explanation: str = ""
    file: "File[bytes] | None" = None
    people: int = 0
    denied: int = 0


@use_case(P.LOOKBACK_CHECK, within=VISITED_UNITS)
def record_results(act: Act, visited: Visited, results: Sequence[Result]) -> list[Point]:
    """Write down what was found of some items of a unit, all of it or nothing; reasons name the item's number."""
    _must_be_there(act, visited)
    points = {point.position: point for point in points_of(visited)}
    refused, changed = [], []
    for result in results:
        point = points.get(result.position)
        if point is None:
            raise OutOfReach(say("这个单位没有第 {n} 项。", n=result.position))
        reasons = reasons_against_result(
            verdict=result.verdict,
            short=result.verdict in SHORT,
            facts=result.facts,
            asked=result.asked,
            evidence=result.evidence,
        ) + reasons_against_sample(people=result.people, denied=result.denied)
        refused += reasons if len(results) == 1 else _numbered(reasons, result.position)
        changed.append((point, result))
    RuleViolated.unless_empty(refused)
    return [_write(act, point, result) for point, result in changed]


def _numbered(reasons: Sequence[Reason], position: int) -> list[Reason]:
    return [Reason(say("第 {n} 项：{why}", n=position, why=one.text), one.field, one.mend) for one in reasons]


def _write(act: Act, point: Point, result: Result) -> Point:
    fields: dict[str, Any] = {
        "verdict": result.verdict,
        "facts": result.facts.strip(),
        "evidence": result.evidence.strip(),
        "asked": result.asked.strip(),
        "people": result.people,
        "denied": result.denied,
        "explanation": result.explanation.strip(),
    }
    detail = {"file": _attach(act, point, result.file)} if result.file else {}
    by: dict[str, Any] = {"recorded_by": act.actor.user, "recorded_at": act.now}
    return act.change(point, "point.recorded", detail=detail, **by, **fields)


def _attach(act: Act, point: Point, file: "File[bytes]") -> str:
    kept = store(act, file, file.name or "")
    RuleViolated.unless_empty(reasons_not_to_repeat("file", there=point.files.filter(file=kept.file_id).exists()))
    point.files.add(kept)
    return kept.name


@use_case(P.LOOKBACK_CHECK, within=VISITED_UNITS)
def name_point(act: Act, visited: Visited, *, matter: Item | OldItem, prompt: str) -> Point:
    """Look at an item beside those listed, saying what prompted it: a complaint, a hint, work that stopped."""
    _must_be_there(act, visited)
    which = {"item": matter} if isinstance(matter, Item) else {"old": matter}
    unit = matter.plan.inspection.organisation_id if isinstance(matter, Item) else matter.organisation_id
    if unit != visited.organisation_id:
        raise OutOfReach(say("这个事项不是本单位的。"))
    if not prompt.strip():
        raise RuleViolated(Reason(say("写明为什么点名核查这一项。"), "prompt"))
    RuleViolated.unless_empty(reasons_not_to_repeat("matter", there=visited.points.filter(**which).exists()))
    position = visited.points.count() + 1
    point = Point(visited=visited, position=position, how=Point.How.NAMED, prompt=prompt.strip(), **which)
    return act.create(point, "point.named")


@use_case(P.LOOKBACK_CHECK, within=VISITED_UNITS)
def take_explanation(act: Act, visited: Visited, *, said: Mapping[int, str]) -> Visited:
    """Write down what the unit says to items by their numbers, before or after the results were handed in."""
    if not goes_along(act.actor.user, visited.visit):
        RuleViolated.unless_empty(reasons_not_to_record(member=False, running=True))
    if visited.state not in {VisitedState.WAITING, VisitedState.CHECKED}:
        RuleViolated.unless_empty(reasons_not_to_record(member=True, running=False))
    for point in points_of(visited):
        if point.position in said:
            act.change(point, "point.explained", explanation=said[point.position].strip())
    act.record("point.explained", visited, items=sorted(said))
    return visited


@use_case(VISITED.steps["hand_in"].permission, within=VISITED_UNITS)
def hand_in_results(act: Act, visited: Visited, *, on: date | None, present: str, account: str = "") -> Visited:
    """Hand a unit's results in: the day, who of the unit was there, a verdict on every item."""
    VISITED.step("hand_in", VisitedState(visited.state))
    _must_be_there(act, visited)
    today = timezone.localdate(act.now)
    RuleViolated.unless_empty(
        reasons_against_occasion(on=on, from_on=visited.visit.from_on, today=today, present=present)
        + reasons_not_to_hand_in(found_at(points_of(visited)))
    )
    return act.step(
        visited,
        VISITED,
        "hand_in",
        on=on,
        present=present.strip(),
        account=account.strip(),
        handed_in_by=act.actor.user,
        handed_in_at=act.now,
    )


@use_case(VISITED.steps["return"].permission, within=VISITED_UNITS)
def return_results(act: Act, visited: Visited, *, reason: str) -> Visited:
    """Send the group back to a unit, with what is wanting."""
    RuleViolated.unless_empty(reasons_not_to_judge(own=visited.handed_in_by_id == act.actor.pk))
    return act.step(visited, VISITED, "return", reason=reason)


def _must_be_there(act: Act, visited: Visited) -> None:
    RuleViolated.unless_empty(
        reasons_not_to_record(
            member=goes_along(act.actor.user, visited.visit), running=visited.state == VisitedState.WAITING
        )
    )
