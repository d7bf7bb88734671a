"""
P16: somebody leaves a circle whose 10,000 sealed items must be brought under a new pair of keys, in portions.

    python -m benchmarks P16

The one who stays does it, as on the page: a change of keys, then portion after portion, each an act of its own with its
line in the journal. The floor is the library alone opening and sealing as many keys of items. Afterwards every item
opens to the one who stayed, and none is left for who went.
"""

import sys
from datetime import datetime
from functools import partial
from uuid import uuid4

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from benchmarks.figures import Line, Times, show
from xuncha.foundation.accounts.actors import actor_of
from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.sealing import circles, services
from xuncha.foundation.sealing.models import Circle, KeyCopy, SealedBox
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.foundation.sealing.suites import KEY_BYTES, STANDARD
from xuncha.foundation.usecases import Act

BOXES = 10_000
WORDS = "一句只有自己知道的话"
PURPOSE = "petition"


def main() -> None:
    """Seal, let one go, change the keys, count."""
    call_command("migrate", verbosity=0)
    now = timezone.now()
    stays, goes = _with_key("stays", now), _with_key("goes", now)
    circle = _circle(stays, goes, now)
    for n in range(BOXES):
        circles.seal(circle, PURPOSE, str(n).encode())
    services.stop_keeping(_act(goes, now), circle)
    services.change_keys(_act(stays, now), circle, by=stays)
    ours, portions, floor = Times(), Times(), Times()
    ours.take(partial(_brought_along, circle, stays, now, portions))
    pairs = STANDARD.pair(), STANDARD.pair()
    sealed = [STANDARD.seal(pairs[0].public, bytes(KEY_BYTES), PURPOSE.encode()) for _ in range(BOXES)]
    floor.take(lambda: [_anew(pairs[0].private, pairs[1].public, one) for one in sealed])
    show(
        f"P16  a change of keys with {BOXES:,} sealed items; floor: the library alone opening and sealing as many",
        (Line("all of them", ours, floor, ""), Line("one portion", portions, "a fifth of it", "")),
        (f"{len(portions.seconds)} portions of {circles.AT_ONCE:,}, each told with what is left",),
    )
    opened = {circles.opened_box(box, stays) for box in SealedBox.objects.select_related("circle_key")}
    left = KeyCopy.objects.filter(person_key=goes.person_key, until__isnull=True).count()
    if opened != {str(n).encode() for n in range(BOXES)} or left:
        sys.exit("items were lost, or lie open to who went")


def _brought_along(circle: Circle, by: Unlocked, now: datetime, portions: Times) -> None:
    while portions.take(lambda: services.carry_on(_act(by, now), circle, by=by)):
        pass


def _anew(private: bytes, public: bytes, sealed: bytes) -> bytes:
    return STANDARD.seal(public, STANDARD.open(private, sealed, PURPOSE.encode()), PURPOSE.encode())


def _act(who: Unlocked, now: datetime) -> Act:
    return Act(actor_of(who.person_key.owner, now), now, uuid4())


def _with_key(username: str, now: datetime) -> Unlocked:
    act = Act(actor_of(User.objects.create(username=username, name=username), now), now, uuid4())
    services.make_own_key(act, password=WORDS, again_password=WORDS)
    unlocked = services.unlock_own_key(act.actor, now, password=WORDS)
    if unlocked is None:
        sys.exit("the key does not open")
    return unlocked


def _circle(stays: Unlocked, goes: Unlocked, now: datetime) -> Circle:
    city = Jurisdiction.objects.create(code="c", name="某市", office_name="办", level="city", path="c")
    keys = [stays.person_key, goes.person_key]
    with transaction.atomic():
        return circles.open_circle(
            _act(stays, now), jurisdiction=city, purpose="intake", scope_id=1, name="一", members=keys
        )
