"""What people may read of what a team gathers, and the facts the rules are asked with."""

from xuncha.gathering.selectors.reaches import TALK_RECORDS, TALKS
from xuncha.gathering.selectors.talks import (
    answers_of,
    areas_for,
    digest_of,
    hands_of,
    live_signatures,
    possible_readers,
    readings_in_force,
    record_open_to,
    team_for,
)

__all__ = [
    "TALKS",
    "TALK_RECORDS",
    "answers_of",
    "areas_for",
    "digest_of",
    "hands_of",
    "live_signatures",
    "possible_readers",
    "readings_in_force",
    "record_open_to",
    "team_for",
]
