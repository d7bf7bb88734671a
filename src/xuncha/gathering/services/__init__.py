"""Use cases of gathering: each is one thing a person can do."""

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

__all__ = [
    "cancel_talk",
    "change_talk",
    "confirm_supplement",
    "confirm_talk",
    "end_reading",
    "hand_in_talk",
    "hold_talk",
    "let_read",
    "plan_talk",
    "return_talk",
    "save_outline",
    "save_record",
    "supplement_record",
]
