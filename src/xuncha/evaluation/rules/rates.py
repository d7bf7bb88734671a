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


ALL = "total"
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
}
"""The code is stored in schemes and must never change."""


def share_of(code: str, results: Mapping[str, int]) -> Share:
    """The rate of this code over counted results (`completed`, `basically`, …, `closed`, and `total`)."""
    return Share(sum(results[part] for part in FORMULAS[code].parts), results[ALL])
