"""Use cases of letters. One function, one thing a person can do."""

from xuncha.supervision.services.answering import accept_letter, answer_letter, receive_letter, reissue_letter
from xuncha.supervision.services.letters import (
    add_items,
    ask_about_letter,
    dismiss_suggestion,
    draft_letter,
    drop_letter,
    issue_letter,
    remove_item,
    return_letter,
    submit_letter,
    write_letter,
)

__all__ = [
    "accept_letter",
    "add_items",
    "answer_letter",
    "ask_about_letter",
    "dismiss_suggestion",
    "draft_letter",
    "drop_letter",
    "issue_letter",
    "receive_letter",
    "reissue_letter",
    "remove_item",
    "return_letter",
    "submit_letter",
    "write_letter",
]
