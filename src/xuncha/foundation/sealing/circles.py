"""
Circles: who opens what is sealed for one purpose about one thing.

Content is locked under a key of its own; that key is sealed to the circle; the circle's private key is sealed to each
member. So a member comes in with one small box, whatever lies sealed already, and a member who leaves has their copy
emptied at once. What is sealed afterwards, and step by step what was sealed before, goes under a new pair of keys, so
that not even an old backup helps the one who left.
"""

from collections.abc import Sequence
from secrets import token_bytes

from django.db.models import QuerySet

from xuncha.core.errors import Denied, RuleViolated, reason
from xuncha.core.text import say
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import User
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.sealing.models import Circle, CircleKey, KeyCopy, PersonKey, SealedBox
from xuncha.foundation.sealing.opening import Unlocked
from xuncha.foundation.sealing.suites import KEY_BYTES, SUITES, chosen
from xuncha.foundation.usecases import Act

AT_ONCE = 2000
"""How many boxes one portion of a change of keys takes along."""
BLOCK = 1024
"""Content is filled up to whole blocks (bytes), so that the size of a box says little."""


def open_circle(
    act: Act, *, jurisdiction: Jurisdiction, purpose: str, scope_id: int, name: str, members: Sequence[PersonKey]
) -> Circle:
    """A new circle with its first members; from here on anybody may seal to it and only they may open."""
    if not members:
        raise RuleViolated(reason("至少要有一个人能打开，请先指定接收人并请其设置保密口令。"))
    circle = Circle(jurisdiction=jurisdiction, purpose=purpose, scope_id=scope_id, name=name)
    act.create(circle, "sealing.circle_opened")
    _new_key(act, circle, members)
    return circle


def circle_for(purpose: str, scope_id: int) -> Circle | None:
    """The circle of this purpose about this thing."""
    return Circle.objects.filter(purpose=purpose, scope_id=scope_id).first()


def members_of(circle: Circle) -> QuerySet[PersonKey]:
    """Whose keys open what is sealed to the circle today."""
    held = KeyCopy.objects.filter(circle_key__circle=circle, circle_key__until__isnull=True, until__isnull=True)
    return PersonKey.objects.filter(pk__in=held.values("person_key"), until__isnull=True).select_related("owner")


def kept_by(held: PersonKey) -> QuerySet[Circle]:
    """The circles whose boxes this key opens today."""
    copies = held.copies.filter(until__isnull=True, circle_key__until__isnull=True)
    return Circle.objects.filter(keys__copies__in=copies)


def circles_of(actor: Actor) -> QuerySet[Circle]:
    """
    The circles in which the person is, for reaches that narrow to those named: who holds a key is, nobody else.

    A circle in the middle of a change of keys counts by either pair.
    """
    held = KeyCopy.objects.filter(person_key__owner=actor.pk, person_key__until__isnull=True, until__isnull=True)
    return Circle.objects.filter(pk__in=held.values("circle_key__circle"))


def admit(act: Act, circle: Circle, newcomer: PersonKey, by: Unlocked) -> None:
    """Let somebody in, by a member: they open everything that lies sealed, and what comes."""
    circle = act.lock(circle)
    for circle_key in circle.keys.filter(copies__until__isnull=True).distinct():
        if not circle_key.copies.filter(person_key=newcomer, until__isnull=True).exists():
            _give(act, circle_key, newcomer, _private(circle_key, by))


def leave(act: Act, circle: Circle, owner: User) -> int:
    """
    Empty every copy that the person holds; returns how many. Their next request opens nothing.

    Raises:
        RuleViolated: nobody else could open what is sealed.

    """
    circle = act.lock(circle)
    held = _held_by(circle, owner)
    if held and not _another_holds(circle, owner):
        raise RuleViolated(reason("除{name}外没有人能打开这些材料，请先移交给另一个人。", name=str(owner)))
    return _empty(act, circle, owner, held)


def shut_out(act: Act, circle: Circle, owner: User) -> int:
    """
    Empty the copies of somebody who may no longer open; the last copy there is stays, so that nothing is lost.

    Whoever holds that one reaches no page that opens it, and can still let in somebody who may.
    """
    circle = act.lock(circle)
    held = _held_by(circle, owner)
    if held and not _another_holds(circle, owner):
        act.record("sealing.last_copy_stays", circle, who=str(owner))
        return 0
    return _empty(act, circle, owner, held)


def renew(act: Act, circle: Circle, by: Unlocked) -> CircleKey:
    """A new pair of keys for those who are in; what lies sealed is brought along by `bring_along`."""
    circle = act.lock(circle)
    _private(_key_of(circle), by)
    members = list(members_of(circle))
    _retire(act, circle)
    return _new_key(act, circle, members)


def renewal_due(circle: Circle) -> bool:
    """Whether somebody has left since the pair of keys in use was made: an old backup may still hold their copy."""
    return KeyCopy.objects.filter(
        circle_key__circle=circle, circle_key__until__isnull=True, until__isnull=False
    ).exists()


def left_behind(circle: Circle) -> QuerySet[SealedBox]:
    """Boxes still under an older pair of keys."""
    return SealedBox.objects.filter(circle_key__circle=circle, circle_key__until__isnull=False)


