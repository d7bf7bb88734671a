"""When a part of an item is given to somebody of the unit, handed in, and taken over. (C19)"""

from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.core.given import against, not_yet
from xuncha.core.text import N_, say
from xuncha.rectification.rules.doing import GO_ON, PROGRESS_LENGTH
from xuncha.rectification.workflow import ITEM, WORKED_ON, ItemState

ASK_LENGTH = 1000
NOTE_LENGTH = 1000
MOST_CONTRIBUTORS = 30
DAYS_OF_ACCOUNT = 365
GIVEN_IN = WORKED_ON | {ItemState.LISTED}
"""States in which what somebody hands in can still be taken over: as progress, or into the plan being written."""


@dataclass(frozen=True, slots=True)
class GivingFacts:
    """What giving looks at. `known`: the person holds a contributor's grant over this unit."""

    state: ItemState
    ask: str
    due_on: date
    today: date
    known: bool
    same: bool = False  # the same part waits with the same person


def reasons_not_to_share(state: ItemState) -> list[Reason]:
    """Parts of an item are given away, and taken over, while the unit works on it."""
    if state in GIVEN_IN:
        return []
    label = say(ITEM.states[state].label)
    return [reason("整改事项现在是「{state}」，不能再交办、采用。{how}", state=label, how=say(GO_ON[state]))]


def reasons_not_to_give(facts: GivingFacts) -> list[Reason]:
    """Something of an item that is worked on, to one of the unit's own contributors, by a day to come."""
    reasons = reasons_not_to_share(facts.state) + against(facts.ask, ASK_LENGTH, N_("要办什么"), "ask")
    if not facts.known:
        reasons.append(reason("请选本单位的责任部门经办人。", field="to"))
    if facts.due_on < facts.today:
        reasons.append(reason("要求报送的日期不能早于今天。", field="due_on"))
    if facts.same:
        reasons.append(reason("这件事已经交给这个人，还没有办完。", field="to"))
    return reasons


def reasons_not_to_hand_in(text: str, on: date, today: date, *, done: bool, measured: bool) -> list[Reason]:
    """What was done until a day that has come; only a measure can be done."""
    reasons = against(text, PROGRESS_LENGTH, N_("办理情况"), "text") + not_yet(on, today, N_("截至日期"), "on")
    if done and not measured:
        reasons.append(reason("这件交办没有对应一条措施，不用勾选「措施已完成」。", field="done"))
    return reasons


def reasons_not_to_appoint(name: str, *, within: bool, held: int) -> list[Reason]:
    """A named person of the unit or of an organisation right below it, not more than so many at once."""
    reasons = against(name, 40, N_("姓名"), "name")
    if not within:
        reasons.append(reason("只能为本单位和直属下级单位的人开账号。", field="organisation"))
    if held >= MOST_CONTRIBUTORS:
        reasons.append(reason("最多同时有 {n} 名经办人，请先停用不再承办的。", n=MOST_CONTRIBUTORS))
    return reasons
