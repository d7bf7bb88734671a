"""
What an anonymous person can do: put something in, come back with the receipt, read answers, add a word.

The one place that writes without the door, because there is nobody to act: no account, no journal entry, and of the
time the day alone. It can only add; nothing that lies here can be read without a recipient's key or the receipt.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError

from xuncha.core.errors import RuleViolated, reason
from xuncha.foundation.files.reading import Cleaned, cleaned
from xuncha.foundation.leaks import rules as leaks
from xuncha.foundation.leaks.marks import mark
from xuncha.foundation.sealing.circles import seal
from xuncha.foundation.sealing.suites import STANDARD
from xuncha.foundation.usecases import in_one_transaction
from xuncha.intake.models import Enclosure, Mailbox, Petition, Tip, Word
from xuncha.intake.selectors import Content, Petitioner
from xuncha.intake.selectors.telling import told_in
from xuncha.intake.services import receipts
from xuncha.intake.services.sheets import new_tip
from xuncha.intake.services.tickets import Ticket
from xuncha.intake.workflow import TOLD, PetitionState

WORDS = 20
"""How many words a petitioner may add; who has more to say writes a new tip."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One turn of the dialogue as the petitioner sees it; their own words are not shown again."""

    day: date
    text: str
    own: bool


@dataclass(frozen=True, slots=True)
class Return:
    """What somebody with the receipt is told: how far it is, and the dialogue."""

    tip: Tip
    state: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """
    What somebody put into the form: what happened, who they are if they say so, files as they were made.

    `keep_originals`: whether the files lie sealed as they came, beside what is made of them.
    """

    content: Content
    petitioner: Petitioner | None = None
    files: Sequence[bytes] = ()
    keep_originals: bool = True


def drop(mailbox: Mailbox, ticket: Ticket, told: Told, day: date) -> str:
    """
    Take a tip in and answer with its receipt. Sending the same form again changes nothing and answers the same.

    Files are made anew before the transaction begins, so that nobody waits for another's photos.

    Raises:
        RuleViolated: a file is none that can be made anew, or too complex for it.

    """
    receipt = ticket.receipt
    if not Tip.objects.filter(pk=ticket.tip).exists():
        clean = [(_cleaned(file, number), file) for number, file in enumerate(told.files, 1)]
        with suppress(IntegrityError):  # the same form twice at the same moment: the other one is in
            _put_in(mailbox, ticket, told, clean, day)
    return receipt


@in_one_transaction
def _put_in(mailbox: Mailbox, ticket: Ticket, told: Told, clean: Sequence[tuple[Cleaned, bytes]], day: date) -> None:
    box = seal(mailbox.circle, "petition", told.content.packed())
    identity = seal(mailbox.circle, "identity", told.petitioner.packed()) if told.petitioner else None
    tip = new_tip(mailbox, ticket, box, identity, day)
    mark(mailbox.circle, told_in(told.content, told.petitioner))
    for anew, original in clean:
        Enclosure.objects.create(
            tip=tip,
            ending=anew.ending,
            cleaned=seal(mailbox.circle, "enclosure", anew.content),
            original=seal(mailbox.circle, "original", original) if told.keep_originals else None,
        )


def come_back(typed: str) -> Return | None:
    """What became of the tip with this receipt; None when there is none."""
    found = _found(typed)
    if found is None:
        return None
    receipt, tip = found
    private = receipts.pair_of(receipt).private
    answers = tuple(
        Answer(
            word.day,
            "" if word.kept_id else STANDARD.open(private, bytes(word.sealed), str(tip.pk).encode()).decode(),
            own=word.kept_id is not None,
        )
        for word in tip.words.all()
    )
    reached = next(iter(Petition.objects.filter(tip=tip).order_by().values_list("state", flat=True)), None)
    state = TOLD[PetitionState(reached)] if reached else ""
    return Return(tip, state, answers)


@in_one_transaction
def add_word(typed: str, text: str, day: date) -> Return | None:
    """
    Add something to a tip; None when there is none with this receipt.

    Raises:
        RuleViolated: nothing was written, or too many words were added.

    """
    found = _found(typed)
    if found is None:
        return None
    _receipt, tip = found
    if not text.strip():
        raise RuleViolated(reason("请写下要补充的内容。", field="text"))
    if tip.words.filter(kept__isnull=False).count() >= WORDS:
        raise RuleViolated(reason("补充已满 {n} 条，请重新反映一次。", field="text", n=WORDS))
    Word.objects.create(tip=tip, kept=seal(tip.mailbox.circle, "word", text.strip().encode()), day=day)
    mark(tip.mailbox.circle, leaks.Told(texts=(text,)))
    return come_back(typed)


def _found(typed: str) -> tuple[str, Tip] | None:
    receipt = receipts.read(typed)
    tip = (
        receipt
        and Tip.objects.select_related("mailbox__circle").filter(receipt_print=receipts.print_of(receipt)).first()
    )
    return (receipt, tip) if receipt and tip else None


def _cleaned(file: bytes, number: int) -> Cleaned:
    try:
        return cleaned(file)
    except RuleViolated:
        raise RuleViolated(
            reason(
                "第 {n} 个文件去不掉里面的痕迹，没有收下。照片请用 JPG、PNG，文档用 PDF、Word、Excel，视频用 MP4；"
                "不行就不带这个文件提交。",
                field="enclosures",
                n=number,
            )
        ) from None
