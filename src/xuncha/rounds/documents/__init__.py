"""What a round prints: orders, notices, lists, letters, and the certificate of a draw."""

from xuncha.rounds.documents.lots import draw_certificate
from xuncha.rounds.documents.orders import (
    authorisation_order,
    filing_letter,
    inspection_notice,
    public_notice,
    team_list,
)

__all__ = [
    "authorisation_order",
    "draw_certificate",
    "filing_letter",
    "inspection_notice",
    "public_notice",
    "team_list",
]
