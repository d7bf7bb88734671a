"""More time for an item: asked for by the unit, decided by somebody else. The first date stays on the item."""

from collections.abc import Sequence
from datetime import date

from django.core.files.base import File
from django.utils.timezone import localdate

from xuncha.core.errors import Reason, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.files.services import store
from xuncha.foundation.leaks.services import hold_back
from xuncha.foundation.usecases import Act, use_case
from xuncha.rectification.models import Extension, Item
from xuncha.rectification.rules.asking import (
    ExtensionFacts,
    reasons_not_to_ask,
    reasons_not_to_decide,
    reasons_not_to_grant,
)
from xuncha.rectification.selectors import EXTENSIONS, ITEMS, days_ahead
from xuncha.rectification.selectors.facts import is_extension_open
from xuncha.rectification.selectors.sources import ANSWER
from xuncha.rectification.selectors.stopping import limit_of
from xuncha.rectification.workflow import EXTENSION, SETTLED, ExtensionState, ItemState


@use_case(P.RECT_WRITE, within=ITEMS)
def ask_extension(act: Act, item: Item, *, to_on: date, reason: str, files: "Sequence[File[bytes]]" = ()) -> Extension:
    """Ask for more time, in good time and with a reason."""
    if item.due_on is None:
        raise RuleViolated(say("整改方案还没有审核通过，时限可以直接在方案里改。"))
    granted = item.extensions.filter(state=ExtensionState.GRANTED).count()
    RuleViolated.unless_empty(
        reasons_not_to_ask(
            ExtensionFacts(
                state=ItemState(item.state),
                due_on=item.due_on,
                to_on=to_on,
                today=localdate(act.now),
                ahead=days_ahead(item.plan, act.now),
                another_open=is_extension_open(item),
                text=reason,
                granted=granted,
                most=limit_of("extensions_most", item.plan, act.now),
            )
        )
    )
    extension = Extension(item=item, from_on=item.due_on, to_on=to_on, reason=reason.strip())
    act.create(extension, "extension.asked")
    extension.files.set([store(act, upload, upload.name or "") for upload in files])
    raised = limit_of("extensions_raised", item.plan, act.now)
    if raised is not None and granted + 1 >= raised:
        act.step(extension, EXTENSION, "raise")
    act.record("rectification.item_extension_asked", item, to_on=to_on.isoformat(), reason=reason.strip())
    return extension


@use_case(EXTENSION.steps["withdraw"].permission, within=EXTENSIONS)
def withdraw_extension(act: Act, extension: Extension) -> Extension:
    """Take a request for more time back before it is decided."""
    return act.step(extension, EXTENSION, "withdraw")


@use_case(EXTENSION.steps["grant"].permission, within=EXTENSIONS)
def grant_extension(act: Act, extension: Extension, *, to_on: date | None = None, decision: str = "") -> Extension:
    """Grant more time, as asked or shorter: the due date moves, the planned one stays."""
    return _grant(act, extension, "grant", to_on=to_on, decision=decision)


@use_case(EXTENSION.steps["grant_raised"].permission, within=EXTENSIONS)
def grant_raised_extension(
    act: Act, extension: Extension, *, to_on: date | None = None, decision: str = ""
) -> Extension:
    """Grant more time once again, as the higher approver that the office's dated setting asks for."""
    return _grant(act, extension, "grant_raised", to_on=to_on, decision=decision)


def _grant(act: Act, extension: Extension, step: str, *, to_on: date | None, decision: str) -> Extension:
    EXTENSION.step(step, ExtensionState(extension.state))
    item = act.lock(extension.item)
    until, present = to_on or extension.to_on, max(extension.from_on, item.due_on or extension.from_on)
    reasons = _against_deciding(act, extension, item)
    RuleViolated.unless_empty(reasons + reasons_not_to_grant(until, present, extension.to_on))
    act.change(
        item,
        "rectification.item_extended",
        due_on=until,
        dated_on=localdate(act.now),
        detail={"reason": extension.reason},
    )
    return _decide(act, extension, step, to_on=until, decision=decision)


@use_case(EXTENSION.steps["refuse"].permission, within=EXTENSIONS)
def refuse_extension(act: Act, extension: Extension, *, reason: str) -> Extension:
    """Refuse more time, saying why."""
    RuleViolated.unless_empty(reasons_not_to_decide(own=extension.created_by_id == act.actor.pk, settled=False))
    return _decide(act, extension, "refuse", reason=reason, decision=reason)


@use_case(EXTENSION.steps["refuse_raised"].permission, within=EXTENSIONS)
def refuse_raised_extension(act: Act, extension: Extension, *, reason: str) -> Extension:
    """Refuse more time once again, as the higher approver."""
    RuleViolated.unless_empty(reasons_not_to_decide(own=extension.created_by_id == act.actor.pk, settled=False))
    return _decide(act, extension, "refuse_raised", reason=reason, decision=reason)


def _against_deciding(act: Act, extension: Extension, item: Item) -> list[Reason]:
    settled = ItemState(item.state) in SETTLED
    return reasons_not_to_decide(own=extension.created_by_id == act.actor.pk, settled=settled)


def _decide(act: Act, extension: Extension, step: str, *, decision: str, reason: str = "", **fields: date) -> Extension:
    EXTENSION.step(step, ExtensionState(extension.state))
    hold_back(act, extension, (ANSWER, decision))
    return act.step(
        extension,
        EXTENSION,
        step,
        reason=reason,
        decided_by=act.actor.user,
        decided_at=act.now,
        decision=decision.strip()[:500],
        **fields,
    )
