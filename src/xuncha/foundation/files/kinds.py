"""
What an upload really is, found by its content. The name's ending must agree; what is not in the table is refused.

The table is the whole policy: which kinds are kept, under which endings, and whether their text and pages can be read.
"""

import zipfile
from dataclasses import dataclass
from pathlib import Path
from zlib import error as ZlibError  # noqa: N812 - an exception, named as one

from xuncha.core.errors import RuleViolated
from xuncha.core.text import N_, Say, say

HEAD = 8192  # bytes that decide
ENTRIES = 10_000  # parts of an office file
UNPACKED = 500 * 1024 * 1024  # bytes
RATIO = 200  # unpacked : packed, looked at from 10 MB on
RATIO_FROM = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is kept. `legible`: its text can be extracted; `pictured`: its pages can be shown."""

    code: str
    label: str
    endings: tuple[str, ...]
    media_type: str
    legible: bool = False
    pictured: bool = False


OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS: tuple[Kind, ...] = (
    Kind("pdf", N_("PDF 文档"), ("pdf",), "application/pdf", legible=True, pictured=True),
    Kind("docx", N_("Word 文档"), ("docx",), f"{OFFICE}wordprocessingml.document", legible=True),
    Kind("xlsx", N_("Excel 工作簿"), ("xlsx",), f"{OFFICE}spreadsheetml.sheet", legible=True),
    Kind("pptx", N_("演示文稿"), ("pptx",), f"{OFFICE}presentationml.presentation", legible=True),
    Kind("ole", N_("旧版 Office 或 WPS 文件"), ("doc", "xls", "ppt", "wps", "et", "dps"), "application/x-ole-storage"),
    Kind("ofd", N_("OFD 版式文档"), ("ofd",), "application/ofd"),
    Kind("jpg", N_("JPEG 图片"), ("jpg", "jpeg"), "image/jpeg", pictured=True),
    Kind("png", N_("PNG 图片"), ("png",), "image/png", pictured=True),
    Kind("txt", N_("文本文件"), ("txt", "csv"), "text/plain", legible=True),
    Kind("mp3", N_("MP3 录音"), ("mp3",), "audio/mpeg"),
    Kind("wav", N_("WAV 录音"), ("wav",), "audio/wav"),
    Kind("amr", N_("AMR 录音"), ("amr",), "audio/amr"),
    Kind("mp4", N_("MP4 音视频"), ("mp4", "m4a", "m4v", "mov"), "video/mp4"),
)
BY_CODE = {kind.code: kind for kind in KINDS}
BY_MEDIA_TYPE = {kind.media_type: kind for kind in KINDS}
ENDINGS: tuple[str, ...] = tuple(ending for kind in KINDS for ending in kind.endings)
"""For `accept` of a file field and for hints."""

BEGINNINGS: tuple[tuple[bytes, int, str], ...] = (
    (b"\xff\xd8\xff", 0, "jpg"),
    (b"\x89PNG\r\n\x1a\n", 0, "png"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, "ole"),
    (b"ID3", 0, "mp3"),
    (b"\xff\xfb", 0, "mp3"),
    (b"\xff\xf3", 0, "mp3"),
    (b"\xff\xf2", 0, "mp3"),
    (b"#!AMR", 0, "amr"),
    (b"ftyp", 4, "mp4"),
    (b"WAVE", 8, "wav"),
)
REFUSED: tuple[tuple[bytes, int, str], ...] = (
    (b"MZ", 0, N_("Windows 程序")),
    (b"\x7fELF", 0, N_("可执行程序")),
    (b"\xca\xfe\xba\xbe", 0, N_("可执行程序")),
    (b"\xcf\xfa\xed\xfe", 0, N_("可执行程序")),
    (b"Rar!", 0, N_("RAR 压缩包")),
    (b"7z\xbc\xaf\x27\x1c", 0, N_("7z 压缩包")),
    (b"\x1f\x8b", 0, N_("压缩包")),
    (b"GIF8", 0, N_("GIF 图片")),
    (b"BM", 0, N_("BMP 图片")),
    (b"WEBP", 8, N_("WebP 图片")),
)
MARKUP = ("<!doctype", "<html", "<svg", "<script", "<?xml", "<head", "<body", "<iframe")
PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx", "OFD.xml": "ofd"}


def kind_of_content(path: Path) -> Kind:
    """
    The kind of the file at `path`.

    Raises:
        RuleViolated: it is empty, of a kind that is not kept, or an office file that is broken or a trap.

    """
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if not head:
        raise RuleViolated(say("这是一个空文件，没有内容可以保存。"))
    if head.startswith(b"PK\x03\x04"):
        return _packed_kind(path)
    if b"%PDF-" in head[:1024]:
        return BY_CODE["pdf"]
    for mark, at, code in BEGINNINGS:
        if head[at : at + len(mark)] == mark:
            return BY_CODE[code]
    if _is_text(head):
        return _text_kind(head)
    for mark, at, label in REFUSED:
        if head[at : at + len(mark)] == mark:
            raise RuleViolated(not_kept(label))
    raise RuleViolated(not_kept(N_("无法识别的文件")))


def not_kept(label: str) -> Say:
    """The sentence that says what the file is and what may be uploaded instead."""
    return say(
        "这个文件的内容是{label}，不能上传。"
        "可以上传 PDF、Word、Excel、演示文稿、WPS、OFD、JPG、PNG、文本和录音录像文件。",
        label=say(label),
    )


def agree(kind: Kind, name: str) -> None:
    """
    The name must end as the content demands.

    Raises:
        RuleViolated: it does not; the sentence says what the file really is.

    """
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending in kind.endings:
        return
    raise RuleViolated(
        say(
            "文件名是“{name}”，内容却是{label}。请把扩展名改为 .{ending} 后重新上传；如果内容不对，请换成正确的文件。",
            name=name,
            label=say(kind.label),
            ending=kind.endings[0],
        )
    )


def _packed_kind(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ZlibError, OSError, ValueError, NotImplementedError):
        raise RuleViolated(broken()) from None
    total = sum(entry.file_size for entry in entries)
    packed = max(1, path.stat().st_size)
    if len(entries) > ENTRIES or total > UNPACKED or (total > RATIO_FROM and total / packed > RATIO):
        raise RuleViolated(say("这个文件展开后大得不正常，为保护系统没有保存。请另存为一份新的文件再上传。"))
    names = {entry.filename for entry in entries}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise RuleViolated(say("这个文件带有宏程序，不能上传。请另存为不带宏的格式再上传。"))
    for part, code in PARTS.items():
        if part in names:
            return BY_CODE[code]
    raise RuleViolated(not_kept(N_("ZIP 压缩包")))


def broken() -> Say:
    """The sentence for a file that begins as it should and is then torn or altered."""
    return say("这个文件已损坏或者不完整，打不开。请检查原件后重新上传。")


def _is_text(head: bytes) -> bool:
    if any(byte < 32 and byte not in b"\t\n\r\x0c" for byte in head):
        return False
    return any(_decodes(head, encoding) for encoding in ("utf-8", "gb18030"))


def _decodes(head: bytes, encoding: str) -> bool:
    """Whether the head is text in this encoding, a character cut off at its end aside."""
    try:
        head.decode(encoding)
    except UnicodeDecodeError as error:
        return len(head) == HEAD and error.start > len(head) - 4
    return True


def _text_kind(head: bytes) -> Kind:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"#!"):
        raise RuleViolated(not_kept(N_("脚本程序")))
    if start.startswith(tuple(mark.encode() for mark in MARKUP)):
        raise RuleViolated(not_kept(N_("网页或者 SVG 图形")))
    return BY_CODE["txt"]
