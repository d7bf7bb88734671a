"""
A private key in shares: any `needed` of them make it again, fewer say nothing (Shamir, over GF(2^128)).

Sixteen random bytes are split, not the key itself; what they become locks the key with its tag. So a share that was
changed, or one of another key, is noticed: joining wrong shares gives wrong bytes without saying so, and those do not
unlock. Exactly as many shares as needed are joined at a time.
"""

from collections.abc import Sequence
from hashlib import sha256
from itertools import combinations
from secrets import token_bytes

from Crypto.Protocol.SecretSharing import Shamir
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from xuncha.foundation.sealing.suites import KEY_BYTES, NotOpened, Suite

PURPOSE = b"xuncha private key under shares"
SECRET_BYTES = 16
CODE_DIGITS = 8

Part = tuple[int, bytes]
"""The number of a share, and its sixteen bytes."""


def split(suite: Suite, private: bytes, *, needed: int, count: int) -> tuple[bytes, list[Part]]:
    """The key, locked, and the shares of what opens it."""
    secret = token_bytes(SECRET_BYTES)
    return suite.lock(_key(secret), private, PURPOSE), Shamir.split(needed, count, secret)


def join(suite: Suite, locked: bytes, parts: Sequence[Part], *, needed: int) -> bytes:
    """
    The private key again, from any `needed` good ones among the shares.

    Raises:
        NotOpened: there are too few, or too few that belong to this key.

    """
    for some in combinations(sorted(set(parts)), needed):
        if len({number for number, _ in some}) == needed:
            try:
                return suite.unlock(_key(Shamir.combine(list(some))), locked, PURPOSE)
            except NotOpened:
                continue
    raise NotOpened


def packed(part: Part) -> bytes:
    """A share as it is sealed."""
    return part[0].to_bytes(1, "big") + part[1]


def unpacked(text: bytes) -> Part:
    """A share again."""
    return text[0], text[1:]


def code_of(public: bytes) -> str:
    """Eight digits by which two people make sure, by word of mouth, that they speak of the same recovery."""
    number = int.from_bytes(sha256(b"xuncha recovery" + public).digest(), "big")
    return f"{number % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def _key(secret: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=PURPOSE).derive(secret)
