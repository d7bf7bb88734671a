"""QR codes, drawn here as SVG: no request, no file."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_code(text: str) -> SafeString:
    """The code of a text (an address), as an inline drawing without styles."""
    return mark_safe(
        segno.make(text, error="m").svg_inline(border=4, omitsize=True)
    )  # drawn from modules, not from markup