def bring_along(act: Act, circle: Circle, by: Unlocked) -> int:
    """Seal the keys of up to AT_ONCE boxes anew; returns how many are left. With none left, old copies are emptied."""
    circle = act.lock(circle)
    current = _key_of(circle)
    behind = left_behind(circle).select_related("circle_key")
    boxes = list(behind.only("key", "purpose", "circle_key")[:AT_ONCE])  # what is in them stays where it is
    old_keys = {box.circle_key_id: box.circle_key for box in boxes}
    privates = {pk: _private(old, by) for pk, old in old_keys.items()}
    for box in boxes:
        old = box.circle_key
        key = old.cipher.open(privates[old.pk], bytes(box.key), box.purpose.encode())
        box.key, box.circle_key = current.cipher.seal(bytes(current.public), key, box.purpose.encode()), current
    SealedBox.objects.bulk_update(boxes, ["key", "circle_key"], batch_size=200)
    left = left_behind(circle).count()
    if boxes:
        act.record("sealing.brought_along", circle, boxes=len(boxes), left=left)
    if not left:
        old_copies = KeyCopy.objects.filter(circle_key__circle=circle, circle_key__until__isnull=False)
        old_copies.filter(until__isnull=True).update(sealed=b"", until=act.now)
    return left


def seal(circle: Circle, purpose: str, content: bytes) -> SealedBox:
    """
    Seal content to a circle. Whoever seals needs no key and cannot open it again.

    A change of keys waits for boxes that are being made with the old pair (its rows refer to that row). A box that
    finds its pair replaced all the same is made again, so that none is left under keys whose copies are emptied.
    """
    while True:
        made = _sealed_to(_key_of(circle), purpose, content)
        if CircleKey.objects.filter(pk=made.circle_key_id, until__isnull=True).exists():
            return made
        made.delete()


def opened_box(box: SealedBox, by: Unlocked) -> bytes:
    """
    What is in a box.

    Raises:
        Denied: the person is not in its circle, or no longer.
        NotOpened: the box was changed.

    """
    purpose = box.purpose.encode()
    key = box.circle_key.cipher.open(_private(box.circle_key, by), bytes(box.key), purpose)
    return _emptied(SUITES[box.suite].unlock(key, bytes(box.content), purpose))


def _sealed_to(circle_key: CircleKey, purpose: str, content: bytes) -> SealedBox:
    key = token_bytes(KEY_BYTES)
    suite = circle_key.cipher
    return SealedBox.objects.create(
        circle_key=circle_key,
        purpose=purpose,
        suite=suite.name,
        key=suite.seal(bytes(circle_key.public), key, purpose.encode()),
        content=suite.lock(key, _filled(content), purpose.encode()),
    )


def _held_by(circle: Circle, owner: User) -> list[KeyCopy]:
    copies = KeyCopy.objects.filter(circle_key__circle=circle, until__isnull=True, person_key__owner=owner)
    return list(copies.select_related("circle_key__circle", "person_key__owner"))


def _another_holds(circle: Circle, owner: User) -> bool:
    """Whether somebody else holds a copy that their key opens."""
    others = KeyCopy.objects.filter(circle_key__circle=circle, until__isnull=True, person_key__until__isnull=True)
    return others.exclude(person_key__owner=owner).exists()


def _empty(act: Act, circle: Circle, owner: User, held: list[KeyCopy]) -> int:
    for copy in held:
        copy.sealed, copy.until = b"", act.now
        copy.version += 1
        copy.save(update_fields=["sealed", "until", "version"])
    if held:
        act.record("sealing.left", circle, who=str(owner))
    return len(held)


def _new_key(act: Act, circle: Circle, members: Sequence[PersonKey]) -> CircleKey:
    suite = chosen()
    pair = suite.pair()
    number = circle.keys.count() + 1
    made = CircleKey(circle=circle, number=number, suite=suite.name, public=pair.public, since=act.now)
    act.create(made, "sealing.circle_key_made", number=number)
    for member in members:
        _give(act, made, member, pair.private)
    return made


def _retire(act: Act, circle: Circle) -> None:
    held = act.lock(_key_of(circle))
    held.until = act.now
    held.save(update_fields=["until"])
    act.record("sealing.circle_key_retired", held)


def _give(act: Act, circle_key: CircleKey, member: PersonKey, private: bytes) -> None:
    sealed = member.cipher.seal(bytes(member.public), private, _purpose(circle_key))
    ended = KeyCopy.objects.filter(circle_key=circle_key, person_key=member).first()
    if ended is None:
        act.create(
            KeyCopy(circle_key=circle_key, person_key=member, sealed=sealed), "sealing.admitted", who=str(member)
        )
        return
    ended.sealed, ended.until = sealed, None
    ended.version += 1
    ended.save(update_fields=["sealed", "until", "version"])
    act.record("sealing.admitted", ended, who=str(member))


def _key_of(circle: Circle) -> CircleKey:
    return circle.keys.get(until__isnull=True)


def _private(circle_key: CircleKey, by: Unlocked) -> bytes:
    copy = circle_key.copies.filter(person_key=by.person_key, until__isnull=True).first()
    if copy is None:
        raise Denied(say("这些材料没有交给您保管，您打不开。"))
    return by.person_key.cipher.open(by.private, bytes(copy.sealed), _purpose(circle_key))


def _purpose(circle_key: CircleKey) -> bytes:
    return f"xuncha circle {circle_key.circle_id} key {circle_key.number}".encode()


def _filled(content: bytes) -> bytes:
    told = len(content).to_bytes(8, "big") + content
    return told + bytes(-len(told) % BLOCK)


def _emptied(filled: bytes) -> bytes:
    return filled[8 : 8 + int.from_bytes(filled[:8], "big")]
