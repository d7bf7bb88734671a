"""
Numbers of papers and documents, made from patterns: `DG-{round:02}-{team:02}-{n:03}` → DG-03-02-017.

A pattern is office data (a dated parameter), so it is read strictly: known places, plain zero-filled widths, one
running number `{n}`. Everything but the running number is the stem; numbers run without gaps within one stem.
"""

import re
from collections.abc import Mapping
from string import Formatter

from xuncha.core.errors import Reason, reason

RUNNING = "n"
PLACES = frozenset({"area", "name", "kind", "term", "round", "team", "year", RUNNING})
MAX_LENGTH = 80
_WIDTH = re.compile(r"(0[1-9])?")
_LITERAL = re.compile(r"[\w\-·〔〕（）()\[\]/]*")

_LEVEL = re.compile(r"(?<=..)(省|市|县|区|旗|盟|自治区|自治州|自治县|自治旗)$")

Values = Mapping[str, int | str]


def place_name(name: str) -> str:
    """What an office's letters are headed with by default: 安澜市 → 安澜. Names of two characters stay whole."""
    return _LEVEL.sub("", name)


def _pieces(pattern: str) -> list[tuple[str, str | None, str]]:
    """(literal before, place, width) in order; a place of None ends the pattern."""
    return [(literal, place, width or "") for literal, place, width, _ in Formatter().parse(pattern)]


def reasons_not_to_use(pattern: str) -> list[Reason]:
    """Why a pattern cannot make numbers; empty when it can."""
    try:
        pieces = _pieces(pattern)
    except ValueError:
        return [reason("花括号没有成对，例如 DG-{example}。", field="value", example="{round:02}")]
    places = [place for _, place, _ in pieces if place is not None]
    known = sorted(PLACES)
    reasons = [
        reason("没有「{place}」这个位置，可用的是 {known}。", field="value", place=place, known=known)
        for place in sorted(set(places) - PLACES)
    ]
    if places.count(RUNNING) != 1:
        reasons.append(reason("要有且只有一个流水号 {place}。", field="value", place="{n}"))
    for literal, _, width in pieces:
        if not _WIDTH.fullmatch(width):
            reasons.append(reason("位数写作 02、03 这样，不能写「{width}」。", field="value", width=width))
        if not _LITERAL.fullmatch(literal):
            reasons.append(reason("「{text}」里有编号不能用的符号。", field="value", text=literal))
    if len(pattern) > MAX_LENGTH:
        reasons.append(reason("编号规则不超过 {n} 个字。", field="value", n=MAX_LENGTH))
    return reasons


def _filled(pattern: str, values: Values, running: str) -> str:
    text = ""
    for literal, place, width in _pieces(pattern):
        text += literal
        if place == RUNNING:
            text += running.format(width=width)
        elif place is not None:
            text += format(values[place], width)
    return text


def stem(pattern: str, values: Values) -> str:
    """What numbers of one series share, with * for the running part: DG-03-02-*."""
    return _filled(pattern, values, "*")


def number(pattern: str, values: Values, n: int) -> str:
    """
    The n-th number of its series.

    Raises:
        KeyError: the pattern has a place for which no value was given.

    """
    return _filled(pattern, values, "{{:{width}}}").format(n)
