"""What people may read of plans, items, and what was asked about them."""

from xuncha.rectification.selectors.reaches import EVIDENCE, EXTENSIONS, ITEMS, PLANS, QUERIES, UNIT_REPORTS

__all__ = ["EVIDENCE", "EXTENSIONS", "ITEMS", "PLANS", "QUERIES", "UNIT_REPORTS"]
