"""
Tips on paper: printed sheets, each with a number for the team and a receipt on a slip that its owner tears off.

Nothing is stored when they are printed. The number and its check digits say which mailbox a sheet belongs to; whoever
keys a sheet in makes the same tip, findable by the same receipt, as if it had come by telephone. Who prints sheets sees
their receipts: let them be printed by another than the one who keys them in, or ahead and put in envelopes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from secrets import randbelow

from xuncha.core.errors import RuleViolated, reason
from xuncha.foundation.sealing.fields import fingerprint
from xuncha.foundation.sealing.models import SealedBox
from xuncha.intake.models import Mailbox, Petition, Tip
from xuncha.intake.services import receipts
from xuncha.intake.services.tickets import Ticket

DIGITS = 10
CHECKS = 4


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a sheet and on its slip, in groups of four."""

    number: str
    receipt: str


def new_sheets(code: str, count: int) -> Sequence[Sheet]:
    """Sheets with numbers that nobody has seen before."""
    return [_sheet(code, str(randbelow(10**DIGITS)).zfill(DIGITS)) for _ in range(count)]


def read_sheet(code: str, typed: str) -> Ticket | None:
    """The ticket that a sheet stands for; None when it is none of this mailbox or mistyped."""
    digits = "".join(character for character in typed if not character.isspace() and character != "-")
    number = digits[:DIGITS]
    fits = len(digits) == DIGITS + CHECKS and digits.isascii() and digits.isdecimal()
    return Ticket(code, f"sheet {number}") if fits and digits[DIGITS:] == _checks(code, number) else None


def tip_of_sheet(mailbox: Mailbox, typed: str, petition: Petition) -> Tip:
    """
    The tip that a sheet stands for, so that its owner can come back; it says what the petition says.

    Raises:
        RuleViolated: the number is none of this mailbox, or the sheet was keyed in before.

    """
    ticket = read_sheet(mailbox.code, typed)
    if ticket is None:
        raise RuleViolated(reason("没有这个表号，请对照纸表上的 14 位数字。", field="sheet"))
    if Tip.objects.filter(pk=ticket.tip).exists():
        raise RuleViolated(reason("这张表已经录入过。", field="sheet"))
    return new_tip(mailbox, ticket, petition.box, petition.identity, petition.received_on)


def new_tip(mailbox: Mailbox, ticket: Ticket, box: SealedBox, identity: SealedBox | None, day: date) -> Tip:
    """A tip with its receipt; it keeps of it a keyed hash and a public key."""
    return Tip.objects.create(
        pk=ticket.tip,
        mailbox=mailbox,
        box=box,
        identity=identity,
        receipt_print=receipts.print_of(ticket.receipt),
        answer_to=receipts.pair_of(ticket.receipt).public,
        day=day,
    )


def _sheet(code: str, number: str) -> Sheet:
    receipt = Ticket(code, f"sheet {number}").receipt
    return Sheet(receipts.grouped(number + _checks(code, number)), receipts.grouped(receipt))


def _checks(code: str, number: str) -> str:
    return str(int(fingerprint("intake.sheet", f"{code} {number}"), 16) % 10**CHECKS).zfill(CHECKS)
