"""
Asks the reader, a process of its own, for text and pictures of an uploaded file.

A plain text is read here: its first bytes become characters, which no content can make long or dangerous.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from xuncha.core.errors import RuleViolated
from xuncha.core.text import Say, say
from xuncha.foundation.files.kinds import Kind, broken
from xuncha.foundation.files.looking import Look
from xuncha.foundation.files.reader import ENDING, plain_text

SECONDS = 20.0
BROKEN = 3  # the reader's answer for a torn or altered file


@dataclass(frozen=True, slots=True)
class Content:
    """What the reader found: text for searching and how many pages can be shown."""

    text: str = ""
    pages: int = 0


def inspect(kind: Kind, path: Path) -> Content:
    """
    Read the file once, wholly.

    Raises:
        RuleViolated: it is broken, or cannot be read within the reader's limits.

    """
    if not (kind.legible or kind.pictured or kind.code == "ofd"):
        return Content()
    if kind.code == "txt":
        return Content(plain_text(path).replace("\x00", ""))
    found = json.loads(_ask("inspect", kind.code, str(path)))
    return Content(found["text"].replace("\x00", ""), found["pages"])


def picture(kind: Kind, path: Path, page: int) -> bytes:
    """
    One page as PNG.

    Raises:
        RuleViolated: there is no such page, or it cannot be drawn within the reader's limits.

    """
    return _ask("picture", kind.code, str(path), str(page))


LOOKED_AT_ONCE = 8
"""Pictures of one look: what the reader's seconds are enough for."""


def looks(paths: Sequence[Path]) -> list[Look | None]:
    """
    What pictures look like and say of themselves, in the order of their paths; None for one that cannot be read.

    Where one of them exhausts the reader, the others of its group are looked at one by one.
    """
    found: list[Look | None] = []
    for first in range(0, len(paths), LOOKED_AT_ONCE):
        group = paths[first : first + LOOKED_AT_ONCE]
        try:
            found += map(json.loads, _ask("look", *map(str, group)).splitlines())
        except RuleViolated:
            found += [None] if len(group) == 1 else [one for path in group for one in looks([path])]
    return found


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What a stranger sent, made anew: its ending (jpg, pdf, txt, mp4) and its bytes."""

    ending: str
    content: bytes


def cleaned(content: bytes) -> Cleaned:
    """
    A photo, a document or a video made anew without what tells about its maker; nothing of it touches the disk.

    Raises:
        RuleViolated: it is nothing that can be made anew wholly, is broken, or exhausts its reader.

    """
    made = _ask("clean", content=content)
    return Cleaned(made[:ENDING].decode().strip(), made[ENDING:])


def _ask(*arguments: str, content: bytes | None = None) -> bytes:
    command = [sys.executable, "-m", "xuncha.foundation.files.reader", *arguments]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(  # noqa: S603 - this very interpreter, our module, our path
            command, input=content, capture_output=True, timeout=SECONDS, check=False, env=environment
        )
    except subprocess.TimeoutExpired:
        raise RuleViolated(unreadable()) from None
    if done.returncode == BROKEN:
        raise RuleViolated(broken())
    if done.returncode != 0:
        raise RuleViolated(unreadable())
    return done.stdout


def unreadable() -> Say:
    """The sentence for a file that exhausts its reader."""
    return say("这个文件太复杂，没能在限定的时间和内存内读完。请另存为一份新的文件再上传。")
