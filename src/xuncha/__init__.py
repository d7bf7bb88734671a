"""Xuncha (巡察): the work of an inspection office, from the five-year plan to the last rectified problem."""

__version__ = "0.1.0"
