"""
What a stage says of its circles: who may be let in, and who may still open what is sealed to them.

    register("intake", Purpose(candidates=…, entitled=…))

Whoever comes to hold less than before (a grant ended, narrowed by a recusal, the account switched off) is shut out of
the circles they may no longer open, in the same act: `shut_out_of_circles` is told by `accounts.granting`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from xuncha.foundation.accounts.actors import Actor, actor_of
from xuncha.foundation.accounts.models import User
from xuncha.foundation.sealing.circles import kept_by, members_of, shut_out
from xuncha.foundation.sealing.models import Circle, KeyCopy
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
        if not _entitled(circle, actor):
            shut_out(act, circle, user)


def lapsed_keepers(now: datetime) -> list[User]:
    """Whose grant has run out while they still hold a copy that others can do without; no other grant entitles them."""
    copies = KeyCopy.objects.filter(
        until__isnull=True,
        circle_key__until__isnull=True,
        person_key__until__isnull=True,
        person_key__owner__grants__valid_to__lte=now,
    )
    rows = copies.select_related("circle_key__circle", "person_key__owner").order_by("person_key__owner_id").distinct()
    found = {
        copy.person_key.owner_id: copy.person_key.owner
        for copy in rows
        if not _entitled(copy.circle_key.circle, actor_of(copy.person_key.owner, now))
        and members_of(copy.circle_key.circle).exclude(owner=copy.person_key.owner).exists()
    }
    return list(found.values())


def _entitled(circle: Circle, actor: Actor) -> bool:
    return circle.purpose not in PURPOSES or PURPOSES[circle.purpose].entitled(circle, actor)
