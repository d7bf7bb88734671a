"""Recovery of a lost passphrase: its owner asks, custodians give their shares, the owner alone joins them."""

from xuncha.core.errors import OutOfReach, RuleViolated, reason
from xuncha.core.text import say
from xuncha.foundation.sealing.models import Deposit, PersonKey, Recovery, Release
from xuncha.foundation.sealing.opening import Unlocked, key_in_use
from xuncha.foundation.sealing.passphrases import lock_private, reasons_not_to_take, unlock_private
from xuncha.foundation.sealing.rules import (
    reasons_not_to_ask,
    reasons_not_to_finish,
    reasons_not_to_give,
)
from xuncha.foundation.sealing.selectors.custody import deposit_of, live_shares, open_recovery_of
from xuncha.foundation.sealing.shares import code_of, join, unpacked
from xuncha.foundation.sealing.suites import SUITES, NotOpened
from xuncha.foundation.sealing.workflow import RECOVERY, RELEASE, ReleaseState
from xuncha.foundation.usecases import Act, personal_use_case


@personal_use_case
def ask_recovery(act: Act, *, password: str, again_password: str, why: str) -> Recovery:
    """Ask the custodians for one's own key, which from then on will lie under the passphrase given here."""
    held = key_in_use(act.actor.user)
    kept = deposit_of(held) if held else None
    RuleViolated.unless_empty(
        reasons_not_to_ask(
            deposited=kept is not None,
            live=live_shares(kept).count() if kept else 0,
            needed=kept.needed if kept else 0,
            asked_already=open_recovery_of(act.actor.user) is not None,
        )
    )
    assert kept is not None  # noqa: S101 - the rule asks for it
    return begin(act, kept, password, again_password, why)


def begin(act: Act, kept: Deposit, password: str, again_password: str, why: str) -> Recovery:
    """A fresh pair of keys under a passphrase, and every custodian asked to seal their share to it."""
    RuleViolated.unless_empty(reasons_not_to_take(password, again_password))
    suite = SUITES[kept.suite]
    fresh = suite.pair()
    lying = lock_private(suite, fresh.private, password)
    made = Recovery(
        deposit=kept,
        owner=act.actor.user,
        why=why,
        suite=suite.name,
        public=fresh.public,
        salt=lying.salt,
        passes=lying.passes,
        memory=lying.memory,
        locked=lying.text,
    )
    act.create(made, "recovery.asked", why=why)
    asked = [Release(recovery=made, share=share, custodian=share.custodian_key.owner) for share in live_shares(kept)]
    act.create_many(Release, asked, "release.asked")
    return made


@personal_use_case
def give_share(act: Act, release: Release, *, code: str, by: Unlocked) -> Release:
    """Give one's share to the person who asked, having made sure by word of mouth that it is them."""
    release = _own_release(act, release)
    recovery, share = release.recovery, release.share
    RuleViolated.unless_empty(reasons_not_to_give(code=code, right=code_of(bytes(recovery.public))))
    if share.until is not None:
        raise RuleViolated(reason("您已不再是保管人，这份已经清空。"))
    part = by.person_key.cipher.open(by.private, bytes(share.sealed), f"xuncha share {share.deposit_id}".encode())
    sealed = recovery.cipher.seal(bytes(recovery.public), part, _purpose(recovery))
    return act.step(release, RELEASE, "give", sealed=sealed)


@personal_use_case
def refuse_share(act: Act, release: Release, *, reason: str) -> Release:
    """Keep one's share, saying why."""
    return act.step(_own_release(act, release), RELEASE, "refuse", reason=reason)


def _own_release(act: Act, release: Release) -> Release:
    held = act.lock(release)
    if held.custodian_id != act.actor.pk:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    return held


@personal_use_case
def recover_own_key(act: Act, recovery: Recovery, *, password: str) -> PersonKey:
    """Join the shares that were given and put one's key under the new passphrase."""
    recovery = _own_recovery(act, recovery)
    private = joined(recovery, password)
    held = recovery.deposit.person_key
    assert held is not None  # noqa: S101 - a drill is ended by another act
    held = act.lock(held)
    lying = lock_private(held.cipher, private, password)
    held.salt, held.passes, held.memory, held.locked = lying.salt, lying.passes, lying.memory, lying.text
    held.failed_attempts, held.locked_until = 0, None
    held.version += 1
    held.save()
    act.record("sealing.passphrase_recovered", held)
    finish(act, recovery, "recover")
    return held


@personal_use_case
def withdraw_recovery(act: Act, recovery: Recovery) -> Recovery:
    """Ask no longer: the passphrase was found, or another way was taken."""
    return finish(act, _own_recovery(act, recovery), "withdraw")


def _own_recovery(act: Act, recovery: Recovery) -> Recovery:
    held = act.lock(recovery)
    if held.owner_id != act.actor.pk or held.is_drill:
        raise OutOfReach(say("没有这条记录，或者不在您的工作范围内。"))
    return held


def finish(act: Act, recovery: Recovery, step: str, *, reason: str = "", told: str = "") -> Recovery:
    """End a recovery: who has not answered is asked no longer, and what was given is emptied."""
    for release in recovery.releases.filter(state=ReleaseState.ASKED):
        act.step(release, RELEASE, "lapse")
    recovery.releases.update(sealed=b"")
    return act.step(recovery, RECOVERY, step, reason=reason, told=told)


def joined(recovery: Recovery, password: str) -> bytes:
    """
    The private key that was deposited, from the shares that were given, for whoever knows the new passphrase.

    Raises:
        RuleViolated: shares are missing or do not fit, or the passphrase is another one.

    """
    kept, given = recovery.deposit, list(recovery.releases.filter(state=ReleaseState.GIVEN))
    RuleViolated.unless_empty(reasons_not_to_finish(given=len(given), needed=kept.needed))
    try:
        private = unlock_private(recovery.cipher, recovery.under_passphrase, password)
    except NotOpened:
        raise RuleViolated(reason("和提出恢复时设的新口令不一样。", field="password")) from None
    try:
        parts = [unpacked(recovery.cipher.open(private, bytes(one.sealed), _purpose(recovery))) for one in given]
        return join(SUITES[kept.suite], bytes(kept.locked), parts, needed=kept.needed)
    except NotOpened:
        raise RuleViolated(reason("交出的份额合不成钥匙，请再请一名保管人交出。")) from None


def _purpose(recovery: Recovery) -> bytes:
    return f"xuncha release {recovery.pk}".encode()
