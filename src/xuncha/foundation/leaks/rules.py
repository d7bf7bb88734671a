"""
Where a text repeats what was told in confidence: a name, a telephone number, a run of words. Plain and explainable.

What is told and the text that is checked are cut into the same pieces; a piece that both have is a place to look at.
Whether the pieces themselves are compared (by somebody who may open the petition) or keyed fingerprints of them (by
nobody in particular) is up to the caller. (domain §8.1; feature B06)
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from xuncha.core.errors import Reason, reason
from xuncha.core.text import N_

GRAM = 8
"""Characters of a phrase that are compared at once, letters and digits alone."""
WINDOW = 5
"""Of so many neighbouring phrases one at least is kept: a run of GRAM + WINDOW - 1 = 12 characters is always found."""
NAME = range(2, 7)
"""How long names are; a longer one is known by its beginning."""
TELEPHONE = range(7, 13)
"""How many digits telephone numbers have."""
SPEAKING = 4
"""Characters of a phrase that are no digits: a date or a sum says nothing of who wrote it."""
JOINS = frozenset(" -\u3000—–()（）")
"""What may stand between the digits of a telephone number."""


class Kind(StrEnum):
    """What a piece is a piece of."""

    NAME = "name"
    TELEPHONE = "telephone"
    PHRASE = "phrase"


KIND_LABEL: dict[Kind, str] = {
    Kind.NAME: N_("姓名"),
    Kind.TELEPHONE: N_("电话"),
    Kind.PHRASE: N_("原话"),
}
MEND: dict[Kind, str] = {
    Kind.NAME: N_("删去姓名，改写为岗位或“有关人员”。"),
    Kind.TELEPHONE: N_("删去号码。"),
    Kind.PHRASE: N_("不要照抄信访件，用核实得来的事实另写。"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a text, and where in it, from `start` to before `end`."""

    kind: Kind
    value: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody told in confidence: who they are, and what they wrote."""

    names: Sequence[str] = ()
    telephones: Sequence[str] = ()
    texts: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """One field of a record that is checked. `anchor` is where it is mended."""

    label: str
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Leak:
    """A place of a checked text that repeats what was told: which field, the words, the sentence around them."""

    kind: Kind
    label: str
    words: str
    sentence: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters and digits of a text in one writing, each with its place in the text."""

    letters: str
    places: tuple[int, ...]

    def cut(self, kind: Kind, at: int, length: int) -> Piece:
        return Piece(kind, self.letters[at : at + length], self.places[at], self.places[at + length - 1] + 1)


def _letters(text: str) -> _Letters:
    found = [(c, n) for n, one in enumerate(text) for c in unicodedata.normalize("NFKC", one).lower() if c.isalnum()]
    return _Letters("".join(c for c, _ in found), tuple(n for _, n in found))


def _digits(text: str) -> Iterator[_Letters]:
    """Every run of digits with what may stand between them."""
    run: list[tuple[str, int]] = []
    for n, one in enumerate(f"{text}."):
        wide = unicodedata.normalize("NFKC", one)
        if wide.isdecimal():
            run.append((wide, n))
        elif one not in JOINS:
            if run:
                yield _Letters("".join(c for c, _ in run), tuple(n for _, n in run))
            run = []


def _phrases(text: str) -> list[Piece]:
    whole = _letters(text)
    cut = [whole.cut(Kind.PHRASE, at, GRAM) for at in range(len(whole.letters) - GRAM + 1)]
    return [piece for piece in cut if sum(not c.isdecimal() for c in piece.value) >= SPEAKING]


def pieces_of(text: str, *, common: Iterable[str] = ()) -> Iterator[Piece]:
    """Every piece of a text that could have been told; phrases of `common`, which everybody knows, are left out."""
    known = {piece.value for one in common for piece in _phrases(one)}
    whole = _letters(text)
    for length in NAME:
        for at in range(len(whole.letters) - length + 1):
            if not any(c.isdecimal() for c in whole.letters[at : at + length]):
                yield whole.cut(Kind.NAME, at, length)
    for run in _digits(text):
        for length in TELEPHONE:
            yield from (run.cut(Kind.TELEPHONE, at, length) for at in range(len(run.letters) - length + 1))
    yield from (piece for piece in _phrases(text) if piece.value not in known)


