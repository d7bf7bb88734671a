"""What people may read of guidance and conduct, and the facts the rules are asked with."""

from xuncha.conduct.selectors.reaches import (
    APPROACHES,
    BREACHES,
    COMMENTS,
    DEVICES,
    GUIDANCES,
    PLEDGES,
    TRAININGS,
)
from xuncha.conduct.selectors.registers import (
    Line,
    lines_of,
    members_in,
    members_of,
    own_membership,
    pledge_demand,
    reasons_to_pledge_first,
)
from xuncha.conduct.selectors.texts import COMMENTABLE, beside, commentable, comments_on, texts_of

__all__ = [
    "APPROACHES",
    "BREACHES",
    "COMMENTABLE",
    "COMMENTS",
    "DEVICES",
    "GUIDANCES",
    "PLEDGES",
    "TRAININGS",
    "Line",
    "beside",
    "commentable",
    "comments_on",
    "lines_of",
    "members_in",
    "members_of",
    "own_membership",
    "pledge_demand",
    "reasons_to_pledge_first",
    "texts_of",
]
