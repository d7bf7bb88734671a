"""Answers that carry a file. A stage's view decides who may have it and calls these; no address here serves by id."""

from contextlib import suppress
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase

from xuncha.core.errors import RuleViolated
from xuncha.core.text import say
from xuncha.foundation.files.contents import digest_on_disk, path_of
from xuncha.foundation.files.kinds import BY_MEDIA_TYPE
from xuncha.foundation.files.models import Attachment, StoredFile
from xuncha.foundation.files.reading import picture


def serve(attachment: Attachment) -> HttpResponseBase:
    """
    The original as a download, after its digest has been checked: never shown inside the page, never sniffed.

    Raises:
        RuleViolated: the bytes are missing or no longer what was uploaded.

    """
    path = _intact(attachment.file)
    response = FileResponse(path.open("rb"), content_type=attachment.file.media_type)
    response["Content-Length"] = str(attachment.file.size)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(attachment.name)}"
    return _sealed(response)


def serve_preview(attachment: Attachment, page: int = 1) -> HttpResponseBase:
    """
    One page of a pdf, or a picture made smaller, as PNG without the original's metadata. Drawn once per content.

    Raises:
        RuleViolated: this kind has no preview, there is no such page, or the bytes are missing or altered.

    """
    file = attachment.file
    if not 1 <= page <= file.pages:
        raise RuleViolated(say("这个文件没有第 {n} 页的预览，请下载后查看。", n=page))
    kept = Path(settings.XUNCHA_HOME) / "previews" / file.digest[:2] / f"{file.digest}-{page}.png"
    if kept.exists():
        return _sealed(HttpResponse(kept.read_bytes(), content_type="image/png"))
    drawn = picture(BY_MEDIA_TYPE[file.media_type], _intact(file), page)
    with suppress(OSError):  # a full disk costs speed, not the preview
        _remember(kept, drawn)
    return _sealed(HttpResponse(drawn, content_type="image/png"))


def _remember(place: Path, drawn: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    partial = place.with_name(uuid4().hex)
    try:
        partial.write_bytes(drawn)
        partial.replace(place)
    finally:
        partial.unlink(missing_ok=True)


def _intact(file: StoredFile) -> Path:
    path = path_of(file)
    if not path.is_file():
        raise RuleViolated(say("这份文件的原件不在存储目录里，不能打开。请告诉系统管理员从备份恢复。"))
    if digest_on_disk(path) != file.digest:
        raise RuleViolated(say("这份文件的原件与上传时不一致，为防误用没有打开。请告诉系统管理员从备份恢复。"))
    return path


def _sealed(response: HttpResponseBase) -> HttpResponseBase:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
