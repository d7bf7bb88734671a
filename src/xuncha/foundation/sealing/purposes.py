"""
What a stage says of its circles: who may be let in, and who may still open what is sealed to them.

    register("intake", Purpose(candidates=…, entitled=…))

Whoever comes to hold less than before (a grant ended, narrowed by a recusal, the account switched off) is shut out of
the circles they may no longer open, in the same act: `shut_out_of_circles` is told by `accounts.granting`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from xuncha.foundation.accounts.actors import Actor, actor_of
from xuncha.foundation.accounts.models import User
from xuncha.foundation.sealing.circles import kept_by, members_of, shut_out
from xuncha.foundation.sealing.models import Circle
from xuncha.foundation.sealing.opening import key_in_use
from xuncha.foundation.usecases import Act


@dataclass(frozen=True, slots=True)
class Purpose:
    """Who may be let into a circle of this purpose, and whether a person may still open what is sealed to it."""

    candidates: Callable[[Circle], QuerySet[User]]
    entitled: Callable[[Circle, Actor], bool]


PURPOSES: dict[str, Purpose] = {}


def register(code: str, purpose: Purpose) -> None:
    """Say who opens circles of a purpose; in `AppConfig.ready()`."""
    PURPOSES[code] = purpose


def candidates_for(circle: Circle) -> QuerySet[User]:
    """People who may be let in and do not keep it yet, whether or not they have a key."""
    inside = members_of(circle).order_by().values("owner")
    return PURPOSES[circle.purpose].candidates(circle).exclude(pk__in=inside)


def shut_out_of_circles(act: Act, user: User) -> None:
    """Empty the person's copies wherever they may no longer open; one query for whoever has no key."""
    held = key_in_use(user)
    if held is None:
        return
    actor = actor_of(user, act.now)
    for circle in kept_by(held):
        if circle.purpose in PURPOSES and not PURPOSES[circle.purpose].entitled(circle, actor):
            shut_out(act, circle, user)
