"""Use cases of rectification. One function, one thing a person can do."""

from xuncha.rectification.services.asking import answer_query, ask_query
from xuncha.rectification.services.closing import (
    close_item,
    close_items,
    declare_done,
    find_basically_done,
    keep_long_term,
    record_unit_meeting,
    reopen_item,
    request_closeout,
    resume_item,
    return_closeout,
    return_closeouts,
)
from xuncha.rectification.services.consequences import (
    accept_consequence,
    answer_consequence,
    approve_consequence,
    drop_consequence,
    propose_consequence,
    return_consequence,
)
from xuncha.rectification.services.contributors import appoint_contributor, dismiss_contributor
from xuncha.rectification.services.disputing import answer_dispute, raise_dispute, receive_answer, take_back_dispute
from xuncha.rectification.services.doing import add_measure, hand_over_item, report_progress
from xuncha.rectification.services.evidence import (
    Upload,
    add_evidence,
    replace_evidence,
    review_evidence,
    withdraw_evidence,
)
from xuncha.rectification.services.extending import (
    ask_extension,
    grant_extension,
    grant_raised_extension,
    refuse_extension,
    refuse_raised_extension,
    withdraw_extension,
)
from xuncha.rectification.services.joint import (
    give_opinion,
    go_on_without,
    remind_body,
    revise_opinion,
    sum_up,
)
from xuncha.rectification.services.leading import end_leaders, name_leader
from xuncha.rectification.services.ledger import apply_ledger, undo_ledger, upload_ledger
from xuncha.rectification.services.noting import note_due_dates, note_everywhere, see_notice
from xuncha.rectification.services.opening import open_plan
from xuncha.rectification.services.outcomes import record_money, record_people, record_rule, remove_outcome
from xuncha.rectification.services.periods import hand_in_period, open_periods, open_periods_everywhere
from xuncha.rectification.services.planning import fill_item, reply_to_remark, submit_plan, write_plan
from xuncha.rectification.services.reporting import (
    accept_report,
    reply_to_report_remark,
    return_report,
    submit_report,
    write_report,
)
from xuncha.rectification.services.reviewing import Remark, accept_plan, return_plan
from xuncha.rectification.services.sharing import (
    adopt_part,
    give_part,
    hand_in_part,
    note_on_item,
    note_on_part,
    note_on_report,
    return_part,
    take_part_back,
)
from xuncha.rectification.services.shortfalls import explain_shortfall, judge_shortfall
from xuncha.rectification.services.steps import prove_step
from xuncha.rectification.services.stopping import (
    ask_suspension,
    end_suspension,
    grant_suspension,
    refuse_suspension,
    withdraw_suspension,
)

__all__ = [
    "Remark",
    "Upload",
    "accept_consequence",
    "accept_plan",
    "accept_report",
    "add_evidence",
    "add_measure",
    "adopt_part",
    "answer_consequence",
    "answer_dispute",
    "answer_query",
    "apply_ledger",
    "appoint_contributor",
    "approve_consequence",
    "ask_extension",
    "ask_query",
    "ask_suspension",
    "close_item",
    "close_items",
    "declare_done",
    "dismiss_contributor",
    "drop_consequence",
    "end_leaders",
    "end_suspension",
    "explain_shortfall",
    "fill_item",
    "find_basically_done",
    "give_opinion",
    "give_part",
    "go_on_without",
    "grant_extension",
    "grant_raised_extension",
    "grant_suspension",
    "hand_in_part",
    "hand_in_period",
    "hand_over_item",
    "judge_shortfall",
    "keep_long_term",
    "name_leader",
    "note_due_dates",
    "note_everywhere",
    "note_on_item",
    "note_on_part",
    "note_on_report",
    "open_periods",
    "open_periods_everywhere",
    "open_plan",
    "propose_consequence",
    "prove_step",
    "raise_dispute",
    "receive_answer",
    "record_money",
    "record_people",
    "record_rule",
    "record_unit_meeting",
    "refuse_extension",
    "refuse_raised_extension",
    "refuse_suspension",
    "remind_body",
    "remove_outcome",
    "reopen_item",
    "replace_evidence",
    "reply_to_remark",
    "reply_to_report_remark",
    "report_progress",
    "request_closeout",
    "resume_item",
    "return_closeout",
    "return_closeouts",
    "return_consequence",
    "return_part",
    "return_plan",
    "return_report",
    "review_evidence",
    "revise_opinion",
    "see_notice",
    "submit_plan",
    "submit_report",
    "sum_up",
    "take_back_dispute",
    "take_part_back",
    "undo_ledger",
    "upload_ledger",
    "withdraw_evidence",
    "withdraw_extension",
    "withdraw_suspension",
    "write_plan",
    "write_report",
]
