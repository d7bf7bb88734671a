"""When an evaluation may begin and end, and who may be asked to vote. (domain §5.4)"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.core.scoring import LEAST_BALLOTS, Scheme
from xuncha.core.text import N_
from xuncha.evaluation.rules.ballots import voted_on


@dataclass(frozen=True, slots=True)
class RunFacts:
    """An evaluation before it begins or closes."""

    scheme: Scheme
    subjects: int
    panels: Collection[tuple[str, str]] = ()  # (group, subject) for which somebody is asked
    names: Collection[str] = ()  # of the subjects
    opens_on: date = date.min
    closes_on: date = date.max
    today: date = date.min
    unsettled: Collection[str] = ()  # piles of paper ballots that were keyed once, or differently


def reasons_not_to_begin(*, in_force: bool, chosen: int) -> list[Reason]:
    """An evaluation follows an approved scheme and has somebody to evaluate."""
    found = [] if in_force else [reason("只能用已批准、没有停用的方案。", "scheme")]
    return found if chosen else [*found, reason("请至少选一个评估对象。", "subjects")]


def reasons_not_to_open(facts: RunFacts) -> list[Reason]:
    """Everybody who has to be asked is entered, and the last day lies ahead."""
    found = []
    if facts.closes_on < facts.today:
        found.append(reason("截止日期已经过去，请先改日期。", "closes_on"))
    if voted_on(facts.scheme):
        for group in facts.scheme.groups:
            asked = [name for name in facts.names if (group.code, name) in facts.panels]
            if len(asked) < facts.subjects:
                found.append(reason("还没有录「{name}」的应评人数。", mend="#panels", name=group.label))
    return found


def reasons_not_to_close(facts: RunFacts) -> list[Reason]:
    """Every pile of paper ballots was keyed twice and alike."""
    return [reason("「{name}」的纸质票还没有复录一致。", mend="#panels", name=name) for name in facts.unsettled]


def reasons_not_to_date(opens_on: date, closes_on: date) -> list[Reason]:
    """The last day is not before the first."""
    return [reason("截止日期不能早于开始日期。", "closes_on")] if closes_on < opens_on else []


def reasons_not_to_redate(old: date, opens_on: date, closes_on: date, *, opened: bool, today: date) -> list[Reason]:
    """Once people vote, the first day stands and the last one does not move into the past: no vote given is late."""
    found = reasons_not_to_date(opens_on, closes_on)
    if opened and opens_on != old:
        found.append(reason("评议已经开始，开始日期不能再改。", "opens_on"))
    if opened and closes_on < today:
        found.append(reason("评议已经开始，截止日期不能改到今天以前；要截止请点“截止评议”。", "closes_on"))
    return found


def reasons_not_to_ask(
    scheme: Scheme, *, group: str, asked: int, given_out: int, preparing: bool, other_kind: bool
) -> list[Reason]:
    """How many of a group are asked: for all alike or one by one, not fewer than already have a code, k at least."""
    found = []
    known = {one.code: one for one in scheme.groups}
    if group not in known:
        return [reason("方案里没有这个评议主体。", "group")]
    if not preparing:
        found.append(reason("评议已经开始，应评人数不能再改。"))
    if other_kind:
        found.append(reason("「{name}」要么对各单位统一录，要么逐个单位录。", "subject", name=known[group].label))
    if asked < known[group].least:
        text = N_("「{name}」至少要 {n} 人，少了看得出个人怎么投的，也不计入。")
        found.append(reason(text, "asked", name=known[group].label, n=max(known[group].least, LEAST_BALLOTS)))
    if asked < given_out:
        found.append(reason("已经发出 {n} 张评议码，应评人数不能更少。", "asked", n=given_out))
    return found


def reasons_not_to_issue(*, wanted: int, given_out: int, asked: int, over: bool) -> list[Reason]:
    """Not more codes than people, and none after the voting."""
    if over:
        return [reason("评议已经截止，不再发码。")]
    if wanted + given_out > asked:
        text = N_("应评 {asked} 人，已有 {given} 人有码或者用账号评议，最多再发 {n} 张。")
        return [reason(text, "n", asked=asked, given=given_out, n=max(asked - given_out, 0))]
    return []


def reasons_not_to_seat(*, of_body: bool, seated: bool, elsewhere: bool) -> list[Reason]:
    """Nobody votes by account on the body they belong to, nobody twice: not in one group, nor in two."""
    found = [reason("这个账号属于被评估的单位、组或者机构，不能评议本单位。", "user")] if of_body else []
    if elsewhere:
        found.append(reason("这个账号已经在另一组评议同一个对象，一人只评一次。", "user"))
    return [*found, reason("已经在这一组里。", "user")] if seated else found
