"""What follows: the second problem list, the unit's answer, items opened again, old items followed until done."""

from datetime import date

from django.utils import timezone

from xuncha.core.errors import OutOfReach, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.leaks.services import hold_back
from xuncha.foundation.regulations.numbers import take_number
from xuncha.foundation.usecases import Act, use_case
from xuncha.intake.selectors import PETITIONS
from xuncha.lookback.models import Mark, OldItem, Point, Visited
from xuncha.lookback.rules.following import (
    reasons_not_to_accept,
    reasons_not_to_answer,
    reasons_not_to_close,
    reasons_not_to_mark,
    reasons_not_to_reopen,
    reasons_not_to_report,
)
from xuncha.lookback.rules.results import reasons_not_to_clear, reasons_not_to_issue
from xuncha.lookback.selectors import OLD_ITEMS, POINTS, VISITED_UNITS
from xuncha.lookback.selectors.facts import followed, found_at, points_of
from xuncha.lookback.selectors.sources import AGAIN, DEMANDS, FOUND
from xuncha.lookback.workflow import KNOWN_TO_UNIT, OLD_ITEM, VISITED, OldState, VisitedState
from xuncha.rectification.models import Item
from xuncha.rectification.selectors import ITEMS
from xuncha.rectification.workflow import ITEM, ItemState


@use_case(VISITED.steps["issue"].permission, within=VISITED_UNITS)
def issue_list(act: Act, visited: Visited, *, demands: str, due_on: date) -> Visited:
    """Put to the unit what was not in place, as a numbered list; items of an old ledger become open by it."""
    VISITED.step("issue", VisitedState(visited.state))
    points = points_of(visited)
    RuleViolated.unless_empty(
        reasons_not_to_issue(
            found_at(points),
            covert=visited.visit.covert,
            own=visited.handed_in_by_id == act.actor.pk,
            due_on=due_on,
            today=timezone.localdate(act.now),
        )
    )
    found = [(FOUND, point.facts) for point in points if point.short]
    hold_back(act, visited, (DEMANDS, demands), *found)
    for point in points:
        if point.short and point.old is not None and point.old.state in OLD_ITEM.steps["open"].sources:
            act.step(act.lock(point.old), OLD_ITEM, "open", due_on=due_on, return_reason="")
    return act.step(
        visited,
        VISITED,
        "issue",
        list_number=take_number(act, "letter", visited.visit.jurisdiction),
        demands=demands.strip(),
        due_on=due_on,
        issued_by=act.actor.user,
        issued_at=act.now,
    )


@use_case(VISITED.steps["clear"].permission, within=VISITED_UNITS)
def clear_unit(act: Act, visited: Visited) -> Visited:
    """Be done with a unit in which everything was in place, as somebody else than who handed the results in."""
    VISITED.step("clear", VisitedState(visited.state))
    own = visited.handed_in_by_id == act.actor.pk
    RuleViolated.unless_empty(reasons_not_to_clear(found_at(points_of(visited)), own=own))
    return act.step(visited, VISITED, "clear")


@use_case(VISITED.steps["answer"].permission, within=VISITED_UNITS)
def answer_list(act: Act, visited: Visited, *, answer: str) -> Visited:
    """Say as the unit what is done about every point, or what it does not agree with."""
    VISITED.step("answer", VisitedState(visited.state))
    RuleViolated.unless_empty(reasons_not_to_answer(answer))
    return act.step(
        visited,
        VISITED,
        "answer",
        answer=answer.strip(),
        answered_by=act.actor.user,
        answered_at=act.now,
        return_reason="",
    )


@use_case(VISITED.steps["again"].permission, within=VISITED_UNITS)
def ask_again(act: Act, visited: Visited, *, reason: str) -> Visited:
    """Ask the unit for a better answer, with the reason."""
    VISITED.step("again", VisitedState(visited.state))
    hold_back(act, visited, (AGAIN, reason))
    return act.step(visited, VISITED, "again", reason=reason, return_reason=reason.strip()[:500])


