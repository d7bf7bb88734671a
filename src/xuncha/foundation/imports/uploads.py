"""Where workbooks lie while a request lasts."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from django.conf import settings
from django.http import FileResponse

from xuncha.foundation.documents.workbooks import XLSX


def scratch() -> Path:
    """The folder of the installation for files that are gone when the request is."""
    folder = Path(settings.XUNCHA_HOME) / "tmp"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def workbook_response(name: str, write: Callable[[IO[bytes]], object]) -> FileResponse:
    """A workbook that is written for this answer and gone with it, or with the refusal that keeps it from leaving."""
    file: IO[bytes] = tempfile.TemporaryFile(dir=scratch())  # noqa: SIM115 - the response closes it
    try:
        write(file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
