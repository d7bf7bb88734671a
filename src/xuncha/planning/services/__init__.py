"""Terms, targets and the versions of their plans: every act on them."""

from xuncha.planning.services.asking import (
    add_follow_up,
    add_topic,
    drop_follow_up,
    drop_topic,
    mark,
    set_unit,
    unmark,
)
from xuncha.planning.services.deciding import approve_plan, return_plan, submit_plan, withdraw_plan
from xuncha.planning.services.drafting import amend, draft_annual_plan, draft_first_plan, restate
from xuncha.planning.services.entries import add_entries, adjust, move_entries, remove_entries, supplement
from xuncha.planning.services.preparing import (
    add_round,
    drop_pool,
    drop_round,
    drop_schedule,
    prepare_schedule,
    set_capacity,
    set_goals,
    set_links,
    set_pool,
)
from xuncha.planning.services.repairing import apply_repair
from xuncha.planning.services.solving import adopt_proposal, ask_to_solve, propose
from xuncha.planning.services.terms import add_targets, change_target, create_term, withdraw_target
from xuncha.planning.services.trying import ORIGINS, copy_to_try, take_over
from xuncha.planning.services.what_if import try_out

__all__ = [
    "ORIGINS",
    "add_entries",
    "add_follow_up",
    "add_round",
    "add_targets",
    "add_topic",
    "adjust",
    "adopt_proposal",
    "amend",
    "apply_repair",
    "approve_plan",
    "ask_to_solve",
    "change_target",
    "copy_to_try",
    "create_term",
    "draft_annual_plan",
    "draft_first_plan",
    "drop_follow_up",
    "drop_pool",
    "drop_round",
    "drop_schedule",
    "drop_topic",
    "mark",
    "move_entries",
    "prepare_schedule",
    "propose",
    "remove_entries",
    "restate",
    "return_plan",
    "set_capacity",
    "set_goals",
    "set_links",
    "set_pool",
    "set_unit",
    "submit_plan",
    "supplement",
    "take_over",
    "try_out",
    "unmark",
    "withdraw_plan",
    "withdraw_target",
]
