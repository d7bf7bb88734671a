"""Shares and quantities as documents write them."""

from decimal import Decimal

PER_CENT = 100


def is_below(part: int, whole: int, lowest: int) -> bool:
    """Whether part / whole is below so many per cent; of nothing, nothing is."""
    return part * PER_CENT < whole * lowest


def per_cent(part: int, whole: int) -> str:
    """The share as documents give it, to two places."""
    return f"{Decimal(part * PER_CENT) / whole:.2f}%" if whole else "0%"


def plain(number: Decimal) -> str:
    """A quantity without zeros that say nothing: 30, 12.5."""
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
