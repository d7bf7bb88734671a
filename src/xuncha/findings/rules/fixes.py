"""When an immediate rectification may be drafted, issued, answered and accepted. (domain §3.3 D17; B08 B09)"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from xuncha.core.errors import Reason, reason
from xuncha.core.text import say
from xuncha.findings.rules.persons import accusations
from xuncha.findings.workflow import FIX, FixState

TITLE_LENGTH = 80
DEMAND_LENGTH = 2_000
ANSWER_LENGTH = 4_000
WHAT_LENGTH = 40
UNIT_LENGTH = 10
MOST_QUANTITIES = 20
LARGEST = Decimal(10**12)

Quantity = dict[str, Any]
"""{"what": "蹲便器", "unit": "个", "value": 89}: a whole number, or a decimal with at most two places."""


def number(raw: object) -> int | float | None:
    """The value of a quantity as it is stored; None when it is no positive number with at most two decimals."""
    try:
        value = Decimal(str(raw).strip().replace(",", ""))
    except InvalidOperation:
        return None
    if not value.is_finite() or not 0 < value <= LARGEST or value != round(value, 2):
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def quantities_of(rows: Sequence[Mapping[str, Any]]) -> tuple[list[Quantity], list[Reason]]:
    """What to store and what is wrong: rows wholly empty are left out, all others need what, unit and a number."""
    kept: list[Quantity] = []
    reasons: list[Reason] = []
    for n, row in enumerate(rows, 1):
        what, unit = str(row.get("what") or "").strip(), str(row.get("unit") or "").strip()
        raw = row.get("value")
        if not what and not unit and raw in (None, ""):
            continue
        value = number(raw)
        if not what or len(what) > WHAT_LENGTH:
            reasons.append(reason("第 {n} 项写明是什么，不超过 {m} 字。", field="quantities", n=n, m=WHAT_LENGTH))
        if not unit or len(unit) > UNIT_LENGTH:
            reasons.append(reason("第 {n} 项写明单位，例如「户」「个」。", field="quantities", n=n))
        if value is None:
            reasons.append(reason("第 {n} 项的数量写大于 0 的数，最多两位小数。", field="quantities", n=n))
        kept.append({"what": what, "unit": unit, "value": value})
    if len(kept) > MOST_QUANTITIES:
        reasons.append(reason("数量不超过 {n} 项。", field="quantities", n=MOST_QUANTITIES))
    return kept, reasons


def reasons_against_demand(title: str, demand: str) -> list[Reason]:
    """A title and a demand are there, fit, and accuse no person: the unit will read them."""
    reasons = []
    if not title.strip():
        reasons.append(reason("请写标题，例如「公厕改造质量问题立行立改」。", field="title"))
    if len(title) > TITLE_LENGTH:
        reasons.append(reason("标题不超过 {n} 字，现有 {now} 字。", field="title", n=TITLE_LENGTH, now=len(title)))
    if not demand.strip():
        reasons.append(reason("请写要求单位改什么、改到什么程度。", field="demand"))
    if len(demand) > DEMAND_LENGTH:
        reasons.append(reason("要求不超过 {n} 字，现有 {now} 字。", field="demand", n=DEMAND_LENGTH, now=len(demand)))
    reasons += [
        reason("这里不写个人问题线索：「{sentence}」像是在说某个人。", field=field, sentence=seen.sentence)
        for field, words in (("title", title), ("demand", demand))
        for seen in accusations(words)
    ]
    return reasons


def reasons_not_to_change(state: FixState) -> list[Reason]:
    """Only a draft is changed: an issued notice is withdrawn and written anew."""
    if state is FixState.DRAFT:
        return []
    return [reason("通知{state}，不能再改。需要改时先撤回，再另发一份。", state=say(FIX.states[state].label))]


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """A notice about to be issued."""

    author: bool  # the person issuing it drafted it
    due_on: date | None
    today: date


def reasons_not_to_issue(facts: IssueFacts) -> list[Reason]:
    """Someone else than the author signs the notice, and the unit has at least the rest of the day."""
    reasons = []
    if facts.author:
        reasons.append(reason("这份通知是您起草的，要由另一个人签发。"))
    if facts.due_on is None:
        reasons.append(reason("没有适用的时限规则，请填写整改期限。", field="due_on"))
    elif facts.due_on < facts.today:
        reasons.append(
            reason("期限 {day} 已经过去，请填今天或以后的日期。", field="due_on", day=facts.due_on.isoformat())
        )
    return reasons


def reasons_not_to_answer(answer: str, proofs: int) -> list[Reason]:
    """The unit says what it did and attaches proof of it."""
    reasons = []
    if not answer.strip():
        reasons.append(reason("请写整改情况。", field="answer"))
    if len(answer) > ANSWER_LENGTH:
        reasons.append(
            reason("整改情况不超过 {n} 字，现有 {now} 字。", field="answer", n=ANSWER_LENGTH, now=len(answer))
        )
    if not proofs:
        reasons.append(reason("至少附一份佐证，例如整改前后照片、凭证。", field="proof"))
    return reasons


def reasons_not_to_accept(*, author: bool, answered: bool) -> list[Reason]:
    """Whoever drafted the notice, or answered it, does not verify the result. (domain §9 invariant 4)"""
    reasons = []
    if author:
        reasons.append(reason("这份通知是您起草的，要由另一个人核验。"))
    if answered:
        reasons.append(reason("整改结果是您报送的，要由另一个人核验。"))
    return reasons
