"""
Weighted schemes: marks, rates, votes and vetoes become a score and a grade, with every step of the arithmetic shown.

Exact throughout: values are fractions, and each indicator's own value is rounded once, half up, to the scheme's places
(two, unless it says otherwise). The total is the sum of these rounded values, so that a printed sheet adds up by hand.
A scheme scores how an organisation put problems right, never a person. (domain §5.4)
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from xuncha.core.errors import Reason, reason
from xuncha.core.text import N_, Say, say

LEAST_BALLOTS = 5
"""No group of fewer voters is ever shown: its mean would tell what single people chose."""
OUTLYING = 20
"""A group is told apart when its mean lies so many percentage points from that of the others."""
MOST_PLACES = 4
WHOLE = Decimal(100)
NOTHING = Decimal(0)


class Method(StrEnum):
    """How an indicator's value comes about. The first three share the full mark, the others lie outside it."""

    DEDUCT = "deduct"  # begins at its maximum and loses points
    RATE = "rate"  # its maximum times a share
    VOTE = "vote"  # its maximum times what the groups of voters think it is worth
    ADD = "add"  # points on top, up to its maximum
    TAKE = "take"  # points off the total, up to its maximum


BASIC = frozenset({Method.DEDUCT, Method.RATE, Method.VOTE})


@dataclass(frozen=True, slots=True)
class Item:
    """One thing for which an indicator gains or loses points: at most `most` in all."""

    code: str
    label: str
    most: Decimal


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of the sheet. Without `items`, points are given to the line itself; a rate names its `formula`."""

    code: str
    label: str
    maximum: Decimal
    method: Method
    items: tuple[Item, ...] = ()
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Voters who count together: `weight` in percent, and the ballots without which the group does not count."""

    code: str
    label: str
    weight: Decimal
    least: int = LEAST_BALLOTS


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a ballot and what it is worth, in percent of the indicator's maximum."""

    code: str
    label: str
    worth: Decimal


class Effect(StrEnum):
    """What a veto does."""

    ZERO = "zero"  # the total is nothing
    LOWEST = "lowest"  # the total stands, the grade is the lowest


@dataclass(frozen=True, slots=True)
class Veto:
    """From `limit` cases on, the arithmetic no longer decides."""

    code: str
    label: str
    limit: int
    effect: Effect


