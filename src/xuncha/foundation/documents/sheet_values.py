"""
What a cell of somebody's workbook means: dates, amounts, numbers and yes/no in the many ways offices type them.

Every reader takes the cell as the workbook library gives it and returns the value, None for an empty cell, or raises
`NotUnderstood` when the cell is something else.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from xuncha.core.legible import without_unseen

_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.0+)?)?)?"
)
_COMPACT_DATE = re.compile(r"((?:19|20|21)\d{2})(\d{2})(\d{2})")
_AMOUNT = re.compile(r"(?:人民币)?[¥￥]?([+-]?[\d,]*\.?\d+)(亿元|亿|万元|万|元|圆)?整?")
_INTEGER = re.compile(r"([+-]?\d+)(?:\.0+)?\s*[个名人次件条项户]?")
_SCALE = {"亿元": 10**8, "亿": 10**8, "万元": 10**4, "万": 10**4, "元": 1, "圆": 1}
_YES = frozenset({"是", "有", "对", "√", "✓", "1", "y", "yes", "true", "t"})
_NO = frozenset({"否", "无", "没有", "不是", "×", "✗", "0", "n", "no", "false", "f"})
_SEPARATORS = re.compile(r"[、，,；;\n]+")
_SERIAL_ORIGIN = date(1899, 12, 30)  # day 0 of the 1900 date system, its non-existent 29 February 1900 allowed for
_YEARS = range(1900, 2201)
_SERIALS = range(20_000, 80_000)  # 1954 to 2119: other numbers are not dates of inspection work
CENT = Decimal("0.01")
TOO_MUCH = Decimal(10) ** 14  # beyond what a 16-digit amount column holds


class NotUnderstood(ValueError):  # noqa: N818 - an answer about a cell, not a fault
    """The cell is neither empty nor of the kind asked for."""


def as_text(cell: Any) -> str:
    """The cell as trimmed text: numbers without a trailing .0, no invisible characters, line ends as newlines."""
    if cell.__class__ is str:
        text = cell.strip()
        return text if text.isprintable() else without_unseen(text.replace("\r\n", "\n").replace("\r", "\n"))
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == datetime.min.time() else f"{cell:%Y-%m-%d %H:%M}"
    return str(cell).strip()


def folded(cell: Any) -> str:
    """The text with full-width digits and letters made half-width, for reading numbers and comparing labels."""
    text = as_text(cell)
    return text if text.isascii() else unicodedata.normalize("NFKC", text).strip()


def as_date(cell: Any) -> date | None:
    """2022-03-05, 2022/3/5, 2022.3.5, 2022年3月5日, 20220305, a date cell or its serial number; 1900 to 2200."""
    day = _day(cell)
    if day is not None and day.year not in _YEARS:
        raise NotUnderstood(as_text(cell))
    return day


def _day(cell: Any) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = folded(cell)
    if not text:
        return None
    parts = _DATE.fullmatch(text) or _COMPACT_DATE.fullmatch(text)
    if parts:
        try:
            return date(int(parts[1]), int(parts[2]), int(parts[3]))
        except ValueError:
            raise NotUnderstood(text) from None
    if text.isdecimal() and len(text) == 5 and int(text) in _SERIALS:
        return _SERIAL_ORIGIN + timedelta(days=int(text))
    raise NotUnderstood(text)


def as_money(cell: Any, scale: int = 1) -> Decimal | None:
    """An amount in yuan, to the cent. `scale` is what a bare number counts: 10,000 in a column headed 万元."""
    if isinstance(cell, bool):
        raise NotUnderstood(as_text(cell))
    if isinstance(cell, int | float):
        amount = Decimal(str(cell)) * scale
    else:
        text = folded(cell).replace(" ", "").replace("\xa0", "")
        if not text:
            return None
        parts = _AMOUNT.fullmatch(text)
        if parts is None:
            raise NotUnderstood(text)
        amount = Decimal(parts[1].replace(",", "")) * (_SCALE[parts[2]] if parts[2] else scale)
    try:
        amount = amount.quantize(CENT, ROUND_HALF_UP)
    except InvalidOperation:
        raise NotUnderstood(as_text(cell)) from None
    if not amount.is_finite() or abs(amount) >= TOO_MUCH:
        raise NotUnderstood(as_text(cell))
    return amount


def as_integer(cell: Any) -> int | None:
    """A whole number; a counting word after it (12 人, 3件) is allowed."""
    if isinstance(cell, bool):
        raise NotUnderstood(as_text(cell))
    text = folded(cell)
    if not text:
        return None
    parts = _INTEGER.fullmatch(text.replace(",", ""))
    if parts is None or len(parts[1]) > 12:
        raise NotUnderstood(text)
    return int(parts[1])


def as_yes_no(cell: Any) -> bool | None:
    """是/否, 有/无, √/×, 1/0, a logical cell."""
    if isinstance(cell, bool):
        return cell
    text = folded(cell).lower()
    if not text:
        return None
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise NotUnderstood(text)


def as_words(cell: Any) -> list[str]:
    """Several words in one cell, separated by 、 commas, semicolons or line ends; each once, in their order."""
    words = (word.strip() for word in _SEPARATORS.split(as_text(cell)))
    return list(dict.fromkeys(word for word in words if word))
