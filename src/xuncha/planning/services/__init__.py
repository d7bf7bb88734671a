"""Terms, targets and the versions of their plans: every act on them."""

from xuncha.planning.services.deciding import approve_plan, return_plan, submit_plan, withdraw_plan
from xuncha.planning.services.drafting import amend, draft_annual_plan, draft_first_plan, restate
from xuncha.planning.services.entries import add_entries, add_entry, adjust, move_entries, remove_entries, supplement
from xuncha.planning.services.terms import add_target, add_targets, change_target, create_term, withdraw_target

__all__ = [
    "add_entries",
    "add_entry",
    "add_target",
    "add_targets",
    "adjust",
    "amend",
    "approve_plan",
    "change_target",
    "create_term",
    "draft_annual_plan",
    "draft_first_plan",
    "move_entries",
    "remove_entries",
    "restate",
    "return_plan",
    "submit_plan",
    "supplement",
    "withdraw_plan",
    "withdraw_target",
]
