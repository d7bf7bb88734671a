"""What people may read of uses of results, and what is suggested. Importing it registers the inbox and the checks."""

from xuncha.accountability.rules.kinds import MEASURES
from xuncha.accountability.selectors import inbox
from xuncha.accountability.selectors.panels import USE_PANELS, show_on_items
from xuncha.accountability.selectors.reaches import DISMISSALS, GROUNDS, RECEIPTS, RESULTS, USES
from xuncha.accountability.selectors.uses import (
    APPROVED,
    SENT,
    checked_grounds,
    draft_facts,
    due_of,
    files_of,
    grounds_for,
    grounds_of,
    overdue_uses,
    plans_in,
    plans_of,
    receipts_in_words,
    receipts_of,
    signing_units,
    signs_itself,
    to_enter,
    units_in_words,
    units_of,
    unsigned,
)

__all__ = [
    "APPROVED",
    "DISMISSALS",
    "GROUNDS",
    "MEASURES",
    "RECEIPTS",
    "RESULTS",
    "SENT",
    "USES",
    "USE_PANELS",
    "checked_grounds",
    "draft_facts",
    "due_of",
    "files_of",
    "grounds_for",
    "grounds_of",
    "inbox",
    "overdue_uses",
    "plans_in",
    "plans_of",
    "receipts_in_words",
    "receipts_of",
    "show_on_items",
    "signing_units",
    "signs_itself",
    "to_enter",
    "units_in_words",
    "units_of",
    "unsigned",
]
