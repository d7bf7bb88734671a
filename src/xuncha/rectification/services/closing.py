"""Close-out: the unit declares and asks, somebody else closes, returns, or finds otherwise; and reopening."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from xuncha.core.errors import InvalidTransition, OutOfReach, Reason, RuleViolated
from xuncha.core.given import not_yet, too_long
from xuncha.core.permissions import Permission as P
from xuncha.core.text import N_, say
from xuncha.foundation.leaks.services import hold_back
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import Item
from xuncha.rectification.rules.doing import (
    reasons_not_to_declare,
    reasons_not_to_reopen,
    reasons_not_to_request,
)
from xuncha.rectification.rules.gate import reasons_not_to_close, reasons_not_to_find_basically_done
from xuncha.rectification.selectors import ITEMS, close_facts, measure_facts, money_facts, next_report_on, request_facts
from xuncha.rectification.selectors.drafts import as_drafted
from xuncha.rectification.selectors.sources import OPINION, REMARK
from xuncha.rectification.services.doing import must_be_open, must_be_outside
from xuncha.rectification.services.drafting import hand_in_item, write_draft
from xuncha.rectification.workflow import ITEM, SUPPLIED, ItemState

NOT_SETTLED: dict[str, Any] = {"settled_by": None, "settled_at": None, "next_on": None}
OPINION_LENGTH = 500


@use_case(ITEM.steps["declare"].permission, within=ITEMS)
def declare_done(act: Act, item: Item, *, statement: str) -> Item:
    """Declare an item done, as the unit sees it; only somebody else's review closes it."""
    ITEM.step("declare", ItemState(item.state))
    RuleViolated.unless_empty(reasons_not_to_declare(statement, measure_facts(item), money_facts(item)))
    return act.step(
        item,
        ITEM,
        "declare",
        statement=statement.strip(),
        declared_by=act.actor.user,
        declared_at=act.now,
        **NOT_SETTLED,
    )


@use_case(ITEM.steps["resume"].permission, within=ITEMS)
def resume_item(act: Act, item: Item, *, reason: str) -> Item:
    """Take back a declaration or a request, to go on working."""
    return act.step(item, ITEM, "resume", reason=reason)


@use_case(P.RECT_WRITE, within=ITEMS)
def record_unit_meeting(
    act: Act,
    item: Item,
    *,
    base_version: int | None,
    unit_meeting_on: date | None,
    unit_meeting_note: str = "",
    similar: str = "",
) -> Item:
    """
    Write down which party meeting of the unit found the item done, and what looking for similar cases brought.

    It goes to the office with the request; where the office has the request already, at once.
    """
    must_be_open(item, SUPPLIED)
    reasons = not_yet(unit_meeting_on, localdate(act.now), N_("研究销号的会议"), "unit_meeting_on")
    reasons += too_long(unit_meeting_note, 300, N_("会议情况"), "unit_meeting_note")
    reasons += too_long(similar, 2000, N_("同类问题清查情况"), "similar")
    RuleViolated.unless_empty(reasons)
    write_draft(
        act,
        item,
        "draft.unit_meeting_recorded",
        {
            "unit_meeting_on": unit_meeting_on,
            "unit_meeting_note": unit_meeting_note.strip(),
            "similar": similar.strip(),
        },
        base_version=base_version,
    )
    if item.state == ItemState.REQUESTED:
        hand_in_item(act, item, "rectification.unit_meeting_recorded")
    return item


@use_case(ITEM.steps["request"].permission, within=ITEMS)
def request_closeout(act: Act, item: Item) -> Item:
    """Ask the office to close an item that was declared done."""
    ITEM.step("request", ItemState(item.state))
    RuleViolated.unless_empty(reasons_not_to_request(request_facts(as_drafted(item), act.now)))
    hand_in_item(act, item, "rectification.unit_meeting_recorded")
    return act.step(item, ITEM, "request", requested_by=act.actor.user, requested_at=act.now, **NOT_SETTLED)


@use_case(ITEM.steps["close"].permission, within=ITEMS)
def close_item(act: Act, item: Item, *, opinion: str = "") -> Item:
    """Close an item whose every condition is met, as somebody who neither asked for it nor supplied its evidence."""
    ITEM.step("close", ItemState(item.state))
    RuleViolated.unless_empty(reasons_not_to_close(close_facts(item, act.actor.pk)) + _against(opinion))
    return _settle(act, item, "close", opinion=opinion)


