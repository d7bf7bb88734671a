"""
Word documents in: bounded before they are opened, then read as lines. Whatever is wrong is said in one sentence.

A line is a paragraph, (text,), or a row of a table, (cell, cell, …). Only the body's own text is read: no deleted
revisions, no field codes, no second rendering of a text box. Nothing is fetched, no document type is declared, no
other part of the package is unpacked.
"""

import zipfile
from pathlib import Path
from typing import IO
from xml.parsers import expat

from xuncha.core.errors import RuleViolated
from xuncha.core.text import Say, say

Line = tuple[str, ...]
"""A paragraph as one text, or the cells of a table's row; a cell continued from the row above is empty."""

MEGABYTE = 1024 * 1024
MAX_BYTES = 50 * MEGABYTE  # of the file
MAX_BODY = 30 * MEGABYTE  # of the body's XML, unpacked
MAX_TEXT = 200_000  # characters
BODY = "word/document.xml"
PIECE = 1 << 16  # bytes unpacked at a time
BREAKS = {"tab": "\t", "br": "\n", "cr": "\n"}


class WordRefused(RuleViolated):
    """The file cannot be read as a Word document; the reason says what to do about it."""


def read_word(path: Path) -> tuple[Line, ...]:
    """
    Every paragraph and table row with text, in the order of the document.

    Raises:
        WordRefused: not a Word document, broken, encrypted, an old format, too large, or without text.

    """
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise WordRefused(
            say("文件有 {size} MB，最多 {limit} MB。", size=size // MEGABYTE, limit=MAX_BYTES // MEGABYTE)
        )
    with path.open("rb") as file:
        start = file.read(8)
    if not start.startswith(b"PK"):
        raise WordRefused(_what_it_is(path, start))
    body = _Body()
    try:
        with zipfile.ZipFile(path) as archive, _opened(archive) as part:
            body.read(part)
    except WordRefused:
        raise
    except Exception as error:  # archive and parser raise a dozen kinds for as many ways of being broken
        raise WordRefused(say("文件不完整或已损坏。请在 Word 或 WPS 中打开并另存一次后再上传。")) from error
    if not body.lines:
        raise WordRefused(say("文档里没有文字。扫描成图片的底稿认不出来，请手工填写，把原件作为佐证附上。"))
    return tuple(body.lines)


def _opened(archive: zipfile.ZipFile) -> IO[bytes]:
    """The body, if there is one of a size that is read; more than the archive states is never unpacked."""
    if BODY not in archive.namelist():
        raise WordRefused(say("这个文件不是 Word 文档。请上传 .docx 文件。"))
    if archive.getinfo(BODY).file_size > MAX_BODY:
        raise WordRefused(_too_long())
    return archive.open(BODY)


def _too_long() -> Say:
    return say("文档的文字超过 {n} 字，不像一份底稿。一份文件只写一个问题。", n=MAX_TEXT)


def _what_it_is(path: Path, start: bytes) -> Say:
    """The sentence for a file that is no package at all, by what it begins with."""
    if not start:
        return say("文件是空的。")
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            return say("这份文档设了打开密码。请在 Word 或 WPS 中去掉密码后另存再上传。")
        return say("这是旧格式的 .doc 或 .wps 文件。请在 Word 或 WPS 中另存为 .docx 后再上传。")
    if start.startswith(b"%PDF"):
        return say("这是 PDF 文件，不是 Word 文档。请上传 .docx 文件。")
    return say("这个文件不是 Word 文档。请上传 .docx 文件。")


class _Body:
    """Collects lines while the parser goes through the body."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.length = 0
        self.paragraphs: list[list[str]] = []  # open ones; a text box lies inside a paragraph
        self.row: list[str] = []
        self.cell: list[str] = []
        self.tables = self.runs = self.skipped = 0  # how deep inside
        self.continued = self.in_text = False

    def read(self, part: IO[bytes]) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        while piece := part.read(PIECE):
            parser.Parse(piece, False)
        parser.Parse(b"", True)

    def _doctype(self, *_declaration: object) -> None:
        raise ValueError("a Word document declares no document type")

    def _characters(self, text: str) -> None:
        if self.in_text and not self.skipped and self.paragraphs:
            self.length += len(text)
            if self.length > MAX_TEXT:
                raise WordRefused(_too_long())
            self.paragraphs[-1].append(text)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        self.in_text = tag == "t"
        if tag == "Fallback":
            self.skipped += 1
        elif tag == "p":
            self.paragraphs.append([])
        elif tag == "r":
            self.runs += 1
        elif tag in BREAKS and self.runs and self.paragraphs:
            self.paragraphs[-1].append(BREAKS[tag])
        elif tag == "tbl":
            self.tables += 1
        elif self.tables == 1:
            self._start_in_table(tag, attributes)

    def _start_in_table(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "tr":
            self.row = []
        elif tag == "tc":
            self.cell, self.continued = [], False
        elif tag == "vMerge":
            values = [value for key, value in attributes.items() if key.rpartition(" ")[2] == "val"]
            self.continued = "restart" not in values

    def _end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        self.in_text = False
        if tag == "Fallback":
            self.skipped -= 1
        elif tag == "p":
            self._paragraph("".join(self.paragraphs.pop()).strip())
        elif tag == "r":
            self.runs -= 1
        elif tag == "tbl":
            self.tables -= 1
        elif tag == "tc" and self.tables == 1:
            self.row.append("" if self.continued else "\n".join(self.cell))
        elif tag == "tr" and self.tables == 1 and any(self.row):
            self.lines.append(tuple(self.row))

    def _paragraph(self, text: str) -> None:
        if text and self.tables:
            self.cell.append(text)
        elif text:
            self.lines.append((text,))
