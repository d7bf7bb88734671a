"""
What slows a flood of public forms without asking who sends them: a ticket for each form, a little work, else a queue.

A form carries a signed ticket with a random number. A browser that can, works on it for part of a second while the
person types; its form passes at once. Without that work (no JavaScript) a form waits its turn among the others without.
No address is ever blocked: behind one exit may stand a whole village. What a form leaves behind takes its key from the
ticket, so that sending a form twice leaves it once.
"""

import hmac
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_hex

from django.conf import settings
from django.core import signing

SALT = "xuncha.ticket"
LIFE = timedelta(hours=12)
WORK_BITS = 15
WITHOUT_WORK = 20
"""How many forms of one purpose pass in a minute without work."""
_turns: dict[str, deque[datetime]] = {}


@dataclass(frozen=True, slots=True)
class Ticket:
    """The right to send one form to the address with this code."""

    code: str
    number: str

    def derived(self, purpose: str) -> bytes:
        """32 bytes that follow from the ticket; who sees them finds neither the ticket nor what else follows."""
        return hmac.digest(settings.XUNCHA_FIELD_KEY.encode(), f"{SALT}.{purpose}:{self.number}".encode(), "sha256")


def issued(code: str, now: datetime) -> str:
    """A new ticket as the form carries it."""
    return signing.dumps([code, token_hex(16), int(now.timestamp())], salt=SALT)


def read(text: str, code: str, now: datetime) -> Ticket | None:
    """The ticket of a form that was sent, or None when it is none of this code, or too old."""
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


def may_pass(now: datetime, purpose: str) -> bool:
    """Whether a form of this purpose without work may pass now; it takes its turn if so."""
    turns = _turns.setdefault(purpose, deque(maxlen=WITHOUT_WORK))
    if len(turns) == WITHOUT_WORK and now - turns[0] < timedelta(minutes=1):
        return False
    turns.append(now)
    return True
