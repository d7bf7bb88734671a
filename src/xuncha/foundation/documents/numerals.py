"""Numbers and dates as official documents write them."""

from datetime import date, datetime

from django.utils import timezone

DIGITS = "零一二三四五六七八九"


def chinese_number(n: int) -> str:
    """1 → 一, 12 → 十二, 20 → 二十, 105 → 一百零五. For 1 to 999."""
    if not 1 <= n <= 999:
        raise ValueError(f"{n} is not between 1 and 999")
    hundreds, rest = divmod(n, 100)
    tens, ones = divmod(rest, 10)
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones else "")


def heading_number(level: int, n: int) -> str:
    """The mark before a heading: 一、 （一） 1. （1）."""
    return (f"{chinese_number(n)}、", f"（{chinese_number(n)}）", f"{n}.", f"（{n}）")[level - 1]


def full_date(day: date | None) -> str:
    """2022年5月10日: Arabic figures, no leading zeros (GB/T 9704 7.3.5.4). None leaves room for writing."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "　　　　年　　月　　日"


def day_of(moment: datetime) -> date:
    """The calendar day of a moment where the office is."""
    return timezone.localdate(moment)


def span(first: date | None, last: date | None) -> str:
    """2022年4月10日至6月10日; the year is not repeated."""
    if first and last and first.year == last.year:
        return f"{full_date(first)}至{last.month}月{last.day}日"
    return f"{full_date(first)}至{full_date(last)}"
