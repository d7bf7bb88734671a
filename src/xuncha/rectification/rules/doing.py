"""When progress, evidence and outcomes may be reported, and when an item is declared done. (domain §5.1, §5.2; C07)"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xuncha.core.errors import Reason, reason
from xuncha.core.given import against, missing, not_yet, too_long
from xuncha.core.text import N_, say
from xuncha.rectification.rules.shortfalls import MoneyFacts
from xuncha.rectification.workflow import ITEM, ItemState

PROGRESS_LENGTH = 2000
STATEMENT_LENGTH = 4000
SIMILAR_LENGTH = 2000
LARGEST = Decimal(10**13)  # yuan
MOST_PERSONS = 10_000
WAN = 10_000
ACCEPTED = frozenset({"original", "accepted"})
EXPLAINED = frozenset({"doubtful", "rejected"})


GO_ON: dict[ItemState, str] = {
    ItemState.LISTED: N_("整改方案审核通过以后才开始整改。"),
    **dict.fromkeys((ItemState.DECLARED, ItemState.REQUESTED), N_("要接着改，请先「撤回自报」，写明理由。")),
    **dict.fromkeys((ItemState.CLOSED, ItemState.LONG_TERM), N_("有新情况的，请巡察办「重新打开」。")),
    ItemState.ANNULLED: N_("巡察办已经撤销这个问题，不用再改。"),
}
"""How an item in such a state comes to be worked on (again)."""


def reasons_not_to_touch(state: ItemState, allowed: frozenset[ItemState]) -> list[Reason]:
    """An item is worked on once its plan was accepted and until it is declared done or settled."""
    if state in allowed:
        return []
    label = say(ITEM.states[state].label)
    return [reason("整改事项现在是「{state}」，这里不能再改。{how}", state=label, how=say(GO_ON[state]))]


def reasons_against_progress(text: str, on: date, done_on: date | None, today: date) -> list[Reason]:
    """Progress is what was done until a day that has come."""
    reasons = against(text, PROGRESS_LENGTH, N_("进展情况"), "text")
    reasons += not_yet(on, today, N_("进展日期"), "on")
    return reasons + not_yet(done_on, today, N_("完成日期"), "done_on")


def reasons_against_reviewer(*, of_unit: bool) -> list[Reason]:
    """Nobody who acts for a unit judges what it did."""
    return [reason("您也是这家被巡察单位的人，不能审核它的整改，请换一个人办。")] if of_unit else []


def reasons_against_evidence(formed_on: date | None, today: date, *, live: bool = True) -> list[Reason]:
    """A document cannot bear tomorrow's date, and only what still counts is replaced or withdrawn."""
    reasons = not_yet(formed_on, today, N_("材料形成日期"), "formed_on")
    if not live:
        reasons.append(reason("这件佐证已经替换或者撤回，请在最新的一件上办理。", mend="#evidence"))
    return reasons


def reasons_against_verdict(verdict: str, note: str, *, own: bool, live: bool) -> list[Reason]:
    """Nobody judges what they uploaded; a doubt or a no says what is wrong."""
    reasons = []
    if own:
        reasons.append(reason("这件佐证是您上传的，要由另一个人核验。"))
    if not live:
        reasons.append(reason("这件佐证已经替换或者撤回，请核验最新的一件。", mend="#evidence"))
    if verdict not in ACCEPTED | EXPLAINED:
        reasons.append(reason("请选一个核验结论。", field="verdict"))
    if verdict in EXPLAINED:
        reasons += missing(note, N_("存疑或不认可的理由"), "note")
    return reasons + too_long(note, 300, N_("核验说明"), "note")


def reasons_against_money(
    amount: Decimal | None, on: date, note: str, today: date, *, due: Decimal | None = None
) -> list[Reason]:
    """Money that came back: an amount above nothing, on a day that has come, and not what is `due` in another unit."""
    reasons = []
    if amount is None or not 0 < amount < LARGEST or amount != round(amount, 2):
        reasons.append(reason("金额写大于 0 的数，单位是元，最多两位小数。", field="amount"))
    elif due and amount in (due * WAN, due / WAN):
        sentence = N_("应追缴、清退 {due} 元，这里写了 {amount} 元，正好差一万倍。单位是元，请不要按万元填。")
        reasons.append(reason(sentence, field="amount", due=f"{due:,.2f}", amount=f"{amount:,.2f}"))
    return reasons + not_yet(on, today, N_("入账日期"), "on") + too_long(note, 200, N_("说明"), "note")


def reasons_against_rule(title: str, on: date, today: date) -> list[Reason]:
    """A rule has a title and was issued on a day that has come."""
    return against(title, 120, N_("制度名称"), "title") + not_yet(on, today, N_("印发日期"), "on")


def reasons_against_people(persons: int, what: str, on: date, today: date) -> list[Reason]:
    """How many people were dealt with: a number, never a name."""
    reasons = []
    if not 0 < persons <= MOST_PERSONS:
        reasons.append(reason("人数写 1 到 {n} 之间的整数。", field="persons", n=MOST_PERSONS))
    return reasons + too_long(what, 60, N_("处理方式"), "what") + not_yet(on, today, N_("处理日期"), "on")


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """One measure as declaring, requesting and closing look at it; `evidence` counts pieces that still stand."""

    position: int
    done: bool
    evidence: int


def numbered(measures: Sequence[MeasureFacts]) -> list[str]:
    """Their positions, as people read them."""
    return [str(measure.position) for measure in measures]


def reasons_not_to_declare(statement: str, measures: Sequence[MeasureFacts], money: MoneyFacts) -> list[Reason]:
    """The unit says what it achieved, every measure is done, and the money is there or it is said why not."""
    reasons = against(statement, STATEMENT_LENGTH, N_("整改完成情况"), "statement")
    undone = [measure for measure in measures if not measure.done]
    if undone:
        reasons.append(reason("措施 {numbers} 还没有报完成。", mend="#measures", numbers=numbered(undone)))
    if not money.explained:
        short = f"{money.short:,.2f}"
        reasons.append(
            reason("应追缴、清退的还差 {short} 元，请登记到账，或者「说明差额」。", mend="#outcomes", short=short)
        )
    return reasons


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What asking for close-out looks at."""

    measures: Sequence[MeasureFacts]
    unit_meeting_on: date | None
    similar: str
    today: date
    open_extension: bool


def reasons_not_to_request(facts: RequestFacts) -> list[Reason]:
    """Before the office is asked, the unit's own party meeting found it done, with evidence for every measure."""
    reasons = not_yet(facts.unit_meeting_on, facts.today, N_("研究销号的会议"), "unit_meeting_on")
    if facts.unit_meeting_on is None:
        reasons.append(reason("请先由党委（党组）会议研究，填写会议日期。", field="unit_meeting_on"))
    reasons += against(facts.similar, SIMILAR_LENGTH, N_("同类问题清查情况"), "similar")
    bare = [measure for measure in facts.measures if not measure.evidence]
    if bare:
        reasons.append(reason("措施 {numbers} 还没有佐证。", mend="#evidence", numbers=numbered(bare)))
    if facts.open_extension:
        reasons.append(reason("延期申请还没有答复，请等答复或者先撤回。", mend="#extensions"))
    return reasons


def reasons_not_to_reopen(due_on: date, today: date) -> list[Reason]:
    """A reopened item has a date that still lies ahead."""
    if due_on > today:
        return []
    return [reason("新的完成时限要晚于今天。", field="due_on")]
