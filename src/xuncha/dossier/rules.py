"""The record of a person: identity, résumé, training, and what follows from its dates on a given day."""

import re
from dataclasses import dataclass
from datetime import date

from xuncha.core.avoidance import whole_years
from xuncha.core.errors import Reason, reason

YOUNG_AGE, PROMOTED_YEARS = 40, 1
"""Up to which age a person is young, for how many years newly promoted, while the office has laid down nothing else."""

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
"""Check character of an identity number: ISO 7064 MOD 11-2 over the first seventeen digits (GB 11643)."""


def check_character(digits: str) -> str:
    """The eighteenth character that belongs to the first seventeen digits of an identity number."""
    return CHECK_CHARACTERS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True)) % 11]


def reasons_against_identity(*, number: str, telephone: str, born_on: date | None, taken: bool) -> list[Reason]:
    """
    What is wrong with an identity number (eighteen characters) and a telephone number; both may be left out.

    The sentences never repeat what was typed: they go into pages and records.
    """
    found = _reasons_against_number(number, born_on) if number else []
    if number and taken:
        found.append(reason("这个身份证号已登记在另一人名下。", "number"))
    if telephone and not re.fullmatch(r"1\d{10}|0\d{2,3}-?\d{7,8}", telephone):
        found.append(reason("电话写 11 位手机号，或者区号加号码，例如 0832-2020202。", "telephone"))
    return found


def _reasons_against_number(number: str, born_on: date | None) -> list[Reason]:
    if not re.fullmatch(r"\d{17}[0-9X]", number):
        return [reason("身份证号是 18 位：17 位数字加 1 位校验码（数字或 X）。", "number")]
    if number[-1] != check_character(number[:-1]):
        return [reason("身份证号的校验码不对，请核对有没有写错。", "number")]
    try:
        told = date.fromisoformat(number[6:14])
    except ValueError:
        return [reason("身份证号里的出生日期不存在，请核对有没有写错。", "number")]
    if born_on is not None and told != born_on:
        return [reason("身份证号里的出生日期与登记的出生日期不一致，请核对。", "number")]
    return []


def reasons_not_to_keep_dossier(
    *,
    born_on: date | None,
    rank: str,
    rank_since: date | None,
    away: tuple[date | None, date | None],
    today: date | None = None,
) -> list[Reason]:
    """What is wrong with the dates of a person's record; without a day, what is wrong on any day."""
    found = []
    if today and born_on and not 16 <= whole_years(born_on, today) <= 80:
        found.append(reason("出生日期要使年龄在 16 到 80 周岁之间。", "born_on"))
    if today and rank_since and rank_since > today:
        found.append(reason("任现职级日期应不晚于今天。", "rank_since"))
    if rank_since and not rank:
        found.append(reason("写了任现职级日期，请写明职级。", "rank"))
    begin, end = away
    if end and (begin is None or end < begin):
        found.append(reason("不能抽调的起止日期要写全，止不早于起。", "away_to"))
    return found


def reasons_not_to_add_post(
    *, known: bool, elsewhere: str, since: date, until: date | None, born_on: date | None, today: date
) -> list[Reason]:
    """A line of a résumé is in one organisation and has dates in order."""
    found = []
    if known == bool(elsewhere):
        found.append(reason("单位从名录里选；名录外的写在“其他单位”，两处只填一处。", "organisation"))
    if since > today or (born_on and since < born_on):
        found.append(reason("任职起始日期应不晚于今天，也不早于出生日期。", "since"))
    if until and not since <= until <= today:
        found.append(reason("任职截止日期应不早于起始日期，不晚于今天；还在任的空着。", "until"))
    return found


def reasons_not_to_note_training(*, on: date, today: date) -> list[Reason]:
    """Only training that took place is noted."""
    return [reason("培训日期应不晚于今天。", "on")] if on > today else []


def reasons_not_to_relate(*, same: bool, already: bool, same_office: bool) -> list[Reason]:
    """A relation joins two people of one office, once of a kind."""
    found = []
    if same:
        found.append(reason("请选另一个人。", "other"))
    if not same_office:
        found.append(reason("只能登记与本辖区人员的关系。", "other"))
    if already:
        found.append(reason("这两人的同类关系已经登记。", "other"))
    return found


@dataclass(frozen=True, slots=True)
class Attributes:
    """What a person was on one day; None where a date is not known."""

    on: date
    age: int | None
    young: bool | None
    newly_promoted: bool | None


def attributes_at(
    on: date, *, born_on: date | None, rank_since: date | None, young_age: int, promoted_years: int
) -> Attributes:
    """
    Age, young and newly promoted on the day of a secondment, by the office's rules in force on that day.

    Who took the present rank only after the day is not known to have been promoted shortly before it.
    """
    age = whole_years(born_on, on) if born_on else None
    promoted = None if rank_since is None or rank_since > on else whole_years(rank_since, on) < promoted_years
    return Attributes(on, age, None if age is None else age <= young_age, promoted)
