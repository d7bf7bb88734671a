"""What people may read of hints and of the questions to units; what waits for whom."""

from xuncha.hints.rules.facts import Row, Votes
from xuncha.hints.selectors import inbox as _inbox  # noqa: F401 - registers what waits for whom
from xuncha.hints.selectors.reaches import HINTS, INQUIRIES, SCANS

__all__ = ["HINTS", "INQUIRIES", "SCANS", "Row", "Votes"]
