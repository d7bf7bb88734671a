"""What keepers do with a circle they are in: let somebody in, leave it, change its keys. Their own key must be open."""

from xuncha.core.errors import OutOfReach, RuleViolated, reason
from xuncha.core.text import say
from xuncha.foundation.accounts.models import User
from xuncha.foundation.sealing import circles
from xuncha.foundation.sealing.models import Circle, CircleKey
from xuncha.foundation.sealing.opening import Unlocked, key_in_use
from xuncha.foundation.sealing.purposes import candidates_for
from xuncha.foundation.sealing.rules import reasons_not_to_admit
from xuncha.foundation.usecases import Act, personal_use_case


@personal_use_case
def admit_keeper(act: Act, circle: Circle, *, newcomer: User, by: Unlocked) -> Circle:
    """Let another person open what one keeps: they read what lies sealed, and what comes."""
    circle = _kept(act, circle)
    key = key_in_use(newcomer)
    candidate = candidates_for(circle).filter(pk=newcomer.pk).exists()
    RuleViolated.unless_empty(reasons_not_to_admit(name=str(newcomer), candidate=candidate, has_key=key is not None))
    assert key is not None  # noqa: S101 - the rule asks for it
    circles.admit(act, circle, key, by)
    return circle


@personal_use_case
def stop_keeping(act: Act, circle: Circle) -> Circle:
    """Give up what one keeps: from this moment one's own key opens nothing of it."""
    circle = _kept(act, circle)
    circles.leave(act, circle, act.actor.user)
    return circle


@personal_use_case
def change_keys(act: Act, circle: Circle, *, by: Unlocked) -> CircleKey:
    """Give a circle a new pair of keys, so that nobody who left opens anything with an old backup."""
    circle = _kept(act, circle)
    if circles.left_behind(circle).exists():
        raise RuleViolated(reason("上一次更换还没有完成，请先继续完成。"))
    return circles.renew(act, circle, by)


@personal_use_case
def carry_on(act: Act, circle: Circle, *, by: Unlocked) -> int:
    """Bring the next portion of what lies sealed under the new pair of keys; how many boxes are left."""
    circle = _kept(act, circle)
    left = circles.bring_along(act, circle, by)
    if not act.entries:
        act.record("sealing.brought_along", circle, boxes=0, left=left)
    return left


def _kept(act: Act, circle: Circle) -> Circle:
    """The circle as it is now, if it is among those the person keeps."""
    held = key_in_use(act.actor.user)
    found = circles.kept_by(held).filter(pk=circle.pk).first() if held else None
    if found is None:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    return found
