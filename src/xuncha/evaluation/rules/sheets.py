"""What was found out, as a stored input of the arithmetic with its digest, and the steps of a sheet. (domain §5.4)"""

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from json import dumps
from typing import Any

from xuncha.core.errors import Reason, reason
from xuncha.core.scoring import Given, Mark, Share
from xuncha.core.text import Say


def stored(given: Given) -> dict[str, Any]:
    """What was found out, as JSON holds it; the same whatever order it came in."""
    return {
        "marks": sorted([one.indicator, one.item, str(one.points)] for one in given.marks),
        "shares": {code: [one.part, one.of] for code, one in given.shares.items()},
        "ballots": {indicator: {g: dict(v) for g, v in groups.items()} for indicator, groups in given.ballots.items()},
        "asked": dict(given.asked),
        "cases": dict(given.cases),
    }


def given_from(told: Mapping[str, Any]) -> Given:
    """What `stored` made."""
    return Given(
        marks=tuple(Mark(indicator, Decimal(points), item) for indicator, item, points in told["marks"]),
        shares={code: Share(*pair) for code, pair in told["shares"].items()},
        ballots=told["ballots"],
        asked=told["asked"],
        cases=told["cases"],
    )


def digest_of(definition: Mapping[str, Any], inputs: Mapping[str, Any]) -> str:
    """The fingerprint of scheme and input: whoever has both computes the same sheet."""
    text = dumps([definition, inputs], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Step:
    """What the rules of a sheet's steps look at."""

    closed: bool  # the voting is over
    _: KW_ONLY
    missing: Sequence[Say] = ()
    own: bool = False  # the person handed the sheet in
    objecting: int = 0  # objections not yet decided
    objectable_until: date | None = None
    today: date = date.min


def reasons_not_to_hand_in(facts: Step) -> list[Reason]:
    """A sheet is handed in when the voting is over and every indicator has its value."""
    found = [] if facts.closed else [reason("评议还没有截止，截止以后才有评议得分。")]
    return found + [Reason(text, mend="#sheet") for text in facts.missing]


def reasons_not_to_check(facts: Step) -> list[Reason]:
    """A second person checks."""
    return [reason("是您送复核的，要由另一个人复核。")] if facts.own else []


def reasons_not_to_settle(facts: Step) -> list[Reason]:
    """The unit had its days, and every objection was decided. Without a rule on days, nothing is waited for."""
    found = [reason("是您送复核的，要由另一个人审定。")] if facts.own else []
    if facts.objecting:
        found.append(reason("还有 {n} 条异议没有答复。", mend="#objections", n=facts.objecting))
    if facts.objectable_until is not None and facts.today <= facts.objectable_until:
        found.append(reason("异议期到 {day} 为止，之后才能审定。", day=facts.objectable_until.isoformat()))
    return found


def reasons_not_to_object(text: str, *, shown: bool, until: date | None, today: date) -> list[Reason]:
    """The unit says within its days what it finds wrong."""
    if not shown:
        return [reason("评估结果送达以后、审定以前可以提异议。")]
    if until is not None and today > until:
        return [reason("异议期已于 {day} 结束。", day=until.isoformat())]
    return [] if text.strip() else [reason("请写明对哪一项、为什么有异议。", "text")]


def reasons_not_to_decide(text: str, *, scored: bool, decided: bool) -> list[Reason]:
    """Nobody who gave points or checked them decides on an objection to them."""
    if decided:
        return [reason("这条异议已经答复过。")]
    found = [reason("您参加了这个单位的打分或者复核，异议要由另一个人答复。")] if scored else []
    return found if text.strip() else [*found, reason("请写明答复的理由。", "decision")]


def reasons_not_to_note(*, scoring: bool, running: bool, why: str, evidence: str) -> list[Reason]:
    """Points and cases are noted while the sheet is open, with a reason and where it can be seen."""
    if not scoring or not running:
        return [reason("评估开始以后、送复核以前才能打分。")]
    found = [] if why.strip() else [reason("请写明理由。", "reason")]
    return found if evidence.strip() else [*found, reason("请写明依据在哪里：材料名称、编号或者整改事项。", "evidence")]


def reasons_not_to_withdraw(*, scoring: bool, withdrawn: bool) -> list[Reason]:
    """What was noted is withdrawn, never erased."""
    if withdrawn:
        return [reason("这一条已经撤回。")]
    return [] if scoring else [reason("送复核以后不能再撤回；需要改的，请复核人退回。")]


def reasons_not_to_follow(*, own: bool) -> list[Reason]:
    """Whoever settled the grade does not decide alone what follows from it."""
    return [reason("结果是您审定的，运用要由另一个人决定。")] if own else []
