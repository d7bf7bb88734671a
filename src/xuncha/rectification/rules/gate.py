"""
The gate of close-out: what must hold before an item is closed, what of it holds, and how the rest is mended.

The page shows every condition; the refusal names those that are not met. Both are made here. (domain §5.2; C09)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason
from xuncha.core.text import Say, say
from xuncha.rectification.rules.doing import ACCEPTED, MeasureFacts, numbered
from xuncha.rectification.rules.shortfalls import MoneyFacts

SHOWN = 5  # names in a sentence; the rest is on the page


@dataclass(frozen=True, slots=True)
class PieceFacts:
    """A live piece of evidence; `verdict` is the latest on its present content, empty when nobody judged that."""

    name: str
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class CloseFacts:
    """What closing looks at. `asked_by_reviewer`: the reviewer asked for it or uploaded evidence."""

    measures: Sequence[MeasureFacts]
    pieces: Sequence[PieceFacts]
    money: MoneyFacts
    unit_meeting_on: date | None
    similar: str
    asked_by_reviewer: bool
    open_extension: bool = False
    open_questions: int = 0
    open_disputes: int = 0


@dataclass(frozen=True, slots=True)
class Condition:
    """One line of the gate. `partly`: also asked when work is found basically completed, not only for closing."""

    met: bool
    text: Say
    mend: str = ""
    partly: bool = False


def conditions(facts: CloseFacts) -> list[Condition]:
    """Every condition, met or not, in the order in which a reviewer goes through them."""
    undone = [m for m in facts.measures if not m.done]
    bare = [m for m in facts.measures if not m.evidence]
    return [
        _condition(
            not undone,
            say("措施全部报完成"),
            say("措施 {numbers} 还没有报完成", numbers=numbered(undone)),
            "#measures",
        ),
        _condition(
            not bare, say("每条措施都有佐证"), say("措施 {numbers} 没有佐证", numbers=numbered(bare)), "#evidence"
        ),
        _reviewed(facts.pieces),
        _doubts(facts.pieces),
        _money(facts),
        _condition(
            facts.unit_meeting_on is not None,
            say(
                "单位党组织会议研究通过（{day}）",
                day=facts.unit_meeting_on.isoformat() if facts.unit_meeting_on else "",
            ),
            say("没有登记单位党组织会议研究情况"),
            "#meeting",
            partly=True,
        ),
        _condition(bool(facts.similar.strip()), say("同类问题已清查"), say("没有写同类问题清查情况"), "#similar"),
        _condition(
            not facts.asked_by_reviewer,
            say("申请人与审核人不是同一人"),
            say("销号是您申请的，或者佐证是您上传的，要由另一个人审核"),
            "",
            partly=True,
        ),
        _condition(
            not facts.open_extension,
            say("没有待批的延期申请"),
            say("延期申请还没有答复"),
            "#extensions",
            partly=True,
        ),
        _questions(facts),
    ]


def _condition(met: bool, yes: Say, no: Say, mend: str, *, partly: bool = False) -> Condition:
    return Condition(met, yes if met else no, "" if met else mend, partly)


def _names(pieces: Sequence[PieceFacts]) -> list[str]:
    names = [piece.name for piece in pieces[:SHOWN]]
    return [*names[:-1], f"{names[-1]}…"] if len(pieces) > SHOWN else names


def _reviewed(pieces: Sequence[PieceFacts]) -> Condition:
    unseen = [piece for piece in pieces if not piece.verdict]
    no = say("{n} 件佐证没有核验，或者核验后又换了内容：{names}", n=len(unseen), names=_names(unseen))
    return _condition(not unseen, say("{n} 件佐证逐件核验过", n=len(pieces)), no, "#evidence", partly=True)


def _doubts(pieces: Sequence[PieceFacts]) -> Condition:
    doubted = [piece for piece in pieces if piece.verdict and piece.verdict not in ACCEPTED]
    no = say("{n} 件佐证存疑或不认可，请单位替换、撤回后再核验：{names}", n=len(doubted), names=_names(doubted))
    return _condition(not doubted, say("没有存疑或不认可的佐证"), no, "#evidence")


def _money(facts: CloseFacts) -> Condition:
    money = facts.money
    if not money.due:
        return Condition(met=True, text=say("没有应追缴、清退的资金"))
    values = {"due": f"{money.due:,.2f}", "back": f"{money.back:,.2f}"}
    yes = say("应追缴、清退 {due} 元，已登记 {back} 元，已经到位", **values)
    no = say("应追缴、清退 {due} 元，已登记 {back} 元，没有到位，差额没有说明原因", **values)
    if money.short:
        values["short"] = f"{money.short:,.2f}"
        yes = say("应追缴、清退 {due} 元，已登记 {back} 元，差额 {short} 元的原因已经认可", **values)
        if money.explained:
            no = say("应追缴、清退 {due} 元，已登记 {back} 元，差额 {short} 元的原因还没有认可", **values)
    return _condition(money.settled, yes, no, "#outcomes")


def _questions(facts: CloseFacts) -> Condition:
    no = say("还有没答复的来问 {n} 件、事实异议 {m} 件", n=facts.open_questions, m=facts.open_disputes)
    open_ones = facts.open_questions + facts.open_disputes
    return _condition(not open_ones, say("没有未答复的来问和异议"), no, "#queries", partly=True)


def reasons_not_to_close(facts: CloseFacts) -> list[Reason]:
    """The conditions that are not met, as the refusal says them; the same go for keeping an item as long-term."""
    return [_reason(condition) for condition in conditions(facts) if not condition.met]


def reasons_not_to_find_basically_done(facts: CloseFacts) -> list[Reason]:
    """Work that goes on needs a second person's look at what is shown, and no open matter; not every measure done."""
    return [_reason(condition) for condition in conditions(facts) if condition.partly and not condition.met]


def _reason(condition: Condition) -> Reason:
    return Reason(say("{condition}。", condition=condition.text), mend=condition.mend)
