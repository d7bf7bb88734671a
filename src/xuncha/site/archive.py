"""
The file that `xuncha backup` writes: a gzipped tar whose first member says what must be in it. Needs no Django.

    manifest.json      format, version, when, counts per table, journal, faults, digest and size of every member
    database.sqlite3   or database.dump (pg_dump, custom format)
    secrets/NAME       the keys of the installation
    files/DIGEST       every stored file once
    demo.json          the calendar of a demo, where there is one
"""

import gzip
import json
import os
import re
import tarfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import file_digest, sha256
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, Any

from xuncha.core.errors import RuleViolated
from xuncha.core.text import Say, say

FORMAT = "xuncha.backup/1"
MANIFEST = "manifest.json"
MANIFEST_LIMIT = 256 * 1024 * 1024  # bytes: about a million stored files
NAMES = re.compile(r"database\.(sqlite3|dump)|demo\.json|secrets/[a-z]+|files/[0-9a-f]{64}")
PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Manifest:
    """What must be in the archive. `members` is {name: [SHA-256, bytes]}; `faults` were there when it was made."""

    version: str
    made_at: str
    database: str
    tables: dict[str, int]
    journal: dict[str, Any]
    faults: list[str]
    members: dict[str, list[Any]]
    format: str = FORMAT


def place_of(member: str) -> PurePosixPath:
    """Where a member lies below the data folder: stored files two folders deep, the rest under its name."""
    folder, _, name = member.partition("/")
    return PurePosixPath(folder, name[:2], name[2:4], name) if folder == "files" else PurePosixPath(member)


def measured(path: Path) -> list[Any]:
    """SHA-256 and size of a file, as the manifest has them."""
    with path.open("rb") as stream:
        return [file_digest(stream, "sha256").hexdigest(), path.stat().st_size]


def write(file: Path, manifest: Manifest, members: Mapping[str, Path]) -> None:
    """
    Write the archive, readable by its owner alone; under its name only once it is whole and on the disk.

    Raises:
        RuleViolated: the file exists already.
        OSError: the disk refuses.

    """
    if file.exists():
        raise RuleViolated(say("文件 {file} 已存在，请换一个名字。", file=file))
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            with tarfile.open(fileobj=out, mode="w:gz", compresslevel=3) as tar:
                told = json.dumps(asdict(manifest), ensure_ascii=False, sort_keys=True).encode()
                _add(tar, MANIFEST, len(told), BytesIO(told))
                for name, path in members.items():
                    with path.open("rb") as stream:
                        _add(tar, name, manifest.members[name][1], stream)
            out.flush()
            os.fsync(out.fileno())
        unfinished.rename(file)
    finally:
        unfinished.unlink(missing_ok=True)


def _add(tar: tarfile.TarFile, name: str, size: int, stream: IO[bytes]) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    tar.addfile(entry, stream)


def unpack(file: Path, folder: Path, version: str) -> Manifest:
    """
    Lay the archive out below `folder` as a data folder, every member compared with the manifest.

    Raises:
        RuleViolated: no such file, not one of ours, of another version, torn, or not what its manifest says.

    """
    try:
        with tarfile.open(file, "r:gz") as tar:
            entries = iter(tar)
            manifest = _manifest(tar, next(entries, None), version)
            missing = set(manifest.members)
            for entry in entries:
                if entry.name not in missing:
                    raise RuleViolated(say("备份里有清单以外的内容 {name}，不予恢复。", name=entry.name))
                missing.remove(entry.name)
                target = folder / place_of(entry.name)
                if _extracted(tar, entry, target) != manifest.members[entry.name]:
                    raise RuleViolated(say("备份里的 {name} 与清单不符，不予恢复。", name=entry.name))
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile):
        raise RuleViolated(_torn(file)) from None
    except OSError as fault:
        raise RuleViolated(say("读不了备份 {file}：{fault}", file=file, fault=fault.strerror)) from None
    if missing:
        raise RuleViolated(_torn(file))
    return manifest


def _manifest(tar: tarfile.TarFile, first: tarfile.TarInfo | None, version: str) -> Manifest:
    """The first member, believed only as far as its form goes."""
    stream = tar.extractfile(first) if first is not None and first.name == MANIFEST and first.isfile() else None
    if stream is None:
        raise RuleViolated(say("这个文件不是本产品的备份。"))
    try:
        told = json.loads(stream.read(MANIFEST_LIMIT))
        form, made_with = told["format"], told["version"]
    except (ValueError, KeyError, TypeError):
        raise RuleViolated(say("这个文件不是本产品的备份。")) from None
    if form != FORMAT or made_with != version:
        raise RuleViolated(
            say(
                "这份备份由 {made} 版（{form}）做成，这里是 {here} 版。请先装同一版本恢复，再升级。",
                made=made_with, form=form, here=version,
            )
        )  # fmt: skip
    try:
        manifest = Manifest(**told)
        strange = [name for name in manifest.members if not NAMES.fullmatch(name)]
    except TypeError:
        raise RuleViolated(say("这份备份的清单不完整。")) from None
    if strange:
        raise RuleViolated(say("备份里有清单以外的内容 {name}，不予恢复。", name=strange[0]))
    return manifest


def _extracted(tar: tarfile.TarFile, entry: tarfile.TarInfo, target: Path) -> list[Any]:
    """Write one member, for its owner alone; SHA-256 and size of what was written."""
    digest, size = sha256(), 0
    stream = tar.extractfile(entry)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        while stream is not None and (piece := stream.read(PIECE)):
            digest.update(piece)
            size += len(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    return [digest.hexdigest(), size]


def _torn(file: Path) -> Say:
    return say("备份 {file} 不完整或已损坏，没有恢复任何内容。", file=file)
