"""The rates of rectification that a scheme may score, each with its formula. (domain §5.3)"""

from collections.abc import Mapping
from dataclasses import dataclass

from xuncha.core.scoring import Share
from xuncha.core.text import N_


@dataclass(frozen=True, slots=True)
class Formula:
    """A rate: its name, what is divided in words, and the parts of the results that its numerator adds up."""

    label: str
    words: str
    parts: tuple[str, ...]
    of: str = "total"


ALL = "total"
SATISFIED, ANSWERED = "satisfied", "answered"
FORMULAS: dict[str, Formula] = {
    "completion": Formula(N_("整改完成率"), N_("已完成 ÷ 全部反馈问题"), ("completed",)),
    "completion_basic": Formula(
        N_("整改完成率（含基本完成）"), N_("（已完成 + 基本完成）÷ 全部反馈问题"), ("completed", "basically")
    ),
    "in_place": Formula(
        N_("整改到位率"),
        N_("（已完成 + 基本完成 + 长期坚持）÷ 全部反馈问题"),
        ("completed", "basically", "long_term"),
    ),
    "closed": Formula(N_("销号率"), N_("已销号 ÷ 全部反馈问题"), ("closed",)),
    "residents": Formula(
        N_("群众满意率（整改公开以后）"),
        N_("（满意 + 基本满意）÷ 截止以后计入的回答，不足五人的评价不计"),
        (SATISFIED,),
        ANSWERED,
    ),
}
"""The code is stored in schemes and must never change."""


def share_of(code: str, results: Mapping[str, int]) -> Share | None:
    """
    The rate of this code over counted results (`completed`, …, `closed`, `total`, `satisfied`, `answered`).

    None where residents gave no answer that may be shown: that nobody answered is no full mark.
    """
    formula = FORMULAS[code]
    of = results[formula.of]
    return None if not of and formula.of == ANSWERED else Share(sum(results[part] for part in formula.parts), of)


def asks_residents(code: str) -> bool:
    """Whether the rate rests on what residents answered."""
    return FORMULAS[code].of == ANSWERED
