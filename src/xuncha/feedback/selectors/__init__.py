"""What people may read of reports, meetings, instructions and feedback, and the facts the rules are asked with."""

from xuncha.feedback.selectors.counting import Counter, counter_of
from xuncha.feedback.selectors.following import AFTER_DELIVERY, Follower
from xuncha.feedback.selectors.opinions import (
    due_after_withdrawal,
    dues_after_feedback,
    items_of,
    lines_to_pick,
    original_wording,
    source_facts,
    submit_facts,
)
from xuncha.feedback.selectors.reaches import (
    ATTENDANCES,
    INSTRUCTIONS,
    ITEMS,
    MEETINGS,
    OPINIONS,
    REPORTS,
    SESSIONS,
)
from xuncha.feedback.selectors.reporting import (
    Outside,
    aspects_of,
    facts_to_choose,
    findings_of,
    lines_of,
    opinion_state,
    outside_of,
    sign_facts,
)
from xuncha.feedback.selectors.sitting import (
    LEADERS,
    hold_facts,
    opinion_facts,
    opinions_to_feed_back,
    report_facts,
    reports_to_hear,
    undecided_matters,
)
from xuncha.feedback.selectors.wording import Piece, difference, persons_in

__all__ = [
    "AFTER_DELIVERY",
    "ATTENDANCES",
    "INSTRUCTIONS",
    "ITEMS",
    "LEADERS",
    "MEETINGS",
    "OPINIONS",
    "REPORTS",
    "SESSIONS",
    "Counter",
    "Follower",
    "Outside",
    "Piece",
    "aspects_of",
    "counter_of",
    "difference",
    "due_after_withdrawal",
    "dues_after_feedback",
    "facts_to_choose",
    "findings_of",
    "hold_facts",
    "items_of",
    "lines_of",
    "lines_to_pick",
    "opinion_facts",
    "opinion_state",
    "opinions_to_feed_back",
    "original_wording",
    "outside_of",
    "persons_in",
    "report_facts",
    "reports_to_hear",
    "sign_facts",
    "source_facts",
    "submit_facts",
    "undecided_matters",
]
