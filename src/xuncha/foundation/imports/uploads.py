"""Where workbooks lie while a request lasts."""

from pathlib import Path

from django.conf import settings


def scratch() -> Path:
    """The folder of the installation for files that are gone when the request is."""
    folder = Path(settings.XUNCHA_HOME) / "tmp"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
