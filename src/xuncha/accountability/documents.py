"""The notice to a unit, the circular, and the letter to the body that decides. (domain §5.7; feature C15)"""

from datetime import date, datetime

from xuncha.accountability.models import Ground, ResultUse, UseReceipt
from xuncha.accountability.rules.kinds import KINDS, Kind, Shape
from xuncha.accountability.selectors import grounds_of
from xuncha.accountability.workflow import UseState
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

LIST_TITLE, RECEIPT = "有关情况清单", "送达回执"
COLUMNS = (Column("序号", 1, Align.CENTRE), Column("单位", 3), Column("情况", 8))


def units_of(grounds: list[Ground]) -> str:
    """The units in one line, each once, as an official text names them."""
    return "、".join(dict.fromkeys(ground.plan.inspection.organisation.name for ground in grounds))


def _rounds(grounds: list[Ground]) -> str:
    return "、".join(dict.fromkeys(ground.plan.inspection.round.name.removesuffix("巡察") for ground in grounds))


def _day(moment: datetime | None) -> date | None:
    return day_of(moment) if moment else None


def _blocks(use: ResultUse, kind: Kind, grounds: list[Ground]) -> list[Block]:
    blocks: list[Block] = [Paragraph(kind.opening.format(rounds=_rounds(grounds), units=units_of(grounds)))]
    if use.named:
        blocks.append(Paragraph(f"点名通报下列人员：{use.named}"))
    if kind.meets and use.on is not None:
        blocks.append(Paragraph(f"约谈时间：{full_date(use.on)}。约谈地点：{use.place}。"))
    if use.text:
        blocks.append(Paragraph(use.text))
    if kind.owes and use.sent_at and use.due_on:
        blocks.append(Paragraph(f"请于{full_date(use.due_on)}前报送我办。"))
    return blocks


def _receipt(use: ResultUse) -> tuple[Block, ...]:
    """The slip that is signed on receipt."""
    sent, signed = _day(use.sent_at), use.receipts.select_related("created_by").first()
    fields = (
        Field("文件", use.title, wide=True),
        Field("文号", use.number),
        Field("送达日期", full_date(sent) if sent else ""),
        Field("签收人", _signer(signed) if signed else ""),
        Field("签收日期", full_date(signed.signed_on or day_of(signed.created_at)) if signed else ""),
    )
    return (Annex(RECEIPT, 2), Form(fields))


def _signer(signed: UseReceipt) -> str:
    """Who signed; of a receipt on paper also who entered it."""
    return f"{signed.signatory}（{signed.created_by}代录）" if signed.signatory else str(signed.created_by)


def _addressee(use: ResultUse, kind: Kind, grounds: list[Ground]) -> str:
    if kind.shape is Shape.CIRCULAR:
        return "各党委（党组）"
    return use.body if kind.shape is Shape.TRANSFER else units_of(grounds)


@in_chinese
def use_document(use: ResultUse, issuer: Issuer) -> Document:
    """What is sent, by the shape of its kind: with the list of what it rests on, and a receipt unless it is public."""
    kind, grounds, sent = KINDS[use.kind], list(grounds_of(use)), _day(use.sent_at)
    circular = kind.shape is Shape.CIRCULAR
    rows = tuple(
        (str(n), ground.plan.inspection.organisation.name, ground.situation) for n, ground in enumerate(grounds, 1)
    )
    issued_by = issuer.group if circular else issuer.office
    standing = "" if sent and use.state != UseState.WITHDRAWN else f"（{use.get_state_display()}）"
    return Document(
        use.title,
        tuple(_blocks(use, kind, grounds)),
        organ=issued_by if sent else "",
        number=use.number,
        subtitle=standing,
        to=_addressee(use, kind, grounds),
        annexes=(LIST_TITLE,) if circular else (LIST_TITLE, RECEIPT),
        closing=Closing(issued_by, sent or issuer.on, seal=sent is not None),
        blocks_after=(
            Annex(LIST_TITLE, 0 if circular else 1),
            Table(COLUMNS, rows),
            *(() if circular else _receipt(use)),
        ),
        imprint=Imprint((), issuer.office, sent) if sent else None,
    )
