"""The figures of the dictionary, computed from the records, each with the rows it counts; a leader's one page."""

from xuncha.insight.selectors.counting import Counted, Over, Period
from xuncha.insight.selectors.figures import (
    Reading,
    denominator_of,
    is_told,
    is_withheld,
    jurisdictions_of,
    narrowed,
    narrowed_to,
    readable_by,
    readings,
    rows_of,
    values_of,
)
from xuncha.insight.selectors.onepage import OnePage, one_page
from xuncha.insight.selectors.sources import SOURCES

__all__ = [
    "SOURCES",
    "Counted",
    "OnePage",
    "Over",
    "Period",
    "Reading",
    "denominator_of",
    "is_told",
    "is_withheld",
    "jurisdictions_of",
    "narrowed",
    "narrowed_to",
    "one_page",
    "readable_by",
    "readings",
    "rows_of",
    "values_of",
]
