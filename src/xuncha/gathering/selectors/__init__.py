"""What people may read of what a team gathers, and the facts the rules are asked with."""

from xuncha.gathering.selectors.materials import items_of, material_due, next_number
from xuncha.gathering.selectors.reaches import (
    MATERIAL_ITEMS,
    MATERIALS,
    RECORD_PANELS,
    TALK_RECORDS,
    TALKS,
    VISITS,
    WEEKS,
)
from xuncha.gathering.selectors.sources import LACKING
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
from xuncha.gathering.selectors.weeks import WeekLine, lines_of, lines_told, teams_writing

__all__ = [
    "LACKING",
    "MATERIALS",
    "MATERIAL_ITEMS",
    "RECORD_PANELS",
    "TALKS",
    "TALK_RECORDS",
    "VISITS",
    "WEEKS",
    "WeekLine",
    "answers_of",
    "areas_for",
    "digest_of",
    "hands_of",
    "items_of",
    "lines_of",
    "lines_told",
    "live_signatures",
    "material_due",
    "next_number",
    "possible_readers",
    "readings_in_force",
    "record_open_to",
    "team_for",
    "teams_writing",
]
