"""Use cases of gathering: each is one thing a person can do."""

from xuncha.gathering.services.materials import (
    change_materials,
    check_item,
    close_materials,
    complete_materials,
    deliver_item,
    deliver_materials,
    draft_materials,
    drop_materials,
    reopen_materials,
    review_item,
    send_materials,
)
from xuncha.gathering.services.reading import end_reading, let_read
from xuncha.gathering.services.records import (
    confirm_supplement,
    confirm_talk,
    hand_in_talk,
    return_talk,
    save_outline,
    save_record,
    supplement_record,
)
from xuncha.gathering.services.talks import cancel_talk, change_talk, hold_talk, plan_talk
from xuncha.gathering.services.visits import change_visit, note_visit
from xuncha.gathering.services.weeks import begin_week, hand_in_week, save_week

__all__ = [
    "begin_week",
    "cancel_talk",
    "change_materials",
    "change_talk",
    "change_visit",
    "check_item",
    "close_materials",
    "complete_materials",
    "confirm_supplement",
    "confirm_talk",
    "deliver_item",
    "deliver_materials",
    "draft_materials",
    "drop_materials",
    "end_reading",
    "hand_in_talk",
    "hand_in_week",
    "hold_talk",
    "let_read",
    "note_visit",
    "plan_talk",
    "reopen_materials",
    "return_talk",
    "review_item",
    "save_outline",
    "save_record",
    "save_week",
    "send_materials",
    "supplement_record",
]
