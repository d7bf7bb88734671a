"""What may follow from a grade: proposed by the scheme, decided by a person. Nothing follows by itself."""

from xuncha.core.errors import RuleViolated
from xuncha.evaluation.models import Follow
from xuncha.evaluation.rules.sheets import reasons_not_to_follow
from xuncha.evaluation.selectors import FOLLOWS, follow_own
from xuncha.evaluation.workflow import FOLLOW
from xuncha.foundation.usecases import Act, use_case


@use_case(FOLLOW.steps["confirm"].permission, within=FOLLOWS)
def confirm_follow(act: Act, follow: Follow) -> Follow:
    """Decide that it follows; the letter, the talk or the look-back is then arranged in its own place."""
    return _decide(act, follow, "confirm", "")


@use_case(FOLLOW.steps["dismiss"].permission, within=FOLLOWS)
def dismiss_follow(act: Act, follow: Follow, *, reason: str) -> Follow:
    """Decide that it does not follow, with the reason."""
    return _decide(act, follow, "dismiss", reason)


def _decide(act: Act, follow: Follow, step: str, reason: str) -> Follow:
    RuleViolated.unless_empty(reasons_not_to_follow(own=follow_own(follow, act.actor.pk)))
    return act.step(
        follow,
        FOLLOW,
        step,
        reason=reason,
        decision=reason.strip()[:500],
        decided_by=act.actor.user,
        decided_at=act.now,
    )
