"""The clock of commands and of the worker: the same calendar as the pages have."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The present moment; in the demo, on the demo's calendar."""
    return timezone.now() + settings.XUNCHA_CLOCK_SHIFT  # noqa: TID251 - commands and the worker read the clock here