@dataclass(frozen=True, slots=True)
class Band:
    """A grade, the total from which it is given, and the codes of what is proposed to follow it."""

    code: str
    label: str
    least: Decimal
    follow: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scheme:
    """How an evaluation is scored. `bands` run from the best grade to the lowest, which begins at 0."""

    indicators: tuple[Indicator, ...]
    bands: tuple[Band, ...]
    groups: tuple[Group, ...] = ()
    choices: tuple[Choice, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    full: Decimal = WHOLE
    places: int = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """Points given or taken for an indicator, or for one of its items."""

    indicator: str
    points: Decimal
    item: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    of: int


@dataclass(frozen=True, slots=True)
class Given:
    """
    What an evaluation has found. `ballots`: indicator → group → choice → how many; `asked`: group → how many were
    asked to vote; `cases`: veto → how many.
    """

    marks: tuple[Mark, ...] = ()
    shares: Mapping[str, Share] = field(default_factory=dict)
    ballots: Mapping[str, Mapping[str, Mapping[str, int]]] = field(default_factory=dict)
    asked: Mapping[str, int] = field(default_factory=dict)
    cases: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator's value, how it came about, and between which values the votes not cast could have moved it."""

    indicator: Indicator
    value: Decimal | None
    working: tuple[Say, ...]
    least: Decimal = NOTHING
    most: Decimal = NOTHING


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole arithmetic. `band` is None, and `missing` says why, while something is still to be found out."""

    lines: tuple[Line, ...]
    total: Decimal
    band: Band | None
    vetoed: tuple[Say, ...]
    missing: tuple[Say, ...]


def faults(scheme: Scheme) -> list[Reason]:
    """Why this cannot be a scheme, in words."""
    found = [
        *_repeated("indicators", [one.code for one in scheme.indicators]),
        *_repeated("groups", [one.code for one in scheme.groups]),
        *_repeated("choices", [one.code for one in scheme.choices]),
        *_repeated("vetoes", [one.code for one in scheme.vetoes]),
        *_repeated("bands", [one.code for one in scheme.bands]),
        *(twice for one in scheme.indicators for twice in _repeated("indicators", [item.code for item in one.items])),
    ]
    if not 0 <= scheme.places <= MOST_PLACES:
        found.append(reason("小数保留 0 到 {n} 位。", "places", n=MOST_PLACES))
    basic = sum((one.maximum for one in scheme.indicators if one.method in BASIC), NOTHING)
    if basic != scheme.full:
        found.append(reason("基本指标满分合计 {sum} 分，应为 {full} 分。", "indicators", sum=basic, full=scheme.full))
    for one in scheme.indicators:
        if one.maximum <= 0:
            found.append(reason("「{name}」的满分要大于 0。", "indicators", name=one.label))
        if one.items and one.method not in {Method.DEDUCT, Method.ADD, Method.TAKE}:
            found.append(reason("「{name}」按比例或者投票计分，没有加减分项。", "indicators", name=one.label))
    if any(one.method is Method.VOTE for one in scheme.indicators):
        found += _faults_of_votes(scheme)
    least = [band.least for band in scheme.bands]
    if not least or least[-1] != 0 or any(above <= below for above, below in pairwise(least)):
        found.append(reason("等次从高到低排列，分数线依次降低，最低一等从 0 分起。", "bands"))
    found += [
        reason("「{name}」至少要有 1 件才否决。", "vetoes", name=one.label) for one in scheme.vetoes if one.limit < 1
    ]
    return found


def _repeated(where: str, codes: Sequence[str]) -> list[Reason]:
    twice = sorted({code for code in codes if codes.count(code) > 1})
    return [reason("代码重复：{codes}", where, codes=twice)] if twice else []


def _faults_of_votes(scheme: Scheme) -> list[Reason]:
    found = []
    if sum((group.weight for group in scheme.groups), NOTHING) != WHOLE:
        found.append(reason("各评议主体的权重合计应为 100%。", "groups"))
    for group in scheme.groups:
        if group.weight <= 0:
            found.append(reason("「{name}」的权重要大于 0。", "groups", name=group.label))
        if group.least < LEAST_BALLOTS:
            text = N_("「{name}」至少要 {n} 票才计入，否则看得出个人怎么投的。")
            found.append(reason(text, "groups", name=group.label, n=LEAST_BALLOTS))
    if not scheme.choices or any(not NOTHING <= choice.worth <= WHOLE for choice in scheme.choices):
        found.append(reason("评议选项要有，每项折合 0% 到 100%。", "choices"))
    return found


def reasons_not_to_mark(scheme: Scheme, marks: Iterable[Mark], new: Mark) -> list[Reason]:
    """Why these points cannot be given beside those already given."""
    indicator = next((one for one in scheme.indicators if one.code == new.indicator), None)
    if indicator is None or indicator.method not in {Method.DEDUCT, Method.ADD, Method.TAKE}:
        return [reason("这项指标不逐项加减分。", "indicator")]
    item = next((one for one in indicator.items if one.code == new.item), None)
    if item is None and (indicator.items or new.item):
        return [reason("请选这项指标的一个加减分项。", "item")]
    if new.points <= 0:
        return [reason("分值要大于 0。", "points")]
    already = sum((one.points for one in marks if (one.indicator, one.item) == (new.indicator, new.item)), NOTHING)
    most = item.most if item is not None else indicator.maximum
    if already + new.points > most:
        text = N_("「{name}」最多 {most} 分，已有 {already} 分。")
        return [reason(text, "points", name=(item or indicator).label, most=most, already=already)]
    return []


def score(scheme: Scheme, given: Given) -> Sheet:
    """The sheet. The order of marks and ballots never matters; a veto always wins."""
    lines = tuple(_line(scheme, one, given) for one in scheme.indicators)
    missing = tuple(say("「{name}」还没有结果", name=line.indicator.label) for line in lines if line.value is None)
    total = sum((_signed(line) for line in lines), NOTHING)
    met = [veto for veto in scheme.vetoes if given.cases.get(veto.code, 0) >= veto.limit]
    vetoed = tuple(
        say("{name}：{n} 件，达到 {limit} 件", name=veto.label, n=given.cases[veto.code], limit=veto.limit)
        for veto in met
    )
    if any(veto.effect is Effect.ZERO for veto in met):
        total = NOTHING
    total = max(total, NOTHING)
    if met:
        band = scheme.bands[-1]
    elif missing:
        return Sheet(lines, total, None, vetoed, missing)
    else:
        band = next(band for band in scheme.bands if total >= band.least)
    return Sheet(lines, total, band, vetoed, missing)


def _signed(line: Line) -> Decimal:
    value = line.value or NOTHING
    return -value if line.indicator.method is Method.TAKE else value


def _line(scheme: Scheme, indicator: Indicator, given: Given) -> Line:
    if indicator.method is Method.VOTE:
        return _voted(scheme, indicator, given)
    if indicator.method is Method.RATE:
        return _shared(scheme, indicator, given.shares.get(indicator.code))
    return _marked(scheme, indicator, [mark for mark in given.marks if mark.indicator == indicator.code])


def _marked(scheme: Scheme, indicator: Indicator, marks: Sequence[Mark]) -> Line:
    names = {item.code: item.label for item in indicator.items} | {"": indicator.label}
    each = [say("{name} {points} 分", name=names[code], points=points) for code, points in _by_item(marks)]
    given = sum((mark.points for mark in marks), NOTHING)
    points = min(given, indicator.maximum)
    if indicator.method is Method.DEDUCT:
        if given > points:
            each.append(say("共扣 {given} 分，扣完 {most} 分为止", given=given, most=points))
        value = indicator.maximum - points
        last = say("{full} − {points} = {value}", full=indicator.maximum, points=points, value=value)
    else:
        value = points
        last = say("合计 {points} 分，最多 {most} 分", points=points, most=indicator.maximum)
    return Line(indicator, _rounded(Fraction(value), scheme.places), (*each, last))


def _by_item(marks: Sequence[Mark]) -> list[tuple[str, Decimal]]:
    sums: dict[str, Decimal] = {}
    for mark in marks:
        sums[mark.item] = sums.get(mark.item, NOTHING) + mark.points
    return sorted(sums.items())


def _shared(scheme: Scheme, indicator: Indicator, share: Share | None) -> Line:
    if share is None:
        return Line(indicator, None, ())
    if share.of == 0:
        whole = _rounded(Fraction(indicator.maximum), scheme.places)
        return Line(indicator, whole, (say("没有应办的，按满分 {full} 分计", full=indicator.maximum),))
    value = _rounded(Fraction(indicator.maximum) * Fraction(share.part, share.of), scheme.places)
    places = {"full": indicator.maximum, "part": share.part, "of": share.of, "value": value}
    return Line(indicator, value, (say("{full} × {part} ÷ {of} = {value}", **places),))


def _voted(scheme: Scheme, indicator: Indicator, given: Given) -> Line:
    """
    The groups' means, weighed. A group short of ballots does not count; the others share its weight as theirs.

    Who was asked and did not vote is counted twice: as if all had chosen the worst answer, and the best.
    """
    ballots = given.ballots.get(indicator.code, {})
    cast = {group.code: sum(ballots.get(group.code, {}).values()) for group in scheme.groups}
    counting = [group for group in scheme.groups if cast[group.code] >= group.least]
    working = [
        say("{name}只有 {n} 票，不足 {least} 票，不计入", name=group.label, n=cast[group.code], least=group.least)
        for group in scheme.groups
        if group not in counting
    ]
    weights = sum((Fraction(group.weight) for group in counting), Fraction(0))
    if not weights:
        return Line(indicator, None, tuple(working))
    worths = {choice.code: Fraction(choice.worth) / 100 for choice in scheme.choices}
    reached, least, most = Fraction(0), Fraction(0), Fraction(0)
    for group in counting:
        voted = cast[group.code]
        points = sum((worths[code] * n for code, n in ballots[group.code].items()), Fraction(0))
        absent = max(given.asked.get(group.code, voted) - voted, 0)
        part = Fraction(group.weight) / weights
        reached += part * points / voted
        least += part * (points + absent * min(worths.values())) / (voted + absent)
        most += part * (points + absent * max(worths.values())) / (voted + absent)
        mean = _rounded(100 * points / voted, scheme.places)
        text = N_("{name}：{n} 票，平均 {mean}%，权重 {weight}%")
        share = _rounded(100 * part, scheme.places)
        working.append(say(text, name=group.label, n=voted, mean=mean, weight=share))
        if absent:
            working.append(say("{name}应到 {asked} 票，{n} 票未投", name=group.label, asked=voted + absent, n=absent))
    maximum = Fraction(indicator.maximum)
    value, low, high = (_rounded(maximum * one, scheme.places) for one in (reached, least, most))
    share = _rounded(100 * reached, scheme.places)
    working.append(say("{full} × {share}% = {value}", full=indicator.maximum, share=share, value=value))
    means = {group: _mean(worths, ballots[group.code]) for group in counting}
    return Line(indicator, value, (*working, *_outlying(scheme, maximum, means)), low, high)


def _mean(worths: Mapping[str, Fraction], votes: Mapping[str, int]) -> Fraction:
    return sum((worths[code] * n for code, n in votes.items()), Fraction(0)) / sum(votes.values())


def _outlying(scheme: Scheme, maximum: Fraction, means: Mapping[Group, Fraction]) -> list[Say]:
    """Groups that think quite differently from the others: told with what the value would be without them."""
    found = []
    for group, mean in means.items():
        others = {other: value for other, value in means.items() if other is not group}
        if not others:
            continue
        weights = sum((Fraction(other.weight) for other in others), Fraction(0))
        rest = sum((Fraction(other.weight) * value for other, value in others.items()), Fraction(0)) / weights
        gap = 100 * abs(mean - rest)
        if gap >= OUTLYING:
            text = N_("{name}与其他评议主体相差 {gap} 个百分点；不计这一组为 {value}（仅供参考）")
            without = _rounded(maximum * rest, scheme.places)
            found.append(say(text, name=group.label, gap=_rounded(gap, scheme.places), value=without))
    return found


def _rounded(value: Fraction, places: int) -> Decimal:
    """Half up, as people do it by hand; of values that are not below nothing."""
    scaled = value * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole).scaleb(-places)
