"""What must hold before a person decides on a hint, asks the unit, or the unit answers."""

from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.core.given import against
from xuncha.core.text import N_

DECISION_LENGTH = 500
TEXT_LENGTH = 1000
ANSWER_LENGTH = 2000


def reasons_against_decision(text: str) -> list[Reason]:
    """Why not: somebody who decides says what they looked at."""
    return against(text, DECISION_LENGTH, N_("核实情况"), "reason")


def reasons_not_to_ask(text: str, due_on: date, today: date, *, dismissed: bool, waiting: bool) -> list[Reason]:
    """A question is asked about what is not done with, one at a time, and leaves time for an answer."""
    reasons = []
    if dismissed:
        reasons.append(reason("这条提示已经不成立，不用再问单位。"))
    if waiting:
        reasons.append(reason("已经问过单位，等答复办结以后再问。"))
    if due_on <= today:
        reasons.append(reason("答复期限要在今天以后。", field="due_on"))
    return reasons + against(text, TEXT_LENGTH, N_("询问内容"), "text")


def reasons_against_answer(text: str) -> list[Reason]:
    """Why not: an answer says something."""
    return against(text, ANSWER_LENGTH, N_("答复"), "answer")
