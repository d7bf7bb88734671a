"""
The receipt of a tip: 26 digits that nobody guesses (86 bits), two that check them, and a pair of keys made of them.

Digits, because they can be written on paper in any village, read out, and typed on any telephone. Whoever has the
receipt opens the answers; the database has a keyed hash to find the tip again, and the public half of the keys.
"""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from xuncha.foundation.sealing.fields import fingerprint
from xuncha.foundation.sealing.suites import KEY_BYTES, STANDARD, Pair

DIGITS = 26
LENGTH = DIGITS + 2
GROUP = 4
WIDE = {0xFF10 + digit: str(digit) for digit in range(10)}
MODULUS = 97
"""ISO/IEC 7064 MOD 97-10: finds every wrong digit and every two that changed places."""


def with_check(number: str) -> str:
    """A number of DIGITS digits with the two that check it."""
    return number + _check(number)


def grouped(receipt: str) -> str:
    """As it is printed: groups of four."""
    return " ".join(receipt[at : at + GROUP] for at in range(0, len(receipt), GROUP))


def read(typed: str) -> str | None:
    """The receipt as typed, whatever stands between its digits; None when it cannot be one."""
    digits = _bare(typed)
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdecimal()):
        return None
    return digits if _check(digits[:DIGITS]) == digits[DIGITS:] else None


def length_of(typed: str) -> int:
    """How many characters were typed, without what stands between them."""
    return len(_bare(typed))


def print_of(receipt: str) -> str:
    """The keyed hash under which the tip is found again."""
    return fingerprint("intake.receipt", receipt)


def pair_of(receipt: str) -> Pair:
    """The keys to which answers are sealed."""
    derive = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"xuncha receipt of a tip")
    return STANDARD.pair(derive.derive(receipt.encode()))


def _bare(typed: str) -> str:
    """What was typed without what stands between digits; a Chinese keyboard's wide digits are digits."""
    return "".join(character for character in typed.translate(WIDE) if character not in " -—　\t\n")


def _check(number: str) -> str:
    return str(MODULUS + 1 - int(number + "00") % MODULUS).zfill(2)
