"""When a list may be closed for a draw and a seed typed in (A14). Facts in, reasons out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.rounds.workflow import RoundState

DRAWING = frozenset({RoundState.DRAFT, RoundState.AUTHORISED, RoundState.IN_FIELD})
"""Units, teams and people are drawn while the round is prepared, villages also while it runs."""


@dataclass(frozen=True, slots=True)
class ListFacts:
    """A list that somebody wants to close; `waiting` says that one of the same kind still waits for its seed."""

    state: RoundState
    entries: int
    take: int
    source_on: date
    today: date
    while_running: bool = False
    waiting: bool = False


def reasons_not_to_close_list(facts: ListFacts) -> list[Reason]:
    """The list is closed before its seed can be known, and once."""
    found = []
    if facts.state not in (DRAWING if facts.while_running else {RoundState.DRAFT}):
        found.append(reason("本轮现在不能抽签：对象、分组和人员在筹备中抽取，村（社区）在驻点结束前抽取。"))
    if not facts.entries:
        found.append(reason("没有可抽取的，请换一种抽取内容或者先登记。", "kind"))
    elif not 1 <= facts.take <= facts.entries:
        found.append(reason("名单共 {n} 项，抽取的数目须为 1 到 {n}。", "take", n=facts.entries))
    if facts.source_on <= facts.today:
        found.append(reason("种子的公布日须在今天以后：名单要在种子公布前封存。", "source_on"))
    if facts.waiting:
        found.append(reason("本轮已有同类名单封存待抽，请先抽出或者作废。", "kind"))
    return found


def reasons_not_to_adopt_draw(*, drawn: bool, still_open: int, teams: int, asks_teams: bool) -> list[Reason]:
    """The result is taken over once it is there and as far as the round does not have it yet."""
    if not drawn:
        return [reason("还没有抽出，不能采用。")]
    if not still_open:
        return [reason("抽取结果都已办理，没有要采用的。")]
    if asks_teams and not teams:
        return [reason("还没有巡察组，请先在轮次页面增加巡察组。")]
    return []


def reasons_against_seats(*, drawn: frozenset[int], named: Sequence[int]) -> list[Reason]:
    """Everybody who was drawn is named, once, and nobody else."""
    whole = frozenset(named) == drawn and len(named) == len(drawn)
    return [] if whole else [reason("任命的人要与抽出的人一致，请重新打开页面再办理。")]


def reasons_not_to_type(*, today: date, source_on: date, first: bool) -> list[Reason]:
    """A seed is typed once its source has published it, by two people, each once."""
    found = []
    if today < source_on:
        found.append(reason("种子要到 {day} 才公布，请到时再录入。", "seed", day=source_on))
    if first:
        found.append(reason("第一次是您录入的，第二次请由另一人录入。", "seed"))
    return found
