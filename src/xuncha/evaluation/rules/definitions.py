"""A scheme's definition as stored and as scored; its parts are put in and taken out one by one. (domain §5.4)"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from xuncha.core.errors import Reason, reason
from xuncha.core.scoring import (
    BASIC,
    Band,
    Choice,
    Effect,
    Group,
    Indicator,
    Item,
    Method,
    Scheme,
    Veto,
    faults,
)
from xuncha.core.text import N_
from xuncha.evaluation.rules.rates import FORMULAS

Definition = dict[str, Any]
INDICATORS, GROUPS, CHOICES, VETOES, BANDS = "indicators", "groups", "choices", "vetoes", "bands"
PARTS: dict[str, str] = {
    INDICATORS: N_("指标"),
    GROUPS: N_("评议主体"),
    CHOICES: N_("评议选项"),
    VETOES: N_("否决项"),
    BANDS: N_("等次"),
}
"""What a definition consists of; the key is stored."""
METHOD_LABEL: dict[Method, str] = {
    Method.DEDUCT: N_("扣分"),
    Method.RATE: N_("按比例"),
    Method.VOTE: N_("评议投票"),
    Method.ADD: N_("加分"),
    Method.TAKE: N_("另行减分"),
}
EFFECT_LABEL: dict[Effect, str] = {Effect.ZERO: N_("总分计 0 分"), Effect.LOWEST: N_("定为最低等次")}
FOLLOW_LABEL: dict[str, str] = {
    "praise": N_("通报表扬"),
    "letter": N_("发督办函"),
    "talk": N_("约谈主要负责人"),
    "look_back": N_("列入回头看"),
    "again": N_("重新整改"),
    "assessment": N_("抄送年度考核"),
}
"""What may be proposed to follow a grade. The code is stored and must never change."""
EMPTY: Definition = {"full": "100", "places": 2, **{part: [] for part in PARTS}}


def scheme_from(told: Mapping[str, Any]) -> Scheme:
    """The definition as the arithmetic takes it."""
    return Scheme(
        indicators=tuple(
            Indicator(
                one["code"],
                one["label"],
                Decimal(one["maximum"]),
                Method(one["method"]),
                tuple(Item(item["code"], item["label"], Decimal(item["most"])) for item in one.get("items", ())),
                one.get("formula", ""),
            )
            for one in told[INDICATORS]
        ),
        bands=tuple(
            Band(one["code"], one["label"], Decimal(one["least"]), tuple(one.get("follow", ()))) for one in told[BANDS]
        ),
        groups=tuple(Group(one["code"], one["label"], Decimal(one["weight"]), one["least"]) for one in told[GROUPS]),
        choices=tuple(Choice(one["code"], one["label"], Decimal(one["worth"])) for one in told[CHOICES]),
        vetoes=tuple(Veto(one["code"], one["label"], one["limit"], Effect(one["effect"])) for one in told[VETOES]),
        full=Decimal(told["full"]),
        places=told["places"],
    )


def with_part(told: Definition, kind: str, part: Mapping[str, Any], which: str = "") -> Definition:
    """With this part behind the others of its kind, or in the place of `which`. Grades stand from best to lowest."""
    others = told[kind]
    code = which or next_code(kind, [one["code"] for one in others])
    made = {"code": code, **part}
    rows = [made if one["code"] == which else one for one in others] if which else [*others, made]
    if kind == BANDS:
        rows = sorted(rows, key=lambda one: Decimal(one["least"]), reverse=True)
    return {**told, kind: rows}


def without_part(told: Definition, kind: str, which: str) -> Definition:
    """Without this part."""
    return {**told, kind: [one for one in told[kind] if one["code"] != which]}


def next_code(kind: str, taken: Sequence[str]) -> str:
    """A code that no part of the kind has."""
    n = len(taken) + 1
    while f"{kind[0]}{n}" in taken:
        n += 1
    return f"{kind[0]}{n}"


def reasons_not_to_submit(told: Definition) -> list[Reason]:
    """Why this definition cannot be scored with; everything that is wrong at once."""
    scheme = scheme_from(told)
    found = faults(scheme)
    if not any(one.method in BASIC for one in scheme.indicators):
        found.append(reason("还没有基本指标。", INDICATORS))
    found += [
        reason("「{name}」按比例计分，要选一个比率。", INDICATORS, name=one.label)
        for one in scheme.indicators
        if one.method is Method.RATE and one.formula not in FORMULAS
    ]
    return found


def reasons_not_to_change(*, drafted: bool) -> list[Reason]:
    """What was handed in for approval stands; what is in force changes by a new version alone."""
    return [] if drafted else [reason("方案已经报批，内容不能再改；要改请另拟一版。")]


def reasons_not_to_approve(*, own: bool) -> list[Reason]:
    """Nobody approves the scheme they drafted."""
    return [reason("方案是您拟的，要由另一个人批准。")] if own else []


def reasons_not_to_revise(*, drafted: bool, followed: bool) -> list[Reason]:
    """A new version follows the newest one that no longer changes."""
    if drafted:
        return [reason("方案还在拟订，直接修改就行。")]
    return [reason("已经有了下一版，请从最新一版接着改。")] if followed else []
