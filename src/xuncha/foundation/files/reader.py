"""
Reads what strangers wrote, in a process of its own with little memory and little time.

    python -m xuncha.foundation.files.reader inspect KIND PATH     → {"text": …, "pages": …} or {"fault": …}
    python -m xuncha.foundation.files.reader picture KIND PATH PAGE → PNG bytes
    python -m xuncha.foundation.files.reader look PATH PATH … → a line of JSON for each, as `looking` says, or null
    python -m xuncha.foundation.files.reader clean < FILE            → "jpg ", "pdf ", "txt ", "mp4 " and the file

A file made to exhaust or crash its reader ends this process and nothing else. Knows neither Django nor the database.
"""

import json
import re
import resource
import sys
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING
from xml.parsers import expat
from zlib import error as ZlibError  # noqa: N812 - an exception, named as one

from xuncha.foundation.files import cleaning, looking

if TYPE_CHECKING:
    from PIL.Image import Image

CPU_SECONDS = 10
MEMORY = 1024 * 1024 * 1024  # bytes of address space
TEXT_LIMIT = 200_000  # characters kept for searching
TEXT_SECONDS = 4.0  # then the text so far is enough
PIXELS = 80_000_000  # of a picture
PREVIEW_WIDTH = 1240  # pixels; A4 at 150 dpi
PREVIEW_PAGES = 300
CLEAN_WIDTH = 4000  # pixels, either way
ENDING = 4  # characters before what was made anew

TEXT_PARTS = {
    "docx": re.compile(r"word/(document|footnotes|endnotes)\.xml"),
    "xlsx": re.compile(r"xl/(sharedStrings|worksheets/sheet\d+)\.xml"),
    "pptx": re.compile(r"ppt/slides/slide\d+\.xml"),
}


class Broken(Exception):  # noqa: N818 - what the file is, not what went wrong here
    """The content is torn, altered or not what it begins as."""


def inspect(kind: str, path: Path) -> tuple[str, int]:
    """Text and number of pages that can be shown; raises Broken."""
    if kind in TEXT_PARTS or kind == "ofd":
        return _office_text(kind, path), 0
    if kind == "pdf":
        return _pdf_text(path)
    if kind in {"jpg", "png"}:
        _open_picture(path).close()
        return "", 1
    if kind == "txt":
        return plain_text(path), 0
    return "", 0


def plain_text(path: Path) -> str:
    """The text of a plain file as far as it is kept, in UTF-8 or else GB 18030."""
    with path.open("rb") as stream:
        raw = stream.read(TEXT_LIMIT * 4)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", errors="replace")
    return text[:TEXT_LIMIT]


def _office_text(kind: str, path: Path | IO[bytes]) -> str:
    """Text of the parts that carry it; every part is read to its end, so that a torn file is found."""
    wanted, texts = TEXT_PARTS.get(kind), _Texts(time.monotonic() + TEXT_SECONDS)
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                with archive.open(entry) as part:
                    if wanted is not None and wanted.fullmatch(entry.filename):
                        texts.read(part)
                    else:
                        while part.read(1 << 20):
                            pass
    except (zipfile.BadZipFile, ZlibError, expat.ExpatError, EOFError, RuntimeError, NotImplementedError) as error:
        raise Broken from error
    return "".join(texts.pieces)[:TEXT_LIMIT]


class _Texts:
    """Collects the text of `t` elements, a line per paragraph, row or string; refuses document type declarations."""

    def __init__(self, until: float) -> None:
        self.pieces: list[str] = []
        self.length, self.until, self.inside = 0, until, False

    def read(self, part: IO[bytes]) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        while chunk := part.read(1 << 16):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self.inside = name.rpartition(" ")[2] == "t"

    def _end(self, name: str) -> None:
        self.inside = False
        if name.rpartition(" ")[2] in {"p", "si", "row"} and self.pieces and self.pieces[-1] != "\n":
            self.pieces.append("\n")

    def _characters(self, text: str) -> None:
        if self.inside and self.length < TEXT_LIMIT and time.monotonic() < self.until:
            self.pieces.append(text)
            self.length += len(text)

    def _doctype(self, *_declaration: object) -> None:
        raise Broken


