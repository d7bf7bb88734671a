"""Figures with their definitions and rows, and the page on which a leader sees how the term stands."""

from xuncha.insight.views.figures import figures, rows
from xuncha.insight.views.onepage import leader

__all__ = ["figures", "leader", "rows"]
