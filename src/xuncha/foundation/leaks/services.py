"""Putting a text before the keepers of a mailbox, and what they decide."""

from django.db.models import Model

from xuncha.core.errors import RuleViolated
from xuncha.foundation.leaks.models import SourceCheck
from xuncha.foundation.leaks.rules import reasons_not_to_decide
from xuncha.foundation.leaks.selectors import SOURCE_CHECKS, checked_of, leaks_of
from xuncha.foundation.leaks.workflow import SOURCE_CHECK, CheckState
from xuncha.foundation.reach import kind_of
from xuncha.foundation.sealing.circles import kept_by
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.foundation.usecases import Act, use_case

CLEAR, REFUSE = SOURCE_CHECK.steps["clear"], SOURCE_CHECK.steps["refuse"]


def ask_keepers(act: Act, record: Model) -> SourceCheck | None:
    """
    Within an act: compare the text with what was told, and ask the keepers where it repeats any of it.

    Returns the check that has to be waited for; None when the text may go on. That it was compared is noted either
    way, and not what came of it.
    """
    checked, reach = checked_of(record), kind_of(type(record))
    act.record("source_check.passed", record)
    if checked.circle is None or reach is None or not leaks_of(checked):
        return None
    known = SourceCheck.objects.filter(kind=reach.kind, record=record.pk, digest=checked.digest).first()
    if known is not None:
        return None if known.state == CheckState.CLEARED else known
    check = SourceCheck(
        circle=checked.circle,
        kind=reach.kind,
        record=record.pk,
        title=str(record)[:120],
        digest=checked.digest,
        unit=checked.unit,
        team=checked.team,
    )
    return act.create(check, "source_check.asked")


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
