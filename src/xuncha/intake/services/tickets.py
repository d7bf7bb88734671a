"""
What slows a flood of tips without asking who sends them: a ticket for each form, a little work, else a short queue.

A form carries a signed ticket with a random number. A browser that can, works on it for part of a second while the
person types; its tip passes at once. Without that work (no JavaScript) a tip waits its turn among the others without.
No address is ever blocked: behind one exit may stand a whole village. A ticket also names its tip and makes its
receipt, so that sending a form twice gives one tip and the same receipt.
"""

import hmac
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_hex
from uuid import UUID

from django.conf import settings
from django.core import signing

from xuncha.intake.services.receipts import DIGITS, with_check

SALT = "xuncha.intake.ticket"
LIFE = timedelta(hours=12)
WORK_BITS = 15
WITHOUT_WORK = 20
"""How many tips without work pass in a minute."""
_turns: deque[datetime] = deque(maxlen=WITHOUT_WORK)


@dataclass(frozen=True, slots=True)
class Ticket:
    """The right to send one form of one mailbox."""

    code: str
    number: str

    @property
    def tip(self) -> UUID:
        """Under which the tip is kept; who sees it cannot find the ticket or the receipt."""
        return UUID(bytes=_derived("tip", self.number)[:16])

    @property
    def receipt(self) -> str:
        """The receipt number that goes with it."""
        made = int.from_bytes(_derived("receipt", self.number), "big") % 10**DIGITS
        return with_check(str(made).zfill(DIGITS))


def issued(code: str, now: datetime) -> str:
    """A new ticket as the form carries it."""
    return signing.dumps([code, token_hex(16), int(now.timestamp())], salt=SALT)


def read(text: str, code: str, now: datetime) -> Ticket | None:
    """The ticket of a form that was sent, or None when it is none of this mailbox, or too old."""
    try:
        of, number, since = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    fresh = timedelta(0) <= now - datetime.fromtimestamp(since, tz=now.tzinfo) <= LIFE
    return Ticket(of, number) if of == code and fresh else None


def worked(text: str, answer: str) -> bool:
    """Whether the answer makes the hash of ticket and answer begin with WORK_BITS zeros."""
    digest = sha256(f"{text}:{answer}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - WORK_BITS) == 0


def may_pass(now: datetime) -> bool:
    """Whether a tip without work may pass now; it takes its turn if so."""
    if len(_turns) == WITHOUT_WORK and now - _turns[0] < timedelta(minutes=1):
        return False
    _turns.append(now)
    return True


def _derived(purpose: str, number: str) -> bytes:
    return hmac.digest(settings.XUNCHA_FIELD_KEY.encode(), f"{SALT}.{purpose}:{number}".encode(), "sha256")