@use_case(VISITED.steps["close"].permission, within=VISITED_UNITS)
def close_unit(act: Act, visited: Visited) -> Visited:
    """Be done with a unit once everything on its list is settled in its own ledger."""
    VISITED.step("close", VisitedState(visited.state))
    RuleViolated.unless_empty(reasons_not_to_close(followed(points_of(visited))))
    return act.step(visited, VISITED, "close")


@use_case(ITEM.steps["reopen"].permission, within=POINTS)
def reopen_matter(act: Act, point: Point, *, reason: str, due_on: date) -> Item:
    """
    Open an item of rectification again that was on the second problem list, by its own workflow, with a new date.

    What the unit's meeting found before no longer counts: it has to look at the matter again.
    """
    if point.item is None:
        raise OutOfReach(say("上届台账的事项随二次问题清单列入继续整改，不用重新打开。"))
    item, today = act.lock(point.item), timezone.localdate(act.now)
    ITEM.step("reopen", ItemState(item.state))
    listed = point.visited.state in KNOWN_TO_UNIT
    RuleViolated.unless_empty(reasons_not_to_reopen(listed=listed, short=point.short, due_on=due_on, today=today))
    hold_back(act, point, (AGAIN, reason))
    return act.step(
        item,
        ITEM,
        "reopen",
        reason=reason,
        due_on=due_on,
        dated_on=today,
        times_reopened=item.times_reopened + 1,
        unit_meeting_on=None,
        unit_meeting_note="",
        settled_by=None,
        settled_at=None,
    )


@use_case(OLD_ITEM.steps["report"].permission, within=OLD_ITEMS)
def report_old_item(act: Act, old: OldItem, *, report: str) -> OldItem:
    """Say as the unit what was done about an open item of an old ledger."""
    OLD_ITEM.step("report", OldState(old.state))
    RuleViolated.unless_empty(reasons_not_to_report(report))
    return act.step(
        old,
        OLD_ITEM,
        "report",
        report=report.strip(),
        reported_by=act.actor.user,
        reported_at=act.now,
        return_reason="",
    )


@use_case(OLD_ITEM.steps["accept"].permission, within=OLD_ITEMS)
def accept_old_item(act: Act, old: OldItem) -> OldItem:
    """Find that it is done now; by another person than who reported it."""
    RuleViolated.unless_empty(reasons_not_to_accept(own=old.reported_by_id == act.actor.pk))
    return act.step(old, OLD_ITEM, "accept")


@use_case(OLD_ITEM.steps["return"].permission, within=OLD_ITEMS)
def return_old_item(act: Act, old: OldItem, *, reason: str) -> OldItem:
    """Send it back to the unit with what is wanting."""
    OLD_ITEM.step("return", OldState(old.state))
    hold_back(act, old, (AGAIN, reason))
    return act.step(old, OLD_ITEM, "return", reason=reason, return_reason=reason.strip()[:500])


def _mark(act: Act, *, matter: dict[str, Item | OldItem], kind: str, on: date, text: str, petition: str) -> Mark:
    known = PETITIONS.visible_to(act.actor).filter(number=petition.strip()).first() if petition.strip() else None
    RuleViolated.unless_empty(
        reasons_not_to_mark(
            on=on, today=timezone.localdate(act.now), text=text, unknown=bool(petition.strip()) and known is None
        )
    )
    mark = Mark(kind=kind, on=on, text=text.strip(), petition=known, **matter)
    return act.create(mark, "mark.added")


@use_case(P.LOOKBACK_WRITE, within=ITEMS, lock=False)
def add_mark(act: Act, item: Item, *, kind: str, on: date, text: str, petition: str = "") -> Mark:
    """Tie something known to the road of an item, a petition by its number where one reaches it."""
    return _mark(act, matter={"item": item}, kind=kind, on=on, text=text, petition=petition)


@use_case(P.LOOKBACK_WRITE, within=OLD_ITEMS, lock=False)
def add_old_mark(act: Act, old: OldItem, *, kind: str, on: date, text: str, petition: str = "") -> Mark:
    """Tie something known to the road of an item of an old ledger."""
    return _mark(act, matter={"old": old}, kind=kind, on=on, text=text, petition=petition)
