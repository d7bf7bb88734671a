"""Use cases of cooperation. One function, one thing a person can do."""

from xuncha.cooperation.services.agreements import (
    add_partners,
    approve_agreement,
    change_agreement,
    draft_agreement,
    drop_agreement,
    end_agreement,
    remove_partner,
    renew_agreement,
    return_agreement,
    submit_agreement,
)
from xuncha.cooperation.services.checks import accept_check, drop_check, plan_checks, report_check, return_check
from xuncha.cooperation.services.conferences import (
    add_decision,
    call_conference,
    cancel_conference,
    change_conference,
    close_conference,
    finish_decision,
    give_view,
    hold_conference,
    plan_conference,
)

__all__ = [
    "accept_check",
    "add_decision",
    "add_partners",
    "approve_agreement",
    "call_conference",
    "cancel_conference",
    "change_agreement",
    "change_conference",
    "close_conference",
    "draft_agreement",
    "drop_agreement",
    "drop_check",
    "end_agreement",
    "finish_decision",
    "give_view",
    "hold_conference",
    "plan_checks",
    "plan_conference",
    "remove_partner",
    "renew_agreement",
    "report_check",
    "return_agreement",
    "return_check",
    "submit_agreement",
]
