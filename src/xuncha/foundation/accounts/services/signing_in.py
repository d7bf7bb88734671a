"""
Signing in: password, then the second factor where there is one. Every attempt is journaled, whatever comes of it.

A failure is an answer, not a refusal: it has to be kept, so nothing here raises. All failures look alike from outside;
which of unknown name, wrong password, locked or switched off it was, only the journal knows. The lock belongs to the
account, never to an address: behind an office's one router sits everybody.
"""

from datetime import datetime

from django.conf import settings

from xuncha.foundation.accounts import credentials
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import User
from xuncha.foundation.accounts.rules import Lock, after_failure
from xuncha.foundation.accounts.services.keeping import keep
from xuncha.foundation.sealing.fields import opened
from xuncha.foundation.usecases import Act, personal_use_case


def try_password(username: str, password: str, now: datetime) -> User | None:
    """The person, if the password is theirs and the account is open; counts and keeps the attempt either way."""
    user = User.objects.filter(username__iexact=username.strip()).first()
    fits = credentials.password_fits(user, password)  # before the transaction: a slow hash must hold no lock
    if user is None:
        _note_unknown(Act(Actor(User(pk=0), ()), now))
        return None
    return user if _judge_password(Act(Actor(user, ()), now), fits=fits, hashed=user.password) else None


@personal_use_case
def _judge_password(act: Act, *, fits: bool, hashed: str) -> bool:
    """Decide on a password, on the account as it is now: open, not locked, password unchanged since it was compared."""
    user = act.lock(act.actor.user)
    if fits and user.is_active and not user.is_locked(act.now) and user.password == hashed:
        act.record("account.password_accepted", user)
        return True
    _count_failure(act, user, "password")
    return False


@personal_use_case
def check_second_factor(act: Act, *, code: str) -> bool:
    """Whether a one-time or recovery code is right. Either works once; a wrong one counts towards the lock."""
    user = act.lock(act.actor.user)
    if user.is_active and not user.is_locked(act.now) and user.otp_secret:
        secret = opened(user.otp_secret)
        step = credentials.step_of_code(secret, code.replace(" ", ""), act.now, after=user.otp_last_step)
        if step is not None:
            keep(act, user, "account.code_accepted", otp_last_step=step)
            return True
        hashed = credentials.recovery_hash(code)
        if hashed in user.recovery_codes:
            left = [kept for kept in user.recovery_codes if kept != hashed]
            keep(act, user, "account.recovery_code_used", detail={"left": len(left)}, recovery_codes=left)
            return True
    _count_failure(act, user, "code")
    return False


@personal_use_case
def finish_sign_in(act: Act, *, session_key: str, way: str) -> User:
    """Take a session into use: it is the one that counts from now on, and failures are forgotten."""
    return keep(
        act,
        act.lock(act.actor.user),
        "account.signed_in",
        detail={"way": way},
        session_key=session_key,
        last_login=act.now,
        failed_attempts=0,
        locked_until=None,
    )


def _count_failure(act: Act, user: User, what: str) -> None:
    before = Lock(user.failed_attempts, user.locked_until)
    after = after_failure(before, act.now, limit=settings.XUNCHA_LOCK_AFTER, minutes=settings.XUNCHA_LOCK_MINUTES)
    event = "account.locked" if after.until and after != before else "account.sign_in_failed"
    detail = {"what": what, "failed": after.failed, "locked_until": after.until}
    keep(act, user, event, detail=detail, failed_attempts=after.failed, locked_until=after.until)


@personal_use_case
def _note_unknown(act: Act) -> None:
    """Keep that somebody knocked with a name that does not exist. Not the name: people type passwords there."""
    act.record("account.unknown_name", act.actor.user)
