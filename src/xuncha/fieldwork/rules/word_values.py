"""
Words of a Word paper as values of fields, each together with what could not be read of them: nothing is lost.

Every reader returns (value, rest). A text that is not understood at all is the rest, and the value is empty.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from xuncha.fieldwork.rules.reading import amounts_in

NONE = frozenset({"", "无", "不涉及", "/", "-", "—", "0", "没有"})
PLAIN = re.compile(r"[¥￥]?([\d,]+(?:\.\d+)?)")
COUNT = re.compile(r"(?:等|共|计)*\s*(\d{1,7})\s*(?:余)?(?:人次|人|名|个)?")
SUM = re.compile(r"(?:人民币|共计|合计|约)?[¥￥]?\d[\d,]*(?:\.\d+)?\s*[亿万千]?\s*[余多]?\s*元")
DAY = re.compile(
    r"(?P<y1>\d{4})\s*年\s*(?:(?P<m1>\d{1,2})\s*月\s*(?:(?P<d1>\d{1,2})\s*日)?)?"
    r"|(?P<y2>\d{4})(?P<mark>[./-])(?P<m2>\d{1,2})(?:(?P=mark)(?P<d2>\d{1,2}))?(?!\d)"
    r"|(?P<m3>\d{1,2})\s*月\s*(?:(?P<d3>\d{1,2})\s*日)?"
)
JOINING = re.compile(r"[\s\d至到起止期间自从、，,;；。.~～()（）—-]+")
SEPARATORS = re.compile(r"[、，,；;\n\s]+")


def amount_of(text: str, label: str = "") -> tuple[Decimal | None, str]:
    """A sum in yuan; a bare number counts 万元 where the label says so. 113,800.00元（11.38万元） → 113800.00."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in NONE:
        return None, ""
    bare = PLAIN.fullmatch(plain)
    if bare:
        scale = 10_000 if "万" in label else 1
        return (Decimal(bare[1].replace(",", "")) * scale).quantize(Decimal("0.01")), ""
    sums = amounts_in(plain)
    if not sums:
        return None, text
    return sums[0], "" if not JOINING.sub("", SUM.sub("", plain)) and len(set(sums)) == 1 else text


def persons_of(text: str) -> tuple[int | None, str]:
    """How many people; 3、3人、共3人 are wholly understood, 张某等3人 leaves its words."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in NONE:
        return None, ""
    found = COUNT.search(plain)
    if found is None:
        return None, text
    return int(found[1]), "" if found[0] == plain else text


def period_of(text: str) -> tuple[date | None, date | None, str]:
    """From when to when: days, months (first to last day) and years; a year is not repeated. One day is both ends."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in NONE:
        return None, None, ""
    spans: list[tuple[date, date]] = []
    for found in DAY.finditer(plain):
        year = int(found["y1"] or found["y2"] or (spans[-1][1].year if spans else 0))
        month, day = found["m1"] or found["m2"] or found["m3"], found["d1"] or found["d2"] or found["d3"]
        try:
            first = date(year, int(month or 1), int(day or 1))
            last = date(year, int(month or 12), int(day or monthrange(year, int(month or 12))[1]))
        except ValueError:
            return None, None, text
        spans.append((first, last))
    if not spans:
        return None, None, text
    return spans[0][0], spans[-1][1], text if JOINING.sub("", DAY.sub("", plain)) else ""


def choices_of_words(text: str, choices: Mapping[str, Any]) -> tuple[list[Any], str]:
    """Words of a list, 、 between them, as the values of {word: value}; the words that are not in it are the rest."""
    words = [word for word in SEPARATORS.split(text) if word and word not in NONE]
    known = list(dict.fromkeys(choices[word] for word in words if word in choices))
    return known, "、".join(word for word in words if word not in choices)


def named_in(text: str, people: Mapping[str, Any]) -> list[Any]:
    """The people of {name: value} whose names stand in the text, in the order of the text."""
    return [people[name] for name in sorted((n for n in people if n in text), key=text.index)]
