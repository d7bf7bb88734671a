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
from xuncha.survey.services.squads import (
    add_result,
    change_result,
    change_squad,
    drop_squad,
    plan_squad,
    report_squad,
)
from xuncha.survey.services.villages import write_card, write_cards

__all__ = [
    "add_result",
    "change_questionnaire",
    "change_result",
    "change_squad",
    "check_sheet",
    "count_questionnaire",
    "draft_questionnaire",
    "drop_question",
    "drop_questionnaire",
    "drop_squad",
    "end_pattern",
    "keep_pattern",
    "key_sheet",
    "move_question",
    "plan_squad",
    "put_question",
    "report_squad",
    "revise_questionnaire",
    "send_questionnaire",
    "write_card",
    "write_cards",
]