def _pdf_text(path: Path) -> tuple[str, int]:
    """A pdf behind a password is kept as it is: no text, no pages to show."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            return "", 0
        raise Broken from error
    if not len(document):
        raise Broken
    return "".join(_page_texts(document))[:TEXT_LIMIT], min(len(document), PREVIEW_PAGES)


def _page_texts(document: object) -> Iterator[str]:
    until, length = time.monotonic() + TEXT_SECONDS, 0
    for page in document:  # type: ignore[attr-defined]  # the library is untyped
        if length > TEXT_LIMIT or time.monotonic() > until:
            return
        text = page.get_textpage().get_text_range().replace("\r\n", "\n").replace("\x00", "")
        length += len(text)
        yield text + "\n"


def _open_picture(path: Path | IO[bytes]) -> "Image":
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # our own limit follows
    try:
        picture = Image.open(path, formats=("JPEG", "PNG"))
        if picture.width * picture.height > PIXELS:
            raise Broken
        return ImageOps.exif_transpose(picture)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Broken from error


def picture(kind: str, path: Path, page: int) -> bytes:
    """A page or picture as PNG of at most PREVIEW_WIDTH, without any of the original's metadata; raises Broken."""
    if kind == "pdf":
        import pypdfium2

        try:
            sheet = pypdfium2.PdfDocument(path)[page - 1]
            scale = min(4.0, PREVIEW_WIDTH / max(1.0, sheet.get_width()))
            image = sheet.render(scale=min(scale, 4000 / max(1.0, sheet.get_height()))).to_pil()
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise Broken from error
    else:
        image = _open_picture(path)
        image.thumbnail((PREVIEW_WIDTH, 4000))
    out = BytesIO()
    clean = image.convert("RGB")
    clean.info.clear()
    clean.save(out, "PNG")
    return out.getvalue()


def clean(content: bytes) -> tuple[str, bytes]:
    """
    What was sent, made anew by what it really is (`cleaning`): the ending of what was made, and its bytes.

    Raises:
        Broken: it is of no kind that can be made anew, or not wholly so.

    """
    try:
        if content[4:8] == b"ftyp":
            return "mp4", cleaning.video(content)
        if content[:4] == b"PK\x03\x04":
            return "txt", cleaning.office(content, _office_text)
        if content[:5] == b"%PDF-":
            return "pdf", cleaning.pdf(content)
    except cleaning.Unclean as error:
        raise Broken from error
    return "jpg", _clean_picture(BytesIO(content))


def _clean_picture(stream: IO[bytes]) -> bytes:
    """A picture made anew from its pixels, at most CLEAN_WIDTH wide: no place, time, device or thumbnail is left."""
    image = _open_picture(stream)
    image.thumbnail((CLEAN_WIDTH, CLEAN_WIDTH))
    anew = image.convert("RGB")
    anew.info.clear()
    out = BytesIO()
    anew.save(out, "JPEG", quality=88)
    return out.getvalue()


def look(path: Path) -> looking.Look | None:
    """What a picture looks like and says of itself; None where it cannot be read."""
    try:
        return looking.look_of(_open_picture(path))
    except (Broken, OSError, SyntaxError, ValueError, EOFError):
        return None


def main(arguments: list[str]) -> int:
    """Do one thing and leave; 3 says that the file is broken."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    act, kind, path, *rest = [*arguments, "", ""]
    try:
        if act == "clean":
            ending, made = clean(sys.stdin.buffer.read())
            sys.stdout.buffer.write(ending.encode().ljust(ENDING) + made)
        elif act == "look":
            for one in arguments[1:]:
                sys.stdout.buffer.write(json.dumps(look(Path(one))).encode() + b"\n")
        elif act == "inspect":
            text, pages = inspect(kind, Path(path))
            sys.stdout.buffer.write(json.dumps({"text": text, "pages": pages}).encode())
        else:
            sys.stdout.buffer.write(picture(kind, Path(path), int(rest[0])))
    except Broken:
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
