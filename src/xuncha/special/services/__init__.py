"""Use cases of special reports. One function, one thing a person can do."""

from xuncha.special.services.following import (
    answer_report,
    close_report,
    instruct_report,
    lay_report,
    note_report,
    receive_report,
    send_back_report,
    want_more,
)
from xuncha.special.services.registers import admit_keeper, open_register, remove_keeper
from xuncha.special.services.writing import (
    begin_report,
    check_report,
    cite,
    drop_fact,
    present_report,
    return_report,
    sign_report,
    submit_report,
    write_fact,
    write_head,
)

__all__ = [
    "admit_keeper",
    "answer_report",
    "begin_report",
    "check_report",
    "cite",
    "close_report",
    "drop_fact",
    "instruct_report",
    "lay_report",
    "note_report",
    "open_register",
    "present_report",
    "receive_report",
    "remove_keeper",
    "return_report",
    "send_back_report",
    "sign_report",
    "submit_report",
    "want_more",
    "write_fact",
    "write_head",
]
