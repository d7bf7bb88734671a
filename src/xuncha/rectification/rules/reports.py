"""Whether a report says what the records say, and nothing is left for its writer to fill in. (domain §5.1; C07)"""

import re
from collections.abc import Mapping
from decimal import Decimal

from xuncha.core.errors import Reason, reason
from xuncha.core.text import N_, say

OPEN = re.compile(r"【请写[：:]?([^】]*)】")
NUMBER = r"\s*(?:的)?\s*(\d[\d,，]*(?:\.\d+)?)\s*(万元|元|个|项|条|件|人)"
CLAIMS: dict[str, tuple[str, str]] = {
    "fed_back": (N_("反馈问题"), rf"反馈(?:意见指出)?(?:的)?问题{NUMBER}"),
    "closed": (N_("销号"), rf"销号{NUMBER}"),
    "measures": (N_("制定措施"), rf"制定(?:整改)?措施{NUMBER}"),
    "measures_done": (N_("完成措施"), rf"完成(?:整改)?措施{NUMBER}"),
    "money_cleared": (N_("清退资金"), rf"清退资金{NUMBER}"),
    "money_recovered": (N_("追缴资金"), rf"追缴资金{NUMBER}"),
    "money_avoided": (N_("挽回损失"), rf"挽回(?:经济)?损失{NUMBER}"),
}
"""What a sentence of a report may claim in figures: which figure of the records it is, in words, how it reads."""
WAN = Decimal(10_000)


def left_open(text: str) -> list[str]:
    """The places that the unit must still write."""
    return [place.strip() for place in OPEN.findall(text)]


def contradictions(text: str, figures: Mapping[str, int | str]) -> list[Reason]:
    """Figures in the text that the records do not bear out."""
    found = []
    for code, (label, pattern) in CLAIMS.items():
        for number, unit in re.findall(pattern, text):
            claimed = _amount(number, unit)
            if claimed != Decimal(str(figures.get(code, 0))):
                found.append(
                    reason(
                        "正文写「{what} {said} {unit}」，台账是 {recorded}，不一致。",
                        field="text",
                        what=say(label),
                        said=number,
                        unit=unit,
                        recorded=str(figures.get(code, 0)),
                    )
                )
    return found


def _amount(number: str, unit: str) -> Decimal:
    value = Decimal(number.replace(",", "").replace("，", ""))
    return value * WAN if unit == "万元" else value


def reasons_against_text(text: str, figures: Mapping[str, int | str]) -> list[Reason]:
    """Why a report cannot be submitted as it is written."""
    reasons = [reason("还没有写：{what}。", field="text", what=what) for what in left_open(text)]
    return reasons + contradictions(text, figures)


def proposed(kind: str, figures: Mapping[str, int | str]) -> str:
    """A report to begin with: what the records say is written out, what only the unit knows is marked."""
    return (PRINCIPAL if kind == "principal" else PROGRESS).format(**figures)


PROGRESS = """一、组织领导情况
【请写：党委（党组）怎么研究、怎么分工、主要负责人怎么抓】

二、整改进展情况
巡察反馈问题 {fed_back} 个，制定整改措施 {measures} 条，完成整改措施 {measures_done} 条，销号 {closed} 个。
清退资金 {money_cleared} 元，追缴资金 {money_recovered} 元，挽回经济损失 {money_avoided} 元。
【请写：主要问题逐条改到什么程度、群众有什么变化】

三、没有完成的问题和原因
【请写：哪几个没有完成、为什么、什么时候完成；都完成的写“没有”】

四、下一步打算
【请写：怎么巩固、哪些要长期坚持】
"""
PRINCIPAL = """一、履行第一责任人职责情况
【请写：主持研究几次、亲自抓了哪几个问题】

二、班子成员落实情况
【请写：分管领导各自负责的问题改得怎么样】

三、整改结果
巡察反馈问题 {fed_back} 个，销号 {closed} 个；完成整改措施 {measures_done} 条。
【请写：对没有完成的问题本人准备怎么抓】
"""
