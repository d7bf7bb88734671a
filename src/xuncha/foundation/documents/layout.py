"""
Content set in order: every paragraph gets its style, headings their numbers, forms and signatures their frames.

Both the docx and the readable text are made from this one sequence, so that what tests read is what Word shows.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from xuncha.foundation.documents.content import (
    Align,
    Annex,
    Block,
    Closing,
    Column,
    Document,
    Form,
    Heading,
    Imprint,
    Line,
    Paragraph,
    Signs,
    Table,
)
from xuncha.foundation.documents.numerals import full_date, heading_number
from xuncha.foundation.documents.styles import HEADINGS, Style

LINE_WIDTH = 28  # characters of body text in a line


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph. `right` overrides the style's right indent (characters); `size` the style's size (points)."""

    style: Style
    text: str
    right: float | None = None
    size: float | None = None
    page_break: bool = False  # begins a new page


@dataclass(frozen=True, slots=True)
class Box:
    """One cell: paragraphs in one style, over `span` columns, at least `lines` high."""

    style: Style
    text: str
    span: int = 1
    align: Align | None = None
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled frame. `widths` are parts of the whole; the first `header` rows are repeated on every page."""

    widths: tuple[float, ...]
    rows: tuple[tuple[Box, ...], ...]
    header: int = 0


@dataclass(frozen=True, slots=True)
class Foot:
    """The imprint, pinned to the bottom of the last page; each row is text at the left and at the right."""

    rows: tuple[tuple[str, str], ...]


Piece = Text | Grid | Foot


def pieces(document: Document, *, red_head: bool = True) -> Iterator[Piece]:
    """The document from head to imprint; an office that prints on headed paper leaves the red head out."""
    yield from _head(document, red_head=red_head)
    yield Text(Style.TITLE, document.title)
    if document.subtitle:
        yield Text(Style.SUBTITLE, document.subtitle)
    if document.to:
        yield Text(Style.TO, f"{document.to}：")
    yield from _blocks(document.blocks)
    if document.annexes:
        yield Text(Style.BODY, "")
        yield from _annex_list(document.annexes)
    if document.closing:
        yield from _closing(document.closing)
    if document.note:
        yield Text(Style.NOTE, f"（{document.note}）")
    yield from _blocks(document.blocks_after)
    if document.imprint:
        yield _foot(document.imprint)


def _head(document: Document, *, red_head: bool) -> Iterator[Piece]:
    if not document.organ:
        return
    if red_head:
        organ = f"{document.organ}文件"
        fitting = LINE_WIDTH * 15.7 / len(organ)  # points at which the name fills one line
        yield Text(Style.ORGAN, organ, size=min(48.0, max(18.0, float(int(fitting)))))
    number = document.number
    if document.signer:
        number = f"{number}　　　　签发人：{document.signer}"
    yield Text(Style.NUMBER, number)


def _blocks(blocks: tuple[Block, ...]) -> Iterator[Piece]:
    counters = [0, 0, 0, 0]
    for block in blocks:
        if isinstance(block, Heading):
            counters[block.level - 1] += 1
            counters[block.level :] = [0] * (4 - block.level)
            mark = heading_number(block.level, counters[block.level - 1])
            yield Text(HEADINGS[block.level - 1], f"{mark}{block.text}")
        elif isinstance(block, Annex):
            counters = [0, 0, 0, 0]
            yield Text(Style.ANNEX_MARK, f"附件{block.number or ''}", page_break=True)
            yield Text(Style.ANNEX_TITLE, block.title)
        elif isinstance(block, Paragraph):
            yield from (Text(Style.BODY, line) for line in block.text.splitlines() or [""])
        elif isinstance(block, Line):
            yield Text(Style.PLAIN, block.text)
        elif isinstance(block, Table):
            yield from _table(block)
        elif isinstance(block, Form):
            yield _form(block)
        else:
            yield _signs(block)


def _table(table: Table) -> Iterator[Piece]:
    if table.caption:
        yield Text(Style.CAPTION, table.caption)
    head = tuple(Box(Style.TABLE_HEAD, column.title) for column in table.columns)
    rows = tuple(tuple(map(_cell, table.columns, row)) for row in table.rows)
    yield Grid(tuple(column.width for column in table.columns), (head, *rows), header=1)


def _cell(column: Column, text: str) -> Box:
    return Box(Style.TABLE_TEXT, text, align=column.align)


def _form(form: Form) -> Grid:
    rows: list[tuple[Box, ...]] = []
    pending: tuple[Box, ...] = ()
    for place in form.fields:
        label = Box(Style.FORM_LABEL, place.label)
        if place.wide:
            rows += [_widened(pending)] if pending else []
            pending = ()
            rows.append((label, Box(Style.FORM_TEXT, place.value, span=3, lines=place.lines)))
        else:
            pending = (*pending, label, Box(Style.FORM_TEXT, place.value, lines=place.lines))
            if len(pending) == 4:
                rows.append(pending)
                pending = ()
    rows += [_widened(pending)] if pending else []
    return Grid((2.2, 4.8, 2.2, 4.8), tuple(rows))


def _widened(half: tuple[Box, ...]) -> tuple[Box, ...]:
    """A lone field takes the rest of its row."""
    label, value = half
    return label, Box(value.style, value.text, span=3, lines=value.lines)


def _signs(signs: Signs) -> Grid:
    heads = tuple(Box(Style.FORM_LABEL, box.label) for box in signs.boxes)
    bodies = tuple(
        Box(
            Style.FORM_TEXT,
            "\n".join(
                filter(
                    None,
                    [box.opinion, f"签名：{box.name}", f"日期：{full_date(box.day) if box.day else '　　年　月　日'}"],
                )
            ),
            lines=4,
        )
        for box in signs.boxes
    )
    return Grid((1,) * len(signs.boxes), (heads, bodies))


def _annex_list(annexes: tuple[str, ...]) -> Iterator[Piece]:
    if len(annexes) == 1:
        yield Text(Style.ANNEX_LIST, f"附件：{annexes[0]}")
        return
    for n, title in enumerate(annexes, 1):
        yield Text(Style.ANNEX_LIST, f"{'附件：' if n == 1 else '　　　'}{n}.{title}")


def _closing(closing: Closing) -> Iterator[Piece]:
    """The organ's name is centred over the date; the date ends four characters from the right (GB/T 9704 7.3.5)."""
    day = full_date(closing.day)
    excess = (width(closing.organ) - width(day)) / 2
    name_right, day_right = 4 - excess, 4.0
    if name_right < 0:
        name_right, day_right = 0.0, excess
    if closing.seal:
        yield Text(Style.SEAL, "（印　章）")
    else:
        yield Text(Style.BODY, "")
    yield Text(Style.SIGNATORY, closing.organ, right=name_right)
    yield Text(Style.DATE, day, right=day_right)


def _foot(imprint: Imprint) -> Foot:
    rows = [(f"抄送：{'，'.join(imprint.copies)}。", "")] if imprint.copies else []
    if imprint.printer:
        rows.append((imprint.printer, f"{full_date(imprint.day)}印发"))
    return Foot(tuple(rows))


def width(text: str) -> float:
    """Width in characters of the body font: figures and Latin letters are half as wide."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)
