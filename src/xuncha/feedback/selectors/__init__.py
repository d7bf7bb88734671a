"""What people may read of reports, meetings, instructions and feedback."""

from xuncha.feedback.selectors.following import AFTER_DELIVERY, Follower
from xuncha.feedback.selectors.reaches import INSTRUCTIONS, MEETINGS, OPINIONS, REPORTS, SESSIONS

__all__ = ["AFTER_DELIVERY", "INSTRUCTIONS", "MEETINGS", "OPINIONS", "REPORTS", "SESSIONS", "Follower"]
