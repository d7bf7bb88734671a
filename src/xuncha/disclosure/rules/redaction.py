"""What a text that everybody will read must not hold: numbers of people, and names to look at. (feature C16)"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from xuncha.core.text import N_


class Kind(StrEnum):
    """What was found in a text."""

    IDENTITY = "identity"
    TELEPHONE = "telephone"
    CARD = "card"
    NAME = "name"


KIND_LABEL: dict[Kind, str] = {
    Kind.IDENTITY: N_("身份证号"),
    Kind.TELEPHONE: N_("电话号码"),
    Kind.CARD: N_("银行卡号"),
    Kind.NAME: N_("姓名"),
}
RUN = re.compile(r"\d(?:[ \-—–]?\d){6,}[xX]?")
"""Digits with what people put between them; a date or a sum with commas is shorter or broken off."""
BORN = re.compile(r"\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dxX]")
OLD_IDENTITY = re.compile(r"[1-8]\d{5}\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}")
MOBILE = re.compile(r"(?:86)?1[3-9]\d{9}")
LANDLINE = re.compile(r"0[1-9]\d{8,10}")
CARD = re.compile(r"[3-6]\d{15,18}")
PATTERNS: Sequence[tuple[Kind, re.Pattern[str]]] = (
    (Kind.IDENTITY, BORN),
    (Kind.IDENTITY, OLD_IDENTITY),
    (Kind.TELEPHONE, MOBILE),
    (Kind.TELEPHONE, LANDLINE),
    (Kind.CARD, CARD),
)
NAME_LENGTH = range(2, 5)


@dataclass(frozen=True, slots=True)
class Place:
    """Something found: what it is, its words, in which part of the text, and where that is mended."""

    kind: Kind
    words: str
    part: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a text by its name. `anchor` is where it is mended."""

    name: str
    text: str
    anchor: str = ""


def numbers_in(parts: Iterable[Part]) -> list[Place]:
    """Numbers of people: of identity cards, telephones, bank cards; however wide and with what between the digits."""
    return [Place(kind, words, part.name, part.anchor) for part in parts for kind, words in _numbers(part.text)]


def _numbers(text: str) -> Iterator[tuple[Kind, str]]:
    wide = "".join(plain if len(plain := unicodedata.normalize("NFKC", one)) == 1 else one for one in text)
    for run in RUN.finditer(wide):
        digits = re.sub(r"[^\dxX]", "", run[0])
        kind = next((kind for kind, pattern in PATTERNS if pattern.fullmatch(digits)), None)
        if kind is not None:
            yield kind, text[run.start() : run.end()]


def names_in(parts: Iterable[Part], names: Iterable[str]) -> list[Place]:
    """Where one of these names stands; a leader may be named, so that a person looks at each."""
    wanted = sorted({name for name in names if len(name) in NAME_LENGTH})
    return [Place(Kind.NAME, name, part.name, part.anchor) for part in parts for name in wanted if name in part.text]


def name_of(title: str) -> str:
    """The name in what was typed as a name and a post (党组书记 某某): its last word."""
    return title.rsplit(maxsplit=1)[-1] if title.strip() else ""
