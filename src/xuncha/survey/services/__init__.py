"""Use cases of the survey. One function, one thing a person can do."""

from xuncha.survey.services.patterns import end_pattern, keep_pattern
from xuncha.survey.services.questionnaires import (
    change_questionnaire,
    count_questionnaire,
    draft_questionnaire,
    drop_question,
    drop_questionnaire,
    move_question,
    put_question,
    revise_questionnaire,
    send_questionnaire,
)
from xuncha.survey.services.sheets import check_sheet, key_sheet

__all__ = [
    "change_questionnaire",
    "check_sheet",
    "count_questionnaire",
    "draft_questionnaire",
    "drop_question",
    "drop_questionnaire",
    "end_pattern",
    "keep_pattern",
    "key_sheet",
    "move_question",
    "put_question",
    "revise_questionnaire",
    "send_questionnaire",
]
