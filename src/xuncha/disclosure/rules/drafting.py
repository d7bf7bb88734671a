"""The words with which the text of one item begins, in the pattern units publish. Official text, always Chinese."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

ORDINALS = "一二三四五六七八九十"
ENDS = "。！？；"
MONEY = {"cleared": "清退资金", "recovered": "追缴资金", "avoided": "挽回损失"}
PROMISED = re.compile(r"(?<!原定)(\d{4})年(\d{1,2})月(\d{1,2})日前完成")
RULES = {"new": "新建制度", "amended": "修订制度", "abolished": "废止制度"}


@dataclass(frozen=True, slots=True)
class Doings:
    """
    What the records say of one item: `measures` are (what, how it went) of those done, `money` yuan by kind, `rules`
    (kind, title), `persons` how many were dealt with. `lasting`: it goes on for good; `until`: the date of what is not
    finished.
    """

    title: str
    statement: str = ""
    measures: Sequence[tuple[str, str]] = ()
    money: Sequence[tuple[str, Decimal]] = ()
    rules: Sequence[tuple[str, str]] = ()
    persons: int = 0
    finished: bool = False
    lasting: bool = False
    until: date | None = None


def heading_of(title: str) -> str:
    """关于……问题."""
    return f"关于{title.removeprefix('关于').removesuffix('问题')}问题"


def drafted(doings: Doings, today: date) -> str:
    """整改情况：what was done, what it brought, what is still to come. (domain §5.8)"""
    return "整改情况：" + "".join(_parts(doings, today))


def passed_in(text: str, today: date) -> str:
    """The day before which a text says that something will be done although it is over; empty where there is none."""
    for found in PROMISED.finditer(text):
        year, month, day = (int(one) for one in found.groups())
        if (year, month, day) < (today.year, today.month, today.day):
            return found[0].removesuffix("前完成")
    return ""


def _parts(doings: Doings, today: date) -> Iterator[str]:
    if doings.statement.strip():
        yield _ended(doings.statement.strip())
    many = len(doings.measures) > 1
    for number, (what, how) in enumerate(doings.measures):
        first = f"{ORDINALS[number]}是" if many and number < len(ORDINALS) else ""
        yield first + _ended("，".join(part for part in (what.strip().rstrip(ENDS), how.strip()) if part))
    for kind, amount in doings.money:
        yield f"{MONEY[kind]}{amount:,.2f}元。"
    for kind, label in RULES.items():
        titles = [title for of, title in doings.rules if of == kind]
        if titles:
            yield f"{label}{len(titles)}项：{'、'.join(titles)}。"
    if doings.persons:
        yield f"批评教育和处理{doings.persons}人次。"
    yield from _ahead(doings, today)


def _ahead(doings: Doings, today: date) -> Iterator[str]:
    if doings.lasting:
        yield "已列为长期坚持的事项，继续抓好落实，情况另行公开。"
    elif not doings.finished:
        day = f"{doings.until.year}年{doings.until.month}月{doings.until.day}日前完成" if doings.until else ""
        if doings.until and doings.until < today:
            yield f"整改尚未完成，原定{day}，已经逾期，正在抓紧推进，情况另行公开。"
        else:
            yield f"整改尚未完成，继续推进{'，' if day else ''}{day}，情况另行公开。"


def _ended(text: str) -> str:
    return text if text[-1] in ENDS else f"{text}。"
