"""The patterns that come with the product: schemes as data files, each with a note where its structure was seen."""

from dataclasses import dataclass
from functools import lru_cache
from json import loads
from pathlib import Path

from xuncha.core.text import N_
from xuncha.evaluation.rules.definitions import Definition

FOLDER = Path(__file__).parent / "patterns"
TITLES: dict[str, str] = {
    "deduction": N_("百分制扣分评估（15-15-60-10）"),
    "four-kinds": N_("基本、加分、减分、否决四类评估"),
    "four-groups": N_("四类主体评议打分"),
    "four-votes": N_("五个方面和四家票评"),
    "five-parts": N_("五项指标评估（结果用于年度考核）"),
    "team": N_("巡察组工作评价"),
    "office": N_("下级巡察机构工作评价"),
}
"""Code of the file → what the pattern is called, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A scheme to begin with; `note` says where its structure comes from and what is an example."""

    code: str
    kind: str
    title: str
    note: str
    definition: Definition


@lru_cache(maxsize=1)
def shipped() -> dict[str, Pattern]:
    """Every pattern by its code."""
    told = (loads((FOLDER / f"{code}.json").read_text(encoding="utf-8")) for code in TITLES)
    return {one["code"]: Pattern(title=TITLES[one["code"]], **one) for one in told}
