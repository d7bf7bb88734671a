"""Village cards: what one may say, and how many households are to be visited. (feature B14)"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xuncha.core.errors import Reason, reason
from xuncha.core.text import N_

SHARE = 10
"""Percent of a village's households that are visited, where no parameter says it."""
COUNTED: dict[str, str] = {
    "households": N_("户数"),
    "population": N_("人口"),
    "members": N_("党员数"),
    "cadres": N_("村干部数"),
    "assets": N_("集体资产（元）"),
    "income": N_("集体年收入（元）"),
    "projects": N_("项目数"),
    "project_money": N_("项目资金（元）"),
    "visited": N_("走访户数"),
}
"""The figures of a card: none of them is negative."""


def wanted_visits(households: int, percent: int) -> int:
    """How many households are to be visited at least: the share, rounded up."""
    return -(-households * percent // 100)


@dataclass(frozen=True, slots=True)
class Visits:
    """How many households of a village were visited, of how many that are to be."""

    households: int
    visited: int
    wanted: int

    @property
    def enough(self) -> bool:
        """Whether the share is reached."""
        return self.visited >= self.wanted

    @property
    def percent(self) -> float:
        """The part of the households that was visited."""
        return 100 * self.visited / self.households if self.households else 0


def visits(households: int, visited: int, percent: int) -> Visits:
    """How far the visits to a village are."""
    return Visits(households, visited, wanted_visits(households, percent))


def reasons_against_card(card: Mapping[str, Any]) -> list[Reason]:
    """Figures that can be: none negative, no more visited than live there, no more members and cadres than people."""
    reasons = [
        reason("{what}不能是负数。", field=name, what=label)
        for name, label in COUNTED.items()
        if card[name] is not None and card[name] < 0
    ]
    if card["visited"] > card["households"]:
        reasons.append(reason("走访户数不能超过户数 {n}。", field="visited", n=card["households"]))
    if card["population"] < card["households"]:
        reasons.append(reason("人口应不少于户数。", field="population"))
    reasons += [
        reason("{what}不能超过人口 {n}。", field=name, what=COUNTED[name], n=card["population"])
        for name in ("members", "cadres")
        if card[name] > card["population"]
    ]
    if card["project_money"] and not card["projects"]:
        reasons.append(reason("有项目资金的，请写项目数。", field="projects"))
    return reasons
