"""
Votes: counted at once and never kept one by one, so that none leads back to whoever cast it. (domain §5.4)

Nothing is shown before the voting is closed, and of a group with too few ballots nothing but how many there were:
it does not count, so that it cannot be worked out from the total either.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xuncha.core.errors import Reason, reason
from xuncha.core.scoring import Method, Scheme
from xuncha.core.text import N_, Say, say

Counts = Mapping[str, Mapping[str, int]]
"""Indicator → choice → how many ballots."""
ABSTAINED = "-"
FOLDED = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two people read the same ballots differently."""

    indicator: str
    choice: str
    first: int
    second: int


def voted_on(scheme: Scheme) -> list[str]:
    """The codes of the indicators that are voted on."""
    return [one.code for one in scheme.indicators if one.method is Method.VOTE]


def only_known(scheme: Scheme, counts: Counts) -> dict[str, dict[str, int]]:
    """The counts in the scheme's own order, with a nought where nothing stands."""
    return {
        code: {choice.code: counts.get(code, {}).get(choice.code, 0) for choice in scheme.choices}
        for code in voted_on(scheme)
    }


def reasons_not_to_key(
    scheme: Scheme, counts: Counts, *, sheets: int, asked: int, cast: int, running: bool
) -> list[Reason]:
    """Why these counts of paper ballots cannot be right. `cast`: how many of the group voted by phone or web."""
    if not running:
        return [reason("不在评议期内，不能录票。")]
    found = []
    if sheets + cast > asked:
        text = N_("这一组应评 {asked} 人，网上已投 {cast} 票，纸质票不能有 {n} 张。")
        found.append(reason(text, "sheets", asked=asked, cast=cast, n=sheets))
    for one in scheme.indicators:
        given = sum(counts.get(one.code, {}).values())
        if one.method is Method.VOTE and given > sheets:
            text = N_("「{name}」各选项合计 {sum} 张，多于纸质票 {n} 张。")
            found.append(reason(text, one.code, name=one.label, sum=given, n=sheets))
    return found


def differences(first: Counts, second: Counts) -> list[Difference]:
    """Where two keyings of one pile of ballots differ."""
    return [
        Difference(indicator, choice, n, second.get(indicator, {}).get(choice, 0))
        for indicator, choices in first.items()
        for choice, n in choices.items()
        if n != second.get(indicator, {}).get(choice, 0)
    ]


def told(scheme: Scheme, found: Sequence[Difference]) -> list[Say]:
    """The differences in words."""
    names = {one.code: one.label for one in scheme.indicators} | {one.code: one.label for one in scheme.choices}
    text = N_("{indicator}·{choice}：第一次 {first} 张，第二次 {second} 张")
    return [
        say(text, indicator=names[one.indicator], choice=names[one.choice], first=one.first, second=one.second)
        for one in found
    ]


def reasons_not_to_key_again(*, own: bool, keyed: bool, sheets: int, first: int) -> list[Reason]:
    """The second keying is another person's, of the same pile, once."""
    if own:
        return [reason("第一次是您录的，请另一位同志复录。")]
    if keyed:
        return [reason("这一组的纸质票已经复录过。")]
    if sheets != first:
        return [reason("第一次录的是 {first} 张，这次 {n} 张，请先数清张数。", "sheets", first=first, n=sheets)]
    return []


def reasons_not_to_resolve(*, differs: bool, own: bool, why: str) -> list[Reason]:
    """A difference is settled with the paper in hand, with a word of why, not by whoever keyed first."""
    if not differs:
        return [reason("两次录入没有差异，不用核定。")]
    found = [reason("第一次是您录的，请另一位同志核定。")] if own else []
    return found if why.strip() else [*found, reason("请写明差异的原因。", "why")]


def reasons_not_to_vote(*, running: bool, used: bool) -> list[Reason]:
    """A ballot counts within the days of voting, and once."""
    if used:
        return [reason("这一票已经投过，每人只投一次。")]
    return [] if running else [reason("现在不在评议期内，没有计票。")]


def reasons_not_to_take(scheme: Scheme, answers: Mapping[str, str]) -> list[Reason]:
    """Every question has an answer of the scheme's, or says that one abstains."""
    known = {choice.code for choice in scheme.choices} | {ABSTAINED}
    text = N_("请选一项；不了解的选“弃权”。")
    return [reason(text, field) for field, answer in answers.items() if answer not in known]


def folded(scheme: Scheme, ballots: Mapping[str, Counts]) -> dict[str, dict[str, dict[str, int]]]:
    """Indicator → group → choice → how many; of a group with too few ballots only how many, whatever they chose."""
    least = {group.code: group.least for group in scheme.groups}
    found: dict[str, dict[str, dict[str, int]]] = {}
    for indicator, groups in ballots.items():
        for group, choices in groups.items():
            n = sum(choices.values())
            kept = dict(choices) if n >= least[group] else {FOLDED: n}
            found.setdefault(indicator, {})[group] = kept
    return found
