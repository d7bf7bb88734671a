"""What people may read of letters, and what the system suggests. Importing it registers the inbox and the checks."""

from xuncha.supervision.selectors import inbox
from xuncha.supervision.selectors.letters import (
    addressees,
    answers_itself,
    chain_of,
    checked_records,
    draft_facts,
    due_of_letter,
    files_of,
    items_in,
    lines_for,
    lines_of,
    overdue_letters,
    statistics,
    to_enter,
)
from xuncha.supervision.selectors.panels import LETTER_PANELS, show_on_items
from xuncha.supervision.selectors.reaches import CAMPAIGNS, DISMISSALS, LETTERS, LINES

__all__ = [
    "CAMPAIGNS",
    "DISMISSALS",
    "LETTERS",
    "LETTER_PANELS",
    "LINES",
    "addressees",
    "answers_itself",
    "chain_of",
    "checked_records",
    "draft_facts",
    "due_of_letter",
    "files_of",
    "inbox",
    "items_in",
    "lines_for",
    "lines_of",
    "overdue_letters",
    "show_on_items",
    "statistics",
    "to_enter",
]
