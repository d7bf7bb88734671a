"""
What the database must not show: sealed with the installation's field key (`XUNCHA_FIELD_KEY`), opened to be used.

A copy of the database alone opens nothing. `fingerprint` is a keyed hash for finding the same value again without
opening any; `masked` is all of a sealed value that a page, a list or a document may show.
"""

import base64
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings
from django.utils.crypto import salted_hmac

SHOWN = 4
"""How many of the last characters a page shows."""


def sealed(text: str) -> str:
    """The text as the database may hold it; nothing stays nothing."""
    return _fernet().encrypt(text.encode()).decode() if text else ""


def opened(sealed_text: str) -> str:
    """The text again."""
    return _fernet().decrypt(sealed_text.encode()).decode() if sealed_text else ""


def fingerprint(purpose: str, text: str) -> str:
    """A keyed hash of the text (64 hexadecimal digits); another purpose gives another one."""
    return salted_hmac(purpose, text, secret=settings.XUNCHA_FIELD_KEY, algorithm="sha256").hexdigest()


def masked(text: str) -> str:
    """The last characters behind dots; a text no longer than those shows none of them."""
    tail = text[-SHOWN:] if len(text) > SHOWN else ""
    return "•" * (len(text) - len(tail)) + tail


def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.XUNCHA_FIELD_KEY.encode()).digest()))
