"""
What a plan is as plain data: its lines, the difference of two versions, and the reasons why not.

Sources: domain §1.1 (only routine inspections count), §3.2 step 0, features A03 to A05.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from xuncha.core.errors import Reason, reason
from xuncha.core.text import N_, Say, say

ROUTINE = "routine"
NAMES_SHOWN = 8


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One entry of a plan: this target, in this way, in this year and round (0: the round is not fixed yet)."""

    target: int
    type: str
    year: int
    round_number: int = 0


class Change(StrEnum):
    """How an entry differs between two versions: 增、补、调 and its counterpart 减."""

    ADDED = "added"
    SUPPLEMENTED = "supplemented"  # of an organisation that became a target after the older version
    MOVED = "moved"
    REMOVED = "removed"


CHANGE_LABEL: dict[Change, str] = {
    Change.ADDED: N_("增"),
    Change.SUPPLEMENTED: N_("补"),
    Change.MOVED: N_("调"),
    Change.REMOVED: N_("减"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: `old` is None for what was added, `new` for what was removed."""

    change: Change
    old: Line | None
    new: Line | None

    @property
    def target(self) -> int:
        """Whose entry changed."""
        line = self.new or self.old
        assert line is not None  # noqa: S101 - a difference has at least one side
        return line.target

    @property
    def years(self) -> set[int]:
        """The years this change touches, on either side."""
        return {line.year for line in (self.old, self.new) if line}


def differences(old: Iterable[Line], new: Iterable[Line], newcomers: Collection[int] = frozenset()) -> list[Difference]:
    """
    What turns `old` into `new`, by target. `newcomers` are the targets that joined the term after `old` was made.

    Lines of one target are paired by type first, so that a changed year is one move, not a removal and an addition;
    what is left is paired in order of year: that is a change of type.
    """
    before, after = _by_target(old), _by_target(new)
    found: list[Difference] = []
    for target in sorted(before.keys() | after.keys()):
        gone, come = dict(before.get(target, {})), dict(after.get(target, {}))
        pairs = [(gone.pop(kind), come.pop(kind)) for kind in sorted(gone.keys() & come.keys())]
        left, right = (sorted(side.values(), key=lambda line: (line.year, line.type)) for side in (gone, come))
        shared = min(len(left), len(right))
        pairs += zip(left[:shared], right[:shared], strict=True)
        found += [Difference(Change.MOVED, a, b) for a, b in pairs if a != b]
        found += [Difference(Change.REMOVED, line, None) for line in left[shared:]]
        added = Change.SUPPLEMENTED if target in newcomers else Change.ADDED
        found += [Difference(added, None, line) for line in right[shared:]]
    return found


def totals(changes: Iterable[Difference]) -> dict[Change, int]:
    """How many of each kind, all four named, in the customary order 增、补、调、减."""
    counted = Counter(difference.change for difference in changes)
    return {change: counted[change] for change in Change}


def _by_target(lines: Iterable[Line]) -> dict[int, dict[str, Line]]:
    table: dict[int, dict[str, Line]] = {}
    for line in lines:
        table.setdefault(line.target, {})[line.type] = line
    return table


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """
    A plan and what it is measured against.

    `years` are those in which it may place targets, `today` the current calendar year. `names` are the targets of the
    term by id; `counted` those that full coverage must reach, `withdrawn` those no longer to be inspected.
    `inspected` are the (target, type) that were entered already; None when nobody can tell. `outline` is what the
    five-year plan in force says of the year, for an annual plan only.
    """

    years: range
    today: int
    names: Mapping[int, str]
    lines: Sequence[Line]
    counted: frozenset[int] = frozenset()
    withdrawn: frozenset[int] = frozenset()
    inspected: frozenset[tuple[int, str]] | None = None
    base: Sequence[Line] | None = None
    reason: str = ""
    annual: bool = False
    outline: Sequence[Line] = field(default_factory=tuple)

    def listed(self, targets: Collection[int]) -> Say:
        """The names of these targets for a sentence; the first few when there are many."""
        names = [self.names[target] for target in sorted(targets)]
        return say("{names}…" if len(names) > NAMES_SHOWN else "{names}", names=names[:NAMES_SHOWN])


def reasons_not_to_place(facts: PlanFacts, line: Line) -> list[Reason]:
    """Why this line cannot stand in the plan, whatever else the plan says."""
    reasons = []
    if line.year not in facts.years:
        if facts.annual:
            reasons.append(reason("本计划只安排 {year} 年的巡察。", "year", year=facts.years[0]))
        else:
            first, last = facts.years[0], facts.years[-1]
            reasons.append(reason("年度应在本届任期 {first}—{last} 年之内。", "year", first=first, last=last))
    if line.target in facts.withdrawn:
        reasons.append(reason("{name}已撤出本届巡察对象，不再安排。", "target", name=facts.names[line.target]))
    return reasons


def _frozen(facts: PlanFacts, old: Line | None, new: Line | None) -> tuple[str, int] | None:
    """Why an amendment may not turn `old` into `new`: the sentence and its year; None when it may."""
    if facts.base is None or old == new:
        return None
    if facts.inspected is not None:
        if old and (old.target, old.type) in facts.inspected:
            return N_("{names}已经进驻巡察，{year} 年的这一安排不能再改动。"), old.year
        return None
    if old and old.year < facts.today:
        return N_("{year} 年已经过去，不能改动{names}的安排。"), old.year
    if new and new.year < facts.today:
        return N_("{year} 年已经过去，不能再把{names}排进去。"), new.year
    return None


def reasons_not_to_touch(facts: PlanFacts, *changes: tuple[Line | None, Line | None]) -> list[Reason]:
    """
    An amendment leaves history as it is: what was inspected stays.

    What a past year left undone may be put off, dropped or recorded late; while nobody can tell what was done, all of
    a past year stays. One reason for each year, with the names it concerns.
    """
    found: dict[tuple[str, int], set[int]] = {}
    for old, new in changes:
        why, line = _frozen(facts, old, new), old or new
        if why and line:
            found.setdefault(why, set()).add(line.target)
    return [
        reason(template, "year", "#diff", year=year, names=facts.listed(targets))
        for (template, year), targets in found.items()
    ]


def reasons_not_to_add(facts: PlanFacts, *lines: Line) -> list[Reason]:
    """Why the plan cannot take these lines in: their place, one of the same kind that is there, the past."""
    taken = {(line.target, line.type) for line in facts.lines}
    reasons = []
    for line in lines:
        reasons += reasons_not_to_place(facts, line)
        if (line.target, line.type) in taken:
            template = N_("{name}在本版规划中已有同类安排，请用“调”改动原有的一条。")
            reasons.append(reason(template, "target", name=facts.names[line.target]))
    return _each_once(reasons) + reasons_not_to_touch(facts, *((None, line) for line in lines))


def reasons_not_to_move(facts: PlanFacts, *moves: tuple[Line, Line]) -> list[Reason]:
    """Why these lines cannot become those: nothing changes, their new place, another line of the kind, the past."""
    reasons = []
    for old, new in moves:
        if old == new:
            reasons.append(reason("年度、轮次和类型都没有变化。", "year"))
        reasons += reasons_not_to_place(facts, new)
        if any((new.target, new.type) == (other.target, other.type) for other in facts.lines if other != old):
            reasons.append(reason("{name}在本版规划中已有这一类型的安排。", "type", name=facts.names[new.target]))
    return _each_once(reasons) + reasons_not_to_touch(facts, *moves)


def _each_once(reasons: Iterable[Reason]) -> list[Reason]:
    """Each sentence once, in order: many lines are often refused for the same reason."""
    return list({str(reason.text): reason for reason in reasons}.values())


def reasons_not_to_submit(facts: PlanFacts) -> list[Reason]:
    """Everything that keeps a draft from being handed in, each with where it is mended."""
    reasons = []
    if facts.base is not None:
        changes = differences(facts.base, facts.lines)
        if not changes:
            reasons.append(reason("与现行版本没有差别，没有可批准的内容。", mend="#edit"))
        reasons += reasons_not_to_touch(facts, *((change.old, change.new) for change in changes))
        if not facts.reason.strip():
            reasons.append(reason("没有写调整理由。", "reason", "#reason"))
    elif not facts.lines:
        reasons.append(reason("还没有安排任何一家单位。", mend="#edit"))
    stale = {line.target for line in facts.lines if line.target in facts.withdrawn and line.year >= facts.today}
    if stale:
        reasons.append(
            reason(
                "{names}已撤出本届巡察对象，仍在规划中（{n} 家）。",
                mend="#entries",
                names=facts.listed(stale),
                n=len(stale),
            )
        )
    return reasons + (_against_outline(facts) if facts.annual else _uncovered(facts))


def _uncovered(facts: PlanFacts) -> list[Reason]:
    """Full coverage: every counted target has its routine inspection within the term (A04)."""
    missing = facts.counted - {line.target for line in facts.lines if line.type == ROUTINE}
    if not missing:
        return []
    template = N_("应全覆盖的对象还有 {n} 家没有安排常规巡察：{names}。")
    return [reason(template, mend="#edit", n=len(missing), names=facts.listed(missing))]


def _against_outline(facts: PlanFacts) -> list[Reason]:
    """An annual plan carries out the five-year plan: its routine inspections are those placed in the year there."""
    planned, outlined = (
        {line.target for line in lines if line.type == ROUTINE} - facts.withdrawn
        for lines in (facts.lines, facts.outline)
    )
    reasons = []
    if outlined - planned:
        template = N_("五年规划安排在今年的 {n} 家没有列入：{names}。要推迟的，先调整五年规划。")
        names = facts.listed(outlined - planned)
        reasons.append(reason(template, mend="#edit", n=len(outlined - planned), names=names))
    if planned - outlined:
        template = N_("{n} 家的常规巡察不在五年规划今年的安排里：{names}。要提前的，先调整五年规划。")
        names = facts.listed(planned - outlined)
        reasons.append(reason(template, mend="#entries", n=len(planned - outlined), names=names))
    return reasons


def reasons_not_to_approve(*, actor: int, author: int, submitter: int | None, base_in_force: bool) -> list[Reason]:
    """Nobody approves what they wrote or handed in, and an amendment must amend the version that is in force."""
    reasons = []
    if actor in {author, submitter}:
        reasons.append(reason("起草或提交的人不能批准，请由他人批准。"))
    if not base_in_force:
        reasons.append(reason("本稿所依据的版本已不是现行版本，请退回作废，以现行版本重新起草。"))
    return reasons


def hints(facts: PlanFacts, capacity: int = 0) -> list[Say]:
    """
    What deserves a second look without keeping anybody from going on.

    `capacity` is how many routine inspections a year can carry (units a year); 0 when the office has set none: then a
    year is heavy when it carries over one and a half times the term's average.
    """
    load = Counter(line.year for line in facts.lines if line.type == ROUTINE)
    if capacity:
        heavy = [(year, n) for year, n in sorted(load.items()) if n > capacity]
        return [
            say("{year} 年安排常规巡察 {n} 家，超过每年可承担的 {most} 家。", year=y, n=n, most=capacity)
            for y, n in heavy
        ]
    average = sum(load.values()) / len(facts.years)
    heavy = [(year, n) for year, n in sorted(load.items()) if len(facts.years) > 1 and n > 1.5 * average]
    template = N_("{year} 年安排常规巡察 {n} 家，任期年均 {mean} 家，请看力量够不够。")
    return [say(template, year=y, n=n, mean=f"{average:.1f}") for y, n in heavy]


@dataclass(frozen=True, slots=True)
class TermFacts:
    """A term to be opened, beside the terms the jurisdiction has: (number, first year, last year)."""

    number: int
    first_year: int
    last_year: int
    others: Sequence[tuple[int, int, int]]


def reasons_not_to_open_term(facts: TermFacts) -> list[Reason]:
    """Terms have their own number, begin before they end, and don't overlap: coverage is measured per term."""
    reasons = []
    if facts.last_year < facts.first_year:
        reasons.append(reason("截止年度应不早于起始年度。", "last_year"))
    if facts.last_year - facts.first_year > 9:
        reasons.append(reason("一届一般为五年，最长按十年登记。", "last_year"))
    for number, first, last in facts.others:
        if number == facts.number:
            reasons.append(reason("第 {n} 届已经建立。", "number", n=number))
        elif facts.first_year <= last and first <= facts.last_year:
            reasons.append(
                reason("与第 {n} 届（{first}—{last} 年）的年度重叠。", "first_year", n=number, first=first, last=last)
            )
    return reasons


def reasons_not_to_target(*, name: str, within_area: bool, closed: bool, already: bool) -> list[Reason]:
    """An organisation can become a target when it lies in the area, still exists, and is not one already."""
    reasons = []
    if not within_area:
        reasons.append(reason("{name}不在本届所辖范围内。", "organisation", name=name))
    if closed:
        reasons.append(reason("{name}已撤销或合并，不能列为巡察对象。", "organisation", name=name))
    if already:
        reasons.append(reason("{name}已是本届巡察对象。", "organisation", name=name))
    return reasons
