"""Use cases of accountability. One function, one thing a person can do."""

from xuncha.accountability.services.approving import (
    approve_use,
    decide_use,
    lay_use,
    refuse_use,
    return_use,
    withdraw_use,
)
from xuncha.accountability.services.drafting import (
    add_items,
    ask_about_use,
    dismiss_suggestion,
    draft_use,
    drop_use,
    remove_ground,
    submit_use,
    write_use,
)
from xuncha.accountability.services.following import (
    answer_use,
    demand_use,
    enter_receipt,
    finish_use,
    note_result,
    send_back_answer,
    send_use,
    sign_for,
    strike_result,
)

__all__ = [
    "add_items",
    "answer_use",
    "approve_use",
    "ask_about_use",
    "decide_use",
    "demand_use",
    "dismiss_suggestion",
    "draft_use",
    "drop_use",
    "enter_receipt",
    "finish_use",
    "lay_use",
    "note_result",
    "refuse_use",
    "remove_ground",
    "return_use",
    "send_back_answer",
    "send_use",
    "sign_for",
    "strike_result",
    "submit_use",
    "withdraw_use",
    "write_use",
]