@use_case(ITEM.steps["long_term"].permission, within=ITEMS)
def keep_long_term(act: Act, item: Item, *, reason: str, opinion: str = "") -> Item:
    """Find an item done that must be kept up for good; the same conditions as for closing."""
    ITEM.step("long_term", ItemState(item.state))
    RuleViolated.unless_empty(reasons_not_to_close(close_facts(item, act.actor.pk)) + _against(opinion))
    return _keep_up(act, item, "long_term", reason=reason, opinion=opinion)


@use_case(ITEM.steps["basically"].permission, within=ITEMS)
def find_basically_done(act: Act, item: Item, *, reason: str, opinion: str = "") -> Item:
    """Find an item basically completed: a stage is reached, the unit goes on."""
    ITEM.step("basically", ItemState(item.state))
    reasons = reasons_not_to_find_basically_done(close_facts(item, act.actor.pk))
    RuleViolated.unless_empty(reasons + _against(opinion))
    return _keep_up(act, item, "basically", reason=reason, opinion=opinion)


def _against(opinion: str) -> list[Reason]:
    return too_long(opinion, OPINION_LENGTH, N_("审核意见"), "opinion")


def _keep_up(act: Act, item: Item, step: str, *, reason: str, opinion: str) -> Item:
    """What is kept up comes up again: from today the dated rule counts."""
    next_on = next_report_on(item, localdate(act.now))
    return _settle(act, item, step, reason=reason, opinion=opinion, next_on=next_on)


def _settle(
    act: Act, item: Item, step: str, *, reason: str = "", opinion: str = "", next_on: date | None = None
) -> Item:
    must_be_outside(act, item.plan)
    hold_back(act, item, (OPINION, reason), (OPINION, opinion))
    return act.step(
        item,
        ITEM,
        step,
        reason=reason,
        opinion_text=(opinion or reason).strip()[:OPINION_LENGTH],
        settled_by=act.actor.user,
        settled_at=act.now,
        next_on=next_on,
    )


@use_case(ITEM.steps["return"].permission, within=ITEMS)
def return_closeout(act: Act, item: Item, *, reason: str) -> Item:
    """Return a request to the unit with what is still wanting."""
    must_be_outside(act, item.plan)
    ITEM.step("return", ItemState(item.state))
    hold_back(act, item, (REMARK, reason))
    words = reason.strip()[:OPINION_LENGTH]
    return act.step(item, ITEM, "return", reason=reason, opinion_text=words, times_returned=item.times_returned + 1)


@use_case(ITEM.steps["reopen"].permission, within=ITEMS)
def reopen_item(act: Act, item: Item, *, reason: str, due_on: date) -> Item:
    """
    Open an item again that was closed or kept as long-term, with a new date; also after its round was archived.

    What the unit's meeting found before no longer counts: it has to look at the matter again.
    """
    ITEM.step("reopen", ItemState(item.state))
    today = localdate(act.now)
    RuleViolated.unless_empty(reasons_not_to_reopen(due_on, today))
    hold_back(act, item, (OPINION, reason))
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
        **NOT_SETTLED,
    )


@use_case(ITEM.steps["close"].permission, within=JURISDICTIONS)
def close_items(act: Act, jurisdiction: Jurisdiction, *, items: Sequence[Item], opinion: str = "") -> list[Item]:
    """Close several items where every one of them may be closed; otherwise none."""
    return _each(act, jurisdiction, items, lambda item: close_item(act, item, opinion=opinion))


@use_case(ITEM.steps["return"].permission, within=JURISDICTIONS)
def return_closeouts(act: Act, jurisdiction: Jurisdiction, *, items: Sequence[Item], reason: str) -> list[Item]:
    """Return several requests for the same reason where every one of them may be returned; otherwise none."""
    return _each(act, jurisdiction, items, lambda item: return_closeout(act, item, reason=reason))


def _each(act: Act, jurisdiction: Jurisdiction, items: Sequence[Item], do: Callable[[Item], Item]) -> list[Item]:
    """All of it or nothing: every refusal is collected under the number of its item before any of them is raised."""
    wanted = {item.pk for item in items}
    chosen = ITEMS.permitted(act.actor, P.RECT_CLOSE).filter(
        pk__in=wanted, plan__inspection__round__term__jurisdiction=jurisdiction
    )
    rows = list(chosen.order_by("pk"))
    if not rows or len(rows) < len(wanted):
        raise OutOfReach(say("没有选中整改事项，或者选中的里面有不由您审核的。"))
    done, reasons = [], []
    for item in rows:
        try:
            done.append(do(item))
        except (RuleViolated, InvalidTransition) as refusal:
            reasons += [Reason(say("{number}：{why}", number=item.number, why=why.text)) for why in refusal.reasons]
    RuleViolated.unless_empty(reasons)
    return done
