"""What people may read of cooperation. Importing it registers the inbox."""

from xuncha.cooperation.selectors import inbox
from xuncha.cooperation.selectors.pages import (
    OPEN,
    acts_for_office,
    bodies_of,
    checks_facts,
    decision_counts,
    departments,
    due_by,
    files_of,
    finishes,
    invited_names,
    own_invited,
    partner_names,
    partners_among,
    parts_in,
    units_to_check,
    waiting_decisions,
)
from xuncha.cooperation.selectors.reaches import AGREEMENTS, CHECKS, CONFERENCES, DECISIONS, PARTNERS

__all__ = [
    "AGREEMENTS",
    "CHECKS",
    "CONFERENCES",
    "DECISIONS",
    "OPEN",
    "PARTNERS",
    "acts_for_office",
    "bodies_of",
    "checks_facts",
    "decision_counts",
    "departments",
    "due_by",
    "files_of",
    "finishes",
    "inbox",
    "invited_names",
    "own_invited",
    "partner_names",
    "partners_among",
    "parts_in",
    "units_to_check",
    "waiting_decisions",
]
