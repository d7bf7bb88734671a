"""Every act of an evaluation. (feature C13)"""

from xuncha.evaluation.services.following import confirm_follow, dismiss_follow
from xuncha.evaluation.services.objecting import (
    decide_objection,
    enter_objection,
    object_as_leader,
    object_to_appraisal,
    object_to_sheet,
)
from xuncha.evaluation.services.runs import (
    ask_panel,
    begin_run,
    change_run,
    close_run,
    drop_run,
    issue_cards,
    open_run,
    seat_rater,
)
from xuncha.evaluation.services.schemes import (
    approve_scheme,
    change_scheme,
    draft_scheme,
    drop_part,
    end_scheme,
    put_part,
    return_scheme,
    revise_scheme,
    submit_scheme,
)
from xuncha.evaluation.services.scoring import (
    give_mark,
    hand_in_sheet,
    note_case,
    return_sheet,
    settle_result,
    show_sheet,
    take_rates,
    withdraw_mark,
)
from xuncha.evaluation.services.tallying import key_tally, key_tally_again, settle_tally
from xuncha.evaluation.services.voting import vote_by_account, vote_by_code
from xuncha.evaluation.services.workbooks import import_new_scheme, import_scheme

__all__ = [
    "approve_scheme",
    "ask_panel",
    "begin_run",
    "change_run",
    "change_scheme",
    "close_run",
    "confirm_follow",
    "decide_objection",
    "dismiss_follow",
    "draft_scheme",
    "drop_part",
    "drop_run",
    "end_scheme",
    "enter_objection",
    "give_mark",
    "hand_in_sheet",
    "import_new_scheme",
    "import_scheme",
    "issue_cards",
    "key_tally",
    "key_tally_again",
    "note_case",
    "object_as_leader",
    "object_to_appraisal",
    "object_to_sheet",
    "open_run",
    "put_part",
    "return_scheme",
    "return_sheet",
    "revise_scheme",
    "seat_rater",
    "settle_result",
    "settle_tally",
    "show_sheet",
    "submit_scheme",
    "take_rates",
    "vote_by_account",
    "vote_by_code",
    "withdraw_mark",
]
