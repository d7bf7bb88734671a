"""Pinpoint squads: who goes where on which day for what, in how many households or items, and what came of it. (B09)"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xuncha.core.errors import Reason, reason
from xuncha.core.quantities import plain

LEAST = 2
"""Nobody goes alone (domain §3.3)."""
MOST_LINES = 20
LINE = re.compile(r"(?P<what>.*?\S)[\s，,：:]+(?P<planned>\d{1,9}(?:\.\d{1,2})?)\s*(?P<unit>\S{1,8})")


@dataclass(frozen=True, slots=True)
class Planned:
    """One thing a squad is to do: `入户走访 30 户`."""

    what: str
    planned: Decimal
    unit: str


def planned_lines(text: str) -> tuple[list[Planned], list[Reason]]:
    """What a person wrote, one quantity a line, and what is wrong with which line."""
    found: list[Planned] = []
    reasons: list[Reason] = []
    for n, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        read = LINE.fullmatch(line.strip())
        if read is None or len(read["what"]) > 60:
            reasons.append(reason("第 {n} 行要写成“事项 数量 单位”，如“入户走访 30 户”。", field="quantities", n=n))
        else:
            found.append(Planned(read["what"], Decimal(read["planned"]), read["unit"]))
    if len({(one.what, one.unit) for one in found}) < len(found):
        reasons.append(reason("同一事项写了不止一行，请合并。", field="quantities"))
    if len(found) > MOST_LINES:
        reasons.append(reason("一支小分队最多 {n} 项。", field="quantities", n=MOST_LINES))
    return found, reasons


def written_lines(lines: Sequence[Planned]) -> str:
    """The quantities as people write them."""
    return "\n".join(f"{one.what} {plain(one.planned)} {one.unit}" for one in lines)


@dataclass(frozen=True, slots=True)
class SquadFacts:
    """A squad as planned; `own` says whether its members are those of the inspecting team, none recused."""

    members: int
    own: bool
    on: date
    begins_on: date | None
    ends_on: date | None
    quantities: int


def reasons_not_to_plan(facts: SquadFacts) -> list[Reason]:
    """At least two of the own team, on a day of the inspection, with something to count."""
    reasons = []
    if facts.members < LEAST:
        reasons.append(reason("至少两人同行。", field="members"))
    if not facts.own:
        reasons.append(reason("只能选本组现有组员，不含应回避的人。", field="members"))
    if (facts.begins_on and facts.on < facts.begins_on) or (facts.ends_on and facts.on > facts.ends_on):
        reasons.append(reason("日期应在进驻和撤点之间。", field="on"))
    if not facts.quantities:
        reasons.append(reason("至少写一项要核查的数量，如“入户走访 30 户”。", field="quantities"))
    return reasons


def reasons_not_to_report(*, on: date, today: date, done: Sequence[Decimal | None]) -> list[Reason]:
    """A squad reports on its day or later, a number for each of its quantities."""
    reasons = []
    if today < on:
        reasons.append(reason("小分队 {day} 出发，回来以后再回报。", day=on))
    if any(one is None for one in done):
        reasons.append(reason("每一项都要写实际完成的数量，没有做的写 0。"))
    return reasons


@dataclass(frozen=True, slots=True)
class Total:
    """What all squads planned and did of one thing in one unit."""

    what: str
    unit: str
    planned: Decimal
    done: Decimal


def totals(lines: Sequence[tuple[str, str, Decimal, Decimal | None]]) -> list[Total]:
    """Quantities (what, unit, planned, done) of several squads added up; what differs in unit stays apart."""
    found: dict[tuple[str, str], Total] = {}
    for what, unit, planned, done in lines:
        before = found.get((what, unit)) or Total(what, unit, Decimal(0), Decimal(0))
        found[what, unit] = Total(what, unit, before.planned + planned, before.done + (done or Decimal(0)))
    return [found[key] for key in sorted(found)]
