"""The uploaded workbooks themselves: kept under their digest, so that a report can always be made again."""

import shutil
from hashlib import file_digest
from pathlib import Path

from django.conf import settings

from xuncha.foundation.documents.workbooks import XLSX
from xuncha.foundation.files.models import StoredFile


def path_of(file: StoredFile) -> Path:
    """Where the bytes of a content lie."""
    return Path(settings.XUNCHA_HOME) / "files" / file.digest[:2] / file.digest


def keep(path: Path) -> StoredFile:
    """Store a workbook by its content; the same content is stored once."""
    with path.open("rb") as content:
        digest = file_digest(content, "sha256").hexdigest()
    file, _ = StoredFile.objects.get_or_create(
        digest=digest, defaults={"size": path.stat().st_size, "media_type": XLSX}
    )
    target = path_of(file)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_suffix(".part")
        shutil.copyfile(path, partial)
        partial.replace(target)
    return file


def scratch() -> Path:
    """The folder of the installation for files that are gone when the request is."""
    folder = Path(settings.XUNCHA_HOME) / "tmp"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
