"""What the ticket of a tip's form stands for: the tip, and its receipt. (foundation/tickets.py)"""

from datetime import datetime
from uuid import UUID

from xuncha.foundation import tickets
from xuncha.intake.services.receipts import DIGITS, with_check


class Ticket(tickets.Ticket):
    """The right to send one form of one mailbox."""

    @property
    def tip(self) -> UUID:
        """Under which the tip is kept; who sees it cannot find the ticket or the receipt."""
        return UUID(bytes=self.derived("tip")[:16])

    @property
    def receipt(self) -> str:
        """The receipt number that goes with it."""
        made = int.from_bytes(self.derived("receipt"), "big") % 10**DIGITS
        return with_check(str(made).zfill(DIGITS))


def read(text: str, code: str, now: datetime) -> Ticket | None:
    """The ticket of a form that was sent, or None when it is none of this mailbox, or too old."""
    found = tickets.read(text, code, now)
    return Ticket(found.code, found.number) if found else None
