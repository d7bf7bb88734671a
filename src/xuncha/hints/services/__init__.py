"""Scanning, deciding on hints, asking the unit."""

from xuncha.hints.services.asking import answer_inquiry, ask_again, ask_unit, close_inquiry
from xuncha.hints.services.deciding import confirm_hint, dismiss_hint
from xuncha.hints.services.scanning import ask_for_scan, scan, scan_everywhere

__all__ = [
    "answer_inquiry",
    "ask_again",
    "ask_for_scan",
    "ask_unit",
    "close_inquiry",
    "confirm_hint",
    "dismiss_hint",
    "scan",
    "scan_everywhere",
]
