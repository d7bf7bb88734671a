"""A private key under the passphrase of its owner: Argon2id makes the key that locks it (RFC 9106)."""

from dataclasses import dataclass
from secrets import token_bytes

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from django.conf import settings

from xuncha.core.errors import Reason, reason
from xuncha.foundation.sealing.suites import KEY_BYTES, Suite

PURPOSE = b"xuncha private key under a passphrase"
SHORTEST = 8
SALT_BYTES = 16
LANES = 1


@dataclass(frozen=True, slots=True)
class Locked:
    """A locked private key and how its passphrase becomes a key: salt, passes over the memory, memory in KiB."""

    salt: bytes
    passes: int
    memory: int
    text: bytes


def reasons_not_to_take(passphrase: str, again: str) -> list[Reason]:
    """A passphrase is long enough and typed twice alike."""
    if len(passphrase) < SHORTEST:
        return [reason("保密口令至少 {n} 位，可以用一句话。", field="password", n=SHORTEST)]
    if passphrase != again:
        return [reason("两次输入的保密口令不一样。", field="again_password")]
    return []


def lock_private(suite: Suite, private: bytes, passphrase: str) -> Locked:
    """Lock a private key under the passphrase, at the installation's cost."""
    salt = token_bytes(SALT_BYTES)
    passes, memory = settings.XUNCHA_PASSPHRASE_COST
    return Locked(salt, passes, memory, suite.lock(_key(passphrase, salt, passes, memory), private, PURPOSE))


def unlock_private(suite: Suite, locked: Locked, passphrase: str) -> bytes:
    """The private key, or NotOpened when the passphrase is another one."""
    return suite.unlock(_key(passphrase, locked.salt, locked.passes, locked.memory), locked.text, PURPOSE)


def _key(passphrase: str, salt: bytes, passes: int, memory: int) -> bytes:
    derive = Argon2id(salt=salt, length=KEY_BYTES, iterations=passes, lanes=LANES, memory_cost=memory)
    return derive.derive(passphrase.encode())
