"""A person's own pair of keys: made with a passphrase, opened with it, moved to another passphrase."""

from datetime import datetime

from django.conf import settings

from xuncha.core.errors import RuleViolated, reason
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import User
from xuncha.foundation.accounts.rules import Lock, after_failure
from xuncha.foundation.sealing.circles import kept_by, shut_out
from xuncha.foundation.sealing.models import PersonKey
from xuncha.foundation.sealing.opening import Unlocked, key_in_use
from xuncha.foundation.sealing.passphrases import Locked, lock_private, reasons_not_to_take, unlock_private
from xuncha.foundation.sealing.rules import reasons_not_to_start_over
from xuncha.foundation.sealing.services.custody import end_deposits
from xuncha.foundation.sealing.suites import NotOpened, chosen
from xuncha.foundation.usecases import Act, personal_use_case


@personal_use_case
def make_own_key(act: Act, *, password: str, again_password: str) -> PersonKey:
    """
    Make one's pair of keys. Nobody else knows the passphrase, and nobody can set another one.

    Raises:
        RuleViolated: the passphrase is too short or typed differently, or there is a pair already.

    """
    RuleViolated.unless_empty(reasons_not_to_take(password, again_password))
    owner = act.lock(act.actor.user)
    if key_in_use(owner) is not None:
        raise RuleViolated(reason("您已经设置过保密口令。"))
    return key_for(act, owner, password)


def key_for(act: Act, owner: User, passphrase: str) -> PersonKey:
    """A new pair of keys of a person."""
    suite = chosen()
    pair = suite.pair()
    made = PersonKey(owner=owner, suite=suite.name, public=pair.public, since=act.now)
    _put(made, lock_private(suite, pair.private, passphrase))
    return act.create(made, "sealing.key_made")


def unlock_own_key(actor: Actor, now: datetime, *, password: str) -> Unlocked | None:
    """
    One's key, opened with the passphrase; None when it is another one, or too many were tried.

    Like a sign-in: the slow part holds no lock, every attempt is kept, and nothing here raises.
    """
    held = key_in_use(actor.user)
    opened = _opened(held, password) if held else None
    return opened if held and _judge(Act(actor, now), held, fits=opened is not None) else None


@personal_use_case
def _judge(act: Act, held: PersonKey, *, fits: bool) -> bool:
    """Decide on a passphrase, on the key as it is now; a wrong one counts towards the lock."""
    held = act.lock(held)
    if held.locked_until is not None and act.now < held.locked_until:
        fits = False
    if fits:
        held.failed_attempts, held.locked_until = 0, None
    else:
        before = Lock(held.failed_attempts, held.locked_until)
        after = after_failure(before, act.now, limit=settings.XUNCHA_LOCK_AFTER, minutes=settings.XUNCHA_LOCK_MINUTES)
        held.failed_attempts, held.locked_until = after.failed, after.until
    held.save(update_fields=["failed_attempts", "locked_until"])
    act.record("sealing.unlocked" if fits else "sealing.unlock_failed", held)
    return fits


@personal_use_case
def change_passphrase(act: Act, *, current_password: str, password: str, again_password: str) -> PersonKey:
    """Move one's private key to another passphrase; what is sealed stays as it is."""
    held = key_in_use(act.actor.user)
    if held is None:
        raise RuleViolated(reason("您还没有设置保密口令。"))
    held = act.lock(held)
    opened = _opened(held, current_password)
    if opened is None:
        raise RuleViolated(reason("现在的保密口令不对。", field="current_password"))
    RuleViolated.unless_empty(reasons_not_to_take(password, again_password))
    _put(held, lock_private(held.cipher, opened.private, password))
    held.version += 1
    held.save(update_fields=["salt", "passes", "memory", "locked", "version"])
    act.record("sealing.passphrase_changed", held)
    return held


@personal_use_case
def start_over(act: Act, *, password: str, again_password: str, sure: bool) -> PersonKey:
    """
    Give up a key whose passphrase is lost and make another: other keepers let its owner in again.

    What nobody else could open stays sealed under the key that was given up.
    """
    owner = act.lock(act.actor.user)
    held = key_in_use(owner)
    RuleViolated.unless_empty(reasons_not_to_start_over(has_key=held is not None, sure=sure))
    RuleViolated.unless_empty(reasons_not_to_take(password, again_password))
    assert held is not None  # noqa: S101 - the rule asks for it
    for circle in kept_by(held):
        shut_out(act, circle, owner)
    end_deposits(act, held)
    act.change(act.lock(held), "sealing.key_given_up", until=act.now)
    return key_for(act, owner, password)


def _opened(held: PersonKey, passphrase: str) -> Unlocked | None:
    try:
        return Unlocked(held, unlock_private(held.cipher, held.under_passphrase, passphrase))
    except NotOpened:
        return None


def _put(held: PersonKey, locked: Locked) -> None:
    held.salt, held.passes, held.memory, held.locked = locked.salt, locked.passes, locked.memory, locked.text