def pieces_told(told: Told) -> Iterator[Piece]:
    """What is kept of something told: names, numbers, and every phrase in its order, text after text."""
    for name in told.names:
        letters = _letters(name).letters[: NAME.stop - 1]
        if len(letters) >= NAME.start:
            yield Piece(Kind.NAME, letters)
    for telephone in told.telephones:
        digits = "".join(run.letters for run in _digits(telephone))[: TELEPHONE.stop - 1]
        if len(digits) >= TELEPHONE.start:
            yield Piece(Kind.TELEPHONE, digits)
    for text in told.texts:
        yield from _phrases(text)


def winnowed(prints: Sequence[bytes]) -> set[bytes]:
    """
    The smallest of every WINDOW neighbouring fingerprints: a third of them, and none of a long run goes unseen.

    (Schleimer, Wilkerson, Aiken: Winnowing, local algorithms for document fingerprinting, 2003.)
    """
    windows = range(max(1, len(prints) - WINDOW + 1)) if prints else ()
    return {min(prints[at : at + WINDOW]) for at in windows}


def leaks_in(texts: Iterable[Text], told: Callable[[Piece], bool], *, common: Iterable[str] = ()) -> list[Leak]:
    """The places of these texts of which a piece was told, overlapping ones of a kind joined, in their order."""
    known = tuple(common)
    return [leak for text in texts for leak in _leaks(text, told, known)]


def _leaks(text: Text, told: Callable[[Piece], bool], common: Sequence[str]) -> Iterator[Leak]:
    hits = sorted(
        ((piece.kind, piece.start, piece.end) for piece in pieces_of(text.text, common=common) if told(piece)),
        key=lambda hit: (hit[0], hit[1]),
    )
    joined: list[tuple[Kind, int, int]] = []
    for kind, start, end in hits:
        if joined and joined[-1][0] is kind and start <= joined[-1][2]:
            joined[-1] = (kind, joined[-1][1], max(end, joined[-1][2]))
        else:
            joined.append((kind, start, end))
    for kind, start, end in sorted(joined, key=lambda hit: hit[1]):
        yield Leak(kind, text.label, text.text[start:end], _sentence(text.text, start, end), text.anchor)


ENDS = "。！？；!?;\n"


def _sentence(text: str, start: int, end: int) -> str:
    begin = max(text.rfind(mark, 0, start) for mark in ENDS) + 1
    stops = [at for mark in ENDS if (at := text.find(mark, end)) >= 0]
    return text[begin : min(stops) + 1 if stops else len(text)].strip()


class Standing(StrEnum):
    """How a text that repeats something stands with the keepers."""

    UNASKED = "unasked"
    WAITING = "waiting"
    REFUSED = "refused"


WHY_NOT: dict[Standing, str] = {
    Standing.UNASKED: N_("提交前要由信访接收人核对是否会暴露来源，请先送核对。"),
    Standing.WAITING: N_("已请信访接收人核对是否会暴露来源，核对以后再提交。"),
    Standing.REFUSED: N_("信访接收人要求改写，以免暴露来源；改好以后再提交。"),
}


def reasons_not_to_go_on(*, leaks: bool, standing: Standing, asked: str = "") -> list[Reason]:
    """
    A text that may give a source away goes on when a keeper of the mailbox has said so. No word of which place.

    `asked` is what the keeper who wants other words said of them.
    """
    if leaks and standing is Standing.REFUSED and asked:
        return [reason("信访接收人要求改写：{asked} 改好以后再提交。", mend="#source", asked=asked)]
    return [reason(WHY_NOT[standing], mend="#source")] if leaks else []


def reasons_not_to_decide(*, keeper: bool, author: bool) -> list[Reason]:
    """Who keeps the mailbox decides, never about a text of their own."""
    found = []
    if not keeper:
        found.append(reason("只有这个单位信访件的接收人可以核对。"))
    if author:
        found.append(reason("这份文稿由您提交，请由另一位接收人核对。"))
    return found
