"""Use cases of preparation: each is one thing a person can do."""

from xuncha.preparation.services.audits import change_audit, file_audit
from xuncha.preparation.services.entry import arrange_entry, change_entry
from xuncha.preparation.services.instructions import Line, file_instruction, take_up
from xuncha.preparation.services.requests import (
    change_request,
    dispose_request,
    draft_requests,
    drop_request,
    receive_request,
    send_request,
)

__all__ = [
    "Line",
    "arrange_entry",
    "change_audit",
    "change_entry",
    "change_request",
    "dispose_request",
    "draft_requests",
    "drop_request",
    "file_audit",
    "file_instruction",
    "receive_request",
    "send_request",
    "take_up",
]
