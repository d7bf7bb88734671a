"""
What a timetable starts from and what may be asked of it: plain values in, values or reasons out.

Sources: domain §1.1 (linkage), §3.2 step 0, feature A08. Rounds go by their number in the term throughout.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_DOWN, Decimal
from itertools import pairwise
from math import ceil
from statistics import median

from xuncha.core.errors import Reason, reason
from xuncha.core.text import N_

USUAL_ROUNDS = 2
"""Rounds in a year where none was held yet."""
NEVER_INSPECTED = 5
"""Years that count for a unit of which no inspection is recorded: a whole term."""
LONGEST_WAIT = 10
MOST_ROUNDS = 60
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class HeldRound:
    """A round that is recorded; `entered` when all of it has entered. `units` are its routine inspections."""

    number: int
    year: int
    entered: bool
    teams: int
    units: int


@dataclass(frozen=True, slots=True)
class Held:
    """
    What the records of rounds say of a term; targets by id, rounds by number.

    `visits` have entered and never change, `arranged` stand in a round that was handed in or approved, `drafted` in
    one that is prepared. `last` is the last routine inspection of a target before the term.
    """

    rounds: tuple[HeldRound, ...] = ()
    visits: Mapping[int, int] = field(default_factory=dict)
    arranged: Mapping[int, int] = field(default_factory=dict)
    drafted: Mapping[int, int] = field(default_factory=dict)
    last: Mapping[int, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rounds:
    """
    The rounds of a timetable on a day: number → year, which are over, and the targets whose place is settled.

    A round is over when all of it has entered or its year has passed.
    """

    years: Mapping[int, int]
    closed: frozenset[int]
    fixed: Mapping[int, int]


def rounds_as_of(own: Mapping[int, int], held: Held, this_year: int) -> Rounds:
    """The rounds of a timetable (`own`: number → year) together with those that are recorded."""
    years = {**own, **{one.number: one.year for one in held.rounds}}
    closed = frozenset(one.number for one in held.rounds if one.entered) | {
        n for n, y in years.items() if y < this_year
    }
    arranged = {target: number for target, number in held.arranged.items() if number not in closed}
    return Rounds(dict(sorted(years.items())), closed, {**arranged, **held.visits})


def expected_rounds(years: range, held: Sequence[HeldRound], this_year: int) -> dict[int, int]:
    """Number → year of a term's rounds: those recorded, and from now on in each year as many as were customary."""
    found = {one.number: one.year for one in held}
    newest = max(found.values(), default=0)
    over = Counter(year for year in found.values() if year < newest)
    usual = max(over.values(), default=max(USUAL_ROUNDS, len(found)))
    for year in range(newest or years[0], years[-1] + 1):
        if year < this_year:
            continue
        missing = usual - sum(1 for one in found.values() if one == year)
        for _ in range(missing):
            found[max(found, default=0) + 1] = year
    return dict(sorted(found.items())[:MOST_ROUNDS])


def usual_strength(held: Sequence[HeldRound]) -> tuple[int, int]:
    """Teams of a round and units of a team as they were so far; (0, 1) when no round with teams has entered."""
    known = [one for one in held if one.entered and one.teams and one.units]
    if not known:
        return 0, 1
    return round(median(one.teams for one in known)), ceil(sum(o.units for o in known) / sum(o.teams for o in known))


def strength(*, work: int, rounds: int, per_year: int, rounds_a_year: int, usual: tuple[int, int]) -> tuple[int, int]:
    """
    Teams of a round and units of a team to begin with.

    `per_year` is what the office says it can carry (0: nothing said); without it as so far; without that, enough for
    the work that is left and one team more.
    """
    teams, each = usual
    if per_year:
        return ceil(per_year / max(1, rounds_a_year) / each), each
    return (teams, each) if teams else (ceil(work / max(1, rounds)) + 1, 1)


