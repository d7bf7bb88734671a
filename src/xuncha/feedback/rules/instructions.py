"""Instructions (批示), named matters (点人点事) and demands: written down, answered, accepted. (domain §3.2 step 4)"""

from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.core.given import against
from xuncha.core.text import N_
from xuncha.feedback.rules.wording import TEXT
from xuncha.feedback.workflow import InstructionState

LEADER = 60
ASSIGNED = 80


@dataclass(frozen=True, slots=True)
class InstructionFacts:
    """An instruction as it is written down."""

    leader: str
    text: str
    assigned_to: str
    on: date
    due_on: date | None
    today: date


def reasons_against_instruction(facts: InstructionFacts) -> list[Reason]:
    """Who, what, who sees to it; given by today, and due no earlier than given."""
    reasons = against(facts.leader, LEADER, N_("领导（会议）"), "leader")
    reasons += against(facts.text, TEXT, N_("批示内容"), "text")
    reasons += against(facts.assigned_to, ASSIGNED, N_("承办部门"), "assigned_to")
    if facts.on > facts.today:
        reasons.append(reason("批示日期不能晚于今天。", field="on"))
    if facts.due_on is not None and facts.due_on < facts.on:
        reasons.append(reason("办理期限不能早于批示日期。", field="due_on"))
    return reasons


def reasons_not_to_change_instruction(state: InstructionState) -> list[Reason]:
    """What has been answered stays as it was given."""
    return [] if state is InstructionState.OPEN else [reason("已经报告办理情况，批示不能再改。")]


def reasons_not_to_answer(answer: str) -> list[Reason]:
    """What was done is written."""
    return against(answer, TEXT, N_("办理情况"), "answer")


def reasons_not_to_accept(*, answered: bool) -> list[Reason]:
    """Nobody accepts their own answer."""
    return [reason("办理情况是您报告的，要由另一个人审阅。")] if answered else []
