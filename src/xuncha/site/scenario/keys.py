"""Keys of the demo's cast: made when first needed, opened with the passphrase that the demo shows."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.conf import settings

from xuncha.foundation.accounts.models import User
from xuncha.foundation.sealing.demo import PASSPHRASE
from xuncha.foundation.sealing.opening import Unlocked, key_in_use
from xuncha.foundation.sealing.services import make_own_key, unlock_own_key
from xuncha.site.scenario.stage import Stage

QUICK = (1, 8)
"""Argon2id's least: passes, KiB of memory. A slow derivation protects no passphrase that everybody is shown."""


@contextmanager
def quick_keys() -> Iterator[None]:
    """
    Lock the cast's keys under the shown passphrase in no time, while a scenario is loaded in a process of its own.

    A key carries its cost: whoever of the cast takes another passphrase pays the installation's.
    """
    cost = settings.XUNCHA_PASSPHRASE_COST
    settings.XUNCHA_PASSPHRASE_COST = QUICK
    try:
        yield
    finally:
        settings.XUNCHA_PASSPHRASE_COST = cost


def give_keys(stage: Stage, users: Iterable[User]) -> None:
    """Let everybody who has no key make theirs."""
    for user in users:
        if key_in_use(user) is None:
            make_own_key(stage.by(user), password=PASSPHRASE, again_password=PASSPHRASE)


def open_key(stage: Stage, user: User) -> Unlocked:
    """
    The person's key, open.

    Raises:
        LookupError: they have another passphrase than the demo's.

    """
    key = unlock_own_key(stage.by(user).actor, stage.moment, password=PASSPHRASE)
    if key is None:
        raise LookupError(f"{user} has another passphrase")
    return key
