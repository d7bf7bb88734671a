"""Use cases of disclosure. One function, one thing a person can do."""

from xuncha.disclosure.services.deciding import (
    approve_disclosure,
    ask_about_disclosure,
    judge_omission,
    return_disclosure,
)
from xuncha.disclosure.services.hearings import (
    answer_hearing,
    close_hearing,
    draft_hearing,
    drop_hearing,
    open_hearing,
    write_hearing,
)
from xuncha.disclosure.services.opening import open_everywhere, open_owed
from xuncha.disclosure.services.publishing import answer_comment, end_disclosure, note_comment, note_publication
from xuncha.disclosure.services.writing import submit_disclosure, write_frame, write_section

__all__ = [
    "answer_comment",
    "answer_hearing",
    "approve_disclosure",
    "ask_about_disclosure",
    "close_hearing",
    "draft_hearing",
    "drop_hearing",
    "end_disclosure",
    "judge_omission",
    "note_comment",
    "note_publication",
    "open_everywhere",
    "open_hearing",
    "open_owed",
    "return_disclosure",
    "submit_disclosure",
    "write_frame",
    "write_hearing",
    "write_section",
]
