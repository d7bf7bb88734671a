"""Putting a text before the keepers of a mailbox, and what they decide."""

from collections.abc import Sequence

from django.db.models import Model

from xuncha.core.errors import RuleViolated
from xuncha.foundation.leaks.models import SourceCheck
from xuncha.foundation.leaks.rules import reasons_not_to_decide
from xuncha.foundation.leaks.selectors import SOURCE_CHECKS, Box, Checked, checked_of, leaks_for, reasons_to_wait
from xuncha.foundation.leaks.workflow import SOURCE_CHECK, CheckState
from xuncha.foundation.reach import kind_of
from xuncha.foundation.sealing.circles import kept_by
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.foundation.usecases import Act, use_case

CLEAR, REFUSE = SOURCE_CHECK.steps["clear"], SOURCE_CHECK.steps["refuse"]


Typed = Sequence[tuple[str, str]]
"""(where, text) of what is typed and goes out at once, without standing in a record before."""


def ask_keepers(act: Act, record: Model, typed: Typed = ()) -> SourceCheck | None:
    """
    Within an act: compare the text with what was told, and ask the keepers where it repeats any of it.

    Returns a check that has to be waited for; None when the text may go on. That it was compared stands in the sealed
    journal either way: whoever reads the open one cannot tell a text that waits from one that nobody sent yet.
    """
    checked = checked_of(record, typed)
    act.record_sealed("source_check.passed", record)
    asked = [_asked(act, record, checked, box, typed) for box in checked.boxes]
    return next((check for check in asked if check is not None and check.state != CheckState.CLEARED), None)


def _asked(act: Act, record: Model, checked: Checked, box: Box, typed: Typed) -> SourceCheck | None:
    reach = kind_of(type(record))
    if reach is None or not leaks_for(checked, box.circle):
        return None
    same = SourceCheck.objects.filter(kind=reach.kind, record=record.pk, digest=checked.digest)
    known = same.filter(circle=box.circle).first()
    if known is not None:
        return known
    check = SourceCheck(
        circle=box.circle,
        kind=reach.kind,
        record=record.pk,
        title=str(record)[:120],
        digest=checked.digest,
        words=[list(one) for one in typed],
        unit=box.unit,
        team=box.team,
    )
    return act.create(check, "source_check.asked")


def hold_back(act: Act, record: Model, *typed: tuple[str, str]) -> None:
    """
    Within the act that lets a text go out: compare it, and where a keeper has to look at it, ask and go no further.

    What is typed and goes out at once waits with the keepers, and goes out when it is sent again; without it the
    record's own words are compared.
    """
    said = [(label, text.strip()) for label, text in typed if text.strip()]
    if typed and not said:
        return
    if ask_keepers(act, record, said) is not None:
        act.remains.append(lambda: _ask_after_all(act, record, said))
        raise RuleViolated(*reasons_to_wait(record, said))


def _ask_after_all(act: Act, record: Model, said: Typed) -> None:
    """The refused act was rolled back, and with it that the keepers were asked."""
    ask_keepers(act, record, said)


@use_case(CLEAR.permission, within=SOURCE_CHECKS)
def clear_source(act: Act, check: SourceCheck, *, reason: str, by: Unlocked) -> SourceCheck:
    """Confirm as a keeper that exactly this text gives no source away, with the reason."""
    return _decide(act, check, "clear", reason, by)


@use_case(REFUSE.permission, within=SOURCE_CHECKS)
def refuse_source(act: Act, check: SourceCheck, *, reason: str, by: Unlocked) -> SourceCheck:
    """Ask for other words, with the reason; the text may be handed in again when it is changed."""
    return _decide(act, check, "refuse", reason, by)


def _decide(act: Act, check: SourceCheck, step: str, reason: str, by: Unlocked) -> SourceCheck:
    keeper = by.person_key.owner_id == act.actor.pk and kept_by(by.person_key).filter(pk=check.circle_id).exists()
    RuleViolated.unless_empty(reasons_not_to_decide(keeper=keeper, author=check.created_by_id == act.actor.pk))
    decided = {"decided_by": act.actor.user, "decided_at": act.now, "decision": reason.strip()[:500]}
    return act.step(check, SOURCE_CHECK, step, reason=reason, **decided)
