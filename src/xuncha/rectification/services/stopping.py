"""The clock of an item stands still: asked for by the unit, decided by somebody else, ended before its time."""

from datetime import date, timedelta

from django.utils.timezone import localdate

from xuncha.core.errors import Reason, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.foundation.leaks.services import hold_back
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import Item, Suspension
from xuncha.rectification.rules.stopping import (
    reasons_not_to_decide_stop,
    reasons_not_to_end,
    reasons_not_to_stop,
)
from xuncha.rectification.selectors import ITEMS
from xuncha.rectification.selectors.sources import ANSWER
from xuncha.rectification.selectors.stopping import SUSPENSIONS, stop_facts
from xuncha.rectification.workflow import RUNNING, SUSPENSION, ItemState, SuspensionState

ONE_DAY = timedelta(days=1)


@use_case(P.RECT_WRITE, within=ITEMS)
def ask_suspension(act: Act, item: Item, *, ground: str, reason: str, from_on: date, to_on: date) -> Suspension:
    """Ask to let the clock stand still on a stated ground, from one day to another, both included."""
    asked = Suspension(item=item, ground=ground, reason=reason.strip(), from_on=from_on, to_on=to_on)
    RuleViolated.unless_empty(reasons_not_to_stop(stop_facts(item, asked, act.now)))
    act.create(asked, "suspension.asked")
    act.record("rectification.item_suspension_asked", item, text=str(asked.get_ground_display()), to_on=str(to_on))
    return asked


@use_case(SUSPENSION.steps["withdraw"].permission, within=SUSPENSIONS)
def withdraw_suspension(act: Act, suspension: Suspension) -> Suspension:
    """Take the request back before it is decided."""
    return act.step(suspension, SUSPENSION, "withdraw")


@use_case(SUSPENSION.steps["grant"].permission, within=SUSPENSIONS)
def grant_suspension(act: Act, suspension: Suspension, *, decision: str = "") -> Suspension:
    """Let the clock stand still: the date moves by as many days, and warnings begin anew once it runs again."""
    SUSPENSION.step("grant", SuspensionState(suspension.state))
    item = act.lock(suspension.item)
    RuleViolated.unless_empty(_against(act, suspension, item))
    _move(act, item, suspension.days, (suspension.from_on, suspension.to_on))
    return _decide(act, suspension, "grant", decision=decision)


@use_case(SUSPENSION.steps["refuse"].permission, within=SUSPENSIONS)
def refuse_suspension(act: Act, suspension: Suspension, *, reason: str) -> Suspension:
    """Let the clock run on, saying why."""
    own = suspension.created_by_id == act.actor.pk
    RuleViolated.unless_empty(reasons_not_to_decide_stop(own=own, running=True))
    return _decide(act, suspension, "refuse", reason=reason, decision=reason)


@use_case(SUSPENSION.steps["end"].permission, within=SUSPENSIONS)
def end_suspension(act: Act, suspension: Suspension, *, reason: str) -> Suspension:
    """Let the clock run again from today, before the last day that was granted; the days not used are taken back."""
    SUSPENSION.step("end", SuspensionState(suspension.state))
    RuleViolated.unless_empty(reasons_not_to_end(suspension.from_on, suspension.to_on, localdate(act.now)))
    return run_again(act, suspension, act.lock(suspension.item), reason=reason)


def run_again(act: Act, suspension: Suspension, item: Item, *, reason: str) -> Suspension:
    """The clock of a locked item runs again from today."""
    last = localdate(act.now) - ONE_DAY
    _move(act, item, (last - suspension.to_on).days, (suspension.from_on, last))
    return act.step(suspension, SUSPENSION, "end", reason=reason, to_on=last)


def _against(act: Act, suspension: Suspension, item: Item) -> list[Reason]:
    own = suspension.created_by_id == act.actor.pk
    return reasons_not_to_decide_stop(own=own, running=ItemState(item.state) in RUNNING)


def _move(act: Act, item: Item, days: int, stopped: tuple[date, date]) -> None:
    """Move the item's date; its present one counts from the day after the clock stood still."""
    if item.due_on is None:
        raise LookupError(f"{item} is under way without a date")  # the database forbids it
    first, last = stopped
    act.change(
        item,
        "rectification.item_suspended",
        due_on=item.due_on + timedelta(days=days),
        dated_on=last + ONE_DAY,
        stopped_from=first,
        stopped_to=last,
    )


def _decide(act: Act, suspension: Suspension, step: str, *, decision: str, reason: str = "") -> Suspension:
    SUSPENSION.step(step, SuspensionState(suspension.state))
    hold_back(act, suspension, (ANSWER, decision))
    return act.step(
        suspension,
        SUSPENSION,
        step,
        reason=reason,
        decided_by=act.actor.user,
        decided_at=act.now,
        decision=decision.strip()[:500],
    )
