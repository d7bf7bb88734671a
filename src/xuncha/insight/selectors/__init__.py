"""The figures of the dictionary, computed from the records, each with the rows it counts."""

from xuncha.insight.selectors.counting import Counted, Over, Period
from xuncha.insight.selectors.figures import Reading, jurisdictions_of, readable_by, readings, rows_of
from xuncha.insight.selectors.sources import SOURCES

__all__ = ["SOURCES", "Counted", "Over", "Period", "Reading", "jurisdictions_of", "readable_by", "readings", "rows_of"]
