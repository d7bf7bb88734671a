"""One-time codes: made by chance, kept as a fingerprint under the installation's key alone."""

import hmac
from secrets import choice

from django.conf import settings

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that is taken for another one when it is typed from a card."""
LENGTH = 12
PURPOSE = "xuncha.evaluation.card"


def new_code() -> str:
    """A code as it is printed."""
    return "".join(choice(LETTERS) for _ in range(LENGTH))


def digest_of(code: str) -> str:
    """Under which a code is found again; spaces and hyphens of the print do not count."""
    plain = "".join(c for c in code.lower() if c in LETTERS)
    return hmac.digest(settings.XUNCHA_FIELD_KEY.encode(), f"{PURPOSE}:{plain}".encode(), "sha256").hex()