def pace(years: range, setting: Mapping[str, float]) -> dict[int, Decimal]:
    """The share to be covered by the end of each year, per cent: as the office set it by year of the term, or even."""
    even = {year: HUNDRED * n / len(years) for n, year in enumerate(years, 1)}
    own = {year: Decimal(str(setting[str(n)])) for n, year in enumerate(years, 1) if str(n) in setting}
    return {year: rounded_down(min(HUNDRED, share)) for year, share in {**even, **own}.items()}


def rounded_down(percent: Decimal) -> Decimal:
    """Per cent with two places, never more than it was: a target must not ask for one unit more by rounding."""
    return percent.quantize(Decimal("0.01"), rounding=ROUND_DOWN)


def urgency(last: date | None, today: date, *, known: bool) -> int:
    """
    The priority to begin with: whole years since the last routine inspection, at most ten.

    Where earlier inspections are not `known` of anybody, nobody comes first.
    """
    if last is None:
        return NEVER_INSPECTED if known else 0
    return max(0, min(LONGEST_WAIT, today.year - last.year - ((today.month, today.day) < (last.month, last.day))))


def reasons_not_to_mark(
    rounds: Rounds, *, target: int, name: str, number: int, pinned: bool, marks: Mapping[int, bool]
) -> list[Reason]:
    """
    Why a target cannot be held in a round or kept out of it.

    `marks` are the marks it has: round → whether pinned.
    """
    reasons = reasons_against_round(rounds, number, "round_number")
    if target in rounds.fixed:
        template = N_("{name}已列入第 {n} 轮，不能再指定或排除。")
        reasons.append(reason(template, "target", name=name, n=rounds.fixed[target]))
    if number in marks:
        reasons.append(reason("{name}的这一轮已经指定或排除过，先取消原来的。", "round_number", name=name))
    elif pinned and True in marks.values():
        elsewhere = next(n for n, held in marks.items() if held)
        reasons.append(reason("{name}已指定在第 {n} 轮，先取消那一条。", "round_number", name=name, n=elsewhere))
    return reasons


def reasons_against_round(rounds: Rounds, number: int, where: str) -> list[Reason]:
    """Why nothing can be asked of this round: there is none, or it is over."""
    if number not in rounds.years:
        return [reason("排期里没有第 {n} 轮。", where, n=number)]
    if number in rounds.closed:
        return [reason("第 {n} 轮已经进驻，不能再改动。", where, n=number)]
    return []


def reasons_against_window(numbers: Collection[int], earliest: int | None, latest: int | None) -> list[Reason]:
    """A window lies among the rounds and does not end before it begins."""
    reasons = [
        reason("排期里没有第 {n} 轮。", name, n=number)
        for name, number in (("earliest", earliest), ("latest", latest))
        if number is not None and number not in numbers
    ]
    if earliest is not None and latest is not None and earliest > latest:
        reasons.append(reason("最晚一轮不能早于最早一轮（第 {n} 轮）。", "latest", n=earliest))
    return reasons


def reasons_against_pace(percents: Mapping[int, Decimal]) -> list[Reason]:
    """Shares grow from year to year."""
    years = sorted(percents)
    return [
        reason("{year} 年的进度不应低于上一年的 {least}%。", f"year_{year}", year=year, least=percents[before])
        for before, year in pairwise(years)
        if percents[year] < percents[before]
    ]


def reasons_not_to_add_round(rounds: Rounds, number: int, year: int, term: range) -> list[Reason]:
    """A new round has a number of its own, lies in the term, and between its neighbours."""
    reasons = []
    if number in rounds.years:
        reasons.append(reason("第 {n} 轮已经在排期里。", "number", n=number))
    if year not in term:
        reasons.append(reason("年度应在本届任期 {first}—{last} 年之内。", "year", first=term[0], last=term[-1]))
    before = max((y for n, y in rounds.years.items() if n < number), default=year)
    after = min((y for n, y in rounds.years.items() if n > number), default=year)
    if not before <= year <= after:
        reasons.append(reason("第 {n} 轮应在前后两轮的年度之间。", "year", n=number))
    if len(rounds.years) >= MOST_ROUNDS:
        reasons.append(reason("一届至多排 {most} 轮。", "number", most=MOST_ROUNDS))
    return reasons
