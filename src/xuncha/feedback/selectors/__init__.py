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
    matter_of,
    opinion_facts,
    opinions_to_feed_back,
    papers_of,
    report_facts,
    reports_to_hear,
    rounds_to_feed_back,
    undecided_matters,
    unit_and_post,
)
from xuncha.feedback.selectors.sources import checked_opinion
from xuncha.feedback.selectors.wording import persons_in

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
    "aspects_of",
    "checked_opinion",
    "counter_of",
    "due_after_withdrawal",
    "dues_after_feedback",
    "facts_to_choose",
    "findings_of",
    "hold_facts",
    "items_of",
    "lines_of",
    "lines_to_pick",
    "matter_of",
    "opinion_facts",
    "opinion_state",
    "opinions_to_feed_back",
    "original_wording",
    "outside_of",
    "papers_of",
    "persons_in",
    "report_facts",
    "reports_to_hear",
    "rounds_to_feed_back",
    "sign_facts",
    "source_facts",
    "submit_facts",
    "undecided_matters",
    "unit_and_post",
]
