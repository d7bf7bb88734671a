"""
Bytes on disk, once by their SHA-256: XUNCHA_HOME/files/aa/bb/<digest>.

A file appears under its digest complete or not at all: written beside, flushed to the disk, then renamed.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from errno import EDQUOT, ENOSPC, EROFS
from hashlib import file_digest, sha256
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from xuncha.core.errors import RuleViolated
from xuncha.core.text import Say, say
from xuncha.foundation.files.models import StoredFile

MEGABYTE = 1024 * 1024


def root() -> Path:
    """The folder of all contents."""
    return Path(settings.XUNCHA_HOME) / "files"


def incoming() -> Path:
    """The folder of uploads on their way; on the same disk, so that the last step is a rename."""
    return root() / "incoming"


def path_of(file: StoredFile | str) -> Path:
    """Where the bytes of a content, or of a digest, lie."""
    digest = file if isinstance(file, str) else file.digest
    return root() / digest[:2] / digest[2:4] / digest


@dataclass(frozen=True, slots=True)
class Taken:
    """An upload that lies complete in `incoming` and has no place yet."""

    path: Path
    digest: str
    size: int

    def settle(self) -> None:
        """Flush it to the disk and move it to its place, which is left as it is if as many bytes lie there."""
        target = path_of(self.digest)
        if target.exists() and target.stat().st_size == self.size:
            self.drop()
            return
        try:
            _flush(self.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            self.path.replace(target)
            _flush(target.parent)  # makes the rename itself durable
        except OSError as error:
            self.drop()
            raise RuleViolated(not_written(error)) from None

    def drop(self) -> None:
        """Remove it."""
        self.path.unlink(missing_ok=True)


def take(chunks: Iterable[bytes], *, limit: int | None = None) -> Taken:
    """
    Write an upload into `incoming`. Nothing stays behind when it fails.

    Raises:
        RuleViolated: it is larger than `limit` bytes (by default the installation's), or the disk refuses it.

    """
    within = _within(chunks, limit if limit is not None else settings.XUNCHA_UPLOAD_MB * MEGABYTE)
    path = incoming() / uuid4().hex
    digest, size = sha256(), 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as out:
            for chunk in within:
                size += len(chunk)
                digest.update(chunk)
                out.write(chunk)
    except BaseException as error:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise RuleViolated(not_written(error)) from None
        raise
    return Taken(path, digest.hexdigest(), size)


def _within(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """The chunks, as long as they stay within the limit together."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise RuleViolated(too_large(limit))
        yield chunk


def too_large(limit: int) -> Say:
    """The sentence for an upload over the limit (bytes)."""
    return say("文件超过 {n} MB 的上限。请压缩图片、拆分文件后再上传。", n=limit // MEGABYTE)


def not_written(error: OSError) -> Say:
    """The sentence for a disk that refuses."""
    if error.errno in {ENOSPC, EDQUOT}:
        return say("服务器存储空间已满，文件没有保存，您填写的内容不受影响。请告诉系统管理员清理空间后再上传。")
    if error.errno == EROFS:
        return say("服务器的存储目录是只读的，文件没有保存。请告诉系统管理员。")
    return say("文件没有写入成功，没有保存。请稍后再传；如果仍不成功，请告诉系统管理员。")


def digest_on_disk(path: Path) -> str:
    """The SHA-256 of what lies at `path`, read in pieces."""
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def keep(path: Path, media_type: str) -> StoredFile:
    """Store a file that the product itself checked or made, by its content; the same content is stored once."""
    with path.open("rb") as stream:
        taken = take(iter(lambda: stream.read(MEGABYTE), b""))
    taken.settle()
    file, _ = StoredFile.objects.get_or_create(
        digest=taken.digest, defaults={"size": taken.size, "media_type": media_type}
    )
    return file


def _flush(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk itself."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
