"""
Passwords, one-time codes and recovery codes. Nothing here touches the database.

One-time codes are TOTP (RFC 6238: six digits, 30 seconds, one step of tolerance either way). Their secret is stored
encrypted with the installation's key; recovery codes are stored as keyed hashes, so that a copy of the database alone
opens nothing.
"""

import secrets
from datetime import datetime
from hmac import compare_digest

import pyotp
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from xuncha.core.errors import Reason
from xuncha.core.text import N_, say
from xuncha.foundation.accounts.models import User
from xuncha.foundation.sealing.fields import fingerprint

STEP_SECONDS = 30
TOLERANCE = 1
RECOVERY_CODES = 10
WEAKNESS = {
    "password_too_short": N_("口令至少 10 个字符。可以用几个不相干的词连起来。"),
    "password_too_common": N_("这个口令太常见，容易被猜中，请换一个。"),
    "password_entirely_numeric": N_("口令不能全是数字。"),
    "password_too_similar": N_("口令与登录名或姓名太像，请换一个。"),
}
LEGIBLE = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without 0 O 1 I


def password_fits(user: User | None, password: str) -> bool:
    """Whether this is the person's password. Costs the same for an account that does not exist."""
    if user is None:
        make_password(password)
        return False
    return check_password(password, user.password)


def reasons_not_to_use(password: str, user: User) -> list[Reason]:
    """What is wrong with a new password, sentence by sentence; AUTH_PASSWORD_VALIDATORS decide, these words tell."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        return [Reason(say(WEAKNESS[str(fault.code)]), "password") for fault in error.error_list]
    return []


def new_password() -> str:
    """A first password to hand over: three groups of four legible characters (60 bits)."""
    return "-".join(_legible(4) for _ in range(3))


def new_secret() -> str:
    """A fresh second-factor secret, as authenticator apps take it."""
    return pyotp.random_base32()


def step_of_code(secret: str, code: str, now: datetime, *, after: int) -> int | None:
    """The time step this code belongs to, or None when it is wrong, too old, or not later than step `after`."""
    current = int(now.timestamp()) // STEP_SECONDS
    otp = pyotp.TOTP(secret)
    for step in range(current - TOLERANCE, current + TOLERANCE + 1):
        if compare_digest(otp.generate_otp(step), code) and step > after:
            return step
    return None


def enrolment_address(secret: str, username: str) -> str:
    """The address an authenticator app reads out of its QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name="Xuncha")


def new_recovery_codes() -> list[str]:
    """Ten codes of ten legible characters (50 bits each), shown once."""
    return [f"{_legible(5)}-{_legible(5)}" for _ in range(RECOVERY_CODES)]


def recovery_hash(code: str) -> str:
    """What is stored of a recovery code; blanks, dashes and case do not matter."""
    plain = code.upper().replace("-", "").replace(" ", "")
    return fingerprint("xuncha.recovery", plain)


def _legible(length: int) -> str:
    return "".join(secrets.choice(LEGIBLE) for _ in range(length))
