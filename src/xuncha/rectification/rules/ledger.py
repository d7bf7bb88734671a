"""
What a row of the rectification ledger that comes back means: untouched, already so, a change, or out of date.

Each row carries a code made of what it said when it was taken out. So a row that the unit did not touch is left alone
whatever has happened since, and one that it did touch is refused when somebody else has changed the record meanwhile.
(D14; domain §5.1)
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import Any

from xuncha.core.errors import Reason, reason
from xuncha.core.text import Say, say
from xuncha.rectification.rules.doing import (
    reasons_against_money,
    reasons_against_progress,
    reasons_not_to_touch,
)
from xuncha.rectification.workflow import SUPPLIED, WORKED_ON, ItemState

MONEY = ("cleared", "recovered", "avoided")
"""Columns of money, each the whole amount of its kind that was registered so far, in yuan."""
EDITABLE = ("progress", "done_on", *MONEY)
CODE_LENGTH = 10
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class RowValues:
    """What may be changed in a row. Money is the item's and stands in the row of its first measure alone."""

    progress: str = ""
    done_on: date | None = None
    cleared: Decimal = NOTHING
    recovered: Decimal = NOTHING
    avoided: Decimal = NOTHING

    def told(self) -> dict[str, str]:
        """Each value as text, so that it can be kept and compared."""
        money = {name: f"{getattr(self, name):.2f}" for name in MONEY}
        return {"progress": self.progress, "done_on": self.done_on.isoformat() if self.done_on else "", **money}


def values_told(told: Mapping[str, str]) -> RowValues:
    """What `told` made."""
    done_on = date.fromisoformat(told["done_on"]) if told["done_on"] else None
    return RowValues(told["progress"], done_on, *(Decimal(told[name]) for name in MONEY))


def code_of(values: RowValues) -> str:
    """The code of a row: the same for the same values."""
    plain = json.dumps(values.told(), sort_keys=True, ensure_ascii=False)
    return sha256(plain.encode()).hexdigest()[:CODE_LENGTH]


class Fate(StrEnum):
    """What becomes of a row."""

    UNTOUCHED = "untouched"
    SAME = "same"
    CHANGED = "changed"
    STALE = "stale"


def fate_of(typed: RowValues, on_record: RowValues, code: str) -> Fate:
    """What the row means; `code` is what it was given when it was taken out."""
    if code_of(typed) == code:
        return Fate.UNTOUCHED
    if typed == on_record:
        return Fate.SAME
    return Fate.CHANGED if code_of(on_record) == code else Fate.STALE


def stale() -> Say:
    """What is said of a row whose record somebody else has changed."""
    return say("下载台账以后，这一行的记录有人改过。请重新下载台账，在新的一份里填这一行。")


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """A row that changes something, as the rules look at it. `first`: it is the row in which the money stands."""

    state: ItemState
    typed: RowValues
    on_record: RowValues
    paid_on: date | None
    first: bool
    today: date
    due: Decimal | None = None  # what was to be brought back, in yuan


def differing(one: RowValues, other: RowValues) -> list[str]:
    """The columns in which two rows differ."""
    return [name for name in EDITABLE if getattr(one, name) != getattr(other, name)]


def reasons_not_to_apply(facts: ChangeFacts) -> list[Reason]:
    """Why this row cannot be written, each with its column."""
    columns = differing(facts.typed, facts.on_record)
    reasons: list[Reason] = []
    if {"progress", "done_on"} & set(columns):
        reasons += _in_column("progress", reasons_not_to_touch(facts.state, WORKED_ON))
        wrong = reasons_against_progress(facts.typed.progress, facts.today, facts.typed.done_on, facts.today)
        reasons += [Reason(why.text, "done_on" if why.field == "done_on" else "progress") for why in wrong]
    paid = [name for name in MONEY if name in columns]
    for name in paid:
        reasons += _in_column(name, reasons_not_to_touch(facts.state, SUPPLIED)) + _against_money(facts, name)
    return [why for n, why in enumerate(reasons) if why not in reasons[:n]]  # one date of payment for all of them


def _in_column(name: str, reasons: list[Reason]) -> list[Reason]:
    return [Reason(why.text, name) for why in reasons]


def _against_money(facts: ChangeFacts, name: str) -> list[Reason]:
    more = getattr(facts.typed, name) - getattr(facts.on_record, name)
    if not facts.first:
        return [reason("资金按问题登记，填在这个问题第一条措施的那一行。", field=name)]
    if more < 0:
        known = f"{getattr(facts.on_record, name):.2f}"
        return [reason("已登记 {known} 元，不能填少了。登记错的，请在事项页里更正。", field=name, known=known)]
    if facts.paid_on is None:
        return [reason("填了新的金额，请填入账日期。", field="paid_on")]
    fields: dict[str, Any] = {"amount": name, "on": "paid_on"}
    wrong = reasons_against_money(more, facts.paid_on, "", facts.today, due=facts.due)
    return [Reason(why.text, fields.get(why.field, name)) for why in wrong]
