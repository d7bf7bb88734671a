"""What the frame around every page needs. Filled in together with the navigation."""

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of the frame; costs no query."""
    return {}
