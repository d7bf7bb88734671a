"""Keeping fingerprints of what was told, and comparing a text with them. Whoever does either learns nothing else."""

import hmac
from collections.abc import Iterable
from secrets import token_bytes

from django.conf import settings

from xuncha.foundation.leaks.models import Trace
from xuncha.foundation.leaks.rules import Kind, Leak, Piece, Text, Told, leaks_in, pieces_told, winnowed
from xuncha.foundation.sealing.models import Circle

PRINT = 8
"""Bytes of a fingerprint: of a hundred thousand, one is met by chance in 2 · 10¹⁴ pieces of text."""
FILL = 64
"""Fingerprints come in whole dozens of so many: how many there are says little of how long the text was."""


def mark(circle: Circle, told: Told) -> Trace:
    """Remember what was told, so that its words are recognised where they must not stand."""
    pieces = list(pieces_told(told))
    kept = {_print(circle, piece) for piece in pieces if piece.kind is not Kind.PHRASE}
    kept |= winnowed([_print(circle, piece) for piece in pieces if piece.kind is Kind.PHRASE])
    chance = [token_bytes(PRINT) for _ in range(-len(kept) % FILL)]
    return Trace.objects.create(circle=circle, prints=b"".join(sorted([*kept, *chance])))


def traces_in(circle: Circle, texts: Iterable[Text], *, common: Iterable[str] = ()) -> list[Leak]:
    """The places of these texts that were told to this circle, as far as fingerprints know them."""
    kept = {
        bytes(row[at : at + PRINT])
        for row in Trace.objects.filter(circle=circle).values_list("prints", flat=True)
        for at in range(0, len(row), PRINT)
    }
    return leaks_in(texts, lambda piece: _print(circle, piece) in kept, common=common) if kept else []


def _print(circle: Circle, piece: Piece) -> bytes:
    text = f"xuncha.leaks:{circle.pk}:{piece.kind}:{piece.value}"
    return hmac.digest(settings.XUNCHA_FIELD_KEY.encode(), text.encode(), "sha256")[:PRINT]
