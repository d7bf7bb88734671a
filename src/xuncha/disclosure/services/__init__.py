"""Use cases of disclosure. One function, one thing a person can do."""

from xuncha.disclosure.services.deciding import (
    approve_disclosure,
    ask_about_disclosure,
    judge_omission,
    return_disclosure,
)
from xuncha.disclosure.services.opening import open_everywhere, open_owed
from xuncha.disclosure.services.publishing import answer_comment, end_disclosure, note_comment, note_publication
from xuncha.disclosure.services.writing import submit_disclosure, write_frame, write_section

__all__ = [
    "answer_comment",
    "approve_disclosure",
    "ask_about_disclosure",
    "end_disclosure",
    "judge_omission",
    "note_comment",
    "note_publication",
    "open_everywhere",
    "open_owed",
    "return_disclosure",
    "submit_disclosure",
    "write_frame",
    "write_section",
]
