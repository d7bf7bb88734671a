"""The figures of a unit's report in words: labels, units and sums in the order in which reports give them."""

from collections.abc import Mapping
from decimal import Decimal

from xuncha.core.text import N_
from xuncha.rectification.workflow import RESULT_LABEL

LABELS: dict[str, tuple[str, str]] = {
    "fed_back": (N_("反馈问题"), N_("项")),
    **{result.value: (label, N_("项")) for result, label in RESULT_LABEL.items()},
    "closed": (N_("其中已销号"), N_("项")),
    "measures": (N_("整改措施"), N_("条")),
    "measures_done": (N_("已完成措施"), N_("条")),
    "money_cleared": (N_("清退资金"), N_("元")),
    "money_recovered": (N_("追缴资金"), N_("元")),
    "money_avoided": (N_("挽回损失"), N_("元")),
    "rules_new": (N_("新建制度"), N_("项")),
    "rules_amended": (N_("修订制度"), N_("项")),
    "rules_abolished": (N_("废止制度"), N_("项")),
    "people_1": (N_("第一种形态处理"), N_("人")),
    "people_2": (N_("第二种形态处理"), N_("人")),
    "people_3": (N_("第三种形态处理"), N_("人")),
    "people_4": (N_("第四种形态处理"), N_("人")),
}
"""Code → (label, unit). Stored with submitted reports, so a code never changes."""


def compared(period: Mapping[str, int | str], total: Mapping[str, int | str]) -> list[tuple[str, str, str, str]]:
    """(label, in the period, as a whole, unit); what is only counted as a whole has no figure of the period."""
    of_period = {label: value for label, value, _unit in told(period)}
    return [(label, of_period.get(label, ""), value, unit) for label, value, unit in told(total)]


def told(figures: Mapping[str, int | str]) -> list[tuple[str, str, str]]:
    """(label, value, unit) of each figure that is known; amounts with thousands and two decimals."""
    return [
        (label, f"{Decimal(str(figures[code])):,.2f}" if code.startswith("money_") else str(figures[code]), unit)
        for code, (label, unit) in LABELS.items()
        if code in figures
    ]
