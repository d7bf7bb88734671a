"""A letter with the list of its items, as it is issued, and the reply of its addressee. (domain §1.5, §5.5)"""

from datetime import date, datetime

from xuncha.foundation.documents.content import (
    Align,
    Annex,
    Block,
    Closing,
    Column,
    Document,
    Field,
    Form,
    Imprint,
    Paragraph,
    Table,
)
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import day_of, full_date
from xuncha.foundation.documents.profile import Issuer
from xuncha.supervision.models import Letter, LetterLine
from xuncha.supervision.rules.hints import BY_GRADE
from xuncha.supervision.rules.kinds import KINDS
from xuncha.supervision.selectors import lines_of
from xuncha.supervision.workflow import OUT

LIST_TITLE = "整改事项清单"
COLUMNS = (
    Column("序号", 1, Align.CENTRE),
    Column("单位", 3),
    Column("编号", 3),
    Column("整改事项", 5),
    Column("现状", 4),
)


def _day(moment: datetime | None) -> date | None:
    return day_of(moment) if moment else None


def _rounds(lines: list[LetterLine]) -> str:
    return "、".join(dict.fromkeys(line.item.plan.inspection.round.name.removesuffix("巡察") for line in lines))


def _row(number: int, line: LetterLine) -> tuple[str, ...]:
    item = line.item
    return (str(number), item.plan.inspection.organisation.name, item.number, item.title, line.situation)


def _opening(letter: Letter, lines: list[LetterLine]) -> str:
    if lines:
        return KINDS[letter.kind].opening.format(rounds=_rounds(lines), n=len(lines))
    batch = letter.plan.inspection.round.name if letter.plan else ""
    return f"{batch}巡察整改中，{letter.why}，现将有关要求函告如下。"


def _receipt(letter: Letter) -> tuple[Block, ...]:
    """The slip that is signed on receipt."""
    received = letter.signed_on or _day(letter.received_at)
    signer = f"{letter.signatory}（{letter.received_by}代录）" if letter.signatory else str(letter.received_by or "")
    fields = (
        Field("函件", letter.title, wide=True),
        Field("文号", letter.number),
        Field("送达日期", full_date(_day(letter.issued_at)) if letter.issued_at else ""),
        Field("签收人", signer),
        Field("签收日期", full_date(received) if received else ""),
    )
    return (Annex("送达回执", 2 if letter.lines.exists() else 0), Form(fields))


@in_chinese
def letter_document(letter: Letter, issuer: Issuer) -> Document:
    """The letter: what it is about, what is demanded, until when; the list of items and the receipt as annexes."""
    lines = list(lines_of(letter))
    issued = letter.state in OUT
    blocks: list[Block] = [Paragraph(_opening(letter, lines)), *([Paragraph(letter.text)] if letter.text else [])]
    if letter.hint in BY_GRADE and lines:
        blocks.insert(0, Paragraph(f"{letter.why}。"))
    if letter.previous is not None:
        blocks.insert(0, Paragraph(f"此前已发{letter.previous.get_kind_display()}（{letter.previous.number}）。"))
    if letter.due_on:
        blocks.append(Paragraph(f"请于{full_date(letter.due_on)}前书面回复我办。"))
    listed: tuple[Block, ...] = ()
    if lines:
        rows = tuple(_row(number, line) for number, line in enumerate(lines, 1))
        listed = (Annex(LIST_TITLE, 1), Table(COLUMNS, rows))
    return Document(
        letter.title,
        tuple(blocks),
        organ=issuer.office if issued else "",
        number=letter.number,
        subtitle="" if issued else f"（{letter.get_state_display()}）",
        to=letter.addressee.name,
        annexes=(*([LIST_TITLE] if lines else []), "送达回执"),
        closing=Closing(issuer.office, _day(letter.issued_at) or issuer.on, seal=issued),
        blocks_after=(*listed, *_receipt(letter)),
        imprint=Imprint((), issuer.office, _day(letter.issued_at)) if issued else None,
    )


def _standing(letter: Letter) -> str:
    """What stands below the title of a reply: that it is not there yet, or that the office entered it from paper."""
    if letter.replied_on is not None:
        return f"（据纸质回复代录，录入人{letter.answered_by}）"
    return "" if letter.reply else "（待报送）"


@in_chinese
def reply_document(letter: Letter, issuer: Issuer) -> Document:
    """What the addressee wrote, with the titles of its files."""
    about = f"《{letter.title}》（{letter.number}）"
    return Document(
        f"关于{letter.get_kind_display()}办理情况的回复",
        (Paragraph(f"{about}收悉，现将办理情况回复如下。"), Paragraph(letter.reply)),
        subtitle=_standing(letter),
        to=issuer.office,
        annexes=tuple(str(file.name) for file in letter.files.order_by("pk")),
        closing=Closing(letter.addressee.name, letter.replied_on or _day(letter.answered_at)),
    )
