"""
Suites of ciphers: sealing to a public key, locking under a secret key. One interface, so that an office may choose.

Standard: RFC 9180 (HPKE) with X25519, HKDF-SHA-256 and ChaCha20-Poly1305; locking with ChaCha20-Poly1305 (RFC 8439).
National: SM2 (GB/T 32918), SM3 (GB/T 32905) and SM4 in Galois/counter mode (GB/T 32907, GB/T 36624).
Everything is authenticated: what was changed, or sealed for another purpose, does not open. Who sealed is not known.
"""

from dataclasses import dataclass, field
from secrets import token_bytes
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM
from cryptography.hazmat.primitives.hpke import Suite as Hpke
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from xuncha.foundation.sealing import sm2

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
SM4_BYTES = 16


class NotOpened(Exception):  # noqa: N818 - an answer, not an error
    """The key does not belong to the box, or the box was changed."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A key that anybody may seal to, and the one that opens."""

    public: bytes
    private: bytes = field(repr=False)


class Suite(Protocol):
    """What a suite of ciphers does. `purpose` is bound to what is sealed or locked and must be named to open it."""

    name: str

    def pair(self, private: bytes | None = None) -> Pair:
        """A new pair of keys, or the pair of this private key (32 bytes)."""

    def seal(self, public: bytes, content: bytes, purpose: bytes) -> bytes:
        """Seal the content so that only the private key opens it."""

    def open(self, private: bytes, box: bytes, purpose: bytes) -> bytes:
        """The content again, or NotOpened."""

    def lock(self, key: bytes, content: bytes, purpose: bytes) -> bytes:
        """Lock the content under a secret key (32 bytes)."""

    def unlock(self, key: bytes, locked: bytes, purpose: bytes) -> bytes:
        """The content again, or NotOpened."""


class StandardSuite:
    """X25519 sealed boxes and ChaCha20-Poly1305."""

    name = "standard"
    _hpke = Hpke(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)

    def pair(self, private: bytes | None = None) -> Pair:
        """A new pair of keys, or the pair of this private key."""
        key = X25519PrivateKey.from_private_bytes(private) if private else X25519PrivateKey.generate()
        return Pair(key.public_key().public_bytes_raw(), key.private_bytes_raw())

    def seal(self, public: bytes, content: bytes, purpose: bytes) -> bytes:
        """Seal to a public key; every call makes another box."""
        return self._hpke.encrypt(content, X25519PublicKey.from_public_bytes(public), info=purpose)

    def open(self, private: bytes, box: bytes, purpose: bytes) -> bytes:
        """Open what was sealed to the private key's public one."""
        try:
            return self._hpke.decrypt(box, X25519PrivateKey.from_private_bytes(private), info=purpose)
        except (InvalidTag, ValueError):
            raise NotOpened from None

    def lock(self, key: bytes, content: bytes, purpose: bytes) -> bytes:
        """Lock under a secret key: a fresh nonce, then the content with its tag."""
        nonce = token_bytes(NONCE_BYTES)
        return nonce + ChaCha20Poly1305(key).encrypt(nonce, content, purpose)

    def unlock(self, key: bytes, locked: bytes, purpose: bytes) -> bytes:
        """Unlock what `lock` made."""
        try:
            return ChaCha20Poly1305(key).decrypt(locked[:NONCE_BYTES], locked[NONCE_BYTES:], purpose)
        except (InvalidTag, ValueError):
            raise NotOpened from None


class NationalSuite:
    """
    SM2, SM3 and SM4: a fresh SM4 key is sealed with SM2 (GB/T 32918.4), the content locked under it with SM4-GCM.

    Locking under a secret key: HKDF with SM3 makes the SM4 key of 128 bits from the one of 256.
    """

    name = "national"

    def pair(self, private: bytes | None = None) -> Pair:
        """A new pair of keys, or the pair of this private key."""
        private = private or sm2.private_key()
        return Pair(sm2.public_key(private), private)

    def seal(self, public: bytes, content: bytes, purpose: bytes) -> bytes:
        """Seal to a public key; every call makes another box."""
        key = token_bytes(SM4_BYTES)
        sealed_key = sm2.encrypt(public, key)
        return sealed_key + _sm4_locked(key, content, purpose + sealed_key)

    def open(self, private: bytes, box: bytes, purpose: bytes) -> bytes:
        """Open what was sealed to the private key's public one."""
        length = sm2.POINT + sm2.SIZE + SM4_BYTES
        try:
            key = sm2.decrypt(private, box[:length])
            return _sm4_unlocked(key, box[length:], purpose + box[:length])
        except (InvalidTag, ValueError):
            raise NotOpened from None

    def lock(self, key: bytes, content: bytes, purpose: bytes) -> bytes:
        """Lock under a secret key: a fresh nonce, then the content with its tag."""
        return _sm4_locked(_sm4_key(key), content, purpose)

    def unlock(self, key: bytes, locked: bytes, purpose: bytes) -> bytes:
        """Unlock what `lock` made."""
        try:
            return _sm4_unlocked(_sm4_key(key), locked, purpose)
        except (InvalidTag, ValueError):
            raise NotOpened from None


def _sm4_key(key: bytes) -> bytes:
    return HKDF(algorithm=SM3(), length=SM4_BYTES, salt=None, info=b"xuncha SM4 key").derive(key)


def _sm4_locked(key: bytes, content: bytes, purpose: bytes) -> bytes:
    nonce = token_bytes(NONCE_BYTES)
    cipher = Cipher(SM4(key), GCM(nonce)).encryptor()
    cipher.authenticate_additional_data(purpose)
    return nonce + cipher.update(content) + cipher.finalize() + cipher.tag


def _sm4_unlocked(key: bytes, locked: bytes, purpose: bytes) -> bytes:
    nonce, hidden, tag = locked[:NONCE_BYTES], locked[NONCE_BYTES:-TAG_BYTES], locked[-TAG_BYTES:]
    if len(locked) < NONCE_BYTES + TAG_BYTES:
        raise InvalidTag
    cipher = Cipher(SM4(key), GCM(nonce, tag)).decryptor()
    cipher.authenticate_additional_data(purpose)
    return cipher.update(hidden) + cipher.finalize()


STANDARD: Suite = StandardSuite()
SUITES: dict[str, Suite] = {suite.name: suite for suite in (STANDARD, NationalSuite())}
"""By the name that is stored beside what they sealed."""


def chosen() -> Suite:
    """The suite of new keys in this installation; what lies sealed keeps the one that is stored beside it."""
    return SUITES[settings.XUNCHA_SUITE]
