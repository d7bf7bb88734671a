"""
What an official document says, without how it looks: stages fill this in, `layout` and `paper` set it in type.

Nothing here knows a document library, so that a stage's `documents.py` stays a plain function from records to content.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Align(StrEnum):
    """How the text of a table column stands."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Body text, first line indented by two characters. A line break begins a new paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1–4; the number (一、（一）1.（1）) is set by the layout. The text carries none."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line without indent, such as the number line above a form."""

    text: str


@dataclass(frozen=True, slots=True)
class Annex:
    """The beginning of an annex: a new page, 附件 and its number, and its title."""

    title: str
    number: int = 0  # 0: the only annex


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: title, width in parts of the whole, and how its text stands."""

    title: str
    width: float = 1
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header that is repeated on every page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"a row of {len(row)} cells under {len(self.columns)} columns: {row!r}")


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled place of a form; `lines` keeps room for writing by hand, `wide` takes the whole row."""

    label: str
    value: str = ""
    wide: bool = False
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Form:
    """Labelled places in a ruled frame (表格式公文): two to a row, wide ones alone."""

    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """One box of a row of signatures. What is empty is left blank to be signed by hand."""

    label: str
    name: str = ""
    day: date | None = None
    opinion: str = ""


@dataclass(frozen=True, slots=True)
class Signs:
    """Signature boxes side by side."""

    boxes: tuple[Sign, ...]


Block = Paragraph | Heading | Line | Annex | Table | Form | Signs


@dataclass(frozen=True, slots=True)
class Closing:
    """Who issues it, on which day, and whether a seal goes on it (落款、印章)."""

    organ: str
    day: date | None = None  # None: left blank
    seal: bool = True


@dataclass(frozen=True, slots=True)
class Imprint:
    """The frame at the foot of the last page (版记): who gets a copy, who printed it and when."""

    copies: tuple[str, ...] = ()
    printer: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """
    One official document.

    `organ` is the name in the red head (without 文件); empty means no head. `number` is the file number (发文字号),
    `signer` the person who signed it off (签发人, upward documents only). `annexes` are the titles listed below the
    body; the annexes themselves begin with an `Annex` block in `blocks_after`.
    """

    title: str
    blocks: tuple[Block, ...]
    organ: str = ""
    number: str = ""
    signer: str = ""
    subtitle: str = ""
    to: str = ""
    annexes: tuple[str, ...] = ()
    closing: Closing | None = None
    note: str = ""  # 附注, in brackets under the date
    blocks_after: tuple[Block, ...] = field(default=())
    imprint: Imprint | None = None
